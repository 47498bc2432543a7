import type { Location } from "./range.ts";

/** Replaces `range` of `file` by `newText`; an empty range inserts. */
export interface TextEdit extends Location {
  readonly newText: string;
}

/** `safe` keeps the meaning of the program; `suggestion` needs a person to agree. */
export type FixKind = "safe" | "suggestion";

/** Edits that repair one finding. Edits of one fix never overlap. */
export interface Fix {
  readonly title: string;
  readonly kind: FixKind;
  readonly edits: readonly TextEdit[];
}
