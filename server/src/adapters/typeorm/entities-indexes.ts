import { type Fact, known, unknown } from "../../base/index.ts";
import {
  type Expression,
  isArrayLiteralExpression,
  isArrowFunction,
  isFunctionExpression,
  isObjectLiteralExpression,
  isSpreadElement,
} from "../../compiler/ast.ts";
import type { FileFlow } from "../../flow/file-flow.ts";
import type { Check, Index } from "../../model/index.ts";
import {
  booleanFact,
  readConstant,
  returnedExpression,
  stringFact,
  unwrapped,
} from "./constants.ts";
import { rangeOf } from "./edits.ts";
import type { OrmDecorator } from "./entities-decorators.ts";
import { elementName, OptionBag } from "./option-bag.ts";
import { propertyPath } from "./relations.ts";

/**
 * Reads `@Index` and `@Unique`, on a class or a property.
 * @param property the property that it stands on
 */
export async function readIndex(
  { name: decorator, node, arguments: list }: OrmDecorator,
  property: string | undefined,
  flow: FileFlow,
): Promise<Index> {
  const rest = [...list];
  const first = rest[0] && (await indexName(rest[0], flow));
  if (first) rest.shift();
  const columns = rest[0] && !isOptions(rest[0], flow) ? rest.shift() : undefined;
  const options = await OptionBag.read(rest[0], flow);
  const [unique, where] = await Promise.all([
    options.constant("unique"),
    options.constant("where"),
  ]);
  const condition = stringFact(where);
  return {
    name: first ?? known(undefined),
    range: rangeOf(node),
    properties: property
      ? known([property])
      : columns
        ? await readProperties(columns, flow)
        : unknown("unsupported-syntax"),
    unique: decorator === "Unique" ? known(true) : booleanFact(unique, false),
    ...whereOf(condition),
  };
}

function whereOf(condition: Fact<string | undefined>): { where?: Fact<string> } {
  if (!condition.known) return { where: condition };
  return condition.value === undefined ? {} : { where: known(condition.value) };
}

/** The name, when the first argument is one and not the list of properties or the options. */
async function indexName(
  first: Expression,
  flow: FileFlow,
): Promise<Fact<string | undefined> | undefined> {
  const written = unwrapped(flow.origin(first));
  if (
    isArrayLiteralExpression(written) ||
    isObjectLiteralExpression(written) ||
    returnedExpression(written)
  ) {
    return undefined;
  }
  const constant = await readConstant(first, flow);
  if (constant.known) return typeof constant.value === "string" ? stringFact(constant) : undefined;
  return constant;
}

function isOptions(expression: Expression, flow: FileFlow): boolean {
  return isObjectLiteralExpression(unwrapped(flow.origin(expression)));
}

/** `["a", "b"]`, `(post) => [post.a, post.b]`, `(post) => ({ a: 1 })`. */
async function readProperties(
  expression: Expression,
  flow: FileFlow,
): Promise<Fact<readonly string[]>> {
  const written = unwrapped(flow.origin(expression));
  if (!isArrowFunction(written) && !isFunctionExpression(written)) {
    const list = await readConstant(expression, flow);
    if (!list.known) return list;
    const values: unknown = list.value;
    return Array.isArray(values) && values.every((value) => typeof value === "string")
      ? known(values)
      : unknown("dynamic-options");
  }
  const returned = returnedExpression(written);
  const parameter = written.parameters[0]?.name;
  const names: string[] = [];
  if (returned && isArrayLiteralExpression(returned)) {
    for (const element of returned.elements) {
      const path = isSpreadElement(element)
        ? undefined
        : propertyPath(unwrapped(element), parameter);
      if (!path) return unknown("unsupported-syntax");
      names.push(path.path);
    }
    return known(names);
  }
  if (!returned || !isObjectLiteralExpression(returned)) return unknown("unsupported-syntax");
  for (const property of returned.properties) {
    const name = elementName(property);
    if (name === undefined) return unknown("unsupported-syntax");
    names.push(name);
  }
  return known(names);
}

/** Reads `@Check` and `@Exclusion`: an expression, or a name and an expression. */
export async function readCheck(
  { name: decorator, node, arguments: list }: OrmDecorator,
  flow: FileFlow,
): Promise<Check> {
  const [first, second] = list;
  const [name, text] = second ? [first, second] : [undefined, first];
  const [readName, expression] = await Promise.all([
    name ? readConstant(name, flow).then(stringFact) : known(undefined),
    text ? readConstant(text, flow).then(stringFact) : known(undefined),
  ]);
  return {
    name: readName,
    range: rangeOf(node),
    expression: expression.known ? known(expression.value ?? "") : expression,
    exclusion: decorator === "Exclusion",
  };
}
