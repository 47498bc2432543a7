import {
  type BinaryExpression,
  type Expression,
  isAssignmentOperator,
  isBinaryExpression,
  isCallExpression,
  isConditionalExpression,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isNumericLiteral,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isStringLiteral,
  isVariableDeclaration,
  type Node,
  type ObjectLiteralElementLike,
  type ObjectLiteralExpression,
  SyntaxKind,
} from "../../compiler/ast.ts";
import { encloses, unwrap } from "../../flow/syntax.ts";
import type { OperationScope } from "./operations-scope.ts";

/** One property of an object that code states, spreads of known objects unfolded. */
export interface StatedProperty {
  readonly name: string;
  readonly value: Expression;
  readonly node: ObjectLiteralElementLike;
  /** Only there when the condition of a spread (`...(x && { … })`) holds. */
  readonly guarded: boolean;
}

/** An object that code states, as far as it can be read. */
export interface StatedObject {
  readonly literal: ObjectLiteralExpression;
  /** The literal stands in place, so an edit of it concerns this use alone. */
  readonly inPlace: boolean;
  /** In order of the text. */
  readonly properties: readonly StatedProperty[];
  /** Spreads that could not be read, and names computed at run time: position in the order of `properties` before which they stand. */
  readonly opaqueBefore: readonly number[];
}

/** A property as the reader finds it. */
export type Part =
  | { readonly kind: "written"; readonly property: StatedProperty }
  | { readonly kind: "absent" }
  | { readonly kind: "unknown" };

/** Reads an object literal, in place or behind a variable that nothing changes. */
export function statedObject(
  expression: Expression,
  scope: OperationScope,
): StatedObject | undefined {
  const inner = unwrap(expression);
  if (isObjectLiteralExpression(inner)) return readLiteral(inner, true, scope);
  const behind = settledOrigin(inner, scope);
  return behind && isObjectLiteralExpression(behind)
    ? readLiteral(behind, false, scope)
    : undefined;
}

/** What a variable stands for, when nothing in the file can change the object behind it. */
export function settledOrigin(
  expression: Expression,
  scope: OperationScope,
): Expression | undefined {
  const inner = unwrap(expression);
  const origin = scope.flow.origin(inner);
  if (origin === inner || !isIdentifier(inner)) return origin;
  const declaration = scope.flow.declarationOf(inner);
  if (!declaration || !isVariableDeclaration(declaration)) return origin;
  const uses = scope.flow.referencesTo(declaration).filter((use) => use !== inner);
  return uses.some((use) => mayChange(use, scope)) ? undefined : origin;
}

/** Methods of arrays that leave the array as it is. */
const reading: ReadonlySet<string> = new Set([
  ...["map", "filter", "find", "some", "every", "includes", "join", "slice", "concat", "indexOf"],
]);

function mayChange(use: Node, scope: OperationScope): boolean {
  let node: Node = use;
  while (isPropertyAccessExpression(node.parent) && node.parent.expression === node) {
    node = node.parent;
  }
  const { parent } = node;
  if (node !== use) {
    if (isCallExpression(parent) && parent.expression === node) {
      return !isPropertyAccessExpression(node) || !reading.has(node.name.text);
    }
    return isBinaryExpression(parent) && parent.left === node && isAssignment(parent);
  }
  if (isSpreadAssignment(parent)) return false;
  return !scope.calls.has(parent);
}

function isAssignment(expression: BinaryExpression): boolean {
  return isAssignmentOperator(expression.operatorToken.kind);
}

function readLiteral(
  literal: ObjectLiteralExpression,
  inPlace: boolean,
  scope: OperationScope,
): StatedObject {
  const properties: StatedProperty[] = [];
  const opaqueBefore: number[] = [];
  const add = (element: ObjectLiteralElementLike, guarded: boolean): void => {
    if (isSpreadAssignment(element)) {
      addSpread(element.expression, guarded);
      return;
    }
    const stated = statedValue(element);
    if (!stated) opaqueBefore.push(properties.length);
    else properties.push({ ...stated, node: element, guarded });
  };
  const addSpread = (expression: Expression, guarded: boolean): void => {
    const inner = unwrap(expression);
    if (
      isBinaryExpression(inner) &&
      inner.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken
    ) {
      addSpread(inner.right, true);
      return;
    }
    if (isConditionalExpression(inner)) {
      addSpread(inner.whenTrue, true);
      addSpread(inner.whenFalse, true);
      return;
    }
    const behind = isObjectLiteralExpression(inner) ? inner : settledOrigin(inner, scope);
    if (behind && isObjectLiteralExpression(behind) && !encloses(behind, literal)) {
      for (const element of behind.properties) add(element, guarded);
    } else if (!isIdentifier(inner) || inner.text !== "undefined") {
      opaqueBefore.push(properties.length);
    }
  };
  for (const element of literal.properties) add(element, false);
  return { literal, inPlace, properties, opaqueBefore };
}

function statedValue(
  element: ObjectLiteralElementLike,
): { readonly name: string; readonly value: Expression } | undefined {
  if (isShorthandPropertyAssignment(element)) {
    return isIdentifier(element.name)
      ? { name: element.name.text, value: element.name }
      : undefined;
  }
  if (!isPropertyAssignment(element)) return undefined;
  const name = propertyName(element.name);
  return name === undefined ? undefined : { name, value: element.initializer };
}

function propertyName(name: Node): string | undefined {
  if (isIdentifier(name)) return name.text;
  if (isStringLiteral(name) || isNoSubstitutionTemplateLiteral(name) || isNumericLiteral(name)) {
    return name.text;
  }
  return undefined;
}

/** The property of that name: the last one wins, and what stands after it may still replace it. */
export function partOf(object: StatedObject, name: string): Part {
  let index = -1;
  for (const [position, property] of object.properties.entries()) {
    if (property.name === name) index = position;
  }
  const property = object.properties[index];
  if (object.opaqueBefore.some((position) => position > index)) return { kind: "unknown" };
  if (!property) return { kind: "absent" };
  return property.guarded ? { kind: "unknown" } : { kind: "written", property };
}
