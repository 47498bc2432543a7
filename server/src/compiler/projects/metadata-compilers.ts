import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { readManifest } from "../manifest.ts";

/** Packages that compile TypeScript in place of its own compiler and write metadata for decorators. */
const otherCompilers = [
  "@swc/core",
  "@swc-node/register",
  "babel-plugin-transform-typescript-metadata",
  "unplugin-swc",
];

const fields = ["dependencies", "devDependencies", "optionalDependencies"] as const;

/**
 * Finds out whether a project may be compiled by another compiler than TypeScript's, as its
 * `.swcrc` and the package.json files above it tell. SWC and Babel follow the rules of
 * `emitDecoratorMetadata`, but always pass over `null` and `undefined`. Answers are cached by folder.
 */
export class MetadataCompilers {
  readonly #byFolder = new Map<string, boolean>();

  /** @param folder of the tsconfig */
  mayBeOther(folder: string): boolean {
    const known = this.#byFolder.get(folder);
    if (known !== undefined) return known;
    const parent = dirname(folder);
    const found =
      existsSync(join(folder, ".swcrc")) ||
      dependsOnOther(join(folder, "package.json")) ||
      (parent !== folder && this.mayBeOther(parent));
    this.#byFolder.set(folder, found);
    return found;
  }
}

function dependsOnOther(path: string): boolean {
  const manifest = readManifest(path);
  return fields.some((field) => {
    const dependencies = manifest?.dependencies(field);
    return otherCompilers.some((name) => dependencies?.has(name));
  });
}
