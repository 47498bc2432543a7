import { type Dirent, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import picomatch from "picomatch";
import type { Program } from "../compiler/program.ts";
import { isInside, relativePath } from "./paths.ts";
import { readTsconfigScope } from "./tsconfig-scope.ts";

/**
 * Folders whose content the programs' tsconfig files include, and which cannot be listed: the
 * compiler passes over them in silence. Sorted, absolute.
 */
export function unreadableFolders(
  programs: Iterable<Pick<Program, "configFile">>,
): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  for (const { configFile } of programs) {
    if (configFile === undefined || seen.has(configFile)) continue;
    seen.add(configFile);
    for (const folder of unreadableBelow(configFile)) found.add(folder);
  }
  return [...found].sort();
}

function unreadableBelow(configFile: string): readonly string[] {
  const scope = readTsconfigScope(configFile);
  const isExcluded = picomatch(
    scope.exclude.flatMap((glob) => [glob, `${glob.replace(/\/(\*\*\/?)?\*?$/, "")}/**`]),
    { dot: true },
  );
  const found: string[] = [];
  const visit = (folder: string): void => {
    const path = relativePath(scope.folder, folder);
    if (path !== "" && isExcluded(path)) return;
    const entries = entriesOf(folder);
    if (entries === "denied") found.push(folder);
    else
      for (const entry of entries)
        if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith("."))
          visit(join(folder, entry.name));
  };
  const starts = scope.include.map((glob) => join(scope.folder, picomatch.scan(glob).base));
  for (const start of starts)
    if (!starts.some((other) => other !== start && isInside(other, start))) visit(start);
  // Below a folder that cannot be entered nothing exists, as far as one can see.
  const folder = dirname(configFile);
  return [...new Set(found)].filter((each) => each !== folder);
}

function entriesOf(folder: string): readonly Dirent[] | "denied" {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return code === "EACCES" || code === "EPERM" ? "denied" : [];
  }
}
