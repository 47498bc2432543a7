// Lints examples/shop with the built command line. The shop has planted mistakes, so findings are the
// expected outcome: only a failure of the tool fails the demo.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const result = spawnSync(
  process.execPath,
  [join(root, "dist/cli.cjs"), "check", ...process.argv.slice(2)],
  { cwd: join(root, "examples/shop"), stdio: "inherit" },
);
process.exitCode = result.status === 0 || result.status === 1 ? 0 : (result.status ?? 2);
