/** Nobody has typed for so long. Milliseconds. */
const patience = 300;

/** Does something once nothing has disturbed it for a while. */
export class Quiet {
  readonly #task: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param task must neither throw nor reject */
  constructor(task: () => Promise<void>) {
    this.#task = task;
  }

  disturb(): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.#task(), patience);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }
}
