import { type Fact, known, unknown } from "../../base/index.ts";
import {
  type Expression,
  isArrowFunction,
  isAsExpression,
  isBlock,
  isFunctionExpression,
  isNonNullExpression,
  isNoSubstitutionTemplateLiteral,
  isNumericLiteral,
  isParenthesizedExpression,
  isReturnStatement,
  isSatisfiesExpression,
  isStringLiteral,
  isTypeAssertion,
  type Node,
  SyntaxKind,
} from "../../compiler/ast.ts";
import type { Constant, FileFlow } from "../../flow/file-flow.ts";

/** The expression inside parentheses, `as`, `satisfies` and `!`. */
export function unwrapped(expression: Expression): Expression {
  let inner: Expression = expression;
  while (
    isParenthesizedExpression(inner) ||
    isAsExpression(inner) ||
    isSatisfiesExpression(inner) ||
    isNonNullExpression(inner) ||
    isTypeAssertion(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** The value of an expression. Literals cost no question. */
export async function readConstant(
  expression: Expression,
  flow: FileFlow,
): Promise<Fact<Constant>> {
  const literal = literalValue(unwrapped(expression));
  return literal ?? flow.constantOf(expression);
}

function literalValue(node: Node): Fact<Constant> | undefined {
  if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) return known(node.text);
  if (isNumericLiteral(node)) return known(Number(node.text));
  if (node.kind === SyntaxKind.TrueKeyword) return known(true);
  if (node.kind === SyntaxKind.FalseKeyword) return known(false);
  if (node.kind === SyntaxKind.NullKeyword) return known(null);
  return undefined;
}

/** What an arrow function or function expression returns, when it does nothing else. */
export function returnedExpression(node: Node): Expression | undefined {
  if (!isArrowFunction(node) && !isFunctionExpression(node)) return undefined;
  const body: Node | undefined = node.body;
  if (!body) return undefined;
  if (!isBlock(body)) return unwrapped(body as Expression);
  const [only, ...rest] = body.statements;
  if (!only || rest.length > 0 || !isReturnStatement(only) || !only.expression) return undefined;
  return unwrapped(only.expression);
}

/** Narrows a constant to a string. */
export function stringFact(fact: Fact<Constant>): Fact<string | undefined> {
  if (!fact.known) return fact;
  if (fact.value === undefined || fact.value === null) return known(undefined);
  return typeof fact.value === "string" ? known(fact.value) : unknown("dynamic-expression");
}

/** Whether a constant is truthy, as JavaScript has it; `undefined` gives the fallback. */
export function booleanFact(fact: Fact<Constant>, fallback: boolean): Fact<boolean> {
  if (!fact.known) return fact;
  return known(fact.value === undefined ? fallback : Boolean(fact.value));
}

/** Whether a constant is a plain object. */
export function isConstantRecord(value: Constant): value is { readonly [key: string]: Constant } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
