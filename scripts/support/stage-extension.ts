import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compilerPackage, type ExtensionTarget } from "./extension-targets.ts";
import { fetchPackage } from "./fetch-package.ts";
import { root } from "./paths.ts";

/** What is copied as it is; `.vscodeignore` chooses among it. */
const copied = [
  ".vscodeignore",
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "docs",
  "icon.png",
  "schema",
  "syntaxes",
];

/** Of the manifest, what is about the npm package and the workshop. */
const npmOnly = ["bin", "dependencies", "devDependencies", "files", "scripts"];

/**
 * Lays out the extension as it is installed: bundles, the target's compiler beside them, and the
 * packages that cannot be bundled below them. Nothing in it refers to the repository.
 *
 * @param folder an empty folder
 * @param scratch a folder for what is fetched
 */
export function stageExtension(target: ExtensionTarget, folder: string, scratch: string): void {
  for (const name of copied) cpSync(join(root, name), join(folder, name), { recursive: true });
  writeFileSync(join(folder, "package.json"), manifest());

  const dist = join(folder, "dist");
  execFileSync(process.execPath, [join(root, "esbuild.mjs"), `--outdir=${dist}`], {
    stdio: "inherit",
  });

  const compiler = fetchPackage(compilerPackage(target), scratch);
  cpSync(join(compiler, "lib"), join(dist, "compiler"), { recursive: true });
  for (const notice of ["LICENSE", "LICENSE.txt", "NOTICE.txt", "ThirdPartyNoticeText.txt"]) {
    const from = join(compiler, notice);
    if (existsSync(from)) cpSync(from, join(dist, "compiler", notice));
  }

  const parser = join(dist, "node_modules/libpg-query");
  mkdirSync(parser, { recursive: true });
  for (const part of [
    "LICENSE",
    "package.json",
    "wasm/index.cjs",
    "wasm/libpg-query.js",
    "wasm/libpg-query.wasm",
  ])
    cpSync(join(root, "node_modules/libpg-query", part), join(parser, part));
}

function manifest(): string {
  const whole: Record<string, unknown> = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  const kept = Object.entries(whole).filter(([key]) => !npmOnly.includes(key));
  return `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`;
}
