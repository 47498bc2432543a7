import { type Fact, known, type TextEdit, unknown } from "../../base/index.ts";
import {
  type Expression,
  isArrayLiteralExpression,
  isObjectLiteralExpression,
  isPropertyAssignment,
  isSpreadElement,
  type ObjectLiteralExpression,
  SyntaxKind,
} from "../../compiler/ast.ts";
import { unwrap } from "../../flow/syntax.ts";
import { type StatedObject, settledOrigin, statedObject } from "./find-options-object.ts";
import type { OperationScope } from "./operations-scope.ts";
import { elementName } from "./option-bag.ts";

/** Relation paths as an option states them. */
export interface RelationList {
  /** Dotted, every path after those that it passes through. */
  readonly paths: readonly string[];
  readonly complete: Fact<true>;
}

/** Reads `relations`: an object of objects, or a list of dotted paths. */
export async function readRelations(
  expression: Expression,
  scope: OperationScope,
): Promise<RelationList> {
  const inner = unwrap(expression);
  const list = isArrayLiteralExpression(inner) ? inner : settledOrigin(inner, scope);
  if (list && isArrayLiteralExpression(list)) return readPathList(list.elements, scope);
  const object = statedObject(inner, scope);
  if (object) return readObject(object, "", scope);
  const constant = await scope.flow.constantOf(inner);
  if (constant.known && isTextList(constant.value)) return listed(constant.value);
  if (constant.known && constant.value === undefined) return listed([]);
  return { paths: [], complete: unknown("dynamic-relations") };
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

async function readPathList(
  elements: readonly Expression[],
  scope: OperationScope,
): Promise<RelationList> {
  const read = await Promise.all(
    elements.map(async (element) => {
      const inner = isSpreadElement(element) ? element.expression : element;
      const constant = await scope.flow.constantOf(inner);
      if (!constant.known) return undefined;
      if (typeof constant.value === "string") return [constant.value];
      return isTextList(constant.value) ? constant.value : undefined;
    }),
  );
  const list = listed(read.flatMap((paths) => paths ?? []));
  const whole = read.every((paths) => paths !== undefined);
  return whole ? list : { ...list, complete: unknown("dynamic-relations") };
}

function listed(paths: readonly string[]): RelationList {
  return { paths: withParents(paths), complete: known(true) };
}

/** The paths with all that they pass through, each once: `a.b` gives `a`, `a.b`. */
export function withParents(paths: readonly string[]): readonly string[] {
  const all = new Set<string>();
  for (const path of paths) {
    const steps = path.split(".");
    for (let length = 1; length <= steps.length; length++) {
      all.add(steps.slice(0, length).join("."));
    }
  }
  return [...all];
}

async function readObject(
  object: StatedObject,
  prefix: string,
  scope: OperationScope,
): Promise<RelationList> {
  const read = await Promise.all(
    object.properties.map(async (property): Promise<RelationList> => {
      const path = prefix === "" ? property.name : `${prefix}.${property.name}`;
      if (property.guarded) return { paths: [], complete: unknown("dynamic-relations") };
      const value = unwrap(property.value);
      if (value.kind === SyntaxKind.TrueKeyword) return { paths: [path], complete: known(true) };
      if (value.kind === SyntaxKind.FalseKeyword) return { paths: [], complete: known(true) };
      const nested = statedObject(value, scope);
      if (nested) {
        const inside = await readObject(nested, path, scope);
        return { paths: [path, ...inside.paths], complete: inside.complete };
      }
      const constant = await scope.flow.constantOf(value);
      if (!constant.known) return { paths: [], complete: unknown("dynamic-relations") };
      return { paths: constant.value ? [path] : [], complete: known(true) };
    }),
  );
  const unread = object.opaqueBefore.length > 0 || read.some((list) => !list.complete.known);
  return {
    paths: [...new Set(read.flatMap((list) => list.paths))],
    complete: unread ? unknown("dynamic-relations") : known(true),
  };
}

/**
 * The relations that a `select` object names: since 0.3 their columns are joined and selected too
 * (`buildSelect` of query-builder/SelectQueryBuilder).
 */
export function relationsInSelect(object: StatedObject, prefix = ""): readonly string[] {
  return object.properties.flatMap((property) => {
    const value = unwrap(property.value);
    if (!isObjectLiteralExpression(value)) return [];
    const path = prefix === "" ? property.name : `${prefix}.${property.name}`;
    return [path, ...nestedInSelect(value, path)];
  });
}

function nestedInSelect(literal: ObjectLiteralExpression, prefix: string): readonly string[] {
  return literal.properties.flatMap((element) => {
    const name = elementName(element);
    if (!isPropertyAssignment(element) || name === undefined) return [];
    const value = unwrap(element.initializer);
    if (!isObjectLiteralExpression(value)) return [];
    const path = `${prefix}.${name}`;
    return [path, ...nestedInSelect(value, path)];
  });
}

/** An edit that inserts at a place. */
export function insertion(file: string, at: number, newText: string): TextEdit {
  return { file, range: { start: at, end: at }, newText };
}
