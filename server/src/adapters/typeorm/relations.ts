import { type Fact, known, type Range, unknown } from "../../base/index.ts";
import {
  type Expression,
  isArrowFunction,
  isCallExpression,
  isElementAccessExpression,
  isFunctionExpression,
  isIdentifier,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyDeclaration,
  isStringLiteral,
  type Node,
} from "../../compiler/ast.ts";
import type { EntityId, Relation, RelationKind, ValueType } from "../../model/index.ts";
import { readConstant, returnedExpression, stringFact, unwrapped } from "./constants.ts";
import { rangeOf } from "./edits.ts";
import type { OrmDecorator } from "./entities-decorators.ts";
import { entityNamedBy } from "./entities-identity.ts";
import type { EntityReader, MappedMember } from "./entities-reader.ts";
import { OptionBag } from "./option-bag.ts";
import { buildRelation } from "./relations-build.ts";
import { relationRewrites } from "./relations-rewrites.ts";

const relationKinds: ReadonlyMap<string, RelationKind> = new Map([
  ["OneToOne", "one-to-one"],
  ["OneToMany", "one-to-many"],
  ["ManyToOne", "many-to-one"],
  ["ManyToMany", "many-to-many"],
  ["TreeParent", "many-to-one"],
  ["TreeChildren", "one-to-many"],
]);

/** The decorator that makes a relation of a member. */
export function relationDecorator(decorators: readonly OrmDecorator[]): OrmDecorator | undefined {
  return decorators.find(({ name }) => relationKinds.has(name));
}

/**
 * Reads a relation from its decorator and those beside it.
 * @param treeInverse the property at the other end, for the two decorators of a tree
 */
export async function readRelation(
  member: MappedMember,
  decorator: OrmDecorator,
  treeInverse: string | undefined,
  reader: EntityReader,
): Promise<Relation> {
  const { flow } = reader;
  const kind = relationKinds.get(decorator.name) ?? "many-to-one";
  const isTree = decorator.name === "TreeParent" || decorator.name === "TreeChildren";
  const [first, second, third] = isTree
    ? [undefined, undefined, decorator.arguments[0]]
    : decorator.arguments;
  const optionsSecond = kind !== "one-to-many" && isOptions(second, reader);
  const options = await OptionBag.read(optionsSecond ? second : third, flow);
  const joinColumns = member.decorators.filter(({ name }) => name === "JoinColumn");
  const joinTable = member.decorators.find(({ name }) => name === "JoinTable");
  const [target, inverse] = await Promise.all([
    isTree ? known(member.owner) : readTarget(first, member.valueType, reader),
    isTree
      ? treeInverseOf(decorator.node, treeInverse)
      : readInverse(optionsSecond ? undefined : second, reader),
  ]);
  return buildRelation(
    {
      property: member.property,
      range: rangeOf(member.node.name),
      kind,
      target,
      owning:
        kind === "many-to-one" ||
        (kind === "one-to-one" && joinColumns.length > 0) ||
        (kind === "many-to-many" && joinTable !== undefined),
      inverse,
      options,
      primary: member.decorators.some(({ name }) => name === "PrimaryColumn"),
      joinColumns: joinColumns.map(({ arguments: list }) => list[0]),
      joinTable: joinTable && { options: joinTable.arguments[0] },
      targetName: isTree ? undefined : await writtenTarget(first, flow),
      valueType: member.valueType,
      initialised: isPropertyDeclaration(member.node) && member.node.initializer !== undefined,
      rewrites: relationRewrites(decorator, kind, isTree, options, reader.edits),
    },
    flow,
  );
}

/** Whether the second argument holds options: TypeORM asks whether it is an object. */
function isOptions(expression: Expression | undefined, { flow }: EntityReader): boolean {
  return expression !== undefined && isObjectLiteralExpression(unwrapped(flow.origin(expression)));
}

