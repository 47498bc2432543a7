import type { FileChanges } from "../../compiler/session.ts";
import { SourceTexts } from "../text/source-texts.ts";

type Overlays = NonNullable<FileChanges["overlays"]>;

/** The texts of unsaved buffers: as the editor has them, and as the compiler has them. */
export class Buffers {
  readonly #unsaved = new Map<string, string>();
  /** What the compiler was given: what facts and ranges are of. */
  readonly #taken = new Map<string, string>();
  #texts = new SourceTexts();

  /** The texts of all files as the compiler has them. */
  get texts(): SourceTexts {
    return this.#texts;
  }

  /** The files that are open in the editor. */
  get open(): ReadonlySet<string> {
    return new Set(this.#unsaved.keys());
  }

  /** Notes what the editor has; `undefined` for a buffer that was closed. @returns whether it is new */
  edit(file: string, text: string | undefined): boolean {
    if (this.#unsaved.get(file) === text) return false;
    if (text === undefined) this.#unsaved.delete(file);
    else this.#unsaved.set(file, text);
    return true;
  }

  /**
   * Notes what the compiler was given: by now, buffers may hold later texts.
   * @param changed files whose texts on disk may be others
   */
  taken(overlays: Overlays, changed: Iterable<string>): void {
    for (const [file, text] of overlays)
      if (text === undefined) this.#taken.delete(file);
      else this.#taken.set(file, text);
    this.#texts = this.#texts.after(new Map(this.#taken), [...overlays.keys(), ...changed]);
  }

  /** Whether a text is another than that which the compiler had before it was given this one. */
  differs(file: string, text: string | undefined): boolean {
    return this.#texts.of(file).text !== (text ?? new SourceTexts().read(file));
  }

  /** The texts with others in place of those of some files. */
  with(texts: ReadonlyMap<string, string>): SourceTexts {
    return this.#texts.after(new Map([...this.#taken, ...texts]), texts.keys());
  }

  /** What the compiler has for some files, to be given back to it. */
  ownOf(files: Iterable<string>): Overlays {
    return new Map([...files].map((file) => [file, this.#taken.get(file)] as const));
  }
}
