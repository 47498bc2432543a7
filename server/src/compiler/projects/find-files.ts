import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { glob } from "tinyglobby";
import { slashed } from "./read-config.ts";

/** Folders that hold dependencies, compiled output or caches, never a project of one's own. */
const foreignFolders = ["node_modules", "dist", "build", "out", "coverage", "bower_components"];

const ignore = foreignFolders.map((folder) => `**/${folder}/**`);

/**
 * The tsconfig files of a folder and of those below it (`tsconfig.json`, `tsconfig.*.json`, and a
 * `jsconfig.json` that stands alone), sorted. Dependencies, output folders and hidden folders are
 * left out.
 *
 * @returns absolute paths with forward slashes
 */
export async function findConfigFiles(folder: string): Promise<string[]> {
  const found = await glob(["**/tsconfig.json", "**/tsconfig.*.json", "**/jsconfig.json"], {
    cwd: folder,
    absolute: true,
    ignore,
    expandDirectories: false,
  });
  const paths = found.map(slashed);
  const folders = new Set(
    paths.filter((path) => path.endsWith("/tsconfig.json")).map((path) => dirname(path)),
  );
  return paths
    .filter((path) => !path.endsWith("/jsconfig.json") || !folders.has(dirname(path)))
    .sort();
}

/** The TypeScript and JavaScript files of a folder that has no tsconfig, sorted. */
export async function findSourceFiles(folder: string): Promise<string[]> {
  const found = await glob("**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}", {
    cwd: folder,
    absolute: true,
    ignore: [...ignore, "**/*.d.{ts,mts,cts}", "**/*.min.js"],
    expandDirectories: false,
  });
  return found.map(slashed).sort();
}

/** The nearest `tsconfig.json` or `jsconfig.json` in a folder or above it. */
export function nearestConfig(folder: string): string | undefined {
  for (const name of ["tsconfig.json", "jsconfig.json"]) {
    const path = join(folder, name);
    if (existsSync(path)) return slashed(path);
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestConfig(parent);
}
