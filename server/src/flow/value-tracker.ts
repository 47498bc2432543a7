import {
  type BindingName,
  type CallExpression,
  type Expression,
  type FunctionLikeDeclaration,
  isArrayBindingPattern,
  isArrayLiteralExpression,
  isArrowFunction,
  isAssignmentOperator,
  isBinaryExpression,
  isBindingElement,
  isCallExpression,
  isConditionalExpression,
  isElementAccessExpression,
  isForOfStatement,
  isFunctionLikeDeclaration,
  isIdentifier,
  isNewExpression,
  isNumericLiteral,
  isParameterDeclaration,
  isPropertyAccessExpression,
  isSpreadElement,
  isVariableDeclaration,
  isVariableDeclarationList,
  isVariableStatement,
  type Node,
  SyntaxKind,
} from "../compiler/ast.ts";
import { arrayMembers, elementParameters } from "./array-methods.ts";
import { propertyName } from "./constants.ts";
import type { Functions } from "./functions.ts";
import { type Loops, shortText } from "./loops.ts";
import { isOnlyTested, type Presence } from "./presence.ts";
import { isAssignmentTarget, type Scopes, writeAt } from "./scope.ts";
import {
  functionAround,
  hasQuestionDot,
  inlineFunction,
  isGlobalCall,
  isTransparent,
  methodCall,
  promiseCombinators,
  rangeOf,
  stepName,
  unwrap,
  wrapped,
} from "./syntax.ts";
import {
  arrayOf,
  type ChangeEvent,
  type Cursor,
  type DraftRead,
  elementOf,
  noteUse,
} from "./value-cursor.ts";

/** What the tracker needs to know of the file. */
export interface TrackerContext {
  readonly scopes: Scopes;
  readonly functions: Functions;
  readonly loops: Loops;
  readonly presence: Presence;
}

const maxHelpers = 4;
/** Enough for any real function; a stop for generated ones. */
const maxSteps = 2000;
/** Longer paths come from walking a tree in a loop (`node = node.parent`). */
const maxPath = 5;

const continuations: ReadonlySet<string> = new Set(["then", "catch", "finally"]);
const objectReaders: ReadonlySet<string> = new Set(["keys", "values", "entries", "freeze"]);
const objectAssigners: ReadonlySet<string> = new Set(["assign"]);
const jsonWriters: ReadonlySet<string> = new Set(["stringify"]);
const arrayTests: ReadonlySet<string> = new Set(["isArray"]);
const arrayCopiers: ReadonlySet<string> = new Set(["from"]);
const predicates: ReadonlySet<string> = new Set([
  "filter",
  "some",
  "every",
  "find",
  "findIndex",
  "findLast",
  "findLastIndex",
]);
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

/** Follows one value forward through a file, and collects the properties that are read of it. */
export class ValueTracker {
  readonly reads: DraftRead[] = [];
  readonly events: ChangeEvent[] = [];
  escape: "contained" | "returned" | "escapes" = "contained";
  readonly #context: TrackerContext;
  /** The function whose `return` hands the value out. */
  readonly #owner: Node | undefined;
  readonly #seen = new Map<Node, Set<string>>();
  #steps = 0;

  constructor(context: TrackerContext, owner: Node | undefined) {
    this.#context = context;
    this.#owner = owner;
  }

