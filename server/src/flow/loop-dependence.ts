import {
  type Expression,
  isBindingElement,
  isCallExpression,
  isForStatement,
  isFunctionLikeDeclaration,
  isIdentifier,
  isParameterDeclaration,
  isVariableDeclaration,
  isVariableDeclarationList,
  type Node,
  SyntaxKind,
} from "../compiler/ast.ts";
import { loopBinding } from "./loop-binding.ts";
import type { Loops } from "./loops.ts";
import { boundDeclarations, rootDeclaration, type Scopes } from "./scope.ts";
import { isCallbackLoop, type KnownLoop } from "./structure.ts";
import { encloses, methodCall, walk } from "./syntax.ts";

/** Methods that hand out another element at each call. */
const drawing: ReadonlySet<string> = new Set(["pop", "shift", "next", "read", "splice", "dequeue"]);

/** Whether one of the inputs mentions what the loop binds or changes, also through variables of its body. */
export function dependsOnLoop(
  loop: KnownLoop,
  inputs: readonly Node[],
  scopes: Scopes,
  loops: Loops,
): boolean {
  const body = isCallbackLoop(loop) ? loop.callback : loop;
  const bound = new Set(boundBy(loop));
  const seen = new Set<Node>();

  const mentions = (node: Node): boolean => {
    let found = false;
    walk(node, (part) => {
      if (found) return false;
      if (isIdentifier(part)) found = isBound(part);
      else if (isCallExpression(part)) found = isDrawn(part);
      return !found;
    });
    return found;
  };

  const isDrawn = (call: Node): boolean => {
    const parts = methodCall(call);
    return parts !== undefined && drawing.has(parts.name) && encloses(body, call);
  };

  const isBound = (part: Node): boolean => {
    if (!isIdentifier(part)) return false;
    const declaration = scopes.declarationOf(part);
    if (!declaration) return false;
    if (bound.has(declaration)) return true;
    if (seen.has(declaration)) return false;
    seen.add(declaration);
    if (!encloses(body, declaration)) return changesInside(declaration);
    return valuesOf(declaration, scopes, loops).some(mentions);
  };

  const countsByHand = !isCallbackLoop(loop) && loop.kind !== SyntaxKind.ForOfStatement;
  const changesInside = (declaration: Node): boolean =>
    countsByHand && scopes.writesTo(declaration).some((write) => encloses(body, write.name));

  return inputs.some(mentions);
}

/** The declarations that a loop gives another value at each run. */
function boundBy(loop: KnownLoop): readonly Node[] {
  if (isCallbackLoop(loop)) return loop.callback.parameters.flatMap(boundDeclarations);
  const initializer =
    loop.kind === SyntaxKind.WhileStatement || loop.kind === SyntaxKind.DoStatement
      ? undefined
      : (loop as KnownLoop & { readonly initializer?: Node }).initializer;
  if (!initializer || !isVariableDeclarationList(initializer)) return [];
  if (!isForStatement(loop)) return initializer.declarations.flatMap(boundDeclarations);
  return initializer.declarations.flatMap(boundDeclarations);
}

/** The expressions that decide what a variable holds. */
export function valuesOf(declaration: Node, scopes: Scopes, loops: Loops): readonly Node[] {
  const root = rootDeclaration(declaration);
  if (!root) return isFunctionLikeDeclaration(declaration) ? [declaration] : [];
  const iterated = loopBinding(root, loops);
  const values: Node[] = iterated ? [iterated.iterable] : [];
  if (isVariableDeclaration(root) && root.initializer) values.push(root.initializer);
  if (isBindingElement(declaration) && declaration.initializer)
    values.push(declaration.initializer);
  if (isParameterDeclaration(root) && root.initializer) values.push(root.initializer);
  for (const write of scopes.writesTo(declaration)) {
    const value: Expression | undefined = write.value;
    values.push(value ?? write.name.parent);
  }
  return values;
}
