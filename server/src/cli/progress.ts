/** Work shorter than this shows nothing. Milliseconds. */
const patience = 500;
/** Between two redraws. Milliseconds. */
const interval = 100;

/** How far a run is, on stderr when that is a terminal. */
export class Progress {
  readonly #started = performance.now();
  #drawn = 0;
  #shown = false;

  readonly onFile = (done: number, total: number): void => {
    const now = performance.now();
    if (!process.stderr.isTTY || now - this.#started < patience || now - this.#drawn < interval)
      return;
    this.#drawn = now;
    this.#shown = true;
    process.stderr.write(`\r\u001b[Kreading ${done} of ${total} files`);
  };

  /** Takes the line away. */
  end(): void {
    if (this.#shown) process.stderr.write("\r\u001b[K");
    this.#shown = false;
  }
}
