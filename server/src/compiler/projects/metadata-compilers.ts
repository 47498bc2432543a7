import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Packages that compile TypeScript in place of its own compiler and write metadata for decorators. */
const otherCompilers = [
  "@swc/core",
  "@swc-node/register",
  "babel-plugin-transform-typescript-metadata",
  "unplugin-swc",
];

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
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return false;
  }
  if (typeof manifest !== "object" || manifest === null) return false;
  return ["dependencies", "devDependencies", "optionalDependencies"].some((field) => {
    const dependencies: unknown = Reflect.get(manifest, field);
    return (
      typeof dependencies === "object" &&
      dependencies !== null &&
      otherCompilers.some((name) => name in dependencies)
    );
  });
}
