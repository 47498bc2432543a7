import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Finds the major version of the TypeScript compiler that a project is written for: the installed
 * one, as Node resolves it from the project's folder, or else the one that a package.json names.
 * Defaults of options depend on it. Answers are cached by folder.
 */
export class CompilerVersions {
  readonly #byFolder = new Map<string, number | undefined>();

  /** `undefined` when nothing above the folder depends on TypeScript. */
  majorFor(folder: string): number | undefined {
    if (this.#byFolder.has(folder)) return this.#byFolder.get(folder);
    const parent = dirname(folder);
    const found =
      installedMajor(folder) ??
      requestedMajor(folder) ??
      (parent === folder ? undefined : this.majorFor(parent));
    this.#byFolder.set(folder, found);
    return found;
  }
}

function installedMajor(folder: string): number | undefined {
  const manifest = readManifest(join(folder, "node_modules", "typescript"));
  return majorOf(manifest?.version);
}

function requestedMajor(folder: string): number | undefined {
  const manifest = readManifest(folder);
  for (const field of ["devDependencies", "dependencies", "peerDependencies"]) {
    const dependencies = manifest?.[field];
    if (!isRecord(dependencies)) continue;
    const major = majorOf(dependencies.typescript);
    if (major !== undefined) return major;
  }
  return undefined;
}

/** The first number of a version or range: 5 of `5.8.2`, `^5.1`, `~5`, `>=5 <7`, `npm:typescript@5`. */
function majorOf(range: unknown): number | undefined {
  if (typeof range !== "string") return undefined;
  const digits = /\d+/.exec(range)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

function readManifest(folder: string): Record<string, unknown> | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return isRecord(manifest) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
