import {
  type Expression,
  isArrayLiteralExpression,
  isBinaryExpression,
  isBindingElement,
  isBindingPattern,
  isCallExpression,
  isElementAccessExpression,
  isIdentifier,
  isNewExpression,
  isParameterDeclaration,
  isPropertyAccessExpression,
  isSpreadElement,
  isVariableDeclaration,
  type Node,
  SyntaxKind,
} from "../compiler/ast.ts";
import { arrayMembers } from "./array-methods.ts";
import { loopBinding } from "./loop-binding.ts";
import type { Loops } from "./loops.ts";
import { rootDeclaration, type Scopes } from "./scope.ts";
import { isGlobalCall, methodCall, promiseCombinators, unwrap, wrapped } from "./syntax.ts";

interface OperationSources {
  readonly scopes: Scopes;
  readonly loops: Loops;
  readonly operations: ReadonlyMap<Node, number>;
  /** Answers by expression; `undefined` also while one is being looked for, so that cycles end. */
  readonly found: Map<Node, number | undefined>;
}

const lists: ReadonlySet<string> = new Set(["keys", "values", "entries"]);
const makers: ReadonlySet<string> = new Set(["from"]);
const fallbacks: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.QuestionQuestionToken,
  SyntaxKind.BarBarToken,
]);

/**
 * The operation whose rows an expression holds: its result, a part of it, a relation of one of its rows,
 * or an array made from them.
 */
export function operationBehind(
  expression: Expression,
  sources: OperationSources,
): number | undefined {
  const { scopes, operations, found } = sources;
  const origin = scopes.origin(expression);
  const direct = operations.get(origin);
  if (direct !== undefined || operations.size === 0) return direct;
  if (!found.has(origin)) {
    found.set(origin, undefined);
    found.set(origin, behindOrigin(origin, sources));
  }
  return found.get(origin);
}

function behindOrigin(origin: Expression, sources: OperationSources): number | undefined {
  const { scopes } = sources;
  const behind = (inner: Expression | undefined): number | undefined =>
    inner && operationBehind(inner, sources);

  if (isPropertyAccessExpression(origin) || isElementAccessExpression(origin)) {
    return behind(origin.expression);
  }
  if (isBinaryExpression(origin) && fallbacks.has(origin.operatorToken.kind)) {
    return behind(origin.left) ?? behind(origin.right);
  }
  if (isArrayLiteralExpression(origin)) {
    for (const element of origin.elements) {
      const spread = isSpreadElement(element) ? behind(element.expression) : undefined;
      if (spread !== undefined) return spread;
    }
    return undefined;
  }
  if (isNewExpression(origin)) {
    const callee = unwrap(origin.expression);
    const isCollection = isIdentifier(callee) && (callee.text === "Set" || callee.text === "Map");
    return isCollection ? behind(origin.arguments?.[0]) : undefined;
  }
  if (isCallExpression(origin)) {
    const { declarationOf } = scopes;
    const [content] = origin.arguments;
    if (
      isGlobalCall(origin as Node, "Object", lists, declarationOf) ||
      isGlobalCall(origin as Node, "Array", makers, declarationOf)
    ) {
      return behind(content);
    }
    const parts = methodCall(origin);
    const result = parts && arrayMembers.get(parts.name);
    return parts && result && result !== "nothing" ? behind(parts.receiver) : undefined;
  }
  if (!isIdentifier(origin)) return undefined;
  const declaration = scopes.declarationOf(origin);
  return declaration && behindVariable(declaration, sources, behind);
}

function behindVariable(
  declaration: Node,
  sources: OperationSources,
  behind: (inner: Expression | undefined) => number | undefined,
): number | undefined {
  const { scopes, loops } = sources;
  const root = rootDeclaration(declaration);
  if (!root) return undefined;
  const iterated = loopBinding(root, loops);
  if (iterated) return behind(iterated.iterable);
  for (const write of scopes.writesTo(declaration)) {
    const found = write.value && behind(write.value);
    if (found !== undefined) return found;
  }
  if (isParameterDeclaration(root)) return behind(promiseOf(root));
  if (!isVariableDeclaration(root) || !root.initializer) return undefined;
  return behind(combinedPart(declaration, root.initializer, scopes) ?? root.initializer);
}

/** The promise whose result a parameter is: `load().then((rows) => …)`. */
function promiseOf(parameter: Node): Expression | undefined {
  const callback = wrapped(parameter.parent);
  const parts = methodCall(callback.parent);
  const isFirst =
    parts?.name === "then" && unwrap(parts.call.arguments[0] ?? parts.call) === parameter.parent;
  return isFirst ? parts.receiver : undefined;
}

/** The element of `await Promise.all([a(), b()])` that a destructured name takes. */
function combinedPart(
  declaration: Node,
  initializer: Expression,
  scopes: Scopes,
): Expression | undefined {
  const origin = scopes.origin(initializer) as Node;
  if (!isGlobalCall(origin, "Promise", promiseCombinators, scopes.declarationOf)) return undefined;
  const list = origin.arguments[0] && unwrap(origin.arguments[0]);
  if (!list || !isArrayLiteralExpression(list)) return list;
  for (let current: Node = declaration; isBindingElement(current); ) {
    const pattern = current.parent;
    if (!isBindingPattern(pattern)) return undefined;
    if (isVariableDeclaration(pattern.parent)) {
      return list.elements[(pattern.elements as readonly Node[]).indexOf(current)];
    }
    current = pattern.parent;
  }
  return undefined;
}
