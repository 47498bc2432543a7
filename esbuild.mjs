// Bundles the command line: dist/cli.cjs. `--watch` builds again at every change.
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { context } from "esbuild";

const outfile = join(import.meta.dirname, "dist/cli.cjs");

const build = await context({
  absWorkingDir: import.meta.dirname,
  entryPoints: { cli: "server/src/cli/main.ts" },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  target: "node20.19",
  format: "cjs",
  // The UMD build of jsonc-parser cannot be bundled.
  mainFields: ["module", "main"],
  sourcemap: "linked",
  sourcesContent: false,
  legalComments: "linked",
  logLevel: "warning",
  // Its WebAssembly lies beside its code, so it stays a package of its own.
  external: ["libpg-query"],
  // CommonJS has no import.meta: what asks for its own place gets the bundle's.
  define: { "import.meta.url": "__ormlintModuleUrl" },
  banner: {
    js: 'const __ormlintModuleUrl = require("node:url").pathToFileURL(__filename).href;',
  },
});

if (process.argv.includes("--watch")) await build.watch();
else {
  await build.rebuild();
  chmodSync(outfile, 0o755);
  await build.dispose();
}
