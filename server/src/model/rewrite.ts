import type { FixKind, TextEdit } from "../base/index.ts";

/** What an adapter can change for a rule. A rewrite that would not be sound is simply not attached. */
export type RewriteName =
  | "set-length"
  | "set-type"
  | "set-nullable"
  | "unset-nullable"
  | "add-null-to-type"
  | "remove-null-from-type"
  | "set-value-type"
  | "set-inverse"
  | "add-inverse"
  | "set-on-delete"
  | "remove-on-delete"
  | "bind-parameter"
  | "add-relation"
  | "await"
  | "set-false"
  | "bulk-write"
  | "use-environment";

/**
 * Edits prepared by the adapter, as plain data. A place that the rule fills in is written
 * `«name»` in `newText`; see {@link fillRewrite}.
 */
export interface Rewrite {
  /** How sure the adapter is that the program keeps its meaning; `safe` when left out. */
  readonly kind?: FixKind;
  readonly edits: readonly TextEdit[];
}

export type Rewrites = Readonly<Partial<Record<RewriteName, Rewrite>>>;

/** The edits of a rewrite with its `«name»` places filled. */
export function fillRewrite(
  rewrite: Rewrite,
  values: Readonly<Record<string, string>> = {},
): readonly TextEdit[] {
  return rewrite.edits.map((edit) => ({
    ...edit,
    newText: edit.newText.replaceAll(
      /«([a-z-]+)»/g,
      (place, name: string) => values[name] ?? place,
    ),
  }));
}
