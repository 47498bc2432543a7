import type { TextEdit } from "../../base/index.ts";
import {
  type ArrayLiteralExpression,
  type Expression,
  isArrayLiteralExpression,
  isObjectLiteralExpression,
  isPropertyAssignment,
  isStringLiteral,
  type Node,
  type ObjectLiteralExpression,
  type SourceFile,
  SyntaxKind,
} from "../../compiler/ast.ts";
import { NodeTable } from "../../compiler/node-table.ts";
import { rangeOf, walk } from "../../flow/syntax.ts";
import type { Rewrite } from "../../model/index.ts";
import { isAtLeast, type OrmVersion } from "./operations-version.ts";

/** The quotation mark that a file uses for its strings. */
export function quoteOf(source: SourceFile): string {
  let quote: string | undefined;
  walk(source, (node) => {
    if (quote === undefined && isStringLiteral(node)) quote = node.getText()[0];
    return quote === undefined;
  });
  return quote ?? '"';
}

/** How a relation list is written where there is none yet. */
export type RelationStyle = "object" | "list";

/** The style of the file's other relation lists; without one, what the version recommends: objects since 0.3. */
export function relationStyle(source: SourceFile, version: OrmVersion): RelationStyle {
  if (isAtLeast(version, 1, 0, 0)) return "object";
  if (!isAtLeast(version, 0, 3, 0)) return "list";
  let style = writtenStyles.get(source);
  if (!style) {
    style = writtenStyle(source) ?? "object";
    writtenStyles.set(source, style);
  }
  return style;
}

const writtenStyles = new WeakMap<SourceFile, RelationStyle>();

function writtenStyle(source: SourceFile): RelationStyle | undefined {
  if (!source.text.includes("relations")) return undefined;
  let style: RelationStyle | undefined;
  const table = new NodeTable(source);
  table.forEach((kind, position) => {
    if (style || kind !== SyntaxKind.Identifier || table.nameAt(position) !== "relations") return;
    const name = table.nodeAt(position);
    const property = name.parent;
    if (!isPropertyAssignment(property) || property.name !== name) return;
    if (isArrayLiteralExpression(property.initializer)) style = "list";
    else if (isObjectLiteralExpression(property.initializer)) style = "object";
  });
  return style;
}

interface Place {
  readonly file: string;
  readonly quote: string;
  readonly style: RelationStyle;
  readonly version: OrmVersion;
}

/** The text of a new `relations` property, its relation to be filled in. */
export function relationsProperty(place: Place): string {
  return place.style === "object"
    ? "relations: { «relation-object» }"
    : `relations: [${listItems(place)}]`;
}

/** 0.2 wants every step of a nested path in the list (`applyRelationsRecursively` of find-options/FindOptionsUtils). */
function listItems(place: Place): string {
  const quote = place.quote === "'" ? "single" : "double";
  return isAtLeast(place.version, 0, 3, 0)
    ? `${place.quote}«relation»${place.quote}`
    : `«relation-steps-${quote}»`;
}

/** Adds to an existing `relations` value in place; `undefined` when its form allows no sound edit. */
export function addToRelations(value: Expression, place: Place): Rewrite | undefined {
  if (isArrayLiteralExpression(value)) return addToList(value, place);
  if (isObjectLiteralExpression(value)) return addToObject(value, place);
  return undefined;
}

function addToList(list: ArrayLiteralExpression, place: Place): Rewrite | undefined {
  if (isAtLeast(place.version, 1, 0, 0)) return undefined;
  const edits = [appendElement(list, list.elements, listItems(place), place.file)];
  if (isAtLeast(place.version, 0, 3, 0)) return { edits };
  const within: Record<string, readonly TextEdit[]> = {};
  for (const element of list.elements) {
    if (isStringLiteral(element)) within[element.text] = edits;
  }
  return { edits, within };
}

function addToObject(object: ObjectLiteralExpression, place: Place): Rewrite {
  const within: Record<string, readonly TextEdit[]> = {};
  collectWithin(object, "", within, place);
  return { edits: [appendProperty(object, "«relation-object»", place.file)], within };
}

function collectWithin(
  object: ObjectLiteralExpression,
  prefix: string,
  within: Record<string, readonly TextEdit[]>,
  place: Place,
): void {
  for (const element of object.properties) {
    if (!isPropertyAssignment(element)) continue;
    const name = element.name.getText().replaceAll(/^["']|["']$/g, "");
    const path = prefix === "" ? name : `${prefix}.${name}`;
    const value = element.initializer;
    if (value.kind === SyntaxKind.TrueKeyword) {
      const newText = "{ «relation-object» }";
      within[path] = [{ file: place.file, range: rangeOf(value), newText }];
    } else if (isObjectLiteralExpression(value)) {
      within[path] = [appendProperty(value, "«relation-object»", place.file)];
      collectWithin(value, path, within, place);
    } else {
      // A value that is computed: nothing can be added below it.
      within[path] = [];
    }
  }
}

/** An edit that adds a property at the end of an object literal. */
export function appendProperty(
  object: ObjectLiteralExpression,
  text: string,
  file: string,
): TextEdit {
  const last = object.properties.at(-1);
  if (!last) {
    return { file, range: rangeOf(object), newText: `{ ${text} }` };
  }
  return insertAfter(last, `, ${text}`, file);
}

function appendElement(
  list: ArrayLiteralExpression,
  elements: readonly Node[],
  text: string,
  file: string,
): TextEdit {
  const last = elements.at(-1);
  if (!last) return { file, range: rangeOf(list), newText: `[${text}]` };
  return insertAfter(last, `, ${text}`, file);
}

function insertAfter(node: Node, newText: string, file: string): TextEdit {
  const end = node.getEnd();
  return { file, range: { start: end, end }, newText };
}
