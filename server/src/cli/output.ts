/**
 * Lets `ormlint check | head` end quietly when the reader goes away, and tells in one line, with
 * status 2, when the output cannot be written: a full disk must not look like a clean run.
 */
export function watchOutput(): void {
  let failure: NodeJS.ErrnoException | undefined;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") failure ??= error;
  });
  // Nothing can be told when stderr itself fails.
  process.stderr.on("error", () => undefined);
  process.on("exit", () => {
    if (!failure) return;
    tell(`ormlint: cannot write the output: ${failure.message}`);
    process.exitCode = 2;
  });
}

/** Tells what failed inside ormlint, a line each. */
export function tellProblems(
  problems: readonly {
    readonly part: string;
    readonly file: string | undefined;
    readonly message: string;
    readonly stack: string | undefined;
  }[],
): void {
  for (const problem of problems) {
    tell(`ormlint: ${problemLine(problem)}`);
    if (process.env.ORMLINT_DEBUG && problem.stack) tell(problem.stack);
  }
}

/** One line about something that failed inside ormlint. */
export function problemLine(problem: {
  readonly part: string;
  readonly file: string | undefined;
  readonly message: string;
}): string {
  const place = problem.file === undefined ? "" : ` in ${problem.file}`;
  return `internal error of ${problem.part}${place}: ${oneLine(problem.message)}`;
}

/** `1 file`, `2 files`. */
export function plural(count: number, singular: string, many = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : many}`;
}

/** Writes to stdout and waits until it is handed over. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => {
    if (text === "") resolve();
    else process.stdout.write(text, () => resolve());
  });
}

/** Writes one line to stderr. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Tells an error in one line. Set `ORMLINT_DEBUG` to see the stack of one that is not the user's.
 */
export function complain(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const expected = error instanceof Error && error.name === "UserFailure";
  tell(`ormlint: ${expected ? "" : "internal error: "}${oneLine(message)}`);
  if (!expected && process.env.ORMLINT_DEBUG && error instanceof Error && error.stack)
    tell(error.stack);
}

export function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, " ").trim();
}
