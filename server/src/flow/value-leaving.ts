import {
  type Expression,
  type FunctionLikeDeclaration,
  isArrayLiteralExpression,
  isArrowFunction,
  isCallExpression,
  isIdentifier,
  type Node,
  SyntaxKind,
} from "../compiler/ast.ts";
import { arrayMembers } from "./array-methods.ts";
import { returnedExpressions } from "./returns.ts";
import { isAssignmentTarget } from "./scope.ts";
import {
  encloses,
  isGlobalCall,
  methodCall,
  promiseCombinators,
  rangeOf,
  unwrap,
  wrapped,
} from "./syntax.ts";
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
  if (owner === tracking.owner && at.frames.length === 0) followToCallers(tracking, owner, at);
}

/** Follows rows that a function of the file returns to the calls of that function. */
function followToCallers(tracking: Tracking, owner: FunctionLikeDeclaration, at: Cursor): void {
  if (at.path.length > 0 || (owner as Node & { readonly asteriskToken?: Node }).asteriskToken)
    return;
  const { functions } = tracking.context;
  const { name } = functions.nameOf(owner);
  const mixed = at.mixed || returnedExpressions(owner).filter(isNoNothing).length > 1;
  for (const call of functions.callsOf(owner)) {
    // What a function gives to itself it gives again: following that would never end.
    if (encloses(owner, call)) continue;
    const step = { range: rangeOf(call), message: `returned by \`${name || "the function"}\`` };
    tracking.follow(call, {
      ...at,
      mixed,
      frames: [{ call, owner, returned: true }],
      via: [...at.via, step],
    });
  }
}

function isNoNothing(expression: Expression): boolean {
  const inner = unwrap(expression);
  return (
    inner.kind !== SyntaxKind.NullKeyword && !(isIdentifier(inner) && inner.text === "undefined")
  );
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
