import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { glob } from "tinyglobby";
import { readManifest } from "../compiler/manifest.ts";

const ignored = ["**/node_modules/**", "**/.git/**", "**/dist/**", "**/build/**"];
const sourceFiles = "**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}";

/** `empty`: there is no source file at all. */
export type OrmPresence = "possible" | "none" | "empty";

/**
 * Whether a supported ORM may be used: some package.json from the given folders upward or downward
 * depends on it, it is installed there, or some file names it. Cheap, so that a project without an ORM starts no compiler.
 * @param folders absolute paths: the working folder, and those of the projects named
 */
export async function ormPresence(
  folders: readonly string[],
  packages: readonly string[],
): Promise<OrmPresence> {
  for (const folder of folders)
    for (let at = folder; ; at = dirname(at)) {
      if (manifestNames(join(at, "package.json"), packages)) return "possible";
      // A package may reach the ORM through another one that depends on it.
      if (packages.some((name) => existsSync(join(at, "node_modules", name, "package.json")))) {
        return "possible";
      }
      if (dirname(at) === at) break;
    }
  const [cwd] = folders;
  let empty = true;
  for (const folder of folders) {
    const options = { cwd: folder, absolute: true, dot: false, ignore: ignored };
    const manifests = await glob("**/package.json", options);
    if (manifests.some((manifest) => manifestNames(manifest, packages))) return "possible";
    if (folder !== cwd && cwd !== undefined && folder.startsWith(`${cwd}/`)) continue;
    const needles = packages.flatMap((name) =>
      ['"', "'", "`"].map((quote) => Buffer.from(`${quote}${name}`)),
    );
    for (const file of await glob(sourceFiles, options)) {
      if (fileHolds(file, needles)) return "possible";
      empty = false;
    }
  }
  return empty ? "empty" : "none";
}

const dependencyFields = [
  "dependencies",
  "devDependencies",
  "peerDependencies",
  "optionalDependencies",
] as const;

function manifestNames(path: string, packages: readonly string[]): boolean {
  const manifest = readManifest(path);
  if (!manifest) return false;
  if (packages.some((known) => known === manifest.name)) return true;
  return dependencyFields.some((field) =>
    [...manifest.dependencies(field)].some(([alias, version]) =>
      packages.some((known) => alias === known || version.startsWith(`npm:${known}@`)),
    ),
  );
}

function fileHolds(path: string, needles: readonly Buffer[]): boolean {
  try {
    const bytes = readFileSync(path);
    return needles.some((needle) => bytes.includes(needle));
  } catch {
    return false;
  }
}
