import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { build } from "esbuild";
import { root } from "../../../scripts/support/paths.ts";

/**
 * Bundles the suite: `companion.cjs` with `activate`, for an extension, and `suite.cjs` with `run`,
 * for `--extensionTestsPath`.
 */
export async function bundleSuite(folder: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: {
      companion: "test/vscode/companion/extension.ts",
      suite: "test/vscode/suite/desktop.ts",
    },
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20.18",
    sourcemap: "inline",
    external: ["vscode"],
    // CommonJS has no import.meta: mocha asks for its own place.
    define: { "import.meta.url": "__suiteUrl" },
    banner: { js: 'const __suiteUrl = require("node:url").pathToFileURL(__filename).href;' },
    // Of mocha's parts that run tests in other processes, which are not used here.
    logOverride: { "require-resolve-not-external": "silent" },
    logLevel: "warning",
  });
}

/** Packages the companion extension. @returns the path of the package */
export async function packageCompanion(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  await bundleSuite(folder);
  const manifest = {
    name: "ormlint-companion",
    displayName: "ormlint's tests",
    description: "Runs the tests of ormlint in the extension host.",
    publisher: "ormlint",
    version: "0.0.1",
    license: "MIT",
    engines: { vscode: "^1.100.0" },
    main: "./companion.cjs",
    activationEvents: ["onStartupFinished"],
    extensionKind: ["workspace"],
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest, null, 2));
  writeFileSync(join(folder, "README.md"), "Runs the tests of ormlint in the extension host.\n");
  writeFileSync(join(folder, ".vscodeignore"), "**\n!companion.cjs\n!package.json\n");
  const path = join(folder, "companion.vsix");
  await createVSIX({
    cwd: folder,
    packagePath: path,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  return path;
}
