/** What a run of SQL characters is. */
export type SqlTokenKind =
  | "word"
  | "number"
  | "string"
  | "quoted-identifier"
  | "placeholder"
  | "operator"
  | "punctuation"
  | "comment";

/** A token of SQL text. Offsets count UTF-16 units of {@link SqlSource.text}. */
export interface SqlToken {
  readonly kind: SqlTokenKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Positions in the list of holes, of those that lie in this token. */
  readonly holes: readonly number[];
  /** White space, or the start of the text, comes before. */
  readonly spaced: boolean;
  /** A string, quoted identifier or comment that the text does not close. */
  readonly open: boolean;
}

/** SQL text in which each hole takes up one character, {@link HOLE}. */
export interface SqlSource {
  readonly text: string;
  /** Offsets of the holes, ascending. */
  readonly holes: readonly number[];
}

/** Stands for a hole. An object replacement character that is written in the SQL is no hole: offsets decide. */
export const HOLE = "\uFFFC";

/** Joins pieces of text and holes (`null`). */
export function sqlSource(pieces: readonly (string | null)[]): SqlSource {
  let text = "";
  const holes: number[] = [];
  for (const piece of pieces) {
    if (piece === null) holes.push(text.length);
    text += piece ?? HOLE;
  }
  return { text, holes };
}

const OPERATOR_CHARACTERS = new Set("+-*/<>=~!@#%^&|?:".split(""));
const PUNCTUATION = new Set("()[],;.".split(""));

/**
 * Splits SQL text into tokens, comments included and white space left out. Reads what the
 * databases share and the common parts of each: `''` and `E''` strings, dollar quotes, `""` and
 * backtick identifiers, nested block comments, `$1`, `:name`, `:...name`, `?` and `@name`
 * placeholders (PostgreSQL documentation, "Lexical Structure"; TypeORM documentation, "Using
 * parameters to escape data"). Never fails: an open quote ends with the text.
 */
export function scanSql(source: SqlSource): readonly SqlToken[] {
  return new Scanner(source).scan();
}

class Scanner {
  readonly #text: string;
  readonly #holeAt: ReadonlyMap<number, number>;
  readonly #tokens: SqlToken[] = [];
  #spaced = true;

  constructor(source: SqlSource) {
    this.#text = source.text;
    this.#holeAt = new Map(source.holes.map((offset, index) => [offset, index]));
  }

  scan(): readonly SqlToken[] {
    let at = 0;
    while (at < this.#text.length) {
      if (this.#isSpace(at)) {
        this.#spaced = true;
        at++;
        continue;
      }
      const end = this.#token(at);
      this.#spaced = false;
      at = end;
    }
    return this.#tokens;
  }

  #token(at: number): number {
    const two = this.#text.slice(at, at + 2);
    if (two === "--") return this.#add("comment", at, this.#lineEnd(at));
    if (two === "/*") return this.#blockComment(at);
    const character = this.#at(at);
    if (character === "'") return this.#quoted("string", at, at, "'", false);
    if (character === '"') return this.#quoted("quoted-identifier", at, at, '"', false);
    if (character === "`") return this.#quoted("quoted-identifier", at, at, "`", false);
    if ((character === "e" || character === "E") && this.#at(at + 1) === "'")
      return this.#quoted("string", at, at + 1, "'", true);
    if (character && "nNbBxX".includes(character) && this.#at(at + 1) === "'")
      return this.#quoted("string", at, at + 1, "'", false);
    if (character === "$") return this.#dollar(at);
    if (isDigit(character) || (character === "." && isDigit(this.#at(at + 1))))
      return this.#number(at);
    if (this.#isWordStart(at)) return this.#add("word", at, this.#wordEnd(at));
    if (character !== undefined && PUNCTUATION.has(character))
      return this.#add("punctuation", at, at + 1);
    const placeholder = this.#placeholderEnd(at);
    if (placeholder !== undefined) return this.#add("placeholder", at, placeholder);
    return this.#operator(at);
  }

  /** The character at an offset; `undefined` at the end and where a hole is. */
  #at(offset: number): string | undefined {
    return this.#holeAt.has(offset) ? undefined : this.#text[offset];
  }

  #isSpace(offset: number): boolean {
    const character = this.#at(offset);
    return character !== undefined && /\s/.test(character);
  }

  #isWordStart(offset: number): boolean {
    if (this.#holeAt.has(offset)) return true;
    const character = this.#text[offset];
    return character !== undefined && /[\p{L}_\uFFFC]/u.test(character);
  }

  #isWordPart(offset: number): boolean {
    const character = this.#text[offset];
    return this.#isWordStart(offset) || isDigit(character) || character === "$";
  }

  #wordEnd(from: number): number {
    let end = from;
    while (end < this.#text.length && this.#isWordPart(end)) end++;
    return end;
  }

  #lineEnd(from: number): number {
    const end = this.#text.indexOf("\n", from);
    return end < 0 ? this.#text.length : end;
  }

  #blockComment(start: number): number {
    let depth = 0;
    let at = start;
    while (at < this.#text.length) {
      const two = this.#text.slice(at, at + 2);
      if (two === "/*") {
        depth++;
        at += 2;
      } else if (two === "*/") {
        depth--;
        at += 2;
        if (depth === 0) return this.#add("comment", start, at);
      } else at++;
    }
    return this.#add("comment", start, at, true);
  }

