/** Tells what keeps findings from being found: each mistake once, for as long as it stands. */
export class ToldMistakes {
  readonly #tell: (mistake: string) => void;
  #standing: ReadonlySet<string> = new Set();

  constructor(tell: (mistake: string) => void) {
    this.#tell = tell;
  }

  /** @param mistakes all that stand now, a line each; those that are gone may be told again later */
  stand(mistakes: Iterable<string>): void {
    const now = new Set(mistakes);
    for (const mistake of now) if (!this.#standing.has(mistake)) this.#tell(mistake);
    this.#standing = now;
  }
}
