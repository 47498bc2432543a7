/**
 * A failure that a user can mend: wrong configuration, a missing file, a compiler process that
 * ended. The message is one line that says what and where; the command line exits with status 2.
 */
export class UserFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UserFailure";
  }
}

/** Something that failed inside ormlint. The run goes on without its results. */
export interface InternalProblem {
  /** `adapter typeorm`, `rule no-query-in-loop`. */
  readonly part: string;
  readonly file: string | undefined;
  readonly message: string;
  readonly stack: string | undefined;
}

/** Collects internal problems, each part's first one of each message only. */
export class InternalProblems {
  readonly #seen = new Set<string>();
  readonly list: InternalProblem[] = [];

  report(part: string, file: string | undefined, error: unknown): void {
    const message = errorMessage(error);
    const key = `${part}\n${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const stack = error instanceof Error ? error.stack : undefined;
    this.list.push({ part, file, message, stack });
  }
}

/** What the codes of the operating system mean to somebody who named a file. */
const fileReasons: ReadonlyMap<unknown, string> = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EISDIR", "it is a folder"],
  ["ENOTDIR", "a part of its path is no folder"],
  ["ENOENT", "it or its folder does not exist"],
  ["EROFS", "the file system is read-only"],
  ["ENOSPC", "the disk is full"],
]);

/** Why a file could not be read or written. */
export function fileFailure(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return fileReasons.get(code) ?? errorMessage(error);
}

export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
