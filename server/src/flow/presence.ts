import {
  type Expression,
  isBinaryExpression,
  isBlock,
  isCallExpression,
  isConditionalExpression,
  isElementAccessExpression,
  isExpressionStatement,
  isIdentifier,
  isIfStatement,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isSourceFile,
  isTypeOfExpression,
  isWhileStatement,
  type Node,
  type Statement,
  SyntaxKind,
} from "../compiler/ast.ts";
import type { Scopes } from "./scope.ts";
import { stepName, unwrap, unwrapAwait } from "./syntax.ts";

/** A variable and the properties after it: `post.author` is the variable `post` and `["author"]`. */
interface Place {
  readonly root: Node | "this";
  readonly names: readonly string[];
}

const comparisons: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.EqualsEqualsToken,
  SyntaxKind.EqualsEqualsEqualsToken,
  SyntaxKind.ExclamationEqualsToken,
  SyntaxKind.ExclamationEqualsEqualsToken,
]);
const relations: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.GreaterThanToken,
  SyntaxKind.GreaterThanEqualsToken,
  SyntaxKind.LessThanToken,
  SyntaxKind.LessThanEqualsToken,
  SyntaxKind.InstanceOfKeyword,
]);

export function isNullish(expression: Expression): boolean {
  const inner = unwrap(expression);
  return (
    inner.kind === SyntaxKind.NullKeyword ||
    inner.kind === SyntaxKind.VoidExpression ||
    (isIdentifier(inner) && inner.text === "undefined")
  );
}

/** Says where a condition around or before an expression has made sure that its value is there. */
export class Presence {
  readonly #scopes: Scopes;

  constructor(scopes: Scopes) {
    this.#scopes = scopes;
  }

  /** Whether the code around an expression runs only when the expression has a value. */
  isGuarded(expression: Node): boolean {
    const place = this.#placeOf(expression);
    if (!place) return false;
    for (
      let child = expression, parent = child.parent;
      parent;
      child = parent, parent = parent.parent
    ) {
      if (this.#guards(parent, child, place)) return true;
      if (isSourceFile(parent)) return false;
    }
    return false;
  }

  #guards(parent: Node, child: Node, place: Place): boolean {
    if (isIfStatement(parent)) {
      if (child === parent.thenStatement) return this.#implies(parent.expression, place, true);
      if (child === parent.elseStatement) return this.#implies(parent.expression, place, false);
      return false;
    }
    if (isConditionalExpression(parent)) {
      if (child === parent.whenTrue) return this.#implies(parent.condition, place, true);
      if (child === parent.whenFalse) return this.#implies(parent.condition, place, false);
      return false;
    }
    if (isWhileStatement(parent)) {
      return child === parent.statement && this.#implies(parent.expression, place, true);
    }
    if (isBinaryExpression(parent) && child === parent.right) {
      const operator = parent.operatorToken.kind;
      if (operator === SyntaxKind.AmpersandAmpersandToken) {
        return this.#implies(parent.left, place, true);
      }
      return operator === SyntaxKind.BarBarToken && this.#implies(parent.left, place, false);
    }
    const statements = statementsOf(parent);
    return statements !== undefined && this.#guardedBefore(statements, child, place);
  }

