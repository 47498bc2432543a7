import { type Fact, known, unknown } from "../base/index.ts";
import {
  type Expression,
  isArrayLiteralExpression,
  isAsExpression,
  isBinaryExpression,
  isCallExpression,
  isElementAccessExpression,
  isEnumDeclaration,
  isEnumMember,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isNumericLiteral,
  isObjectLiteralExpression,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
  isStringLiteral,
  isTemplateExpression,
  type Node,
  type ObjectLiteralExpression,
  type PropertyName,
  SyntaxKind,
} from "../compiler/ast.ts";
import { TypeFlags, type TypeView } from "../compiler/checker.ts";
import type { Program } from "../compiler/program.ts";
import { enumMemberValue } from "./enums.ts";
import type { Constant } from "./file-flow.ts";
import { isMutated } from "./mutation.ts";
import type { Scopes } from "./scope.ts";
import { isGlobalCall, isTransparent, stepName, unwrap } from "./syntax.ts";

/** A folded value, or the sign that an expression could not be folded. */
type Folded = { readonly value: Constant } | undefined;

const freezing: ReadonlySet<string> = new Set(["freeze"]);
const maxDepth = 40;

/** Folds expressions to the values that the source states. */
export class Constants {
  readonly #scopes: Scopes;
  readonly #program: Program;

  constructor(scopes: Scopes, program: Program) {
    this.#scopes = scopes;
    this.#program = program;
  }

