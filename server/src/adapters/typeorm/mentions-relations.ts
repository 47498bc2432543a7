import { type Expression, isArrowFunction, isFunctionExpression } from "../../compiler/ast.ts";
import { unwrap } from "../../flow/syntax.ts";
import type { NameOrigin, NameText } from "../../model/index.ts";
import { returnedExpression } from "./constants.ts";
import type { WrittenNames } from "./mentions-texts.ts";

/** `"Post"` or `() => "Post"`. */
export function targetName(expression: Expression, names: WrittenNames): readonly NameText[] {
  const written = returnedExpression(unwrap(expression)) ?? expression;
  const parts = names.text(written);
  return parts ? [{ grammar: "entity", parts }] : [];
}

/** The paths that a text or a list of texts holds. */
export function paths(
  expression: Expression,
  from: NameOrigin,
  names: WrittenNames,
  takes?: NameText["takes"],
): readonly NameText[] {
  const inner = unwrap(expression);
  // `(post) => post.author` is code.
  if (isArrowFunction(inner) || isFunctionExpression(inner)) return [];
  return names
    .texts(inner)
    .map((parts) => ({ grammar: "path", parts, from, ...(takes ? { takes } : {}) }));
}

/**
 * The names in the options of join columns.
 * @param owner the entity that has the foreign key; left out where its columns are a join table's
 * @param target the one that it refers to
 */
export function joinColumns(
  options: Expression,
  owner: NameOrigin | undefined,
  target: NameOrigin,
  names: WrittenNames,
): readonly NameText[] {
  return names.keys(options).flatMap(({ name, value }): readonly NameText[] => {
    if (name === "referencedColumnName") return paths(value, target, names, "column");
    if (name !== "name" || !owner) return [];
    return names.texts(value).map((parts) => ({ grammar: "database-column", parts, from: owner }));
  });
}

/** The names in the options of a join table. */
export function joinTable(
  options: Expression,
  owner: NameOrigin,
  target: NameOrigin,
  names: WrittenNames,
): readonly NameText[] {
  return names.keys(options).flatMap(({ name, value }): readonly NameText[] => {
    if (/^joinColumns?$/.test(name)) return joinColumns(value, undefined, owner, names);
    return /^inverseJoinColumns?$/.test(name) ? joinColumns(value, undefined, target, names) : [];
  });
}
