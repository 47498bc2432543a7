import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.ts";

/** npm's `platform-arch` of what runs on each of the editor's targets. The compiler is linked statically, so Alpine takes Linux's. */
const platforms = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "linux-armhf": "linux-arm",
  "alpine-x64": "linux-x64",
  "alpine-arm64": "linux-arm64",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
  "win32-x64": "win32-x64",
  "win32-arm64": "win32-arm64",
} as const;

/** A platform of the editor, as its marketplace names them. */
export type ExtensionTarget = keyof typeof platforms;

export const extensionTargets = Object.keys(platforms).filter(isExtensionTarget);

export function isExtensionTarget(name: string): name is ExtensionTarget {
  return Object.hasOwn(platforms, name);
}

/** The npm package that holds the native compiler of a target, and its version. */
export interface CompilerPackage {
  readonly name: string;
  readonly version: string;
}

/** @throws Error when the installed `typescript` knows no compiler for the target */
export function compilerPackage(target: ExtensionTarget): CompilerPackage {
  const name = `@typescript/typescript-${platforms[target]}`;
  const manifest: { optionalDependencies?: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(join(root, "node_modules/typescript/package.json"), "utf8"),
  );
  const version = manifest.optionalDependencies?.[name];
  if (version === undefined) throw new Error(`typescript has no ${name}`);
  return { name, version };
}