  /** See {@link FileFlow.constantOf}. The checker is asked once, for the parts that syntax does not tell. */
  async of(expression: Expression): Promise<Fact<Constant>> {
    const open = new Map<Expression, Folded>();
    const bySyntax = this.#fold(expression, 0, open, true);
    if (bySyntax) return known(bySyntax.value);
    if (open.size > 0) {
      const leaves = [...open.keys()];
      const types = await Promise.all(leaves.map((leaf) => this.#program.checker.typeAt(leaf)));
      for (const [index, leaf] of leaves.entries()) {
        const type = types[index];
        open.set(leaf, type && literalOf(type));
      }
      const folded = this.#fold(expression, 0, open, false);
      if (folded) return known(folded.value);
    }
    return unknown("dynamic-expression");
  }

  /** The value as far as syntax tells it, without a question. */
  bySyntax(expression: Expression): Fact<Constant> {
    const folded = this.#fold(expression, 0, new Map(), true);
    return folded ? known(folded.value) : unknown("dynamic-expression");
  }

  /**
   * @param open leaves that syntax does not tell; filled when `collect`, read otherwise
   */
  #fold(
    expression: Expression,
    depth: number,
    open: Map<Expression, Folded>,
    collect: boolean,
  ): Folded {
    const fold = (inner: Expression): Folded => this.#fold(inner, depth + 1, open, collect);
    const leaf = (): Folded => {
      if (collect) open.set(expression, undefined);
      return open.get(expression);
    };
    if (depth > maxDepth) return undefined;
    if (isTransparent(expression)) return fold(expression.expression);
    if (isStringLiteral(expression) || isNoSubstitutionTemplateLiteral(expression)) {
      return { value: expression.text };
    }
    if (isNumericLiteral(expression)) return { value: Number(expression.text) };
    switch (expression.kind) {
      case SyntaxKind.TrueKeyword:
        return { value: true };
      case SyntaxKind.FalseKeyword:
        return { value: false };
      case SyntaxKind.NullKeyword:
        return { value: null };
      case SyntaxKind.VoidExpression:
        return { value: undefined };
      default:
        break;
    }
    if (isIdentifier(expression)) {
      const declaration = this.#scopes.declarationOf(expression);
      if (!declaration) {
        return expression.text === "undefined" ? { value: undefined } : undefined;
      }
      const value = this.#scopes.valueOf(declaration);
      if (!value) return leaf();
      if (holdsContents(value) && isMutated(declaration, this.#scopes)) return undefined;
      // The value may be of another scope's text, so its own leaves are asked where they stand.
      return fold(value);
    }
    if (isPrefixUnaryExpression(expression))
      return negate(expression.operator, fold(expression.operand));
    if (isTemplateExpression(expression)) {
      let text = expression.head.text;
      let whole = true;
      for (const span of expression.templateSpans) {
        const part = fold(span.expression);
        if (!part || !isPrintable(part.value)) whole = false;
        else text += `${part.value}${span.literal.text}`;
      }
      return whole ? { value: text } : undefined;
    }
    if (isBinaryExpression(expression)) {
      const left = fold(expression.left);
      const right = fold(expression.right);
      if (!left || !right) return undefined;
      return calculate(expression.operatorToken.kind, left.value, right.value);
    }
    if (isArrayLiteralExpression(expression)) return foldArray(expression.elements, fold);
    if (isObjectLiteralExpression(expression)) return foldObject(expression, fold);
    if (isGlobalCall(expression, "Object", freezing, this.#scopes.declarationOf)) {
      const frozen = expression.arguments[0];
      return frozen && fold(frozen);
    }
    if (isPropertyAccessExpression(expression) || isElementAccessExpression(expression)) {
      return this.#foldAccess(expression, fold) ?? leaf();
    }
    // A call may return a literal type; the value is then known although the call is not.
    return isCallExpression(expression) || expression.kind === SyntaxKind.ConditionalExpression
      ? leaf()
      : undefined;
  }

  #foldAccess(expression: Expression, fold: (inner: Expression) => Folded): Folded {
    if (!isPropertyAccessExpression(expression) && !isElementAccessExpression(expression)) {
      return undefined;
    }
    const target = unwrap(expression.expression);
    const enumValue = this.#foldEnumMember(target, stepName(expression));
    if (enumValue) return enumValue;
    if (!this.#isLocalObject(target)) return undefined;
    const object = fold(target);
    if (typeof object?.value !== "object" || object.value === null) return undefined;
    let key: Constant = stepName(expression);
    if (key === undefined && isElementAccessExpression(expression)) {
      key = fold(expression.argumentExpression)?.value;
    }
    if (typeof key !== "string" && typeof key !== "number") return undefined;
    if (!Object.hasOwn(object.value, key)) return undefined;
    const contents = object.value as Readonly<Record<string | number, Constant>>;
    if (Array.isArray(object.value) && typeof key === "string") return undefined;
    return { value: contents[key] };
  }

  #foldEnumMember(target: Expression, name: string | undefined): Folded {
    if (name === undefined || !isIdentifier(target)) return undefined;
    const declaration = this.#scopes.declarationOf(target);
    if (!declaration || !isEnumDeclaration(declaration)) return undefined;
    const member = declaration.members.find(
      (candidate) => isEnumMember(candidate) && propertyName(candidate.name) === name,
    );
    const value = member && enumMemberValue(declaration, member);
    return value === undefined ? undefined : { value };
  }

  /** Whether an expression leads to a literal of this file. */
  #isLocalObject(target: Expression): boolean {
    let current: Expression = target;
    while (isPropertyAccessExpression(current) || isElementAccessExpression(current)) {
      current = unwrap(current.expression);
    }
    if (!isIdentifier(current))
      return isObjectLiteralExpression(current) || isArrayLiteralExpression(current);
    const declaration = this.#scopes.declarationOf(current);
    return declaration !== undefined && this.#scopes.valueOf(declaration) !== undefined;
  }
}

/** Whether a value has contents that may be changed without assigning the variable. */
function holdsContents(value: Expression): boolean {
  let current: Expression = value;
  while (isTransparent(current)) {
    if (isAsExpression(current) && current.type.getText() === "const") return false;
    current = current.expression;
  }
  return isArrayLiteralExpression(current) || isObjectLiteralExpression(current);
}

/** The literal that a type stands for. */
function literalOf(type: TypeView): Folded {
  const literal = type.literal;
  if (literal !== undefined && typeof literal !== "bigint") return { value: literal };
  if (type.has(TypeFlags.Null)) return { value: null };
  if (type.has(TypeFlags.Undefined)) return { value: undefined };
  return undefined;
}

function isPrintable(value: Constant): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function negate(operator: SyntaxKind, operand: Folded): Folded {
  if (!operand) return undefined;
  const { value } = operand;
  if (operator === SyntaxKind.ExclamationToken) {
    return typeof value === "boolean" ? { value: !value } : undefined;
  }
  if (typeof value !== "number") return undefined;
  if (operator === SyntaxKind.MinusToken) return { value: -value };
  return operator === SyntaxKind.PlusToken ? { value } : undefined;
}

function calculate(operator: SyntaxKind, left: Constant, right: Constant): Folded {
  if (operator === SyntaxKind.PlusToken) {
    if (typeof left === "number" && typeof right === "number") return { value: left + right };
    if (!isPrintable(left) || !isPrintable(right)) return undefined;
    return typeof left === "string" || typeof right === "string"
      ? { value: `${left}${right}` }
      : undefined;
  }
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  switch (operator) {
    case SyntaxKind.MinusToken:
      return { value: left - right };
    case SyntaxKind.AsteriskToken:
      return { value: left * right };
    case SyntaxKind.SlashToken:
      return { value: left / right };
    default:
      return undefined;
  }
}

function foldArray(elements: readonly Expression[], fold: (inner: Expression) => Folded): Folded {
  const values: Constant[] = [];
  let whole = true;
  for (const element of elements) {
    const folded = fold(isSpreadElement(element) ? element.expression : element);
    if (!folded) whole = false;
    else if (!isSpreadElement(element)) values.push(folded.value);
    else if (Array.isArray(folded.value)) values.push(...(folded.value as readonly Constant[]));
    else whole = false;
  }
  return whole ? { value: values } : undefined;
}

function foldObject(object: ObjectLiteralExpression, fold: (inner: Expression) => Folded): Folded {
  const value: Record<string, Constant> = {};
  let whole = true;
  for (const property of object.properties) {
    if (isPropertyAssignment(property)) {
      const name = propertyName(property.name) ?? computedName(property.name, fold);
      const folded = fold(property.initializer);
      if (name === undefined || !folded) whole = false;
      else value[name] = folded.value;
    } else if (isShorthandPropertyAssignment(property) && isIdentifier(property.name)) {
      const folded = fold(property.name);
      if (folded) value[property.name.text] = folded.value;
      else whole = false;
    } else if (isSpreadAssignment(property)) {
      const folded = fold(property.expression);
      if (isPlainObject(folded?.value)) Object.assign(value, folded.value);
      else whole = false;
    } else whole = false;
  }
  return whole ? { value } : undefined;
}

function isPlainObject(value: Constant): value is { readonly [key: string]: Constant } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text of a property name that is written out. */
export function propertyName(name: PropertyName | Node): string | undefined {
  if (
    isIdentifier(name) ||
    isStringLiteral(name) ||
    isNoSubstitutionTemplateLiteral(name) ||
    isNumericLiteral(name)
  ) {
    return name.text;
  }
  return undefined;
}

function computedName(name: PropertyName, fold: (inner: Expression) => Folded): string | undefined {
  if (name.kind !== SyntaxKind.ComputedPropertyName) return undefined;
  const value = fold(
    (name as PropertyName & { readonly expression: Expression }).expression,
  )?.value;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