/**
 * The target of a relation: `() => User`, `"User"`, `User`, `() => require("./user").User`.
 * Where the expression does not lead to a class, the property's type does, when its name agrees.
 */
export async function readTarget(
  expression: Expression | undefined,
  valueType: ValueType,
  { flow, program }: EntityReader,
): Promise<Fact<EntityId>> {
  if (!expression) return unknown("unsupported-syntax");
  const written = unwrapped(expression);
  const named = returnedExpression(written) ?? written;
  if (!isStringLiteral(named) && (isIdentifier(named) || isPropertyAccessExpression(named))) {
    const target = await entityNamedBy(named, program);
    if (target.known) return target;
    if (!isRequired(named)) {
      const behind = unwrapped(flow.origin(named));
      if (behind === named) return target;
    }
  }
  const name = isRequired(named) ? propertyName(named) : await constantName(named, flow);
  const typed = valueType.element ?? valueType;
  return name !== undefined && typed.declaredAs !== undefined && typed.symbolName === name
    ? known(typed.declaredAs)
    : unknown("unresolved-entity");
}

/** The name by which a target is given: `"User"`, `() => "User"`. */
export async function writtenTarget(
  expression: Expression | undefined,
  flow: EntityReader["flow"],
): Promise<string | undefined> {
  if (!expression) return undefined;
  const written = unwrapped(expression);
  return constantName(returnedExpression(written) ?? written, flow);
}

/** `require("./user").User` */
function isRequired(expression: Node): boolean {
  return (
    isPropertyAccessExpression(expression) && isCallExpression(unwrapped(expression.expression))
  );
}

function propertyName(expression: Node): string | undefined {
  return isPropertyAccessExpression(expression) ? expression.name.text : undefined;
}

async function constantName(
  expression: Expression,
  flow: EntityReader["flow"],
): Promise<string | undefined> {
  const name = stringFact(await readConstant(expression, flow));
  return name.known ? name.value : undefined;
}

type Inverse = { readonly property: Fact<string>; readonly range: Range } | undefined;

function treeInverseOf(decorator: Node, property: string | undefined): Inverse {
  return property === undefined
    ? undefined
    : { property: known(property), range: rangeOf(decorator) };
}

/** `(user) => user.posts`, `(user) => user["posts"]`, `"posts"`. */
async function readInverse(
  expression: Expression | undefined,
  { flow }: EntityReader,
): Promise<Inverse> {
  if (!expression) return undefined;
  const written = unwrapped(expression);
  if (isArrowFunction(written) || isFunctionExpression(written)) {
    const path = propertyPath(returnedExpression(written), written.parameters[0]?.name);
    return path
      ? { property: known(path.path), range: path.range }
      : { property: unknown("unsupported-syntax"), range: rangeOf(written) };
  }
  const property = stringFact(await readConstant(expression, flow));
  if (property.known && property.value === undefined) return undefined;
  return {
    property: property.known ? known(property.value ?? "") : property,
    range: rangeOf(written),
  };
}

/** The properties read of a parameter, and the span of the last one. */
export function propertyPath(
  expression: Expression | undefined,
  parameter: Node | undefined,
): { readonly path: string; readonly range: Range } | undefined {
  const names: string[] = [];
  let range: Range | undefined;
  let current = expression;
  while (current) {
    if (isPropertyAccessExpression(current)) {
      names.unshift(current.name.text);
      range ??= rangeOf(current.name);
      current = unwrapped(current.expression);
    } else if (isElementAccessExpression(current) && isStringLiteral(current.argumentExpression)) {
      names.unshift(current.argumentExpression.text);
      range ??= rangeOf(current.argumentExpression);
      current = unwrapped(current.expression);
    } else break;
  }
  const fromParameter =
    current !== undefined &&
    parameter !== undefined &&
    isIdentifier(current) &&
    isIdentifier(parameter) &&
    current.text === parameter.text;
  return fromParameter && range ? { path: names.join("."), range } : undefined;
}
