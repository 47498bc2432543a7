import { basename, dirname, join } from "node:path";
import { readManifest } from "./manifest.ts";

/** The npm package that a file belongs to. */
export interface PackageIdentity {
  readonly name: string;
  readonly version: string;
  /** Folder of its package.json. */
  readonly root: string;
  /** Names of the packages that it depends on, peers included. */
  readonly dependsOn: readonly string[];
}

/**
 * Finds the package of a file by the nearest package.json with a name, so that aliases,
 * links and workspaces are seen as the package that they are. Answers are cached by folder.
 */
export class PackageLookup {
  readonly #byFolder = new Map<string, PackageIdentity | undefined>();

  /** @param path absolute path of a file */
  of(path: string): PackageIdentity | undefined {
    return this.#ofFolder(dirname(path));
  }

  #ofFolder(folder: string): PackageIdentity | undefined {
    if (this.#byFolder.has(folder)) return this.#byFolder.get(folder);
    const parent = dirname(folder);
    const found = readIdentity(folder) ?? (parent === folder ? undefined : this.#ofFolder(parent));
    this.#byFolder.set(folder, found);
    return found;
  }
}

function readIdentity(folder: string): PackageIdentity | undefined {
  const manifest = readManifest(join(folder, "package.json"));
  if (manifest?.name === undefined) return undefined;
  return {
    name: manifest.name,
    version: manifest.version ?? "0.0.0",
    root: folder,
    dependsOn: [
      ...manifest.dependencies("dependencies").keys(),
      ...manifest.dependencies("peerDependencies").keys(),
    ],
  };
}

/**
 * Whether a file belongs to the language's own library: inside the compiler's binary
 * (`bundled:///libs/…`), its platform package, or an older compiler's package.
 */
export function isDefaultLibrary(path: string, identity: PackageIdentity | undefined): boolean {
  if (path.startsWith("bundled:")) return true;
  if (identity === undefined || !/^lib\.[^/]*d\.ts$/.test(basename(path))) return false;
  return identity.name === "typescript" || identity.name.startsWith("@typescript/typescript-");
}
