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
  /**
   * Of `add-relation`: the edits for a relation below one that is loaded already, by the loaded
   * relation's path. Empty: nothing can be added there. Without it `edits` serve every path.
   */
  readonly within?: Readonly<Record<string, readonly TextEdit[]>>;
}

export type Rewrites = Readonly<Partial<Record<RewriteName, Rewrite>>>;

/**
 * The edits of a rewrite with its `«name»` places filled. A value `relation` (a dotted path) also fills
 * `«relation-object»` (`a: { b: true }`), `«relation-name»` (the last step; no edits when the path has
 * more steps to add) and `«relation-steps-double»`, `«relation-steps-single»` (every path on the way, quoted).
 * @returns no edits when the rewrite cannot serve these values
 */
export function fillRewrite(
  rewrite: Rewrite,
  values: Readonly<Record<string, string>> = {},
): readonly TextEdit[] {
  const { relation } = values;
  const loaded = relation === undefined ? undefined : longestWithin(rewrite, relation);
  const edits = (loaded === undefined ? undefined : rewrite.within?.[loaded]) ?? rewrite.edits;
  const filled =
    relation === undefined ? values : { ...values, ...relationTexts(relation, loaded) };
  const whole = edits.every((edit) => !edit.newText.includes("«relation-name»"));
  if (!whole && !("relation-name" in filled)) return [];
  return edits.map((edit) => ({
    ...edit,
    newText: edit.newText.replaceAll(
      /«([a-z-]+)»/g,
      (place, name: string) => filled[name] ?? place,
    ),
  }));
}

/** The longest path of {@link Rewrite.within} that the relation lies below. */
function longestWithin(rewrite: Rewrite, relation: string): string | undefined {
  return Object.keys(rewrite.within ?? {})
    .filter((path) => relation.startsWith(`${path}.`))
    .sort((a, b) => b.length - a.length)[0];
}

function relationTexts(
  relation: string,
  loaded: string | undefined,
): Readonly<Record<string, string>> {
  const known = loaded === undefined ? 0 : loaded.split(".").length;
  const steps = relation.split(".");
  const added = steps.slice(known);
  const paths = added.map((_, index) => steps.slice(0, known + index + 1).join("."));
  const [name] = added;
  return {
    "relation-object": added.reduceRight(
      (inner, step, index) =>
        index === added.length - 1 ? `${step}: true` : `${step}: { ${inner} }`,
      "",
    ),
    "relation-steps-double": paths.map((path) => `"${path}"`).join(", "),
    "relation-steps-single": paths.map((path) => `'${path}'`).join(", "),
    ...(added.length === 1 && name !== undefined ? { "relation-name": name } : {}),
  };
}
