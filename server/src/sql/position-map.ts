import type { Range } from "../base/index.ts";

/** Where the characters of a literal's value stand in the source. */
export interface PositionMap {
  /** The literal's value. */
  readonly cooked: string;
  /** @param offset position in {@link PositionMap.cooked}, its length included */
  sourceOffset(offset: number): number;
  /** The source of a span of the value. An escape is taken whole. */
  sourceRange(start: number, end: number): Range;
}

/**
 * Reads the inside of a string or template literal, escapes and all (ECMAScript, "String Literals"
 * and "Template Literal Lexical Components": a template turns CR LF and CR into LF).
 * @param raw the text between the quotes, as in the file
 * @param start offset of `raw` in the file
 */
export function literalPositions(
  raw: string,
  start: number,
  kind: "string" | "template",
): PositionMap {
  let cooked = "";
  const starts: number[] = [];
  let at = 0;
  while (at < raw.length) {
    const [value, length] = characterAt(raw, at, kind);
    for (let unit = 0; unit < value.length; unit++) starts.push(start + at);
    cooked += value;
    at += length;
  }
  starts.push(start + raw.length);
  const end = start + raw.length;
  const sourceOffset = (offset: number) => starts[Math.max(0, offset)] ?? end;
  return {
    cooked,
    sourceOffset,
    sourceRange: (from, to) => ({
      start: sourceOffset(from),
      end: Math.max(sourceOffset(from), sourceOffset(to)),
    }),
  };
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  v: "\v",
  f: "\f",
};

/** The value of the character at a place of the source, and how many units of source it takes. */
function characterAt(raw: string, at: number, kind: "string" | "template"): [string, number] {
  const character = raw[at] ?? "";
  if (kind === "template" && character === "\r") return ["\n", raw[at + 1] === "\n" ? 2 : 1];
  if (character !== "\\") return [character, 1];
  const escaped = raw[at + 1] ?? "";
  if (escaped === "\r" && raw[at + 2] === "\n") return ["", 3];
  if (["\n", "\r", "\u2028", "\u2029"].includes(escaped)) return ["", 2];
  const code = /^\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]+)\})/.exec(
    raw.slice(at, at + 12),
  );
  const digits = code?.[1] ?? code?.[2] ?? code?.[3];
  if (code && digits !== undefined) {
    const point = Number.parseInt(digits, 16);
    return [point <= 0x10ffff ? String.fromCodePoint(point) : "", code[0].length];
  }
  const octal = kind === "string" ? /^\\([0-3]?[0-7]{1,2})/.exec(raw.slice(at, at + 4)) : null;
  if (octal?.[1] !== undefined)
    return [String.fromCharCode(Number.parseInt(octal[1], 8)), octal[0].length];
  if (escaped === "0") return ["\0", 2];
  return [SIMPLE_ESCAPES[escaped] ?? escaped, 2];
}

/**
 * Maps a place in SQL text to the file, through the parts that the text is made of.
 * @param parts each with its value and where it stands; a part whose source does not spell the value
 * (a folded constant) answers with its whole range
 */
export function partPositions(
  parts: readonly { readonly text: string; readonly range: Range }[],
  fileText: string,
): (start: number, end: number) => Range | undefined {
  const placed: { from: number; to: number; range: (from: number, to: number) => Range }[] = [];
  let offset = 0;
  for (const part of parts) {
    const from = offset;
    offset += part.text.length;
    const map = positionsOfPart(part, fileText);
    placed.push({ from, to: offset, range: map ? map.sourceRange : () => part.range });
  }
  return (start, end) => {
    const first = placed.find((part) => start < part.to) ?? placed.at(-1);
    const last = placed.find((part) => end <= part.to) ?? placed.at(-1);
    if (!first || !last) return undefined;
    const begin = first.range(start - first.from, Math.min(end, first.to) - first.from);
    if (first === last) return begin;
    const finish = last.range(0, end - last.from);
    return { start: Math.min(begin.start, finish.start), end: Math.max(begin.end, finish.end) };
  };
}

/** The map of a part that the file spells out, read as a string or as a template. */
function positionsOfPart(
  part: { readonly text: string; readonly range: Range },
  fileText: string,
): PositionMap | undefined {
  const raw = fileText.slice(part.range.start, part.range.end);
  for (const kind of ["template", "string"] as const) {
    const map = literalPositions(raw, part.range.start, kind);
    if (map.cooked === part.text) return map;
  }
  return undefined;
}
