import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserFailure } from "./failure.ts";
import { absolutePath, forwardSlashes } from "./paths.ts";

/**
 * The tsconfig files of a run: those of the command line, else those of the configuration, else what is found.
 * @throws UserFailure when a named one does not exist, or none is found
 */
export async function findProjects(
  cwd: string,
  named: readonly string[],
  configured: readonly string[],
): Promise<readonly string[]> {
  const wanted = named.length > 0 ? named.map((path) => absolutePath(cwd, path)) : configured;
  if (wanted.length > 0) return wanted.map(tsconfigAt);
  const nearest = join(cwd, "tsconfig.json");
  return existsSync(nearest) ? [forwardSlashes(nearest)] : [];
}

function tsconfigAt(path: string): string {
  if (!existsSync(path)) throw new UserFailure(`the project ${path} does not exist`);
  if (!statSync(path).isDirectory()) return path;
  const inside = forwardSlashes(join(path, "tsconfig.json"));
  if (!existsSync(inside)) throw new UserFailure(`the folder ${path} has no tsconfig.json`);
  return inside;
}

export function projectFolders(projects: readonly string[]): readonly string[] {
  return [...new Set(projects.map((project) => forwardSlashes(dirname(project))))];
}
