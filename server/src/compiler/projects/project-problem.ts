/**
 * What keeps a project or a file from being analysed:
 * - `missing-config`: a tsconfig that was asked for, extended or referenced does not exist
 * - `broken-config`: a tsconfig that cannot be read as JSON
 * - `empty-config`: a tsconfig that was asked for names no source file
 * - `missing-file`: a file that was asked for, or that a tsconfig lists, does not exist
 * - `unsupported-file`: a file that was asked for is neither TypeScript nor JavaScript
 * - `outside`: a file that was asked for belongs to none of the given projects
 */
export type ProjectProblemKind =
  | "missing-config"
  | "broken-config"
  | "empty-config"
  | "missing-file"
  | "unsupported-file"
  | "outside";

/** A mistake in the projects or paths that were given, for a user to read. */
export interface ProjectProblem {
  readonly kind: ProjectProblemKind;
  /** Absolute path of the file where the mistake is to be mended. */
  readonly file: string;
  /** Line and column of the mistake in that file, counted from 1; columns are UTF-16 units. */
  readonly position?: { readonly line: number; readonly column: number };
  readonly message: string;
}
