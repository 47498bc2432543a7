import {
  type CallExpression,
  isCallExpression,
  isElementAccessExpression,
  isNumericLiteral,
  isPropertyAccessExpression,
  type Node,
} from "../compiler/ast.ts";
import { arrayMembers, elementParameters } from "./array-methods.ts";
import { isAssignmentTarget } from "./scope.ts";
import { inlineFunction, stepName, unwrap, wrapped } from "./syntax.ts";
import { bindCallback } from "./value-calls.ts";
import { arrayOf, type Cursor, elementOf, noteUse, stepped, unpacked } from "./value-cursor.ts";
import type { Tracking } from "./value-tracking.ts";

const continuations: ReadonlySet<string> = new Set(["then", "catch", "finally"]);

export function followAccess(tracking: Tracking, access: Node, node: Node, at: Cursor): void {
  const call = calledBy(access);
  const name = stepName(access);
  if (name !== undefined && call && continuations.has(name)) {
    followContinuation(tracking, call, name, at);
    return;
  }
  if (at.packed !== undefined) {
    const index = isElementAccessExpression(access) ? unwrap(access.argumentExpression) : undefined;
    const next = index && isNumericLiteral(index) ? unpacked(at, Number(index.text)) : undefined;
    if (next) tracking.follow(access, next);
    return;
  }
  if (name === undefined) {
    followIndex(tracking, access, node, at);
    return;
  }
  const member = at.many === false ? undefined : arrayMembers.get(name);
  if (member !== undefined && (at.many === true || name === "length" || call)) {
    noteUse(at.read, tracking.log.strict(node));
    if (call) followArrayMethod(tracking, call, name, member, at);
    return;
  }
  if (at.many === true) return;
  noteUse(at.read, tracking.log.strict(node));
  if (call) {
    tracking.log.called(at, call);
    tracking.log.leave("escapes", at);
    return;
  }
  const nameNode = isPropertyAccessExpression(access) ? access.name : access;
  const read = tracking.log.read(nameNode, name, at);
  if (isAssignmentTarget(access)) {
    noteUse(read, "write");
    tracking.log.written(read.path, at, access);
    return;
  }
  tracking.follow(access, stepped(at, read, read));
  if (read.access === undefined) noteUse(read, "value");
}

/** `value[expression]` */
function followIndex(tracking: Tracking, access: Node, node: Node, at: Cursor): void {
  noteUse(at.read, tracking.log.strict(node));
  if (at.many === true || (at.many === undefined && at.path.length > 0)) {
    if (!isAssignmentTarget(access)) tracking.follow(access, elementOf(at));
    return;
  }
  if (isAssignmentTarget(access)) tracking.log.written(at.path, at, access);
  else tracking.log.leave("escapes", at);
}

function followArrayMethod(
  tracking: Tracking,
  call: CallExpression,
  name: string,
  result: string,
  at: Cursor,
): void {
  const element = elementOf(at);
  const [callback] = call.arguments;
  if (callback) bindCallback(tracking, callback, call, elementParameters(name), element);
  if (result === "same") {
    const present = name === "filter" ? { ...at, elementRead: undefined } : at;
    tracking.follow(call, { ...present, many: true, read: undefined });
  } else if (result === "element") tracking.follow(call, { ...element, read: undefined });
  else if (result === "entries") tracking.follow(call, { ...arrayOf(element), packed: "entries" });
}

/** `.then(row => …)`, `.catch(…)`, `.finally(…)` */
function followContinuation(
  tracking: Tracking,
  call: CallExpression,
  name: string,
  at: Cursor,
): void {
  if (name !== "then") {
    tracking.follow(call, { ...at, mixed: at.mixed || name === "catch" });
    return;
  }
  const callback = call.arguments[0];
  const inline = inlineFunction(callback);
  const parameter = inline?.parameters[0];
  if (parameter) tracking.bind(parameter.name, at, parameter.name);
  else if (callback && !inline) bindCallback(tracking, callback, call, [0], at);
}

/** The call whose callee an access is. */
function calledBy(access: Node): CallExpression | undefined {
  const outer = wrapped(access);
  const { parent } = outer;
  return isCallExpression(parent) && parent.expression === outer ? parent : undefined;
}
