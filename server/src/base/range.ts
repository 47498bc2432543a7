/** A half-open span of a file's text: UTF-16 offsets, `start` inclusive, `end` exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A range in a named file. `file` is an absolute path with forward slashes. */
export interface Location {
  readonly file: string;
  readonly range: Range;
}

/** Whether `inner` lies within `outer` (touching ends count). */
export function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether the two ranges share text, or an insertion point of one lies strictly inside the other. */
export function overlaps(a: Range, b: Range): boolean {
  if (a.start === a.end && b.start === b.end) return a.start === b.start;
  return a.start < b.end && b.start < a.end;
}
