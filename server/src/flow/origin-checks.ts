import {
  type BinaryExpression,
  type CallExpression,
  type Expression,
  type FunctionLikeDeclaration,
  isArrowFunction,
  isBinaryExpression,
  isBlock,
  isCallExpression,
  isElementAccessExpression,
  isFunctionDeclaration,
  isIdentifier,
  isNumericLiteral,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isRegularExpressionLiteral,
  isReturnStatement,
  isStringLiteral,
  isTypeOfExpression,
  isVariableDeclaration,
  type Node,
  SyntaxKind,
} from "../compiler/ast.ts";
import type { FileFlow } from "./file-flow.ts";
import { Collections } from "./origin-collections.ts";
import type { SqlKnowledge } from "./sql-expression.ts";
import { inlineFunction, methodCall, unwrap } from "./syntax.ts";

/** Reads conditions: what they say about a named value when they hold, or when they do not. */
export class Checks {
  readonly #flow: FileFlow;
  readonly #knowledge: SqlKnowledge;
  readonly #collections: Collections;
  readonly #isHarmlessPattern: (literal: string) => boolean;

  /** @param isHarmlessPattern whether text that matches a regular expression, as written, is harmless */
  constructor(
    flow: FileFlow,
    knowledge: SqlKnowledge,
    isHarmlessPattern: (literal: string) => boolean,
  ) {
    this.#flow = flow;
    this.#isHarmlessPattern = isHarmlessPattern;
    this.#knowledge = knowledge;
    this.#collections = new Collections(flow, knowledge);
  }

  /** Whether `condition` being `truth` means that the named value is harmless. */
  async implies(condition: Expression, truth: boolean, key: string): Promise<boolean> {
    const test = unwrap(condition);
    if (isPrefixUnaryExpression(test) && test.operator === SyntaxKind.ExclamationToken)
      return this.implies(test.operand, !truth, key);
    if (isBinaryExpression(test)) return this.#comparisonImplies(test, truth, key);
    if (isIdentifier(test) || isElementAccessExpression(test)) {
      if (truth && isElementAccessExpression(test) && this.key(test.argumentExpression) === key)
        return this.#collections.isAllowList(test.expression);
      const value = isIdentifier(test) ? this.#flow.origin(test) : test;
      return value !== test && !isIdentifier(value) && this.implies(value, truth, key);
    }
    return isCallExpression(test) && this.#callImplies(test, truth, key);
  }

