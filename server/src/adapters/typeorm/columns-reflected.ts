import {
  type AccessorDeclaration,
  isArrayTypeNode,
  isClassDeclaration,
  isClassExpression,
  isConditionalTypeNode,
  isFunctionTypeNode,
  isGetAccessorDeclaration,
  isIdentifier,
  isLiteralTypeNode,
  isNumericLiteral,
  isParenthesizedTypeNode,
  isPrefixUnaryExpression,
  isPropertyDeclaration,
  isSetAccessorDeclaration,
  isStringLiteral,
  isTemplateLiteralTypeNode,
  isTupleTypeNode,
  isTypeOperatorNode,
  isTypeReferenceNode,
  isUnionTypeNode,
  type PropertyDeclaration,
  SyntaxKind,
  type TypeNode,
  type TypeReferenceNode,
} from "../../compiler/ast.ts";
import { SymbolFlags } from "../../compiler/checker.ts";
import type { ValueBase } from "../../model/index.ts";
import type { EntityReader } from "./entities-reader.ts";
import { writtenName } from "./option-bag.ts";

/** What stands as `design:type` in the metadata of a property. */
export type Reflected =
  /** A constructor of the language or of Node: `String`, `Array`, `Object`. */
  | { readonly kind: "built-in"; readonly name: string }
  /** Another class. */
  | { readonly kind: "class"; readonly name: string }
  /** `void 0` */
  | { readonly kind: "nothing" }
  /** The type's name leads nowhere. */
  | { readonly kind: "unresolved" };

type Reading = Pick<EntityReader, "program" | "flow">;

const nothing: Reflected = { kind: "nothing" };
const unresolved: Reflected = { kind: "unresolved" };

function builtIn(name: string): Reflected {
  return { kind: "built-in", name };
}

/**
 * The runtime type that the compiler records for a property, by the rules of `emitDecoratorMetadata`
 * (measured with TypeScript 7; SWC and Babel differ in that they always pass over `null` and `undefined`).
 * Without a type annotation it is `Object`, whatever the initialiser is.
 */
export function reflectedType(
  property: PropertyDeclaration | AccessorDeclaration,
  reading: Reading,
): Promise<Reflected> {
  return reflected(annotationOf(property), reading);
}

/** Of a pair of accessors the setter's parameter goes before the getter's result. */
function annotationOf(property: PropertyDeclaration | AccessorDeclaration): TypeNode | undefined {
  if (isPropertyDeclaration(property)) return property.type;
  const name = writtenName(property.name);
  const around = property.parent;
  const pair =
    isClassDeclaration(around) || isClassExpression(around)
      ? around.members.filter(
          (member): member is AccessorDeclaration =>
            (isGetAccessorDeclaration(member) || isSetAccessorDeclaration(member)) &&
            writtenName(member.name) === name,
        )
      : [property];
  const setter = pair.find(isSetAccessorDeclaration);
  return setter?.parameters[0]?.type ?? pair.find(isGetAccessorDeclaration)?.type;
}

async function reflected(type: TypeNode | undefined, reading: Reading): Promise<Reflected> {
  if (!type) return builtIn("Object");
  const keyword = keywords.get(type.kind);
  if (keyword) return keyword;
  if (isParenthesizedTypeNode(type)) return reflected(type.type, reading);
  if (isArrayTypeNode(type) || isTupleTypeNode(type)) return builtIn("Array");
  if (isTemplateLiteralTypeNode(type)) return builtIn("String");
  if (isFunctionTypeNode(type)) return builtIn("Function");
  if (isTypeOperatorNode(type)) {
    return type.operator === SyntaxKind.ReadonlyKeyword
      ? reflected(type.type, reading)
      : builtIn("Object");
  }
  if (isLiteralTypeNode(type)) return reflectedLiteral(type.literal.kind, type);
  if (isUnionTypeNode(type)) return reflectedUnion(type.types, reading);
  if (isConditionalTypeNode(type)) return reflectedUnion([type.trueType, type.falseType], reading);
  if (isTypeReferenceNode(type)) return reflectedReference(type, reading);
  return builtIn("Object");
}

