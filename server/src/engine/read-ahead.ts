import type { Adapter, TextProbe } from "../adapters/adapter.ts";
import type { SourceTexts } from "./text/source-texts.ts";

/** The text of a file, and what it tells each adapter. */
export interface ProbedText {
  /** `undefined` when the file cannot be read. */
  readonly text: string | undefined;
  readonly probes: readonly TextProbe[];
}

/** Milliseconds of reading between two looks at what the compiler says. */
const stretch = 5;

/**
 * Reads and probes texts while the compiler opens their programs, which keeps this process idle for
 * longer than the reading takes.
 */
export class ReadAhead {
  readonly #adapters: readonly Adapter[];
  readonly #texts: SourceTexts;
  readonly #read = new Map<string, ProbedText>();
  #waiting: readonly string[] = [];
  #next = 0;

  constructor(adapters: readonly Adapter[], texts: SourceTexts) {
    this.#adapters = adapters;
    this.#texts = texts;
  }

  /** Begins to read some files, a stretch at a time. */
  begin(files: readonly string[]): void {
    this.#waiting = files;
    this.#next = 0;
    setImmediate(() => this.#readOn());
  }

  /** What is not read by now is read when it is taken. */
  stop(): void {
    this.#waiting = [];
  }

  /** The text of a file, which is not kept for another time. */
  take(file: string): ProbedText {
    const read = this.#read.get(file) ?? this.#probe(file);
    this.#read.delete(file);
    return read;
  }

  #readOn(): void {
    const end = performance.now() + stretch;
    for (; this.#next < this.#waiting.length; this.#next++) {
      const file = this.#waiting[this.#next];
      if (file !== undefined) this.#read.set(file, this.#probe(file));
      if (performance.now() < end) continue;
      this.#next++;
      setImmediate(() => this.#readOn());
      return;
    }
  }

  #probe(file: string): ProbedText {
    const text = this.#texts.read(file);
    const probes = text === undefined ? [] : this.#adapters.map((adapter) => adapter.probe(text));
    return { text, probes };
  }
}