  /** Follows a value from an expression to what is done with it. */
  follow(node: Node, at: Cursor): void {
    if (++this.#steps > maxSteps || at.path.length > maxPath) {
      this.escape = "escapes";
      return;
    }
    const { parent } = node;
    if (isTransparent(parent) || parent.kind === SyntaxKind.AwaitExpression) {
      this.follow(parent, at);
      return;
    }
    if (isOnlyTested(node)) {
      noteUse(at.read, "check");
      // `a || b` as a condition still only tests.
      return;
    }
    if (isPropertyAccessExpression(parent) || isElementAccessExpression(parent)) {
      if (parent.expression === node) this.#access(parent, node, at);
      else noteUse(at.read, "value");
      return;
    }
    if (isBinaryExpression(parent)) {
      this.#inBinary(parent, node, at);
      return;
    }
    if (isConditionalExpression(parent)) {
      this.follow(parent, { ...at, mixed: true });
      return;
    }
    if (isVariableDeclaration(parent)) {
      this.bind(parent.name, at, node);
      return;
    }
    if (isForOfStatement(parent)) {
      this.#iterate(parent.initializer, node, at);
      return;
    }
    if (isCallExpression(parent)) {
      if (parent.expression === node) noteUse(at.read, "deref");
      else this.#argument(parent, node, at);
      return;
    }
    if (isNewExpression(parent)) {
      this.#construct(parent, at);
      return;
    }
    this.#elsewhere(parent, node, at);
  }

