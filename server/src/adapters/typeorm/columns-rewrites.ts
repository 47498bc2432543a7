import {
  type AccessorDeclaration,
  type CallExpression,
  type Decorator,
  isArrayTypeNode,
  isCallExpression,
  isLiteralTypeNode,
  isPropertyDeclaration,
  isStringLiteral,
  isTypeReferenceNode,
  isUnionTypeNode,
  type ObjectLiteralExpression,
  type PropertyDeclaration,
  SyntaxKind,
  type TypeNode,
} from "../../compiler/ast.ts";
import type { Rewrite, RewriteName, Rewrites } from "../../model/index.ts";
import { unwrapped } from "./constants.ts";
import { type Edits, rangeOf } from "./edits.ts";
import { elementName } from "./option-bag.ts";

/** Where the options of a column are written, or would be. */
export interface OptionSite {
  readonly edits: Edits;
  /** The options in place; `undefined` when there are none yet. */
  readonly literal: ObjectLiteralExpression | undefined;
  /** The decorator's call, when options can be put into its argument list. */
  readonly call: CallExpression | undefined;
}

/** Finds the place for options of a decorator; `undefined` when they come from elsewhere. */
export function optionSite(
  decorator: Decorator,
  literal: ObjectLiteralExpression | undefined,
  edits: Edits,
): OptionSite | undefined {
  const call = decorator.expression;
  if (!isCallExpression(call)) return undefined;
  if (literal) return { edits, literal, call };
  const [first, second] = call.arguments;
  const roomForOptions = !first || (isStringLiteral(unwrapped(first)) && !second);
  return roomForOptions ? { edits, literal: undefined, call } : undefined;
}

/** Sets one option, wherever options stand. */
export function setOption(site: OptionSite, name: string, value: string): Rewrite | undefined {
  const { edits, literal, call } = site;
  if (literal) return edits.setProperty(literal, name, value);
  if (!call) return undefined;
  const [first] = call.arguments;
  return {
    edits: [
      first
        ? edits.insert(first.getEnd(), `, { ${name}: ${value} }`)
        : edits.insert(call.getEnd() - 1, `{ ${name}: ${value} }`),
    ],
  };
}

/** What the options of a column allow to be changed. */
export function optionRewrites(
  site: OptionSite,
  column: {
    /** The type takes a length. */
    readonly sized: boolean;
    /** The decorator takes a type name as its first argument. */
    readonly typeArgument: boolean;
    /** The decorator takes a type at all. */
    readonly typed: boolean;
    /** `nullable` makes sense: not a primary key, not a view. */
    readonly canBeNull: boolean;
  },
): Rewrites {
  return present({
    "set-length": column.sized ? setOption(site, "length", "«length»") : undefined,
    "set-type": column.typed ? setType(site, column.typeArgument) : undefined,
    "set-nullable": column.canBeNull ? setOption(site, "nullable", "true") : undefined,
    "unset-nullable": column.canBeNull ? setOption(site, "nullable", "false") : undefined,
  });
}

function setType(site: OptionSite, typeArgument: boolean): Rewrite | undefined {
  const { edits, literal, call } = site;
  const type = edits.quoted("«type»");
  const first = call?.arguments[0];
  const written = first && unwrapped(first);
  if (typeArgument && written && isStringLiteral(written)) {
    return { edits: [edits.replace(rangeOf(written), type)] };
  }
  if (typeArgument && call && !first) return { edits: [edits.insert(call.getEnd() - 1, type)] };
  const sets = literal?.properties.some((property) => elementName(property) === "type");
  return literal && !sets
    ? edits.prependProperty(literal, "type", type)
    : setOption(site, "type", type);
}

/** What the type annotation of a property allows to be changed. */
export function annotationRewrites(
  property: PropertyDeclaration | AccessorDeclaration,
  edits: Edits,
): Rewrites {
  if (!isPropertyDeclaration(property)) return {};
  const { type } = property;
  if (!type) return property.initializer ? {} : withoutAnnotation(property, edits);
  return present({
    "add-null-to-type":
      isExtensible(type) && !hasNull(type)
        ? { edits: [edits.insert(type.getEnd(), " | null")] }
        : undefined,
    "remove-null-from-type": removeNull(type, edits),
    "set-value-type": property.initializer ? undefined : setValueType(type, edits),
  });
}

function withoutAnnotation(property: PropertyDeclaration, edits: Edits): Rewrites {
  const after = property.postfixToken?.getEnd() ?? property.name.getEnd();
  return { "set-value-type": { edits: [edits.insert(after, ": «type»")] } };
}

/** Whether ` | null` may simply follow: not for function, constructor, conditional or `infer` types. */
function isExtensible(type: TypeNode): boolean {
  if (isUnionTypeNode(type)) return type.types.every(isExtensible);
  return (
    isTypeReferenceNode(type) ||
    isArrayTypeNode(type) ||
    isLiteralTypeNode(type) ||
    type.kind === SyntaxKind.StringKeyword ||
    type.kind === SyntaxKind.NumberKeyword ||
    type.kind === SyntaxKind.BooleanKeyword ||
    type.kind === SyntaxKind.BigIntKeyword ||
    type.kind === SyntaxKind.UndefinedKeyword ||
    type.kind === SyntaxKind.ObjectKeyword ||
    type.kind === SyntaxKind.ParenthesizedType ||
    type.kind === SyntaxKind.TypeLiteral
  );
}

function isNull(type: TypeNode): boolean {
  return isLiteralTypeNode(type) && type.literal.kind === SyntaxKind.NullKeyword;
}

function hasNull(type: TypeNode): boolean {
  return isUnionTypeNode(type) ? type.types.some(isNull) : isNull(type);
}

function removeNull(type: TypeNode, edits: Edits): Rewrite | undefined {
  if (!isUnionTypeNode(type) || !hasNull(type)) return undefined;
  const rest = type.types.filter((part) => !isNull(part));
  if (rest.length === 0) return undefined;
  return {
    edits: [edits.replace(rangeOf(type), rest.map((part) => part.getText()).join(" | "))],
  };
}

/** Replaces what is neither `null` nor `undefined`, when that is one type. */
function setValueType(type: TypeNode, edits: Edits): Rewrite | undefined {
  if (!isUnionTypeNode(type)) return { edits: [edits.replace(rangeOf(type), "«type»")] };
  const parts = type.types.filter(
    (part) => !isNull(part) && part.kind !== SyntaxKind.UndefinedKeyword,
  );
  const [only, ...others] = parts;
  return only && others.length === 0
    ? { edits: [edits.replace(rangeOf(only), "«type»")] }
    : undefined;
}

/** Leaves out the rewrites that cannot be made. */
export function present(
  rewrites: Readonly<Partial<Record<RewriteName, Rewrite | undefined>>>,
): Rewrites {
  const made: Partial<Record<RewriteName, Rewrite>> = {};
  for (const [name, rewrite] of Object.entries(rewrites)) {
    if (rewrite) made[name as RewriteName] = rewrite;
  }
  return made;
}
