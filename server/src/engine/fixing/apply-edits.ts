import type { TextEdit } from "../../base/index.ts";

/**
 * The text with the edits made.
 * @throws RangeError when an edit lies outside the text or two edits overlap
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end,
  );
  let result = "";
  let position = 0;
  for (const { range, newText, file } of sorted) {
    if (range.start < position || range.end < range.start || range.end > text.length)
      throw new RangeError(`edit ${range.start}-${range.end} does not fit ${file}`);
    result += text.slice(position, range.start) + newText;
    position = range.end;
  }
  return result + text.slice(position);
}
