/**
 * A text to insert at an offset, perhaps with one place that a person fills: the text is
 * `before`, then what is filled in, then `after`.
 */
export interface Insertion {
  readonly offset: number;
  readonly before: string;
  /** What stands at the place until it is filled; `undefined` when there is no such place. */
  readonly placeholder: string | undefined;
  readonly after: string;
}

/** What stands where a reason is to be written. */
const reasonPlaceholder = "reason";

/** The text that an insertion inserts when nobody fills its place. */
export function insertedText({ before, placeholder = "", after }: Insertion): string {
  return before + placeholder + after;
}

export function plainInsertion(offset: number, text: string): Insertion {
  return { offset, before: text, placeholder: undefined, after: "" };
}

/** `before`, a reason that is to be written, `after`. */
export function withReason(offset: number, before: string, after: string): Insertion {
  return { offset, before, placeholder: reasonPlaceholder, after };
}
