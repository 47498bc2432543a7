import {
  type CallExpression,
  type Expression,
  type IfStatement,
  isBinaryExpression,
  isBlock,
  isCallExpression,
  isCaseClause,
  isConditionalExpression,
  isDefaultClause,
  isExpressionStatement,
  isIdentifier,
  isIfStatement,
  isNumericLiteral,
  isPropertyAccessExpression,
  isReturnStatement,
  isStringLiteral,
  isSwitchStatement,
  isThrowStatement,
  type Node,
  type Statement,
  SyntaxKind,
} from "../compiler/ast.ts";
import type { FileFlow } from "./file-flow.ts";
import { Checks } from "./origin-checks.ts";
import { writeAt } from "./scope.ts";
import type { SqlKnowledge } from "./sql-expression.ts";
import { unwrap } from "./syntax.ts";

/**
 * Finds the checks that decide what a name can hold where it is used: a list of allowed values, a
 * pattern that admits names only, comparisons with constants.
 */
export class Guards {
  readonly #flow: FileFlow;
  readonly #checks: Checks;

  /** @param isHarmlessPattern whether text that matches a regular expression, as written, is harmless */
  constructor(
    flow: FileFlow,
    knowledge: SqlKnowledge,
    isHarmlessPattern: (literal: string) => boolean,
  ) {
    this.#flow = flow;
    this.#checks = new Checks(flow, knowledge, isHarmlessPattern);
  }

  /** Whether every way to this use passes a check that lets nothing harmful through. */
  async allows(use: Expression): Promise<boolean> {
    const key = this.#checks.key(use);
    if (key === undefined || this.#isReassigned(use)) return false;
    for (let node: Node = use; node.parent; node = node.parent) {
      if (await this.#holdsAt(node, key)) return true;
    }
    return false;
  }

  /** Whether a callback such as that of `filter` lets only harmless items through. */
  letsThrough(callback: Expression | undefined): Promise<boolean> {
    return this.#checks.holdsForItems(callback);
  }

  /** A check right around `node`, or in the statements before it. */
  async #holdsAt(node: Node, key: string): Promise<boolean> {
    const parent = node.parent;
    if (isConditionalExpression(parent)) {
      if (node === parent.whenTrue) return this.#checks.implies(parent.condition, true, key);
      if (node === parent.whenFalse) return this.#checks.implies(parent.condition, false, key);
    }
    if (isIfStatement(parent)) {
      if (node === parent.thenStatement) return this.#checks.implies(parent.expression, true, key);
      if (node === parent.elseStatement) return this.#checks.implies(parent.expression, false, key);
    }
    if (isBinaryExpression(parent) && node === parent.right) {
      if (parent.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken)
        return this.#checks.implies(parent.left, true, key);
      if (parent.operatorToken.kind === SyntaxKind.BarBarToken)
        return this.#checks.implies(parent.left, false, key);
    }
    if (isCaseClause(parent) && (parent.statements as readonly Node[]).includes(node)) {
      const choice = parent.parent.parent;
      if (isSwitchStatement(choice) && this.#checks.key(choice.expression) === key) return true;
    }
    return this.#checkedBefore(node, key);
  }

  async #checkedBefore(node: Node, key: string): Promise<boolean> {
    const statements = statementsOf(node.parent);
    const position = statements.indexOf(node as Statement);
    for (const statement of statements.slice(0, Math.max(0, position))) {
      if (
        isIfStatement(statement) &&
        (leaves(statement.thenStatement) || this.#resets(statement, key))
      ) {
        if (await this.#checks.implies(statement.expression, false, key)) return true;
      }
      if (isSwitchStatement(statement) && this.#checks.key(statement.expression) === key) {
        const fallback = statement.caseBlock.clauses.find((clause) => isDefaultClause(clause));
        const last = fallback?.statements.at(-1);
        if (last && leaves(last)) return true;
      }
      if (isExpressionStatement(statement)) {
        const call = unwrap(statement.expression);
        if (isCallExpression(call) && (await this.#asserts(call, key))) return true;
      }
    }
    return false;
  }

  /** `if (!ALLOWED.includes(x)) x = "name";` */
  #resets(statement: IfStatement, key: string): boolean {
    const body = statement.thenStatement;
    const inner = isBlock(body) ? body.statements.at(-1) : body;
    if (!inner || !isExpressionStatement(inner)) return false;
    const assignment = unwrap(inner.expression);
    return (
      isBinaryExpression(assignment) &&
      assignment.operatorToken.kind === SyntaxKind.EqualsToken &&
      this.#checks.key(assignment.left) === key &&
      isLiteral(assignment.right)
    );
  }

  /** `assert(ALLOWED.includes(x))`, or a helper of the file that throws unless its argument passes. */
  async #asserts(call: CallExpression, key: string): Promise<boolean> {
    const first = call.arguments[0];
    const name = isIdentifier(call.expression) ? call.expression : undefined;
    if (
      first &&
      name &&
      /^(assert|invariant)$/.test(name.text) &&
      (await this.#checks.implies(first, true, key))
    )
      return true;
    const helper = this.#checks.helper(call);
    const parameter = helper && this.#checks.parameterFor(helper, call, key);
    const body = helper?.body;
    if (!parameter || !body || !isBlock(body)) return false;
    for (const statement of body.statements) {
      if (!isIfStatement(statement) || !leavesByThrow(statement.thenStatement)) continue;
      if (await this.#checks.implies(statement.expression, false, parameter)) return true;
    }
    return false;
  }

  /** A constant that is written later cannot make the value worse; anything else can. */
  #isReassigned(use: Expression): boolean {
    let root: Node = unwrap(use);
    while (isPropertyAccessExpression(root)) root = unwrap(root.expression);
    const declaration = isIdentifier(root) ? this.#flow.declarationOf(root) : undefined;
    if (!declaration) return false;
    return this.#flow.referencesTo(declaration).some((name) => {
      const write = writeAt(name);
      return write !== undefined && !isLiteral(write.value);
    });
  }
}

function statementsOf(node: Node): readonly Statement[] {
  const holder = node as Node & { readonly statements?: readonly Statement[] };
  return holder.statements ?? [];
}

/** Control never passes the end of a statement. */
export function leaves(statement: Node): boolean {
  if (isBlock(statement)) {
    const last = statement.statements.at(-1);
    return last !== undefined && leaves(last);
  }
  return (
    isThrowStatement(statement) ||
    isReturnStatement(statement) ||
    statement.kind === SyntaxKind.ContinueStatement ||
    statement.kind === SyntaxKind.BreakStatement
  );
}

function isLiteral(value: Expression | undefined): boolean {
  if (!value) return false;
  const inner = unwrap(value);
  return isStringLiteral(inner) || isNumericLiteral(inner);
}

function leavesByThrow(statement: Node): boolean {
  if (isBlock(statement)) {
    const last = statement.statements.at(-1);
    return last !== undefined && leavesByThrow(last);
  }
  return isThrowStatement(statement);
}
