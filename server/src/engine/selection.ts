import { existsSync, statSync } from "node:fs";
import picomatch from "picomatch";
import { UserFailure } from "./failure.ts";
import { absolutePath, forwardSlashes, isInside, relativePath, slashHint } from "./paths.ts";

/** The files that a user asked about. */
export interface Selection {
  /** Absolute paths of the files and folders; of a glob, the folder that it starts from. */
  readonly roots: readonly string[];
  /** Whether a file (absolute path) is meant. */
  includes(file: string): boolean;
  /** @throws UserFailure when one of the paths selects none of the files */
  demandMatches(files: readonly string[]): void;
}

interface Pattern {
  readonly given: string;
  /** Whether it is a glob, which may match nothing, and not the path of something that exists. */
  readonly isGlob: boolean;
  readonly root: string;
  readonly matches: (file: string) => boolean;
}

/**
 * @param paths files, folders and globs, relative to the working folder; all files when empty
 * @throws UserFailure when a path is empty or does not exist
 */
export function selectPaths(paths: readonly string[], cwd: string): Selection {
  const patterns = paths.map((path) => patternOf(path, cwd));
  return {
    roots: patterns.map((pattern) => pattern.root),
    includes: (file) => patterns.length === 0 || patterns.some(({ matches }) => matches(file)),
    demandMatches(files) {
      for (const { given, isGlob, matches } of patterns)
        if (!files.some(matches))
          throw new UserFailure(
            isGlob
              ? `${given} matches no file of the project`
              : `${given} is outside the project: no tsconfig that was read includes it`,
          );
    },
  };
}

function patternOf(given: string, cwd: string): Pattern {
  if (given === "") throw new UserFailure("a path is empty: leave it out to check all files");
  const absolute = absolutePath(cwd, given);
  if (existsSync(absolute)) {
    const folder = statSync(absolute).isDirectory();
    return {
      given,
      isGlob: false,
      root: absolute,
      matches: folder ? (file) => isInside(absolute, file) : (file) => file === absolute,
    };
  }
  const glob = forwardSlashes(given);
  const { isGlob, base } = picomatch.scan(glob);
  if (!isGlob || glob.includes("\\"))
    throw new UserFailure(`the path ${given} does not exist${slashHint(given)}`);
  const matches = picomatch(glob.replace(/^\.\//, ""), { dot: true });
  const root = absolutePath(cwd, base);
  if (!existsSync(root))
    throw new UserFailure(`${given} matches no file: the folder ${base} does not exist`);
  return { given, isGlob: true, root, matches: (file) => matches(relativePath(cwd, file)) };
}
