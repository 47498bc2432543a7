/** Lets `ormlint check | head` end quietly when the reader goes away. */
export function ignoreClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
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
  for (const { part, file, message, stack } of problems) {
    const place = file === undefined ? "" : ` in ${file}`;
    tell(`ormlint: internal error of ${part}${place}: ${oneLine(message)}`);
    if (process.env.ORMLINT_DEBUG && stack) tell(stack);
  }
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