  #quoted(kind: SqlTokenKind, start: number, open: number, quote: string, escapes: boolean) {
    let at = open + 1;
    while (at < this.#text.length) {
      const character = this.#at(at);
      if (escapes && character === "\\") at += 2;
      else if (character !== quote) at++;
      else if (this.#at(at + 1) === quote) at += 2;
      else return this.#add(kind, start, at + 1);
    }
    return this.#add(kind, start, this.#text.length, true);
  }

  #dollar(start: number): number {
    let end = start + 1;
    while (isDigit(this.#at(end)) || this.#holeAt.has(end)) end++;
    if (end > start + 1) return this.#add("placeholder", start, end);
    const tag = /^\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/u.exec(this.#text.slice(start))?.[0];
    if (tag === undefined) return this.#add("operator", start, start + 1);
    const close = this.#text.indexOf(tag, start + tag.length);
    return close < 0
      ? this.#add("string", start, this.#text.length, true)
      : this.#add("string", start, close + tag.length);
  }

  #number(start: number): number {
    let end = start;
    while (isDigit(this.#at(end)) || this.#at(end) === "." || this.#at(end) === "_") end++;
    if (/[eE]/.test(this.#at(end) ?? "") && /[-+\d]/.test(this.#at(end + 1) ?? "")) {
      end += 2;
      while (isDigit(this.#at(end))) end++;
    }
    while (this.#holeAt.has(end) || (end > start && isDigit(this.#at(end)))) end++;
    return this.#add("number", start, end);
  }

  /** The end of `:name`, `:...name`, `?`, `@name`; `undefined` when none starts here. */
  #placeholderEnd(start: number): number | undefined {
    const character = this.#at(start);
    if (character === "?") {
      const next = this.#at(start + 1);
      return next === "|" || next === "&" || next === "?" ? undefined : start + 1;
    }
    if (character === ":") {
      const name = this.#text.slice(start + 1, start + 4) === "..." ? start + 4 : start + 1;
      return this.#isWordStart(name) ? this.#wordEnd(name) : undefined;
    }
    if (character === "@" && this.#isWordPart(start + 1)) return this.#wordEnd(start + 1);
    return undefined;
  }

  #operator(start: number): number {
    let end = start + 1;
    if (this.#text.startsWith("::", start)) return this.#add("operator", start, start + 2);
    while (
      end < this.#text.length &&
      OPERATOR_CHARACTERS.has(this.#at(end) ?? "") &&
      !["--", "/*"].includes(this.#text.slice(end, end + 2)) &&
      this.#placeholderEnd(end) === undefined
    )
      end++;
    return this.#add("operator", start, end);
  }

  #add(kind: SqlTokenKind, start: number, end: number, open = false): number {
    const holes: number[] = [];
    for (const [offset, index] of this.#holeAt)
      if (start <= offset && offset < end) holes.push(index);
    const stop = Math.min(end, this.#text.length);
    this.#tokens.push({
      kind,
      start,
      end: stop,
      text: this.#text.slice(start, stop),
      holes,
      spaced: this.#spaced,
      open,
    });
    return stop;
  }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}
