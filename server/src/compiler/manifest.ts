import { readFileSync } from "node:fs";

/** Fields of a package.json that name packages. */
export type DependencyField =
  | "dependencies"
  | "devDependencies"
  | "peerDependencies"
  | "optionalDependencies";

/** What a package.json says of itself and its dependencies. */
export interface Manifest {
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** Versions or ranges by name; empty for a field that is not there, or is no object. */
  dependencies(field: DependencyField): ReadonlyMap<string, string>;
}

/** @returns `undefined` when the file cannot be read or holds no JSON object */
export function readManifest(path: string): Manifest | undefined {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
  if (typeof content !== "object" || content === null) return undefined;
  const field = (name: string): unknown => Reflect.get(content, name);
  const text = (value: unknown): string | undefined =>
    typeof value === "string" && value !== "" ? value : undefined;
  return {
    name: text(field("name")),
    version: text(field("version")),
    dependencies: (name) => {
      const value = field(name);
      if (typeof value !== "object" || value === null) return new Map();
      return new Map(Object.entries(value).map(([key, version]) => [key, String(version)]));
    },
  };
}
