/**
 * What keeps a project or a file from being analysed, or from being read as it is meant:
 * - `missing-config`: a tsconfig that was asked for, extended or referenced does not exist
 * - `broken-config`: a tsconfig that cannot be read as JSON
 * - `invalid-option`: a tsconfig says something that the compiler passes over; its project is analysed all the same
 * - `empty-config`: a tsconfig that was asked for names no source file
 * - `missing-file`: a file that was asked for, or that a tsconfig lists, does not exist
 * - `unsupported-file`: a file that was asked for is neither TypeScript nor JavaScript
 * - `outside`: a file that was asked for belongs to none of the given projects
 */
export type ProjectProblemKind =
  | "missing-config"
  | "broken-config"
  | "invalid-option"
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
