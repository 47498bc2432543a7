/**
 * Packages the editor extension for one platform: `--target linux-x64` (default: this one), `--out <file>`
 * (default: `ormlint-<target>-<version>.vsix` in the repository).
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createVSIX } from "@vscode/vsce";
import { extensionTargets, isExtensionTarget } from "./support/extension-targets.ts";
import { root } from "./support/paths.ts";
import { stageExtension } from "./support/stage-extension.ts";

/** In bytes: larger packages are slow to install and a sign of files that do not belong in it. */
const largest = 20_000_000;

const { values: flags } = parseArgs({
  options: {
    target: { type: "string", default: `${process.platform}-${process.arch}` },
    out: { type: "string" },
  },
});
const { target } = flags;
if (!isExtensionTarget(target)) {
  throw new Error(`There is no target ${target}; there are ${extensionTargets.join(", ")}.`);
}
if (process.platform === "win32" && !target.startsWith("win32")) {
  throw new Error(`Windows keeps no execute permission, which the compiler of ${target} needs.`);
}
const { version }: { version: string } = JSON.parse(
  readFileSync(join(root, "package.json"), "utf8"),
);
const out = resolve(flags.out ?? join(root, `ormlint-${target}-${version}.vsix`));

const scratch = mkdtempSync(join(tmpdir(), "ormlint-package-"));
try {
  const stage = join(scratch, "extension");
  mkdirSync(stage);
  stageExtension(target, stage, scratch);
  mkdirSync(dirname(out), { recursive: true });
  const published = `https://unpkg.com/ormlint@${version}/`;
  await createVSIX({
    cwd: stage,
    packagePath: out,
    target,
    dependencies: false,
    allowMissingRepository: true,
    // The npm package of the same version holds what the README links to.
    baseContentUrl: published,
    baseImagesUrl: published,
  });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

const size = statSync(out).size;
if (size > largest) throw new Error(`${out} has ${size} bytes, more than ${largest}.`);
console.log(`${out} (${(size / 1e6).toFixed(1)} MB)`);
