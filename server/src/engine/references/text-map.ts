import type { Range } from "../../base/index.ts";
import { HOLE, literalPositions, type PositionMap } from "../../sql/index.ts";

/** A piece of text as it is written, or a hole. */
export type WrittenPart =
  | { readonly kind: "text"; readonly text: string; readonly range: Range }
  | { readonly kind: "hole"; readonly range: Range };

interface Placed {
  readonly from: number;
  readonly to: number;
  readonly range: Range;
  /** `undefined` for a hole, and for text that the file does not spell there. */
  readonly positions: PositionMap | undefined;
}

/** One text out of its parts, each hole one character, with the way back to the file. */
export class TextMap {
  readonly text: string;
  /** Offsets of the holes in {@link TextMap.text}. */
  readonly holes: readonly number[];
  readonly #placed: readonly Placed[];

  /** @param fileText the text of the file that the parts were read from */
  constructor(parts: readonly WrittenPart[], fileText: string) {
    const placed: Placed[] = [];
    const holes: number[] = [];
    let text = "";
    for (const part of parts) {
      const from = text.length;
      if (part.kind === "hole") holes.push(from);
      text += part.kind === "hole" ? HOLE : part.text;
      const positions = part.kind === "text" ? positionsOf(part, fileText) : undefined;
      placed.push({ from, to: text.length, range: part.range, positions });
    }
    this.text = text;
    this.holes = holes;
    this.#placed = placed;
  }

  /** The pieces of text, and `null` for each hole. */
  get pieces(): readonly (string | null)[] {
    const pieces: (string | null)[] = [];
    let at = 0;
    for (const hole of this.holes) {
      pieces.push(this.text.slice(at, hole), null);
      at = hole + 1;
    }
    return [...pieces, this.text.slice(at)];
  }

  /** Where a span stands in the file; `undefined` unless one literal spells it there, without escapes. */
  sourceRange(start: number, end: number): Range | undefined {
    const part = this.#placed.find(
      ({ from, to, positions }) => positions && from <= start && end <= to,
    );
    if (!part?.positions) return undefined;
    const range = part.positions.sourceRange(start - part.from, end - part.from);
    return range.end - range.start === end - start ? range : undefined;
  }

  /** Where a place of the file is in the text; `undefined` when it is not in it. */
  offsetAt(source: number): number | undefined {
    for (const { from, to, range, positions } of this.#placed) {
      if (!positions || source < range.start || source > range.end) continue;
      for (let offset = from; offset <= to; offset++) {
        if (positions.sourceOffset(offset - from) >= source) return offset;
      }
    }
    return undefined;
  }
}

function positionsOf(
  { text, range }: Extract<WrittenPart, { readonly kind: "text" }>,
  fileText: string,
): PositionMap | undefined {
  const raw = fileText.slice(range.start, range.end);
  for (const kind of ["template", "string"] as const) {
    const map = literalPositions(raw, range.start, kind);
    if (map.cooked === text) return map;
  }
  return undefined;
}
