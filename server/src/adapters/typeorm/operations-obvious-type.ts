import {
  type Expression,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isNumericLiteral,
  isStringLiteral,
  isTemplateExpression,
  SyntaxKind,
} from "../../compiler/ast.ts";
import { unwrap } from "../../flow/syntax.ts";
import type { ValueBase, ValueType } from "../../model/index.ts";

/** The type of an expression whose form alone tells it, so that the compiler need not be asked. */
export function obviousType(expression: Expression): ValueType | undefined {
  const inner = unwrap(expression);
  if (isStringLiteral(inner) || isNoSubstitutionTemplateLiteral(inner)) {
    return present("string", JSON.stringify(inner.text), [inner.text]);
  }
  if (isNumericLiteral(inner)) return present("number", inner.text, [Number(inner.text)]);
  if (isTemplateExpression(inner)) return present("string", "string");
  if (inner.kind === SyntaxKind.TrueKeyword) return present("boolean", "true", [true]);
  if (inner.kind === SyntaxKind.FalseKeyword) return present("boolean", "false", [false]);
  if (inner.kind === SyntaxKind.NullKeyword) return missing("null", true, false);
  if (isIdentifier(inner) && inner.text === "undefined") return missing("undefined", false, true);
  return undefined;
}

function present(
  base: ValueBase,
  text: string,
  literals?: readonly (string | number | boolean)[],
): ValueType {
  return { ...plain, base, text, ...(literals ? { literals } : {}) };
}

function missing(text: string, nullable: boolean, optional: boolean): ValueType {
  return { ...plain, base: "never", text, nullable, optional };
}

const plain = {
  nullable: false,
  optional: false,
  strictNullChecks: true,
  promise: false,
} as const;
