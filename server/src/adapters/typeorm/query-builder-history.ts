import {
  type CallExpression,
  type Expression,
  type Identifier,
  isBinaryExpression,
  isCallExpression,
  isConditionalExpression,
  isFunctionLikeDeclaration,
  isIdentifier,
  isIfStatement,
  isPropertyAccessExpression,
  isReturnStatement,
  isVariableDeclaration,
  type Node,
  SyntaxKind,
  type VariableDeclaration,
} from "../../compiler/ast.ts";
import { encloses, unwrapAwait, wrapped } from "../../flow/syntax.ts";
import { calledMember, type OrmCall } from "./operations-calls.ts";
import { builderStepNames } from "./operations-methods.ts";
import type { OperationScope } from "./operations-scope.ts";

/** One call on a builder before the one that runs it. */
export interface BuilderStep {
  readonly call: OrmCall;
  /** On every path to the call that runs the builder. */
  readonly certain: boolean;
}

/** Everything that happens to a builder before a call, as far as its function tells. */
export interface BuilderHistory {
  /** The call that made the builder; `undefined` when it comes from elsewhere. */
  readonly start: OrmCall | undefined;
  /** In order of the text, the start left out. */
  readonly steps: readonly BuilderStep[];
  /** The builder comes from elsewhere, or was handed to code that was not followed. */
  readonly escapes: boolean;
}

const depthLimit = 6;

/** The builder that a call is made on, followed over chains and variables. */
export function historyBefore(call: OrmCall, scope: OperationScope): BuilderHistory {
  return call.receiver
    ? historyOf(call.receiver, call.call, scope, depthLimit)
    : { start: undefined, steps: [], escapes: true };
}

function historyOf(
  expression: Expression,
  terminal: Node,
  scope: OperationScope,
  depth: number,
): BuilderHistory {
  const chain: OrmCall[] = [];
  let current = unwrapAwait(expression);
  for (;;) {
    const call = scope.calls.get(current);
    if (!call) break;
    if (isStart(call)) return { start: call, steps: certainly(chain), escapes: false };
    if (!builderStepNames.has(call.method) || !call.receiver) break;
    chain.unshift(call);
    current = unwrapAwait(call.receiver);
  }
  const before =
    isIdentifier(current) && depth > 0
      ? historyOfVariable(current, terminal, scope, depth - 1)
      : elsewhere;
  return { ...before, steps: [...before.steps, ...certainly(chain)] };
}

const elsewhere: BuilderHistory = { start: undefined, steps: [], escapes: true };

/** Whether a call makes a builder rather than goes on with one: `createQueryBuilder` of anything but a builder. */
function isStart(call: OrmCall): boolean {
  const makes = /^create(Descendants|Ancestors)?QueryBuilder$/.test(call.method);
  return makes && !call.declaredBy.endsWith("QueryBuilder");
}

function certainly(calls: readonly OrmCall[]): readonly BuilderStep[] {
  return calls.map((call) => ({ call, certain: true }));
}

/** A builder in a variable: how it was made, and what the statements before the call add. */
function historyOfVariable(
  name: Identifier,
  terminal: Node,
  scope: OperationScope,
  depth: number,
): BuilderHistory {
  const declaration = scope.flow.declarationOf(name);
  if (!declaration || !isVariableDeclaration(declaration) || !declaration.initializer) {
    return elsewhere;
  }
  const made = historyOf(declaration.initializer, terminal, scope, depth);
  const steps: BuilderStep[] = [];
  let { escapes } = made;
  for (const use of scope.flow.referencesTo(declaration)) {
    if (use === name || encloses(terminal, use)) continue;
    const before = use.getStart() < terminal.getStart();
    if (!before && !sharesLoop(use, terminal, declaration)) continue;
    const reading = readUse(use, scope);
    escapes ||= reading.escapes;
    const certain = before && alwaysBefore(use, terminal, declaration);
    for (const call of reading.calls) steps.push({ call, certain });
  }
  steps.sort((a, b) => a.call.name.getStart() - b.call.name.getStart());
  return { start: made.start, steps: [...made.steps, ...steps], escapes };
}

interface UseReading {
  readonly calls: readonly OrmCall[];
  readonly escapes: boolean;
}

/** What one use of a builder variable does: the steps chained to it, and where the result goes. */
function readUse(use: Identifier, scope: OperationScope): UseReading {
  const calls: OrmCall[] = [];
  let node: Node = wrapped(use);
  let yieldsBuilder = true;
  for (let next = callOn(node); next; next = callOn(node)) {
    const call = scope.calls.get(next);
    if (call && builderStepNames.has(call.method)) calls.push(call);
    yieldsBuilder = call !== undefined && builderStepNames.has(call.method);
    node = wrapped(next);
    if (!yieldsBuilder) break;
  }
  if (!yieldsBuilder) return { calls, escapes: false };
  return { calls, escapes: leavesSight(node, use, scope) };
}