  #elsewhere(parent: Node, node: Node, at: Cursor): void {
    switch (parent.kind) {
      case SyntaxKind.ReturnStatement:
      case SyntaxKind.YieldExpression:
        this.#returned(functionAround(parent), at);
        return;
      case SyntaxKind.ArrowFunction:
        if (isArrowFunction(parent) && parent.body === node) this.#returned(parent, at);
        else noteUse(at.read, "value");
        return;
      case SyntaxKind.SpreadElement: {
        const holder = parent.parent;
        if (isArrayLiteralExpression(holder)) {
          noteUse(at.read, this.#strict(node));
          this.#inArray(holder, {
            ...arrayOf(elementOf(at)),
            mixed: at.mixed || holder.elements.length > 1,
          });
        } else if (isCallExpression(holder)) this.#argument(holder, parent, at);
        else this.#handOut(parent, at);
        return;
      }
      case SyntaxKind.ArrayLiteralExpression:
        if (isArrayLiteralExpression(parent)) this.#element(parent, node, at);
        return;
      case SyntaxKind.SpreadAssignment:
      case SyntaxKind.PropertyAssignment:
      case SyntaxKind.ShorthandPropertyAssignment:
        this.#contained(parent.parent, at);
        return;
      case SyntaxKind.ExpressionStatement:
      case SyntaxKind.VoidExpression:
      case SyntaxKind.SwitchStatement:
      case SyntaxKind.CaseClause:
        return;
      case SyntaxKind.TemplateSpan:
      case SyntaxKind.PrefixUnaryExpression:
      case SyntaxKind.PostfixUnaryExpression:
      case SyntaxKind.DeleteExpression:
      case SyntaxKind.ForInStatement:
        noteUse(at.read, "value");
        return;
      default:
        this.#handOut(parent, at);
    }
  }

  /** Binds a value to a variable, parameter or pattern. `from` is where the value comes from. */
  bind(name: BindingName, at: Cursor, from: Node): void {
    if (isIdentifier(name)) {
      this.#followVariable(name.parent, at, false);
      return;
    }
    if (isArrayBindingPattern(name)) {
      this.#bindArray(name.elements, at, from);
      return;
    }
    if (at.packed !== undefined || at.many === true) return;
    noteUse(at.read, this.#strict(from));
    for (const element of name.elements) {
      if (!isBindingElement(element) || !element.name) continue;
      if (element.dotDotDotToken) {
        if (at.path.length === 0) this.escape = "escapes";
        continue;
      }
      const property = propertyName(element.propertyName ?? element.name);
      if (property === undefined) {
        if (at.path.length === 0) this.escape = "escapes";
        continue;
      }
      const read = this.#read(element.propertyName ?? element.name, property, at);
      if (element.initializer) noteUse(read, "optional");
      const next = this.#step(at, read, element.initializer ? undefined : read);
      this.bind(element.name, next, element.name);
      if (!isIdentifier(element.name) && !element.initializer) noteUse(read, "deref");
    }
  }

  #bindArray(elements: readonly Node[], at: Cursor, from: Node): void {
    noteUse(at.read, this.#strict(from));
    for (const [index, element] of elements.entries()) {
      if (!isBindingElement(element) || !element.name) continue;
      const next = element.dotDotDotToken ? at : unpacked(at, index);
      if (next) this.bind(element.name, next, element.name);
    }
  }

  /** Follows every use of a variable. */
  #followVariable(declaration: Node, at: Cursor, byAssignment: boolean): void {
    const key = `${at.path.join(".")}|${at.frames.map((frame) => frame.call.pos).join(",")}`;
    const seen = this.#seen.get(declaration);
    if (seen?.has(key)) return;
    if (seen) seen.add(key);
    else this.#seen.set(declaration, new Set([key]));
    const { scopes } = this.#context;
    const hasInitializer =
      isVariableDeclaration(declaration) && declaration.initializer !== undefined;
    const otherWrites = scopes.writesTo(declaration).length - (byAssignment ? 1 : 0);
    const mixed =
      at.mixed ||
      otherWrites > 0 ||
      (byAssignment && (hasInitializer || isParameterDeclaration(declaration)));
    if (isExported(declaration) && at.path.length === 0) this.escape = "escapes";
    const next = mixed === at.mixed ? at : { ...at, mixed };
    for (const reference of scopes.referencesTo(declaration)) {
      if (!writeAt(reference)) this.follow(reference, next);
    }
  }

  #inBinary(parent: Node, node: Node, at: Cursor): void {
    if (!isBinaryExpression(parent)) return;
    const operator = parent.operatorToken.kind;
    switch (operator) {
      case SyntaxKind.QuestionQuestionToken:
      case SyntaxKind.BarBarToken:
        this.follow(parent, parent.right === node ? { ...at, mixed: true } : at);
        return;
      case SyntaxKind.AmpersandAmpersandToken:
        this.follow(parent, at);
        return;
      case SyntaxKind.CommaToken:
        if (parent.right === node) this.follow(parent, at);
        return;
      case SyntaxKind.InKeyword:
        noteUse(at.read, parent.right === node ? this.#strict(node) : "value");
        return;
      default:
        break;
    }
    if (!isAssignmentOperator(operator) || parent.right !== node) {
      noteUse(at.read, "value");
      return;
    }
    this.#assigned(parent.left, at);
    if (wrapped(parent).parent.kind !== SyntaxKind.ExpressionStatement) this.follow(parent, at);
  }

  /** `target = value` */
  #assigned(target: Expression, at: Cursor): void {
    const inner = unwrap(target);
    if (isIdentifier(inner)) {
      const declaration = this.#context.scopes.declarationOf(inner);
      if (
        declaration &&
        (isVariableDeclaration(declaration) || isParameterDeclaration(declaration))
      ) {
        this.#followVariable(declaration, at, true);
        return;
      }
    } else if (isArrayLiteralExpression(inner)) {
      for (const [index, element] of inner.elements.entries()) {
        const next = unpacked(at, index);
        if (next) this.#assigned(element, next);
      }
      return;
    }
    noteUse(at.read, "value");
    if (at.path.length === 0) this.escape = "escapes";
  }

  #iterate(initializer: Node, iterable: Node, at: Cursor): void {
    noteUse(at.read, this.#strict(iterable));
    const element = elementOfIterated(at);
    if (!element) return;
    if (isVariableDeclarationList(initializer)) {
      for (const declaration of initializer.declarations)
        this.bind(declaration.name, element, iterable);
    } else this.#assigned(initializer as Expression, element);
  }

  #access(access: Node, node: Node, at: Cursor): void {
    const call = calledBy(access);
    const name = stepName(access);
    if (name !== undefined && call && continuations.has(name)) {
      this.#continuation(call, name, at);
      return;
    }
    if (at.packed !== undefined) {
      const index = isElementAccessExpression(access)
        ? unwrap(access.argumentExpression)
        : undefined;
      const next = index && isNumericLiteral(index) ? unpacked(at, Number(index.text)) : undefined;
      if (next) this.follow(access, next);
      return;
    }
    if (name === undefined) {
      this.#index(access, node, at);
      return;
    }
    const member = at.many === false ? undefined : arrayMembers.get(name);
    if (member !== undefined && (at.many === true || name === "length" || call)) {
      noteUse(at.read, this.#strict(node));
      if (call) this.#arrayMethod(call, name, member, at);
      return;
    }
    if (at.many === true) return;
    noteUse(at.read, this.#strict(node));
    if (call) {
      this.#event("call", at, call);
      if (at.path.length === 0) this.escape = "escapes";
      return;
    }
    const nameNode = isPropertyAccessExpression(access) ? access.name : access;
    const read = this.#read(nameNode, name, at);
    if (isAssignmentTarget(access)) {
      noteUse(read, "write");
      this.#event("write", { ...at, path: read.path }, access);
      return;
    }
    this.follow(access, this.#step(at, read, read));
    if (read.access === undefined) noteUse(read, "value");
  }

  /** `value[expression]` */
  #index(access: Node, node: Node, at: Cursor): void {
    noteUse(at.read, this.#strict(node));
    if (at.many === true || (at.many === undefined && at.path.length > 0)) {
      if (!isAssignmentTarget(access)) this.follow(access, elementOf(at));
      return;
    }
    if (isAssignmentTarget(access)) this.#event("write", at, access);
    else if (at.path.length === 0) this.escape = "escapes";
  }

  #arrayMethod(call: CallExpression, name: string, result: string, at: Cursor): void {
    const element = elementOf(at);
    const [callback] = call.arguments;
    if (callback) this.#callback(callback, call, elementParameters(name), element);
    if (result === "same") {
      const present = name === "filter" ? { ...at, elementRead: undefined } : at;
      this.follow(call, { ...present, many: true, read: undefined });
    } else if (result === "element") this.follow(call, { ...element, read: undefined });
    else if (result === "entries") this.follow(call, { ...arrayOf(element), packed: "entries" });
  }

  /** Hands the element to a callback's parameters: written in place, or a helper of the file. */
  #callback(
    callback: Expression,
    call: CallExpression,
    positions: readonly number[],
    element: Cursor,
  ): void {
    const inline = inlineFunction(callback);
    if (inline) {
      for (const position of positions) {
        const parameter = inline.parameters[position];
        if (parameter) this.bind(parameter.name, element, parameter.name);
      }
      return;
    }
    const inner = unwrap(callback);
    if (isIdentifier(inner) && scalarMakers.has(inner.text)) return;
    const helper = isIdentifier(inner) ? this.#helperNamed(inner) : undefined;
    if (helper) {
      for (const position of positions) this.#enter(call, helper, position, element);
    } else if (isIdentifier(inner) || isPropertyAccessExpression(inner)) {
      this.#event("call", element, call);
      if (element.path.length === 0) this.escape = "escapes";
    }
  }

  #helperNamed(name: Node): FunctionLikeDeclaration | undefined {
    if (!isIdentifier(name)) return undefined;
    const { scopes } = this.#context;
    const declaration = scopes.declarationOf(name);
    if (declaration && isFunctionLikeDeclaration(declaration)) return declaration;
    const value = declaration && scopes.valueOf(declaration);
    return inlineFunction(value && unwrap(value));
  }

  /** `.then(row => …)`, `.catch(…)`, `.finally(…)` */
  #continuation(call: CallExpression, name: string, at: Cursor): void {
    if (name !== "then") {
      this.follow(call, { ...at, mixed: at.mixed || name === "catch" });
      return;
    }
    const callback = call.arguments[0];
    const inline = inlineFunction(callback);
    const parameter = inline?.parameters[0];
    if (parameter) this.bind(parameter.name, at, parameter.name);
    else if (callback && !inline) this.#callback(callback, call, [0], at);
  }

  #argument(call: CallExpression, node: Node, at: Cursor): void {
    const { scopes, functions } = this.#context;
    const { declarationOf } = scopes;
    const index = (call.arguments as readonly Node[]).indexOf(node);
    const isCallOf = (object: string, methods: ReadonlySet<string>): boolean =>
      isGlobalCall(call, object, methods, declarationOf);
    if (isCallOf("Promise", promiseCombinators)) {
      this.follow(call, at);
      return;
    }
    if (isCallOf("Promise", promiseWraps)) {
      this.follow(call, at);
      return;
    }
    if (isCallOf("Array", arrayTests)) {
      noteUse(at.read, "check");
      return;
    }
    if (isCallOf("Array", arrayCopiers) && index === 0) {
      noteUse(at.read, "deref");
      const callback = call.arguments[1];
      if (callback) this.#callback(callback, call, [0], elementOf(at));
      else this.follow(call, { ...at, many: true, read: undefined });
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
      if (at.path.length === 0) this.escape = "escapes";
      return;
    }
    const helper = functions.calleeOf(call);
    if (helper && !isSpreadElement(node) && this.#enter(call, helper, index, at)) return;
    this.#handedTo(call, at);
  }

  /** Follows an argument into a helper of the same file. @returns `false` when it cannot be followed there */
  #enter(
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
    const { name } = this.#context.functions.nameOf(helper);
    const step = {
      range: rangeOf(call),
      message: `passed to \`${name || shortText(call.expression)}\``,
    };
    this.bind(
      parameter.name,
      { ...at, frames: [...at.frames, { call, owner: helper }], via: [...at.via, step] },
      parameter.name,
    );
    return true;
  }

  #handedTo(call: Node, at: Cursor): void {
    noteUse(at.read, "value");
    if (at.path.length === 0) this.escape = "escapes";
    this.#event("call", at, call);
  }

  #construct(call: Node, at: Cursor): void {
    noteUse(at.read, "value");
    if (at.path.length === 0) this.escape = "escapes";
    const callee = isNewExpression(call) ? unwrap(call.expression) : undefined;
    const known = callee && isIdentifier(callee) && collections.has(callee.text);
    if (!known) this.#event("call", at, call);
  }

  #element(literal: Node, node: Node, at: Cursor): void {
    if (!isArrayLiteralExpression(literal)) return;
    const outer = wrapped(literal).parent;
    const { declarationOf } = this.#context.scopes;
    if (isGlobalCall(outer, "Promise", promiseCombinators, declarationOf)) {
      const position = (literal.elements as readonly Node[]).indexOf(node);
      if (methodCall(outer)?.name === "all") {
        const inner = at.packed === undefined ? at : undefined;
        if (inner) this.follow(outer, { ...inner, packed: position });
        else this.#handOut(outer, at);
      } else this.#handOut(outer, at);
      return;
    }
    noteUse(at.read, "value");
    this.#inArray(literal, { ...arrayOf(at), mixed: at.mixed || literal.elements.length > 1 });
  }

  /** An array literal that holds the value. */
  #inArray(literal: Node, at: Cursor): void {
    if (isAssignmentTarget(literal)) return;
    this.follow(literal, at);
  }

  /** An object literal that holds the value: the value goes wherever the object goes. */
  #contained(object: Node, at: Cursor): void {
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
    if (leaves && at.frames.length === 0) this.#leave("returned", at);
    else this.#handOut(parent, at);
  }

  /** The value goes to where it is not followed. */
  #handOut(to: Node, at: Cursor): void {
    noteUse(at.read, "value");
    this.#leave("escapes", at);
    this.#event("call", at, to);
  }

  #leave(how: "returned" | "escapes", at: Cursor): void {
    if (at.path.length > 0 || this.escape === "escapes") return;
    this.escape = how;
  }

  /** A function returns the value. */
  #returned(owner: FunctionLikeDeclaration | undefined, at: Cursor): void {
    const frame = at.frames.at(-1);
    if (owner && frame?.owner === owner) {
      this.follow(frame.call, { ...at, frames: at.frames.slice(0, -1) });
      return;
    }
    if (!owner) return;
    const outer = wrapped(owner);
    const call = outer.parent;
    if (isCallExpression(call) && call.expression === outer) {
      this.follow(call, at);
      return;
    }
    const loop = this.#context.loops.callbackLoopOf(owner);
    if (loop) {
      const result = arrayMembers.get(loop.method);
      if (result === "callback" || loop.method === "from") {
        this.follow(loop.call, loop.method === "flatMap" ? at : arrayOf(at));
      } else if (loop.method.startsWith("reduce")) this.#handOut(loop.call, at);
      else noteUse(at.read, predicates.has(loop.method) ? "check" : "value");
      return;
    }
    const parts = methodCall(call);
    if (parts && isCallExpression(call)) {
      if (parts.name === "then" && call.arguments[0] === outer) {
        this.follow(call, at);
        return;
      }
      if (predicates.has(parts.name)) {
        noteUse(at.read, "check");
        return;
      }
      if (arrayMembers.get(parts.name) === "callback") {
        this.follow(call, parts.name === "flatMap" ? at : arrayOf(at));
        return;
      }
    }
    noteUse(at.read, "value");
    this.#leave(owner === this.#owner ? "returned" : "escapes", at);
  }

  /** `deref`, or `optional` when the access is behind `?.` or a presence check. */
  #strict(node: Node): "deref" | "optional" {
    let outer: Node = node;
    while (isTransparent(outer.parent) || outer.parent.kind === SyntaxKind.AwaitExpression)
      outer = outer.parent;
    if (hasQuestionDot(outer.parent) && (outer.parent as CallExpression).expression === outer)
      return "optional";
    return this.#context.presence.isGuarded(node) ? "optional" : "deref";
  }

  #read(name: Node, property: string, at: Cursor): DraftRead {
    const read: DraftRead = {
      path: [...at.path, property],
      name,
      frames: at.frames,
      via: at.via,
      access: undefined,
      certain: !at.mixed,
    };
    this.reads.push(read);
    return read;
  }

  #step(at: Cursor, read: DraftRead, judged: DraftRead | undefined): Cursor {
    return {
      ...at,
      path: read.path,
      many: undefined,
      packed: undefined,
      read: judged,
      elementRead: undefined,
    };
  }

  #event(kind: ChangeEvent["kind"], at: Cursor, node: Node): void {
    this.events.push({ kind, path: at.path, node, frames: at.frames });
  }
}

