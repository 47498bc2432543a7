import {
  type Expression,
  type FunctionLikeDeclaration,
  isBlock,
  isExpression,
  isFunctionLikeDeclaration,
  isReturnStatement,
  type Node,
} from "../compiler/ast.ts";
import type { Scopes } from "./scope.ts";
import { walk } from "./syntax.ts";

/** The expressions that a function returns; a `return` without value is left out. */
export function returnedExpressions(owner: FunctionLikeDeclaration): readonly Expression[] {
  const { body } = owner;
  if (!body) return [];
  if (!isBlock(body)) return isExpression(body) ? [body] : [];
  const returned: Expression[] = [];
  walk(body, (node) => {
    if (isFunctionLikeDeclaration(node)) return false;
    if (isReturnStatement(node) && node.expression) returned.push(node.expression);
    return true;
  });
  return returned;
}

/** The operation whose result a function returns on all paths that return something. */
export function returnedOperation(
  owner: FunctionLikeDeclaration,
  scopes: Scopes,
  operations: ReadonlyMap<Node, number>,
): number | undefined {
  if (operations.size === 0) return undefined;
  const found = new Set<number | undefined>();
  for (const expression of returnedExpressions(owner)) {
    found.add(operations.get(scopes.origin(expression)));
  }
  const [only] = found;
  return found.size === 1 ? only : undefined;
}
