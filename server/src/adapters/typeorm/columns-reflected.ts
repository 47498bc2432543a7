import {
  isArrayTypeNode,
  isIdentifier,
  isLiteralTypeNode,
  isNumericLiteral,
  isParenthesizedTypeNode,
  isPrefixUnaryExpression,
  isStringLiteral,
  isTemplateLiteralTypeNode,
  isTupleTypeNode,
  isTypeOperatorNode,
  isTypeReferenceNode,
  isUnionTypeNode,
  SyntaxKind,
  type TypeNode,
  type TypeReferenceNode,
} from "../../compiler/ast.ts";
import { SymbolFlags, TypeFlags, type TypeView } from "../../compiler/checker.ts";
import type { Program } from "../../compiler/program.ts";

/** What `emitDecoratorMetadata` writes as `design:type`. `Class`: some other constructor. `Nothing`: `void 0`. */
export type ReflectedType =
  | "String"
  | "Number"
  | "Boolean"
  | "Date"
  | "Buffer"
  | "BigInt"
  | "Array"
  | "Promise"
  | "Class"
  | "Object"
  | "Nothing";

/** The runtime type that the compiler records for a property, by the rules of `emitDecoratorMetadata`. */
export async function reflectedType(
  type: TypeNode | undefined,
  program: Program,
): Promise<ReflectedType> {
  if (!type) return "Object";
  switch (type.kind) {
    case SyntaxKind.StringKeyword:
      return "String";
    case SyntaxKind.NumberKeyword:
      return "Number";
    case SyntaxKind.BooleanKeyword:
      return "Boolean";
    case SyntaxKind.BigIntKeyword:
      return "BigInt";
    case SyntaxKind.VoidKeyword:
    case SyntaxKind.UndefinedKeyword:
    case SyntaxKind.NeverKeyword:
      return "Nothing";
  }
  if (isParenthesizedTypeNode(type)) return reflectedType(type.type, program);
  if (isArrayTypeNode(type) || isTupleTypeNode(type)) return "Array";
  if (isTemplateLiteralTypeNode(type)) return "String";
  if (isTypeOperatorNode(type)) {
    return type.operator === SyntaxKind.ReadonlyKeyword
      ? reflectedType(type.type, program)
      : "Object";
  }
  if (isLiteralTypeNode(type)) return reflectedLiteral(type.literal.kind, type);
  if (isUnionTypeNode(type)) return reflectedUnion(type.types, program);
  if (isTypeReferenceNode(type)) return reflectedReference(type, program);
  return "Object";
}

function reflectedLiteral(kind: SyntaxKind, type: TypeNode): ReflectedType {
  if (kind === SyntaxKind.TrueKeyword || kind === SyntaxKind.FalseKeyword) return "Boolean";
  if (kind === SyntaxKind.NullKeyword) return "Nothing";
  if (!isLiteralTypeNode(type)) return "Object";
  const { literal } = type;
  if (isStringLiteral(literal) || kind === SyntaxKind.NoSubstitutionTemplateLiteral) {
    return "String";
  }
  if (isNumericLiteral(literal)) return "Number";
  if (isPrefixUnaryExpression(literal)) {
    return isNumericLiteral(literal.operand) ? "Number" : "BigInt";
  }
  return kind === SyntaxKind.BigIntLiteral ? "BigInt" : "Object";
}

/** `null` and `undefined` do not count; parts that differ give `Object`. */
async function reflectedUnion(
  types: readonly TypeNode[],
  program: Program,
): Promise<ReflectedType> {
  const parts = await Promise.all(types.map((part) => reflectedType(part, program)));
  const present = new Set(parts.filter((part) => part !== "Nothing"));
  if (present.size === 0) return "Nothing";
  const [only] = present;
  // Two different classes both count as `Class`, and two classes never serialise alike.
  return present.size === 1 && only !== undefined && (only !== "Class" || parts.length === 1)
    ? only
    : "Object";
}

async function reflectedReference(
  type: TypeReferenceNode,
  program: Program,
): Promise<ReflectedType> {
  const name = isIdentifier(type.typeName) ? type.typeName : type.typeName.right;
  const symbol = await (await program.checker.symbolAt(name))?.resolved();
  if (!symbol || symbol.declarations.length === 0) return "Object";
  const hasValue = symbol.has(SymbolFlags.Class | SymbolFlags.Variable);
  if (hasValue) {
    const builtIn = !symbol.has(SymbolFlags.Class) || symbol.isDeclaredIn("@types/node");
    return (builtIn && builtInTypes.get(symbol.name)) || "Class";
  }
  // A generic alias is serialised as declared, so its parameters count as `Object`.
  if (type.typeArguments !== undefined) return "Object";
  return reflectedAlias(await program.checker.typeAt(type));
}

/** Global constructors; a class of the project's own with such a name is just a class. */
const builtInTypes: ReadonlyMap<string, ReflectedType> = new Map([
  ["Date", "Date"],
  ["Buffer", "Buffer"],
  ["Promise", "Promise"],
  ["Array", "Array"],
  ["ReadonlyArray", "Object"],
  ["String", "String"],
  ["Number", "Number"],
  ["Boolean", "Boolean"],
]);

const primitives: readonly (readonly [ReflectedType, TypeFlags])[] = [
  [
    "String",
    TypeFlags.String |
      TypeFlags.StringLiteral |
      TypeFlags.TemplateLiteral |
      TypeFlags.StringMapping,
  ],
  ["Number", TypeFlags.Number | TypeFlags.NumberLiteral | TypeFlags.Enum],
  ["Boolean", TypeFlags.Boolean | TypeFlags.BooleanLiteral],
  ["BigInt", TypeFlags.BigInt | TypeFlags.BigIntLiteral],
];

/** Enums and aliases are serialised by what all parts of their type have in common. */
async function reflectedAlias(type: TypeView): Promise<ReflectedType> {
  const parts = await type.parts();
  for (const [name, flags] of primitives) {
    if (parts.length > 0 && parts.every((part) => part.has(flags))) return name;
  }
  const symbol = parts.length === 1 ? await parts[0]?.symbol() : undefined;
  if (symbol?.name === "Array" || symbol?.name === "ReadonlyArray") return "Array";
  return "Object";
}
