import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { type ParseError, parse } from "jsonc-parser";
import type { ProjectRequest } from "../compiler/session.ts";
import { absolutePath, forwardSlashes } from "./paths.ts";

/**
 * What the compiler is to open: the tsconfig files of the command line, else those of the
 * configuration, else those that are found.
 * @param named tsconfig files or folders that hold one, relative to the working folder
 * @param configured absolute paths
 * @param paths existing files and folders that the run is about
 */
export function projectRequest(
  cwd: string,
  named: readonly string[],
  configured: readonly string[],
  paths: readonly string[] = [],
): ProjectRequest {
  const projects =
    named.length > 0 ? named.map((path) => absolutePath(cwd, path)) : [...configured];
  return {
    cwd,
    ...(projects.length > 0 && { projects: projects.map(tsconfigOf) }),
    ...(paths.length > 0 && { paths }),
  };
}

/** A project is named by its tsconfig, or by the folder of one. Absolute paths. */
export function tsconfigOf(path: string): string {
  const folder = existsSync(path) && statSync(path).isDirectory();
  return folder ? forwardSlashes(join(path, "tsconfig.json")) : path;
}

/** The folders that a request is about, the working folder first. */
export function foldersOf({ cwd, projects = [], paths = [] }: ProjectRequest): readonly string[] {
  const folders = [...projects, ...paths].map((path) =>
    existsSync(path) && statSync(path).isDirectory() ? path : forwardSlashes(dirname(path)),
  );
  return [...new Set([cwd, ...folders])];
}

/** Whether tsconfig files can be read, as far as a glance tells: the compiler says what is wrong. */
export function seemSound(projects: readonly string[]): boolean {
  return projects.every((path) => {
    try {
      const errors: ParseError[] = [];
      parse(readFileSync(path, "utf8"), errors, { allowTrailingComma: true });
      return errors.length === 0;
    } catch {
      return false;
    }
  });
}
