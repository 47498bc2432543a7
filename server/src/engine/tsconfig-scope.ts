import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "jsonc-parser";

/** How a tsconfig names its own folder. */
const configDirectory = `${"$"}{configDir}/`;

/** Which folders a tsconfig means. Globs are relative to `folder`. */
export interface TsconfigScope {
  readonly folder: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/**
 * Reads `include` and `exclude` of a tsconfig, those of the files it extends by path when it has
 * none itself. See "tsconfig reference: include, exclude, extends" of TypeScript's documentation.
 */
export function readTsconfigScope(configFile: string): TsconfigScope {
  const folder = dirname(configFile);
  const chain = chainOf(configFile, new Set());
  const own = (key: string): readonly string[] | undefined => {
    for (const { content, folder: from } of chain) {
      const globs = stringsOf(content, key);
      // Globs of an extended file start from its own folder.
      if (globs) return globs.map((glob) => (from === folder ? glob : resolve(from, glob)));
    }
    return undefined;
  };
  const files = own("files");
  return {
    folder,
    include: relativeTo(folder, own("include") ?? (files ? [] : ["**/*"])),
    exclude: relativeTo(folder, own("exclude") ?? ["node_modules"]),
  };
}

interface ChainLink {
  readonly content: unknown;
  readonly folder: string;
}

/** The file, then what it extends: later entries of a list first, as they win. */
function chainOf(file: string, seen: Set<string>): readonly ChainLink[] {
  if (seen.has(file)) return [];
  seen.add(file);
  let content: unknown;
  try {
    content = parse(readFileSync(file, "utf8"), [], { allowTrailingComma: true });
  } catch {
    return [];
  }
  const folder = dirname(file);
  const above = stringsOf(content, "extends") ?? [];
  const paths = above
    .filter((name) => name.startsWith(".") || name.startsWith("/"))
    .map((name) => resolve(folder, name))
    .map((path) => (existsSync(path) ? path : `${path}.json`));
  return [{ content, folder }, ...paths.reverse().flatMap((path) => chainOf(path, seen))];
}

function stringsOf(content: unknown, key: string): readonly string[] | undefined {
  if (typeof content !== "object" || content === null) return undefined;
  const value: unknown = Reflect.get(content, key);
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : undefined;
}

function relativeTo(folder: string, globs: readonly string[]): readonly string[] {
  return globs.map((glob) =>
    (glob.startsWith(`${folder}/`) ? glob.slice(folder.length + 1) : glob)
      .replaceAll(configDirectory, "")
      .replace(/^\.\//, ""),
  );
}
