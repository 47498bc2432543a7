import { readFileSync } from "node:fs";
import type { Diagnostic } from "../../base/index.ts";
import { LineIndex } from "./line-index.ts";

/** How a file's text is stored, so that it can be written back the same way. */
export interface StoredText {
  /** Without a byte order mark: the text that the compiler's offsets count in. */
  readonly text: string;
  readonly byteOrderMark: boolean;
  /** `false` for encodings that ormlint reads but does not write. */
  readonly writable: boolean;
}

/** Reads a file as the compiler does. @throws when the file cannot be read */
export function readStoredText(file: string): StoredText {
  return decode(readFileSync(file));
}

/** Text of a file's bytes: UTF-8, or UTF-16 when a byte order mark says so. */
export function decode(bytes: Uint8Array): StoredText {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe)
    return {
      text: new TextDecoder("utf-16le").decode(bytes),
      byteOrderMark: true,
      writable: false,
    };
  if (first === 0xfe && second === 0xff)
    return {
      text: new TextDecoder("utf-16be").decode(bytes),
      byteOrderMark: true,
      writable: false,
    };
  const byteOrderMark = first === 0xef && second === 0xbb && bytes[2] === 0xbf;
  const text = new TextDecoder("utf-8").decode(bytes);
  return { text, byteOrderMark, writable: true };
}

/** The texts that findings refer to: unsaved ones first, then the disk. Each is read once. */
export class SourceTexts {
  readonly #unsaved: ReadonlyMap<string, string>;
  readonly #indexes: Map<string, LineIndex>;

  constructor(
    unsaved: ReadonlyMap<string, string> = new Map(),
    indexes: Map<string, LineIndex> = new Map(),
  ) {
    this.#unsaved = unsaved;
    this.#indexes = indexes;
  }

  /**
   * The texts after some files changed; what was read of the others is shared.
   * @param unsaved all unsaved texts as they are then
   */
  after(unsaved: ReadonlyMap<string, string>, changed: Iterable<string>): SourceTexts {
    const indexes = new Map(this.#indexes);
    for (const file of changed) indexes.delete(file);
    return new SourceTexts(unsaved, indexes);
  }

  /** Empty text when the file cannot be read: its findings then stand at its beginning. */
  of(file: string): LineIndex {
    let index = this.#indexes.get(file);
    if (!index) {
      index = new LineIndex(this.#unsaved.get(file) ?? readOrEmpty(file));
      this.#indexes.set(file, index);
    }
    return index;
  }

  /** The same texts with every secret that a diagnostic stands on made unreadable; offsets stay. */
  withoutSecrets(diagnostics: readonly Diagnostic[]): SourceTexts {
    const masked = new Map(this.#unsaved);
    for (const { file, range, secret } of diagnostics) {
      if (!secret) continue;
      const text = masked.get(file) ?? this.of(file).text;
      const hidden = text.slice(range.start, range.end).replace(/[^\r\n]/g, "*");
      masked.set(file, text.slice(0, range.start) + hidden + text.slice(range.end));
    }
    return new SourceTexts(masked);
  }

  /** A text that is not kept; `undefined` when the file cannot be read. */
  read(file: string): string | undefined {
    const unsaved = this.#unsaved.get(file);
    if (unsaved !== undefined) return unsaved;
    try {
      return readStoredText(file).text;
    } catch {
      return undefined;
    }
  }
}

function readOrEmpty(file: string): string {
  try {
    return readStoredText(file).text;
  } catch {
    return "";
  }
}
