import {
  type EnumDeclaration,
  type EnumMember,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isNumericLiteral,
  isPrefixUnaryExpression,
  isStringLiteral,
  SyntaxKind,
} from "../compiler/ast.ts";
import { unwrap } from "./syntax.ts";

/** The value of an enum's member: written, or counted on from the member before it. `undefined` when computed. */
export function enumMemberValue(
  declaration: EnumDeclaration,
  wanted: EnumMember,
): string | number | undefined {
  let next: number | undefined = 0;
  for (const member of declaration.members) {
    const value: string | number | undefined = member.initializer
      ? literalValue(member, declaration)
      : next;
    if (member === wanted) return value;
    next = typeof value === "number" ? value + 1 : undefined;
  }
  return undefined;
}

function literalValue(
  member: EnumMember,
  declaration: EnumDeclaration,
): string | number | undefined {
  if (!member.initializer) return undefined;
  const value = unwrap(member.initializer);
  if (isStringLiteral(value) || isNoSubstitutionTemplateLiteral(value)) return value.text;
  if (isNumericLiteral(value)) return Number(value.text);
  if (isPrefixUnaryExpression(value) && value.operator === SyntaxKind.MinusToken) {
    const operand = unwrap(value.operand);
    return isNumericLiteral(operand) ? -Number(operand.text) : undefined;
  }
  if (isIdentifier(value)) {
    const earlier = declaration.members.find(
      (candidate) => isIdentifier(candidate.name) && candidate.name.text === value.text,
    );
    if (earlier && earlier !== member && earlier.pos < member.pos) {
      return enumMemberValue(declaration, earlier);
    }
  }
  return undefined;
}
