import {
  type CallExpression,
  type Expression,
  type FunctionLikeDeclaration,
  isFunctionLikeDeclaration,
  isIdentifier,
  isNewExpression,
  isPropertyAccessExpression,
  isSpreadElement,
  type Node,
} from "../compiler/ast.ts";
import {
  inlineFunction,
  isGlobalCall,
  promiseCombinators,
  rangeOf,
  shortText,
  unwrap,
} from "./syntax.ts";
import { type Cursor, elementOf, noteUse } from "./value-cursor.ts";
import type { Tracking } from "./value-tracking.ts";

const maxHelpers = 4;
const objectReaders: ReadonlySet<string> = new Set(["keys", "values", "entries", "freeze"]);
const objectAssigners: ReadonlySet<string> = new Set(["assign"]);
const jsonWriters: ReadonlySet<string> = new Set(["stringify"]);
const arrayTests: ReadonlySet<string> = new Set(["isArray"]);
const arrayCopiers: ReadonlySet<string> = new Set(["from"]);
const promiseWraps: ReadonlySet<string> = new Set(["resolve"]);
const consoleMethods: ReadonlySet<string> = new Set([
  "log",
  "info",
  "warn",
  "error",
  "debug",
  "table",
  "dir",
  "trace",
]);
const scalarMakers: ReadonlySet<string> = new Set(["String", "Number", "Boolean"]);
const collections: ReadonlySet<string> = new Set(["Set", "Map", "WeakSet", "WeakMap"]);

export function followArgument(
  tracking: Tracking,
  call: CallExpression,
  node: Node,
  at: Cursor,
): void {
  const { scopes, functions } = tracking.context;
  const { declarationOf } = scopes;
  const index = (call.arguments as readonly Node[]).indexOf(node);
  const isCallOf = (object: string, methods: ReadonlySet<string>): boolean =>
    isGlobalCall(call, object, methods, declarationOf);
  if (isCallOf("Promise", promiseCombinators)) {
    tracking.follow(call, at);
    return;
  }
  if (isCallOf("Promise", promiseWraps)) {
    tracking.follow(call, at);
    return;
  }
  if (isCallOf("Array", arrayTests)) {
    noteUse(at.read, "check");
    return;
  }
  if (isCallOf("Array", arrayCopiers) && index === 0) {
    noteUse(at.read, "deref");
    const callback = call.arguments[1];
    if (callback) bindCallback(tracking, callback, call, [0], elementOf(at));
    else tracking.follow(call, { ...at, many: true, read: undefined });
    return;
  }
  noteUse(at.read, "value");
  const callee = unwrap(call.expression);
  if (isIdentifier(callee) && scalarMakers.has(callee.text) && !declarationOf(callee)) return;
  if (isCallOf("console", consoleMethods)) return;
  if (
    isCallOf("JSON", jsonWriters) ||
    isCallOf("Object", objectReaders) ||
    (isCallOf("Object", objectAssigners) && index > 0)
  ) {
    tracking.log.leave("escapes", at);
    return;
  }
  const helper = functions.calleeOf(call);
  if (helper && !isSpreadElement(node) && enterHelper(tracking, call, helper, index, at)) return;
  tracking.log.handOut(call, at);
}

export function followConstruction(tracking: Tracking, call: Node, at: Cursor): void {
  noteUse(at.read, "value");
  tracking.log.leave("escapes", at);
  const callee = isNewExpression(call) ? unwrap(call.expression) : undefined;
  const known = callee && isIdentifier(callee) && collections.has(callee.text);
  if (!known) tracking.log.called(at, call);
}

/** Hands the element to a callback's parameters: written in place, or a helper of the file. */
export function bindCallback(
  tracking: Tracking,
  callback: Expression,
  call: CallExpression,
  positions: readonly number[],
  element: Cursor,
): void {
  const inline = inlineFunction(callback);
  if (inline) {
    for (const position of positions) {
      const parameter = inline.parameters[position];
      if (parameter) tracking.bind(parameter.name, element, parameter.name);
    }
    return;
  }
  const inner = unwrap(callback);
  if (isIdentifier(inner) && scalarMakers.has(inner.text)) return;
  const helper = isIdentifier(inner) ? helperNamed(tracking, inner) : undefined;
  if (helper) {
    for (const position of positions) enterHelper(tracking, call, helper, position, element);
  } else if (isIdentifier(inner) || isPropertyAccessExpression(inner)) {
    tracking.log.called(element, call);
    if (element.path.length === 0) tracking.log.escape = "escapes";
  }
}

function helperNamed(tracking: Tracking, name: Node): FunctionLikeDeclaration | undefined {
  if (!isIdentifier(name)) return undefined;
  const { scopes } = tracking.context;
  const declaration = scopes.declarationOf(name);
  if (declaration && isFunctionLikeDeclaration(declaration)) return declaration;
  const value = declaration && scopes.valueOf(declaration);
  return inlineFunction(value && unwrap(value));
}

/** Follows an argument into a helper of the same file. @returns `false` when it cannot be followed there */
function enterHelper(
  tracking: Tracking,
  call: CallExpression,
  helper: FunctionLikeDeclaration,
  index: number,
  at: Cursor,
): boolean {
  const parameter = helper.parameters[index];
  if (at.frames.some((frame) => frame.owner === helper)) return true;
  if (!helper.body || at.frames.length >= maxHelpers) return false;
  if (!parameter) return true;
  if (parameter.dotDotDotToken) return false;
  const { name } = tracking.context.functions.nameOf(helper);
  const step = {
    range: rangeOf(call),
    message: `passed to \`${name || shortText(call.expression)}\``,
  };
  tracking.bind(
    parameter.name,
    { ...at, frames: [...at.frames, { call, owner: helper }], via: [...at.via, step] },
    parameter.name,
  );
  return true;
}