function callOn(node: Node): CallExpression | undefined {
  const access = node.parent;
  if (!access || !isPropertyAccessExpression(access) || access.expression !== node)
    return undefined;
  const call = access.parent;
  if (!call || !isCallExpression(call) || call.expression !== access) return undefined;
  return calledMember(call) ? call : undefined;
}

/** Properties of a builder that are only read. */
const readProperties: ReadonlySet<string> = new Set(["alias", "connection", "dataSource"]);

/** Whether a builder goes where its later steps cannot be seen. */
function leavesSight(node: Node, use: Identifier, scope: OperationScope): boolean {
  const parent = node.parent;
  if (!parent) return false;
  switch (parent.kind) {
    case SyntaxKind.ExpressionStatement:
    case SyntaxKind.ReturnStatement:
    case SyntaxKind.VariableDeclaration:
    case SyntaxKind.AwaitExpression:
    case SyntaxKind.TypeOfExpression:
    case SyntaxKind.IfStatement:
      return false;
    default:
  }
  if (isPropertyAccessExpression(parent)) return !readProperties.has(parent.name.text);
  if (isReturnStatement(parent)) return false;
  if (isBinaryExpression(parent) && parent.operatorToken.kind === SyntaxKind.EqualsToken) {
    if (parent.left !== node) return !assignsBack(parent.left, use);
    return !isBuilderOf(parent.right, use, scope);
  }
  // A subquery given to another builder is only read there.
  if (isCallExpression(parent)) return !scope.calls.has(parent);
  if (isBinaryExpression(parent) || isConditionalExpression(parent)) {
    return leavesSight(wrapped(parent), use, scope);
  }
  return true;
}

function assignsBack(target: Expression, use: Identifier): boolean {
  return isIdentifier(target) && target.text === use.text;
}

/** Whether an assigned value is the same builder, carried on: `qb = qb.where(…)`. */
function isBuilderOf(value: Expression, use: Identifier, scope: OperationScope): boolean {
  let current = unwrapAwait(value);
  if (isConditionalExpression(current)) {
    return isBuilderOf(current.whenTrue, use, scope) && isBuilderOf(current.whenFalse, use, scope);
  }
  for (;;) {
    const call = scope.calls.get(current);
    if (!call?.receiver || !builderStepNames.has(call.method)) break;
    current = unwrapAwait(call.receiver);
  }
  return (
    isIdentifier(current) && scope.flow.declarationOf(current) === scope.flow.declarationOf(use)
  );
}

/** Whether a use runs on every path to the terminal call: no branch around it that the call is not in too. */
function alwaysBefore(use: Node, terminal: Node, declaration: VariableDeclaration): boolean {
  for (let node: Node = use; node.parent && !encloses(node, declaration); node = node.parent) {
    if (isBranch(node) && !encloses(node, terminal)) return false;
  }
  return true;
}

/** Whether a node runs only on some paths through its parent. */
function isBranch(node: Node): boolean {
  const parent = node.parent;
  if (isIfStatement(parent)) return node !== parent.expression;
  if (isConditionalExpression(parent)) return node !== parent.condition;
  if (loopKinds.has(parent.kind) || partialKinds.has(parent.kind)) return true;
  if (isFunctionLikeDeclaration(parent)) return true;
  if (isBinaryExpression(parent)) {
    return parent.right === node && shortCircuits.has(parent.operatorToken.kind);
  }
  return false;
}

const loopKinds: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.ForStatement,
  SyntaxKind.ForOfStatement,
  SyntaxKind.ForInStatement,
  SyntaxKind.WhileStatement,
  SyntaxKind.DoStatement,
]);

const partialKinds: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.CaseClause,
  SyntaxKind.DefaultClause,
  SyntaxKind.CatchClause,
]);

const shortCircuits: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.AmpersandAmpersandToken,
  SyntaxKind.BarBarToken,
  SyntaxKind.QuestionQuestionToken,
]);

/** Whether a later use may come before the terminal call in the next round of a loop. */
function sharesLoop(use: Node, terminal: Node, declaration: Node): boolean {
  for (let node: Node | undefined = terminal.parent; node; node = node.parent) {
    if (encloses(node, declaration)) return false;
    if (loopKinds.has(node.kind) && encloses(node, use)) return true;
  }
  return false;
}
