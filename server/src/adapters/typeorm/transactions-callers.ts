import {
  type CallExpression,
  type FunctionLikeDeclaration,
  type Identifier,
  isArrowFunction,
  isAwaitExpression,
  isBindingElement,
  isCallExpression,
  isFunctionExpression,
  isIdentifier,
  isParameterDeclaration,
  isReturnStatement,
  type Node,
} from "../../compiler/ast.ts";
import { rootDeclaration } from "../../flow/scope.ts";
import { encloses, functionAround, isTransparent, unwrap, walk } from "../../flow/syntax.ts";
import type { OperationScope } from "./operations-scope.ts";

/**
 * Whether work of the caller runs in a piece of code: a function that came in as a parameter from outside is called
 * there, and its result awaited or returned.
 */
export function runsGivenWork(code: Node, scope: OperationScope): boolean {
  let found = false;
  walk(code, (node) => {
    if (found) return false;
    if (isCallExpression(node) && isWaitedFor(node, code)) {
      const callee = unwrap(node.expression);
      found = isIdentifier(callee) && isGiven(callee, code, scope);
    }
    return undefined;
  });
  return found;
}

/** Whether a name is a parameter, or a part of one, that is declared outside of a piece of code or by it. */
export function isGiven(name: Identifier, code: Node, scope: OperationScope): boolean {
  const declaration = scope.flow.declarationOf(name);
  if (!declaration) return false;
  const root = isBindingElement(declaration) ? rootDeclaration(declaration) : declaration;
  if (!root || !isParameterDeclaration(root)) return false;
  return !encloses(code, root);
}

function isWaitedFor(call: CallExpression, code: Node): boolean {
  let parent: Node = call.parent;
  while (isTransparent(parent)) parent = parent.parent;
  if (isAwaitExpression(parent) || isReturnStatement(parent)) return true;
  return call === code || isArrowFunction(parent);
}

/** Classes of TypeORM that a caller in a transaction hands over. */
const HANDLES: ReadonlySet<string> = new Set(["EntityManager", "QueryRunner"]);

/**
 * Whether the function around a node takes a manager or a query runner, so that a caller can have the work done in a transaction
 * of its own.
 */
export async function takesHandle(node: Node, scope: OperationScope): Promise<boolean> {
  const owner = methodAround(node);
  if (!owner) return false;
  const names = owner.parameters.flatMap(({ name }) => {
    if (!name) return [];
    if (isIdentifier(name)) return [name];
    const parts: Identifier[] = [];
    walk(name, (part) => {
      if (isBindingElement(part) && part.name && isIdentifier(part.name)) parts.push(part.name);
      return undefined;
    });
    return parts;
  });
  const found = await Promise.all(names.map((name) => isHandle(name, scope)));
  return found.includes(true);
}

async function isHandle(name: Identifier, scope: OperationScope): Promise<boolean> {
  const type = await scope.context.program.checker.typeAt(name);
  const symbols = await Promise.all((await type.parts()).map((part) => part.symbol()));
  return symbols.some(
    (symbol) => symbol && HANDLES.has(symbol.name) && symbol.isDeclaredIn("typeorm"),
  );
}

/** The function around that is no callback. */
export function methodAround(node: Node): FunctionLikeDeclaration | undefined {
  let owner = functionAround(node);
  while (owner && (isArrowFunction(owner) || isFunctionExpression(owner))) {
    if (!isCallExpression(owner.parent)) return owner;
    owner = functionAround(owner);
  }
  return owner;
}
