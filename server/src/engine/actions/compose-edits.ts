import type { TextEdit } from "../../base/index.ts";

/** A part of a changed text: a span of the original, or new text. */
type Piece =
  | { readonly kind: "kept"; readonly start: number; readonly end: number }
  | { readonly kind: "new"; readonly text: string };

/**
 * The edits of several passes over one text as edits of the text before the first pass. They are sorted
 * and do not overlap; what one pass inserted and a later one changed is inserted as it is in the end.
 * @param passes the edits of each pass count in the text that the pass before left; those of one pass do not overlap
 */
export function composeEdits(
  file: string,
  text: string,
  passes: readonly (readonly TextEdit[])[],
): readonly TextEdit[] {
  let pieces: readonly Piece[] = [{ kind: "kept", start: 0, end: text.length }];
  for (const edits of passes) pieces = editPieces(pieces, edits);
  const composed: TextEdit[] = [];
  let position = 0;
  let newText = "";
  const close = (end: number): void => {
    if (text.slice(position, end) !== newText)
      composed.push({ file, range: { start: position, end }, newText });
  };
  for (const piece of pieces) {
    if (piece.kind === "new") {
      newText += piece.text;
      continue;
    }
    close(piece.start);
    position = piece.end;
    newText = "";
  }
  close(text.length);
  return composed;
}

/** The pieces after edits, which count in the text that the pieces make. */
function editPieces(pieces: readonly Piece[], edits: readonly TextEdit[]): readonly Piece[] {
  const sorted = [...edits].sort(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
  );
  const result: Piece[] = [];
  let position = 0;
  for (const { range, newText } of sorted) {
    result.push(...slicePieces(pieces, position, range.start), { kind: "new", text: newText });
    position = range.end;
  }
  result.push(...slicePieces(pieces, position, Number.POSITIVE_INFINITY));
  return result;
}

/** The parts of pieces between two offsets of the text that they make. */
function slicePieces(pieces: readonly Piece[], from: number, to: number): readonly Piece[] {
  const result: Piece[] = [];
  let offset = 0;
  for (const piece of pieces) {
    const length = lengthOf(piece);
    const start = Math.max(from - offset, 0);
    const end = Math.min(to - offset, length);
    if (start < end) result.push(slicePiece(piece, start, end));
    offset += length;
  }
  return result;
}

function lengthOf(piece: Piece): number {
  return piece.kind === "new" ? piece.text.length : piece.end - piece.start;
}

function slicePiece(piece: Piece, start: number, end: number): Piece {
  return piece.kind === "new"
    ? { kind: "new", text: piece.text.slice(start, end) }
    : { kind: "kept", start: piece.start + start, end: piece.start + end };
}