  /** Whether an earlier statement of the block leaves when the value is missing. */
  #guardedBefore(statements: readonly Statement[], child: Node, place: Place): boolean {
    for (const statement of statements) {
      if (statement === child) return false;
      if (isIfStatement(statement)) {
        const leavesThen = alwaysLeaves(statement.thenStatement);
        const leavesElse = statement.elseStatement && alwaysLeaves(statement.elseStatement);
        if (leavesThen && this.#implies(statement.expression, place, false)) return true;
        if (leavesElse && this.#implies(statement.expression, place, true)) return true;
      } else if (isExpressionStatement(statement) && this.#asserts(statement.expression, place)) {
        return true;
      }
    }
    return false;
  }

  /** An assertion function called with the value: `assert(post.author)`. */
  #asserts(expression: Expression, place: Place): boolean {
    const call = unwrapAwait(expression);
    if (!isCallExpression(call)) return false;
    const name =
      stepName(call.expression) ?? (isIdentifier(call.expression) ? call.expression.text : "");
    if (!/^(assert|invariant|ok|ensure|expect)/i.test(name)) return false;
    return call.arguments.some((argument) => this.#implies(argument, place, true));
  }

  /** Whether a condition with the given outcome means that the place has a value. */
  #implies(condition: Expression, place: Place, outcome: boolean, depth = 0): boolean {
    const test = unwrapAwait(condition);
    if (depth > 8) return false;
    const implies = (inner: Expression, wanted: boolean): boolean =>
      this.#implies(inner, place, wanted, depth + 1);
    if (isPrefixUnaryExpression(test)) {
      return test.operator === SyntaxKind.ExclamationToken && implies(test.operand, !outcome);
    }
    if (isBinaryExpression(test)) {
      const operator = test.operatorToken.kind;
      const { left, right } = test;
      if (operator === SyntaxKind.AmpersandAmpersandToken) {
        return outcome
          ? implies(left, true) || implies(right, true)
          : implies(left, false) && implies(right, false);
      }
      if (operator === SyntaxKind.BarBarToken) {
        return outcome
          ? implies(left, true) && implies(right, true)
          : implies(left, false) || implies(right, false);
      }
      if (comparisons.has(operator)) return this.#impliesCompared(test, place, outcome);
      if (relations.has(operator)) {
        return outcome && (this.#reaches(left, place) || this.#reaches(right, place));
      }
      if (operator === SyntaxKind.InKeyword) {
        return outcome && this.#reaches(right, { ...place, names: place.names.slice(0, -1) });
      }
      return false;
    }
    if (this.#reaches(test, place)) return outcome;
    if (isCallExpression(test)) {
      // A test written elsewhere (`isPresent(post.author)`, `isNil(…)`): it may mean either outcome.
      return test.arguments.some((argument) => this.#reaches(argument, place));
    }
    if (isIdentifier(test)) {
      const declaration = this.#scopes.declarationOf(test);
      const value = declaration && this.#scopes.valueOf(declaration);
      return value !== undefined && implies(value, outcome);
    }
    return false;
  }

  #impliesCompared(test: Expression, place: Place, outcome: boolean): boolean {
    if (!isBinaryExpression(test)) return false;
    const operator = test.operatorToken.kind;
    const equal =
      operator === SyntaxKind.EqualsEqualsToken || operator === SyntaxKind.EqualsEqualsEqualsToken;
    const [value, other] = this.#reaches(test.left, place)
      ? [test.left, test.right]
      : [test.right, test.left];
    if (!this.#reaches(value, place)) return false;
    // `!== undefined` and `!= null` prove it; so does being equal to something that is there.
    return isNullish(other) ? outcome !== equal : outcome === equal;
  }

  /** Whether an expression has a value only when the place has one: the place itself, or something read from it. */
  #reaches(expression: Expression, place: Place): boolean {
    let inner: Expression = unwrapAwait(expression);
    if (isTypeOfExpression(inner)) inner = unwrap(inner.expression);
    if (isCallExpression(inner)) inner = unwrap(inner.expression);
    const tested = this.#placeOf(inner);
    return (
      tested !== undefined &&
      tested.root === place.root &&
      tested.names.length >= place.names.length &&
      place.names.every((name, index) => tested.names[index] === name)
    );
  }

  #placeOf(expression: Node): Place | undefined {
    const names: string[] = [];
    let current = unwrapAwait(expression as Expression);
    while (isPropertyAccessExpression(current) || isElementAccessExpression(current)) {
      const name = stepName(current) ?? indexText(current);
      if (name === undefined) return undefined;
      names.unshift(name);
      current = unwrapAwait(current.expression);
    }
    if (current.kind === SyntaxKind.ThisKeyword) return { root: "this", names };
    if (!isIdentifier(current)) return undefined;
    const root = this.#scopes.declarationOf(current);
    return root && { root, names };
  }
}

function indexText(access: Expression): string | undefined {
  return isElementAccessExpression(access) ? `[${access.argumentExpression.getText()}]` : undefined;
}

export function statementsOf(node: Node): readonly Statement[] | undefined {
  if (isBlock(node) || isSourceFile(node)) return node.statements;
  if (node.kind === SyntaxKind.CaseClause || node.kind === SyntaxKind.DefaultClause) {
    return (node as Node & { readonly statements: readonly Statement[] }).statements;
  }
  return undefined;
}

/** Whether a statement never goes on to the next one. */
function alwaysLeaves(statement: Statement): boolean {
  switch (statement.kind) {
    case SyntaxKind.ReturnStatement:
    case SyntaxKind.ThrowStatement:
    case SyntaxKind.ContinueStatement:
    case SyntaxKind.BreakStatement:
      return true;
    default:
      break;
  }
  if (isBlock(statement)) return statement.statements.some(alwaysLeaves);
  return (
    isIfStatement(statement) &&
    statement.elseStatement !== undefined &&
    alwaysLeaves(statement.thenStatement) &&
    alwaysLeaves(statement.elseStatement)
  );
}

/** How an expression stands where it is: `check` when only its presence is asked for. */
export function isOnlyTested(node: Node): boolean {
  const { parent } = node;
  if (isIfStatement(parent) || isWhileStatement(parent)) return parent.expression === node;
  if (parent.kind === SyntaxKind.DoStatement) return true;
  if (parent.kind === SyntaxKind.ForStatement) return true;
  if (isConditionalExpression(parent)) return parent.condition === node;
  if (isPrefixUnaryExpression(parent)) return parent.operator === SyntaxKind.ExclamationToken;
  if (isTypeOfExpression(parent)) return true;
  if (!isBinaryExpression(parent)) return false;
  const operator = parent.operatorToken.kind;
  if (operator === SyntaxKind.AmpersandAmpersandToken) return parent.left === node;
  if (operator === SyntaxKind.InstanceOfKeyword) return parent.left === node;
  if (operator === SyntaxKind.BarBarToken) return isTestedTogether(parent);
  if (!comparisons.has(operator)) return false;
  return isNullish(parent.left === node ? parent.right : parent.left);
}

/** Whether `a || b` as a whole is a condition. */
function isTestedTogether(binary: Node): boolean {
  let outer: Node = binary;
  while (outer.parent.kind === SyntaxKind.ParenthesizedExpression) outer = outer.parent;
  const { parent } = outer;
  if (isBinaryExpression(parent) && parent.operatorToken.kind === SyntaxKind.BarBarToken) {
    return isTestedTogether(parent);
  }
  return isOnlyTested(outer);
}
