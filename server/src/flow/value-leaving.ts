import {
  type FunctionLikeDeclaration,
  isArrayLiteralExpression,
  isArrowFunction,
  isCallExpression,
  type Node,
  SyntaxKind,
} from "../compiler/ast.ts";
import { arrayMembers } from "./array-methods.ts";
import { isAssignmentTarget } from "./scope.ts";
import { isGlobalCall, methodCall, promiseCombinators, wrapped } from "./syntax.ts";
import { arrayOf, type Cursor, noteUse } from "./value-cursor.ts";
import type { Tracking } from "./value-tracking.ts";

const predicates: ReadonlySet<string> = new Set([
  "filter",
  "some",
  "every",
  "find",
  "findIndex",
  "findLast",
  "findLastIndex",
]);

/** A function returns the value. */
export function followReturned(
  tracking: Tracking,
  owner: FunctionLikeDeclaration | undefined,
  at: Cursor,
): void {
  const frame = at.frames.at(-1);
  if (owner && frame?.owner === owner) {
    tracking.follow(frame.call, { ...at, frames: at.frames.slice(0, -1) });
    return;
  }
  if (!owner) return;
  const outer = wrapped(owner);
  const call = outer.parent;
  if (isCallExpression(call) && call.expression === outer) {
    tracking.follow(call, at);
    return;
  }
  const loop = tracking.context.loops.callbackLoopOf(owner);
  if (loop) {
    const result = arrayMembers.get(loop.method);
    if (result === "callback" || loop.method === "from") {
      tracking.follow(loop.call, loop.method === "flatMap" ? at : arrayOf(at));
    } else if (loop.method.startsWith("reduce")) tracking.log.handOut(loop.call, at);
    else noteUse(at.read, predicates.has(loop.method) ? "check" : "value");
    return;
  }
  const parts = methodCall(call);
  if (parts && isCallExpression(call)) {
    if (parts.name === "then" && call.arguments[0] === outer) {
      tracking.follow(call, at);
      return;
    }
    if (predicates.has(parts.name)) {
      noteUse(at.read, "check");
      return;
    }
    if (arrayMembers.get(parts.name) === "callback") {
      tracking.follow(call, parts.name === "flatMap" ? at : arrayOf(at));
      return;
    }
  }
  noteUse(at.read, "value");
  tracking.log.leave(owner === tracking.owner ? "returned" : "escapes", at);
}

/** An object literal that holds the value: the value goes wherever the object goes. */
export function followContained(tracking: Tracking, object: Node, at: Cursor): void {
  noteUse(at.read, "value");
  let outer: Node = wrapped(object);
  while (
    outer.parent.kind === SyntaxKind.PropertyAssignment ||
    outer.parent.kind === SyntaxKind.ObjectLiteralExpression ||
    outer.parent.kind === SyntaxKind.ArrayLiteralExpression ||
    outer.parent.kind === SyntaxKind.SpreadAssignment
  ) {
    outer = wrapped(outer.parent);
  }
  const { parent } = outer;
  const leaves =
    parent.kind === SyntaxKind.ReturnStatement ||
    (isArrowFunction(parent) && parent.body === outer);
  if (leaves && at.frames.length === 0) tracking.log.leave("returned", at);
  else tracking.log.handOut(parent, at);
}

export function followElement(tracking: Tracking, literal: Node, node: Node, at: Cursor): void {
  if (!isArrayLiteralExpression(literal)) return;
  const outer = wrapped(literal).parent;
  const { declarationOf } = tracking.context.scopes;
  if (isGlobalCall(outer, "Promise", promiseCombinators, declarationOf)) {
    const position = (literal.elements as readonly Node[]).indexOf(node);
    if (methodCall(outer)?.name === "all") {
      const inner = at.packed === undefined ? at : undefined;
      if (inner) tracking.follow(outer, { ...inner, packed: position });
      else tracking.log.handOut(outer, at);
    } else tracking.log.handOut(outer, at);
    return;
  }
  noteUse(at.read, "value");
  followArrayLiteral(tracking, literal, {
    ...arrayOf(at),
    mixed: at.mixed || literal.elements.length > 1,
  });
}

/** An array literal that holds the value. */
export function followArrayLiteral(tracking: Tracking, literal: Node, at: Cursor): void {
  if (!isAssignmentTarget(literal)) tracking.follow(literal, at);
}