const keywords: ReadonlyMap<SyntaxKind, Reflected> = new Map([
  [SyntaxKind.StringKeyword, builtIn("String")],
  [SyntaxKind.NumberKeyword, builtIn("Number")],
  [SyntaxKind.BooleanKeyword, builtIn("Boolean")],
  [SyntaxKind.BigIntKeyword, builtIn("BigInt")],
  [SyntaxKind.SymbolKeyword, builtIn("Symbol")],
  [SyntaxKind.VoidKeyword, nothing],
  [SyntaxKind.UndefinedKeyword, nothing],
  [SyntaxKind.NeverKeyword, nothing],
]);

function reflectedLiteral(kind: SyntaxKind, type: TypeNode): Reflected {
  if (kind === SyntaxKind.TrueKeyword || kind === SyntaxKind.FalseKeyword) {
    return builtIn("Boolean");
  }
  if (kind === SyntaxKind.NullKeyword) return nothing;
  if (!isLiteralTypeNode(type)) return builtIn("Object");
  const { literal } = type;
  if (isStringLiteral(literal) || kind === SyntaxKind.NoSubstitutionTemplateLiteral) {
    return builtIn("String");
  }
  if (isNumericLiteral(literal)) return builtIn("Number");
  if (isPrefixUnaryExpression(literal)) {
    return builtIn(isNumericLiteral(literal.operand) ? "Number" : "BigInt");
  }
  return builtIn(kind === SyntaxKind.BigIntLiteral ? "BigInt" : "Object");
}

/**
 * Parts that differ give `Object`. Under strict null checks `null` and `undefined` are parts as any
 * other; without, and where another compiler may write the metadata, they do not count.
 */
async function reflectedUnion(types: readonly TypeNode[], reading: Reading): Promise<Reflected> {
  const { strictNullChecks, emitsDecoratorMetadata } = reading.program.options;
  const counted = types.filter(
    (type) => (strictNullChecks && emitsDecoratorMetadata) || !isNullish(type),
  );
  const parts = (await Promise.all(counted.map((part) => reflected(part, reading)))).filter(
    (_, index) => counted[index]?.kind !== SyntaxKind.NeverKeyword,
  );
  if (parts.some(({ kind }) => kind === "unresolved")) return unresolved;
  const [first, ...others] = parts;
  if (!first) return nothing;
  return others.every((other) => isSame(first, other)) ? first : builtIn("Object");
}

function isNullish(type: TypeNode): boolean {
  return (
    type.kind === SyntaxKind.UndefinedKeyword ||
    (isLiteralTypeNode(type) && type.literal.kind === SyntaxKind.NullKeyword)
  );
}

function isSame(a: Reflected, b: Reflected): boolean {
  return a.kind === b.kind && ("name" in a ? a.name : "") === ("name" in b ? b.name : "");
}

async function reflectedReference(type: TypeReferenceNode, reading: Reading): Promise<Reflected> {
  const name = isIdentifier(type.typeName) ? type.typeName : type.typeName.right;
  const symbol = await (await reading.program.checker.symbolAt(name))?.resolved();
  if (!symbol || symbol.declarations.length === 0) return unresolved;
  if (symbol.has(SymbolFlags.Class)) {
    return symbol.isDeclaredIn("@types/node")
      ? builtIn(symbol.name)
      : { kind: "class", name: symbol.name };
  }
  const isArray = symbol.name === "Array" || symbol.name === "ReadonlyArray";
  if (symbol.isFromDefaultLibrary && isArray) return builtIn("Array");
  if (symbol.has(SymbolFlags.Variable)) return builtIn(symbol.name);
  // An alias counts as it is declared, so its parameters stand for themselves.
  const declared = await reading.flow.describe(await symbol.declaredType());
  if (declared.base === "any" && !symbol.has(SymbolFlags.TypeAlias)) return unresolved;
  if (declared.strictNullChecks && (declared.nullable || declared.optional)) {
    return builtIn("Object");
  }
  if (declared.promise) return builtIn("Object");
  return builtIn(constructorOfBase[declared.base] ?? "Object");
}

/** Enums and aliases are recorded by what all parts of their type have in common. */
const constructorOfBase: Readonly<Partial<Record<ValueBase, string>>> = {
  string: "String",
  number: "Number",
  boolean: "Boolean",
  bigint: "BigInt",
  symbol: "Symbol",
  array: "Array",
};
