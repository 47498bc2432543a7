import { type Expression, isParameterDeclaration, type Node } from "../compiler/ast.ts";
import type { Loops } from "./loops.ts";
import { rootDeclaration } from "./scope.ts";
import { iterableOf, type KnownLoop } from "./structure.ts";

/** The loop that gives a variable its value, and what that loop runs over. */
export function loopBinding(
  declaration: Node,
  loops: Loops,
): { readonly loop: KnownLoop; readonly iterable: Expression } | undefined {
  const root = rootDeclaration(declaration);
  if (!root) return undefined;
  if (isParameterDeclaration(root)) {
    const loop = loops.callbackLoopOf(root.parent);
    const iterable = loop && iterableOf(loop);
    return loop && iterable ? { loop, iterable } : undefined;
  }
  const statement = root.parent?.parent;
  if (!statement) return undefined;
  const index = loops.indexOf(statement);
  const loop = index === undefined ? undefined : loops.known[index];
  const iterable = loop && iterableOf(loop);
  return loop && iterable ? { loop, iterable } : undefined;
}
