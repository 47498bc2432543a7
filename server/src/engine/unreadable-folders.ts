import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import picomatch from "picomatch";
import type { Program } from "../compiler/program.ts";
import { isInside, relativePath } from "./paths.ts";
import { readTsconfigScope, type TsconfigScope } from "./tsconfig-scope.ts";

/** Folders in which no sources are looked for where there is no tsconfig. */
const foreignFolders = ["node_modules", "dist", "build", "out", "coverage", "bower_components"];

/**
 * Folders whose content the programs' tsconfig files include, and which cannot be listed: the
 * compiler passes over them in silence. Without a tsconfig, those of the working folder. Sorted, absolute.
 */
export function unreadableFolders(
  programs: Iterable<Pick<Program, "configFile">>,
  cwd: string,
): readonly string[] {
  const found = new Set<string>();
  const configs = new Set([...programs].map(({ configFile }) => configFile));
  const exclude = foreignFolders.map((folder) => `**/${folder}`);
  for (const config of configs) {
    const scope: TsconfigScope =
      config === undefined
        ? { folder: cwd, include: ["**/*"], exclude }
        : readTsconfigScope(config);
    for (const folder of unreadableIn(scope)) found.add(folder);
  }
  return [...found].sort();
}

function unreadableIn(scope: TsconfigScope): readonly string[] {
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
  return found;
}

function entriesOf(folder: string): readonly Dirent[] | "denied" {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return code === "EACCES" || code === "EPERM" ? "denied" : [];
  }
}
