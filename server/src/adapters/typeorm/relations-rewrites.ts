import type { Range, TextEdit } from "../../base/index.ts";
import {
  isArrowFunction,
  isCallExpression,
  isIdentifier,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isStringLiteral,
} from "../../compiler/ast.ts";
import type { RelationKind, Rewrite, Rewrites } from "../../model/index.ts";
import { present } from "./columns-rewrites.ts";
import { returnedExpression, unwrapped } from "./constants.ts";
import { type Edits, rangeOf } from "./edits.ts";
import type { OrmDecorator } from "./entities-decorators.ts";
import type { OptionBag } from "./option-bag.ts";

/** What the arguments of a relation's decorator allow to be changed. */
export function relationRewrites(
  decorator: OrmDecorator,
  kind: RelationKind,
  isTree: boolean,
  options: OptionBag,
  edits: Edits,
): Rewrites {
  return present({
    "set-on-delete": setOnDelete(decorator, kind, isTree, options, edits),
    "remove-on-delete": removeOnDelete(decorator, options, edits),
    "set-inverse": isTree ? undefined : setInverse(decorator, edits),
  });
}

function setOnDelete(
  { node, arguments: list }: OrmDecorator,
  kind: RelationKind,
  isTree: boolean,
  options: OptionBag,
  edits: Edits,
): Rewrite | undefined {
  const action = edits.quoted("CASCADE");
  if (options.open) return undefined;
  if (options.literal) return edits.setProperty(options.literal, "onDelete", action);
  const call = node.expression;
  if (options.names.length > 0 || !isCallExpression(call)) return undefined;
  const added = `{ onDelete: ${action} }`;
  const last = list.at(-1);
  if (isTree) return last ? undefined : { edits: [edits.insert(call.getEnd() - 1, added)] };
  const needed = kind === "one-to-many" ? 2 : 1;
  return last && list.length >= needed && list.length <= 2
    ? { edits: [edits.insert(last.getEnd(), `, ${added}`)] }
    : undefined;
}

function removeOnDelete(
  { arguments: list }: OrmDecorator,
  options: OptionBag,
  edits: Edits,
): Rewrite | undefined {
  const { literal } = options;
  if (!literal) return undefined;
  const only = literal.properties.length === 1 && options.option("onDelete") !== undefined;
  const before = list.at(-2);
  if (only && list.at(-1) === literal && before) {
    const range: Range = { start: before.getEnd(), end: literal.getEnd() };
    return { edits: [edits.replace(range, "")] };
  }
  return edits.removeProperty(literal, "onDelete");
}

/** Adds the second argument, or changes the property that it names. */
function setInverse({ arguments: list }: OrmDecorator, edits: Edits): Rewrite | undefined {
  const [first, second] = list;
  if (!first) return undefined;
  if (!second || isObjectLiteralExpression(unwrapped(second))) {
    const target = returnedExpression(unwrapped(first));
    const name = target && (isPropertyAccessExpression(target) ? target.name : target).getText();
    if (name === undefined || !/^[A-Za-z_$][\w$]*$/.test(name)) return undefined;
    const parameter = parameterName(name);
    return one(edits.insert(first.getEnd(), `, (${parameter}) => ${parameter}.«property»`));
  }
  const written = unwrapped(second);
  if (isStringLiteral(written))
    return one(edits.replace(rangeOf(written), edits.quoted("«property»")));
  const read = isArrowFunction(written) ? returnedExpression(written) : undefined;
  return read && isPropertyAccessExpression(read) && isIdentifier(read.expression)
    ? one(edits.replace(rangeOf(read.name), "«property»"))
    : undefined;
}

function one(edit: TextEdit): Rewrite {
  return { edits: [edit] };
}

const reserved: ReadonlySet<string> = new Set([
  "case",
  "class",
  "default",
  "delete",
  "enum",
  "export",
  "function",
  "import",
  "interface",
  "new",
  "package",
  "public",
  "return",
  "switch",
  "this",
  "with",
]);

/** `User` gives `user`; a reserved word gives `other`. */
function parameterName(className: string): string {
  const name = className.charAt(0).toLowerCase() + className.slice(1);
  return reserved.has(name) ? "other" : name;
}
