import type { Range } from "../base/index.ts";
import {
  type AsExpression,
  type CallExpression,
  type Expression,
  type FunctionLikeDeclaration,
  type Identifier,
  isArrowFunction,
  isAwaitExpression,
  isCallExpression,
  isElementAccessExpression,
  isFunctionExpression,
  isFunctionLikeDeclaration,
  isIdentifier,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isStringLiteral,
  type Node,
  type NonNullExpression,
  type ParenthesizedExpression,
  type SatisfiesExpression,
  SyntaxKind,
  type TypeAssertion,
} from "../compiler/ast.ts";

/** The span of a node without the trivia before it. */
export function rangeOf(node: Node): Range {
  return { start: node.getStart(), end: node.getEnd() };
}

/** Whether `inner` is `outer` or lies in it. Nodes of one file. */
export function encloses(outer: Node, inner: Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end;
}

type TransparentExpression =
  | ParenthesizedExpression
  | AsExpression
  | SatisfiesExpression
  | NonNullExpression
  | TypeAssertion;

/** A wrapper that leaves the value of its inner expression as it is: parentheses, `as`, `satisfies`, `!`, `<T>x`. */
export function isTransparent(node: Node): node is TransparentExpression {
  switch (node.kind) {
    case SyntaxKind.ParenthesizedExpression:
    case SyntaxKind.AsExpression:
    case SyntaxKind.SatisfiesExpression:
    case SyntaxKind.NonNullExpression:
    case SyntaxKind.TypeAssertionExpression:
      return true;
    default:
      return false;
  }
}

/** The expression inside parentheses and type assertions. */
export function unwrap(expression: Expression): Expression {
  let current = expression;
  while (isTransparent(current)) current = current.expression;
  return current;
}

/** The expression inside parentheses, type assertions and `await`. */
export function unwrapAwait(expression: Expression): Expression {
  let current: Expression = expression;
  while (isTransparent(current) || isAwaitExpression(current)) {
    current = current.expression;
  }
  return current;
}

/** The outermost wrapper (parentheses, type assertions) around an expression. */
export function wrapped(expression: Node): Node {
  let current = expression;
  while (current.parent && isTransparent(current.parent)) current = current.parent;
  return current;
}

/** An arrow function or function expression written in place. */
export function inlineFunction(node: Node | undefined): FunctionLikeDeclaration | undefined {
  if (!node) return undefined;
  const inner = isParenthesizedExpression(node) ? unwrap(node) : node;
  return isArrowFunction(inner) || isFunctionExpression(inner) ? inner : undefined;
}

/** Whether nodes of a kind are functions that may have a body. */
export function isFunctionKind(kind: SyntaxKind): boolean {
  switch (kind) {
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.FunctionExpression:
    case SyntaxKind.ArrowFunction:
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.Constructor:
    case SyntaxKind.GetAccessor:
    case SyntaxKind.SetAccessor:
      return true;
    default:
      return false;
  }
}

/** The innermost function whose parameters or body hold the node; the node itself is not asked. */
export function functionAround(node: Node): FunctionLikeDeclaration | undefined {
  for (let current: Node | undefined = node.parent; current; current = current.parent) {
    if (isFunctionLikeDeclaration(current)) return current;
  }
  return undefined;
}

/** Calls a visitor for a node and everything in it; a visitor that returns `false` skips the children. */
export function walk(node: Node, visit: (node: Node) => boolean | undefined): void {
  const step = (part: Node): void => {
    if (visit(part) !== false) part.forEachChild(step);
  };
  step(node);
}

/** Whether a call, property access or a chain of them is behind `?.`. */
export function hasQuestionDot(node: Node): boolean {
  return (
    (isPropertyAccessExpression(node) ||
      isElementAccessExpression(node) ||
      isCallExpression(node)) &&
    node.questionDotToken !== undefined
  );
}

/** A method call in parts: `receiver.name(…)`. */
export interface MethodCall {
  readonly call: CallExpression;
  readonly receiver: Expression;
  readonly name: string;
  readonly nameNode: Node;
}

/** Splits `receiver.name(…)`; `undefined` for any other node. */
export function methodCall(node: Node): MethodCall | undefined {
  if (!isCallExpression(node)) return undefined;
  const callee = unwrap(node.expression);
  if (!isPropertyAccessExpression(callee)) return undefined;
  return {
    call: node,
    receiver: callee.expression,
    name: callee.name.text,
    nameNode: callee.name,
  };
}

/** The constant name of a property step: `.name` or `["name"]`. */
export function stepName(node: Node): string | undefined {
  if (isPropertyAccessExpression(node)) return node.name.text;
  if (isElementAccessExpression(node)) {
    const argument = unwrap(node.argumentExpression);
    if (isStringLiteral(argument)) return argument.text;
  }
  return undefined;
}

/** Whether a call is `Name.method(…)` of a global object such as `Promise` or `Object`. */
export function isGlobalCall(
  node: Node,
  object: string,
  methods: ReadonlySet<string>,
  declarationOf: (name: Identifier) => Node | undefined,
): node is CallExpression {
  const parts = methodCall(node);
  return (
    parts !== undefined &&
    methods.has(parts.name) &&
    isIdentifier(parts.receiver) &&
    parts.receiver.text === object &&
    declarationOf(parts.receiver) === undefined
  );
}

export const promiseCombinators: ReadonlySet<string> = new Set([
  "all",
  "allSettled",
  "race",
  "any",
]);

/** Text of an expression on one line, cut at 60 characters. */
export function shortText(node: Node): string {
  const text = node.getText().replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
