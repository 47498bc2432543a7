import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The packages of global declarations that a project means when it has no `types` option and was
 * written for TypeScript before 6, which took in everything below `node_modules/@types`. In a
 * workspace that is what all its packages and their dependencies brought along; meant are those
 * that the package.json files above the project name, as far as they are installed. Types that
 * the code imports are found without being named here.
 *
 * @returns names for the `types` option; `*` (everything) when no package.json names any
 */
export function globalTypes(folder: string): readonly string[] {
  const named = new Set<string>();
  const installed: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    for (const name of typePackages(at)) named.add(name);
    if (existsSync(join(at, "node_modules", "@types"))) {
      installed.push(join(at, "node_modules", "@types"));
    }
    if (dirname(at) === at) break;
  }
  const types = [...named].filter((name) => installed.some((root) => existsSync(join(root, name))));
  return types.length === 0 ? ["*"] : types.sort();
}

/** `["node", "jest"]` of a package.json that depends on `@types/node` and `@types/jest`. */
function typePackages(folder: string): string[] {
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  } catch {
    return [];
  }
  if (typeof manifest !== "object" || manifest === null) return [];
  return ["dependencies", "devDependencies", "peerDependencies"]
    .map((field): unknown => Reflect.get(manifest, field))
    .filter((dependencies) => typeof dependencies === "object" && dependencies !== null)
    .flatMap((dependencies) => Object.keys(dependencies))
    .filter((name) => name.startsWith("@types/"))
    .map((name) => name.slice("@types/".length));
}