/** The value at a position of a pair, tuple or array. */
function unpacked(at: Cursor, index: number): Cursor | undefined {
  if (at.packed === "rows-and-count") {
    return index === 0 ? { ...at, packed: undefined, many: true } : undefined;
  }
  if (at.packed === "entries")
    return index === 1 ? { ...at, packed: undefined, many: false } : undefined;
  if (typeof at.packed === "number") {
    return index === at.packed ? { ...at, packed: undefined } : undefined;
  }
  return at.many === false ? undefined : elementOf(at);
}

function elementOfIterated(at: Cursor): Cursor | undefined {
  if (at.packed === "entries") return { ...at, many: undefined };
  if (at.packed !== undefined) return undefined;
  return at.many === false ? undefined : elementOf(at);
}

/** The call whose callee an access is. */
function calledBy(access: Node): CallExpression | undefined {
  const outer = wrapped(access);
  const { parent } = outer;
  return isCallExpression(parent) && parent.expression === outer ? parent : undefined;
}

function isExported(declaration: Node): boolean {
  const statement = declaration.parent?.parent;
  return (
    statement !== undefined &&
    isVariableStatement(statement) &&
    (statement.modifiers?.some(({ kind }) => kind === SyntaxKind.ExportKeyword) ?? false)
  );
}
