import { readFileSync } from "node:fs";

/**
 * Halves of characters, as a buffer has them while one is typed or cut: the compiler refuses a text with one. What
 * replaces them is one UTF-16 unit too, so that offsets stay what they are.
 */
const loneSurrogates = /\p{Surrogate}/gu;
const replacementCharacter = "\uFFFD";

/**
 * The texts of unsaved buffers. The compiler's layers of files stay in place from one snapshot to
 * the next and cannot be taken away, so a file whose buffer was closed is given its text on disk
 * from then on, at every change of it.
 */
export class Overlays {
  readonly #texts = new Map<string, string>();
  readonly #closed = new Set<string>();

  /**
   * Takes over buffers that were opened, changed, or (`undefined`) closed.
   *
   * @returns the paths whose text is another than before
   */
  apply(changes: ReadonlyMap<string, string | undefined>): string[] {
    const touched: string[] = [];
    for (const [path, written] of changes) {
      const text = written?.replace(loneSurrogates, replacementCharacter);
      if (this.#texts.get(path) === text) continue;
      touched.push(path);
      if (text === undefined) {
        this.#texts.delete(path);
        this.#closed.add(path);
      } else {
        this.#texts.set(path, text);
        this.#closed.delete(path);
      }
    }
    return touched;
  }

  /** The texts of all open buffers. */
  open(): [path: string, text: string][] {
    return [...this.#texts];
  }

  /** The same, for a snapshot that starts from the disk and that later ones are laid over. */
  all(): [path: string, text: string][] {
    this.#closed.clear();
    return this.open();
  }

  /** The texts to lay over the last snapshot, of those files that changed. */
  layerFor(changed: readonly string[]): [path: string, text: string][] {
    return changed.flatMap((path): [string, string][] => {
      const text = this.#texts.get(path) ?? (this.#closed.has(path) ? onDisk(path) : undefined);
      return text === undefined ? [] : [[path, text]];
    });
  }
}

function onDisk(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
