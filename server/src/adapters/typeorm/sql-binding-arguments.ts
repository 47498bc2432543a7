import type { Range } from "../../base/index.ts";
import {
  isArrayLiteralExpression,
  isObjectLiteralExpression,
  isSpreadAssignment,
  isSpreadElement,
} from "../../compiler/ast.ts";
import type { BindingRequest } from "./sql-binding.ts";

/** A value and, for named placeholders, its name. */
export interface BoundValue {
  readonly name: string;
  readonly value: string;
}

/**
 * The edit that hands the values over: a new argument, or additions to the one that is there.
 * @returns `undefined` when the argument there cannot be added to
 */
export function editOfParameters(
  request: BindingRequest,
  values: readonly BoundValue[],
): { readonly range: Range; readonly newText: string } | undefined {
  const { argument, call, placeholders } = request;
  if (argument.parameters === undefined) return undefined;
  const given = call.arguments[argument.parameters];
  const named = placeholders.next === "named";
  const texts = values.map(({ name, value }) => {
    if (!named) return value;
    return name === value ? name : `${name}: ${value}`;
  });
  if (!given) {
    const last = call.arguments.at(-1);
    if (!last || call.arguments.length !== argument.parameters) return undefined;
    const list = texts.join(", ");
    const newText = named ? `, { ${list} }` : `, [${list}]`;
    return { range: { start: last.getEnd(), end: last.getEnd() }, newText };
  }
  if (named) {
    if (!isObjectLiteralExpression(given)) return undefined;
    if (given.properties.some((property) => isSpreadAssignment(property))) return undefined;
    return append(given.properties.at(-1)?.getEnd(), given.getStart() + 1, texts, " ");
  }
  if (!isArrayLiteralExpression(given)) return undefined;
  if (given.elements.some((element) => isSpreadElement(element))) return undefined;
  if (given.elements.length !== Math.max(0, ...placeholders.written.numbers)) return undefined;
  return append(given.elements.at(-1)?.getEnd(), given.getStart() + 1, texts, "");
}

/** Adds items after the last one, or into an empty literal. */
function append(
  lastEnd: number | undefined,
  inside: number,
  texts: readonly string[],
  padding: string,
): { readonly range: Range; readonly newText: string } {
  const start = lastEnd ?? inside;
  const list = texts.join(", ");
  return {
    range: { start, end: start },
    newText: lastEnd === undefined ? `${padding}${list}${padding}` : `, ${list}`,
  };
}