  async #comparisonImplies(test: BinaryExpression, truth: boolean, key: string): Promise<boolean> {
    const { left, right } = test;
    const both = (value: boolean) =>
      Promise.all([this.implies(left, value, key), this.implies(right, value, key)]);
    switch (test.operatorToken.kind) {
      case SyntaxKind.AmpersandAmpersandToken: {
        const [a, b] = await both(truth);
        return truth ? a || b : a && b;
      }
      case SyntaxKind.BarBarToken: {
        const [a, b] = await both(truth);
        return truth ? a && b : a || b;
      }
      case SyntaxKind.EqualsEqualsEqualsToken:
      case SyntaxKind.EqualsEqualsToken:
        if (isMinusOne(right)) return !truth ? this.#finds(left, key) : false;
        return truth && this.#equalsConstant(left, right, key);
      case SyntaxKind.ExclamationEqualsEqualsToken:
      case SyntaxKind.ExclamationEqualsToken:
        if (isMinusOne(right)) return truth ? this.#finds(left, key) : false;
        return !truth && this.#equalsConstant(left, right, key);
      case SyntaxKind.GreaterThanToken:
        return truth && isMinusOne(right) && this.#finds(left, key);
      case SyntaxKind.GreaterThanEqualsToken:
        return truth && isZero(right) && this.#finds(left, key);
      case SyntaxKind.LessThanToken:
        return !truth && isZero(right) && this.#finds(left, key);
      case SyntaxKind.InKeyword:
        return truth && this.key(left) === key && this.#collections.isAllowList(right);
      default:
        return false;
    }
  }

  /** `LIST.indexOf(x)`. */
  async #finds(expression: Expression, key: string): Promise<boolean> {
    const parts = methodCall(unwrap(expression));
    if (parts?.name !== "indexOf" || this.key(parts.call.arguments[0]) !== key) return false;
    return this.#collections.isAllowList(parts.receiver);
  }

  async #equalsConstant(left: Expression, right: Expression, key: string): Promise<boolean> {
    for (const [one, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const test = unwrap(one);
      if (isTypeOfExpression(test) && this.key(test.expression) === key) {
        const type = unwrap(other);
        return isStringLiteral(type) && ["number", "bigint", "boolean"].includes(type.text);
      }
      if (this.key(test) === key) return (await this.#flow.constantOf(other)).known;
    }
    return false;
  }

  async #callImplies(call: CallExpression, truth: boolean, key: string): Promise<boolean> {
    const first = call.arguments[0];
    const parts = methodCall(call);
    const onKey = this.key(first) === key;
    if (!parts) {
      if (isIdentifier(call.expression) && call.expression.text === "isNaN")
        return !truth && onKey && this.#flow.declarationOf(call.expression) === undefined;
      return this.#helperImplies(call, truth, key);
    }
    if (!truth) return false;
    const receiver = unwrap(parts.receiver);
    switch (parts.name) {
      case "includes":
      case "has":
      case "hasOwnProperty":
        return onKey && this.#collections.isAllowList(receiver);
      case "hasOwn":
        return (
          this.key(call.arguments[1]) === key &&
          first !== undefined &&
          this.#collections.isAllowList(first)
        );
      case "call":
        return (
          receiver.getText().endsWith(".hasOwnProperty") &&
          this.key(call.arguments[1]) === key &&
          first !== undefined &&
          this.#collections.isAllowList(first)
        );
      case "isInteger":
      case "isSafeInteger":
      case "isFinite":
        return onKey && isIdentifier(receiver) && receiver.text === "Number";
      case "test":
        return onKey && this.#isSafePattern(receiver);
      case "match":
        return this.key(receiver) === key && first !== undefined && this.#isSafePattern(first);
      case "every":
        return this.key(receiver) === key && this.holdsForItems(first);
      case "some":
      case "find":
        return this.#mentions(first, key) && this.#collections.isAllowList(receiver);
      default:
        return (
          (onKey && (await this.#knowledge.classify(call)) === "metadata") ||
          this.#helperImplies(call, truth, key)
        );
    }
  }

  /** Whether a callback being true means that its parameter, an item, is harmless. */
  async holdsForItems(callback: Expression | undefined): Promise<boolean> {
    const inline = inlineFunction(callback);
    const result = inline && soleResult(inline);
    const parameter = inline?.parameters[0];
    if (!result || !parameter || !isIdentifier(parameter.name)) return false;
    return this.implies(result, true, declared(parameter));
  }

  /** `isColumn(x)` where `isColumn` is a function of the file that returns a check of its parameter. */
  async #helperImplies(call: CallExpression, truth: boolean, key: string): Promise<boolean> {
    const helper = this.helper(call);
    const parameter = helper && this.parameterFor(helper, call, key);
    const result = helper && soleResult(helper);
    return (
      parameter !== undefined && result !== undefined && this.implies(result, truth, parameter)
    );
  }

  helper(call: CallExpression): FunctionLikeDeclaration | undefined {
    if (!isIdentifier(call.expression)) return undefined;
    const declaration = this.#flow.declarationOf(call.expression);
    if (declaration && isFunctionDeclaration(declaration)) return declaration;
    if (!declaration || !isVariableDeclaration(declaration) || !declaration.initializer)
      return undefined;
    const value = unwrap(declaration.initializer);
    return isArrowFunction(value) ? value : undefined;
  }

  parameterFor(helper: FunctionLikeDeclaration, call: CallExpression, key: string) {
    const position = call.arguments.findIndex((argument) => this.key(argument) === key);
    const parameter = helper.parameters[position];
    return parameter && isIdentifier(parameter.name) ? declared(parameter) : undefined;
  }

  #mentions(callback: Node | undefined, key: string): boolean {
    let found = false;
    const visit = (node: Node): void => {
      if (found) return;
      if (isBinaryExpression(node) && EQUALITY.has(node.operatorToken.kind))
        found = this.key(node.left) === key || this.key(node.right) === key;
      node.forEachChild(visit);
    };
    if (callback) visit(callback);
    return found;
  }

  #isSafePattern(expression: Expression): boolean {
    const pattern = this.#flow.origin(expression);
    return isRegularExpressionLiteral(pattern) && this.#isHarmlessPattern(pattern.getText());
  }

  /** Names a variable or a property path of one; the same text for the same value. */
  key(node: Node | undefined): string | undefined {
    if (!node) return undefined;
    const inner = unwrap(node as Expression);
    if (isIdentifier(inner)) {
      const declaration = this.#flow.declarationOf(inner);
      return declaration && declared(declaration);
    }
    if (isPropertyAccessExpression(inner)) {
      const receiver =
        inner.expression.kind === SyntaxKind.ThisKeyword ? "this" : this.key(inner.expression);
      return receiver === undefined ? undefined : `${receiver}.${inner.name.text}`;
    }
    return undefined;
  }
}

const EQUALITY: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.EqualsEqualsToken,
  SyntaxKind.EqualsEqualsEqualsToken,
]);

function declared(declaration: Node): string {
  return String(declaration.pos);
}

function isMinusOne(node: Expression): boolean {
  const inner = unwrap(node);
  return (
    isPrefixUnaryExpression(inner) &&
    inner.operator === SyntaxKind.MinusToken &&
    inner.operand.getText() === "1"
  );
}

function isZero(node: Expression): boolean {
  const inner = unwrap(node);
  return isNumericLiteral(inner) && inner.text === "0";
}

/** The expression that a function returns, when it has one and does nothing else. */
export function soleResult(helper: FunctionLikeDeclaration): Expression | undefined {
  const body = helper.body;
  if (!body) return undefined;
  if (!isBlock(body)) return body as Expression;
  const only = body.statements.length === 1 ? body.statements[0] : undefined;
  return only && isReturnStatement(only) ? only.expression : undefined;
}
