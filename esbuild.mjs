// Bundles the command line: dist/main.cjs, the program, and dist/cli.cjs, which starts it; the language
// server, dist/server.cjs, which the program loads when it is to serve; and the editor extension's client,
// dist/client.cjs, with the page of its diagram, dist/diagram.js and dist/diagram.css. `--watch` builds
// again at every change, `--outdir=<folder>` builds elsewhere.
import { createHash } from "node:crypto";
import { chmodSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { build, context } from "esbuild";

const { values: flags } = parseArgs({
  options: { watch: { type: "boolean" }, outdir: { type: "string", default: "dist" } },
});
const outdir = resolve(import.meta.dirname, flags.outdir);

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: import.meta.dirname,
  outdir,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  target: "node20.19",
  format: "cjs",
  logLevel: "warning",
};

/** Built after the program, whose digest it holds. */
const startWithDigest = {
  name: "start-with-digest",
  /** @param {import("esbuild").PluginBuild} program */
  setup(program) {
    program.onEnd(async ({ errors }) => {
      if (errors.length > 0) return;
      const digest = createHash("sha256").update(readFileSync(join(outdir, "main.cjs")));
      await build({
        ...common,
        entryPoints: { cli: "server/launch/cli.ts" },
        define: { ORMLINT_BUILD: JSON.stringify(digest.digest("hex").slice(0, 16)) },
      });
      chmodSync(join(outdir, "cli.cjs"), 0o755);
      // Compiled code of earlier builds is of no use.
      rmSync(join(outdir, "code-cache"), { recursive: true, force: true });
    });
  },
};

/**
 * What the command line and the language server have in common.
 * @type {import("esbuild").BuildOptions}
 */
const engine = {
  ...common,
  // The UMD build of jsonc-parser cannot be bundled.
  mainFields: ["module", "main"],
  sourcemap: "linked",
  sourcesContent: false,
  legalComments: "linked",
  // Its WebAssembly lies beside its code, so it stays a package of its own.
  external: ["libpg-query"],
  // CommonJS has no import.meta: what asks for its own place gets the bundle's.
  define: { "import.meta.url": "__ormlintModuleUrl" },
  banner: {
    js: 'const __ormlintModuleUrl = require("node:url").pathToFileURL(__filename).href;',
  },
  // A script with cached code cannot import, and Node's own modules can be required as well.
  supported: { "dynamic-import": false },
};

/** The language server is a bundle of its own: no other command has to load it. */
const serverApart = {
  name: "server-apart",
  /** @param {import("esbuild").PluginBuild} program */
  setup(program) {
    program.onResolve({ filter: /\/lsp\/main\.ts$/ }, ({ kind }) =>
      kind === "entry-point" ? undefined : { path: "./server.cjs", external: true },
    );
  },
};

const server = await context({ ...engine, entryPoints: { server: "server/src/lsp/main.ts" } });

const program = await context({
  ...engine,
  entryPoints: { main: "server/src/cli/main.ts" },
  plugins: [serverApart, startWithDigest],
});

const client = await context({
  ...common,
  entryPoints: { client: "client/src/extension.ts" },
  // The Node of the oldest editor that the extension supports.
  target: "node20.18",
  // Names stay, for the stack traces that people report.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "linked",
  // The editor brings it.
  external: ["vscode"],
});

/** The page of the entity diagram: dist/diagram.js and dist/diagram.css. */
const diagram = await context({
  ...common,
  entryPoints: { diagram: "client/webview/main.ts" },
  outExtension: {},
  platform: "browser",
  // The browser of the oldest editor that the extension supports.
  target: "chrome132",
  format: "iife",
  minify: true,
  legalComments: "linked",
});

for (const bundle of [server, program, client, diagram]) {
  if (flags.watch) await bundle.watch();
  else {
    await bundle.rebuild();
    await bundle.dispose();
  }
}
