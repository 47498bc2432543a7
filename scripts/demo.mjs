// Lints examples/shop with the built command line. The shop has planted mistakes, so findings are the
// expected outcome: only a failure of the tool fails the demo.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
console.error("Linting examples/shop, a small shop on TypeORM with mistakes planted in it.\n");
const result = spawnSync(
  process.execPath,
  [join(root, "dist/cli.cjs"), "check", ...process.argv.slice(2)],
  { cwd: join(root, "examples/shop"), stdio: "inherit" },
);
const worked = result.status === 0 || result.status === 1;
if (worked)
  console.error(
    [
      "",
      "The findings are the planted mistakes. Go on, in examples/shop:",
      "  node ../../dist/cli.cjs explain no-unloaded-relation      why a rule exists",
      "  node ../../dist/cli.cjs check --fix-suggestions           repair what can be; git shows the changes",
    ].join("\n"),
  );
process.exitCode = worked ? 0 : (result.status ?? 2);
