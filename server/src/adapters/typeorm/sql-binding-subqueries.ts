import {
  isCallExpression,
  isIdentifier,
  isPropertyAccessExpression,
  isVariableDeclaration,
  type Node,
} from "../../compiler/ast.ts";
import { isTransparent } from "../../flow/syntax.ts";
import type { BindingRequest } from "./sql-binding.ts";

const GIVES_TEXT = new Set(["getQuery", "getSql"]);
const GIVES_PARAMETERS = new Set(["getParameters", "getQueryAndParameters"]);

/**
 * Whether a builder's text is put into another query without its parameters. A builder that was made by `subQuery()` hands
 * them to its parent (QueryBuilder.setParameter); any other keeps them to itself.
 */
export function leavesParametersBehind(request: BindingRequest): boolean {
  if (request.kind !== "builder") return false;
  const { flow } = request.context;
  const names = new Set<string>();
  let root: Node = request.call;
  while (isCallExpression(root) || isPropertyAccessExpression(root)) {
    if (isPropertyAccessExpression(root)) {
      if (root.name.text === "subQuery") return false;
    }
    root = root.expression;
  }
  const start = isIdentifier(root) ? flow.declarationOf(root) : undefined;
  const end = followed(request.call, names);
  const declarations = [start, end].filter(
    (each) => each !== undefined && isVariableDeclaration(each),
  );
  for (const declaration of declarations) {
    if (!declaration || !isVariableDeclaration(declaration)) continue;
    if (declaration.initializer?.getText().includes(".subQuery(")) return false;
    for (const use of flow.referencesTo(declaration)) followed(use, names);
  }
  const gives = (wanted: ReadonlySet<string>) => [...names].some((name) => wanted.has(name));
  return gives(GIVES_TEXT) && !gives(GIVES_PARAMETERS);
}

/**
 * Collects the names of the calls that are chained to an expression.
 * @returns the variable that holds the end of the chain
 */
function followed(from: Node, names: Set<string>): Node | undefined {
  let node = from;
  for (;;) {
    const parent: Node = node.parent;
    if (isPropertyAccessExpression(parent) && parent.expression === node)
      names.add(parent.name.text);
    else if (!(isCallExpression(parent) && parent.expression === node) && !isTransparent(parent))
      return isVariableDeclaration(parent) && parent.initializer === node ? parent : undefined;
    node = parent;
  }
}
