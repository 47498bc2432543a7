import { type Fact, known, type Range, unknown } from "../../base/index.ts";
import {
  isArrayLiteralExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadElement,
  type NewExpression,
} from "../../compiler/ast.ts";
import type { TypeView } from "../../compiler/checker.ts";
import type {
  Check,
  Embedded,
  Entity,
  EntityKind,
  Index,
  UnknownPart,
  ValueType,
} from "../../model/index.ts";
import { embeddingPrefix } from "./columns.ts";
import { markForeignKeys } from "./columns-foreign-keys.ts";
import { booleanFact, stringFact, unwrapped } from "./constants.ts";
import { rangeOf } from "./edits.ts";
import { tableNames } from "./entities.ts";
import { entityNamedBy } from "./entities-identity.ts";
import type { EntityReader } from "./entities-reader.ts";
import { schemaId, schemaRange } from "./entity-schema-identity.ts";
import { readSchemaColumn, readSchemaRelation } from "./entity-schema-members.ts";
import { OptionBag } from "./option-bag.ts";

/** One property of a schema's `columns`, `relations` or `embeddeds`. */
export interface SchemaMember {
  readonly property: string;
  readonly range: Range;
  readonly options: OptionBag;
  readonly valueType: ValueType;
}

/** Reads `new EntitySchema<Post>({ name, columns, relations, … })`; `undefined` when it is another's class. */
export async function readEntitySchema(
  node: NewExpression,
  reader: EntityReader,
): Promise<Entity | undefined> {
  const { program, flow, source } = reader;
  const type = await program.checker.typeAt(node);
  const home = await type.symbol();
  if (home?.name !== "EntitySchema" || !home.isDeclaredIn("typeorm")) return undefined;
  const options = await OptionBag.read(node.arguments?.[0], flow);
  const id = await schemaId(node, type, options, reader);
  if (id === undefined) return undefined;
  const [mapped] = await type.typeArguments();
  const [name, tableName, schema, kind, columns, relations, embeddeds, indexes, checks] =
    await Promise.all([
      options.constant("name").then(stringFact),
      options.constant("tableName").then(stringFact),
      options.constant("schema").then(stringFact),
      options.constant("type").then(stringFact),
      readMembers("columns", options, mapped, reader),
      readMembers("relations", options, mapped, reader),
      readMembers("embeddeds", options, mapped, reader),
      readIndexes(options, reader),
      readChecks(options, reader),
    ]);
  const className = (name.known ? name.value : undefined) ?? id.slice(id.lastIndexOf("#") + 1);
  const [readColumns, readRelations, embedded] = await Promise.all([
    Promise.all(columns.members.map((member) => readSchemaColumn(member, reader))),
    Promise.all(relations.members.map((member) => readSchemaRelation(member, id, reader))),
    Promise.all(embeddeds.members.map((member) => readSchemaEmbedded(member, reader))),
  ]);
  const kinded = schemaKind(kind);
  return {
    orm: "typeorm",
    id,
    file: source.fileName,
    name: className,
    range: schemaRange(node),
    kind: kinded,
    ...tableNames(kinded, className, name.known ? tableName : name),
    schema,
    base: undefined,
    singleTableRoot: options.option("inheritance") !== undefined,
    columns: await markForeignKeys(readColumns, readRelations, async (relation, key) => {
      const property = await mapped?.property(relation.property);
      const parts = property ? await (await property.type()).parts() : [];
      const found = await Promise.all(parts.map((part) => part.property(key)));
      return found.some((declared) => declared !== undefined);
    }),
    relations: readRelations,
    embedded,
    indexes,
    checks,
    defaultOrder: options.mayHave("orderBy"),
    unknownParts: [
      ...[columns, relations, embeddeds].flatMap(({ unread }) => unread),
      ...(options.open ? [{ reason: options.open, range: schemaRange(node) }] : []),
    ],
    rewrites: {},
  };
}

function schemaKind(type: Fact<string | undefined>): EntityKind {
  switch (type.known ? type.value : undefined) {
    case "abstract":
      return "abstract";
    case "view":
      return "view";
    case "entity-child":
      return "child";
    default:
      return "table";
  }
}

interface Members {
  readonly members: readonly SchemaMember[];
  readonly unread: readonly UnknownPart[];
}

async function readMembers(
  part: "columns" | "relations" | "embeddeds",
  options: OptionBag,
  mapped: TypeView | undefined,
  { flow, source }: EntityReader,
): Promise<Members> {
  const expression = options.expression(part);
  if (!expression) return { members: [], unread: [] };
  const bag = await OptionBag.read(expression, flow);
  const unread: UnknownPart[] = bag.open ? [{ reason: bag.open, range: rangeOf(expression) }] : [];
  const members = await Promise.all(
    bag.names.map(async (property): Promise<SchemaMember | undefined> => {
      const option = bag.option(property);
      const value = option?.expression;
      if (!value || value.getSourceFile() !== source) {
        unread.push({ reason: "dynamic-options", range: rangeOf(expression), property });
        return undefined;
      }
      const [memberOptions, symbol] = await Promise.all([
        OptionBag.read(value, flow),
        mapped?.property(property),
      ]);
      const { node } = option;
      const isNamed = node && (isPropertyAssignment(node) || isShorthandPropertyAssignment(node));
      return {
        property,
        range: rangeOf(isNamed ? node.name : value),
        options: memberOptions,
        valueType: symbol ? await flow.describe(await symbol.type()) : unknownType,
      };
    }),
  );
  return { members: members.filter((member) => member !== undefined), unread };
}

/** A property that the mapped type does not declare. */
const unknownType: ValueType = {
  text: "unknown",
  base: "unknown",
  nullable: false,
  optional: false,
  strictNullChecks: true,
  promise: false,
};

async function readSchemaEmbedded(
  { property, range, options, valueType }: SchemaMember,
  { program }: EntityReader,
): Promise<Embedded> {
  const schema = options.expression("schema");
  const [target, prefix, array] = await Promise.all([
    schema ? entityNamedBy(unwrapped(schema), program) : unknown("unresolved-entity"),
    options.constant("prefix"),
    options.constant("array"),
  ]);
  return {
    property,
    range,
    target,
    prefix: embeddingPrefix(prefix, property),
    array: valueType.base === "array" || (array.known && array.value === true),
  };
}

/** The object literals of a list option. */
async function readList(
  name: string,
  options: OptionBag,
  { flow }: EntityReader,
): Promise<readonly { readonly bag: OptionBag; readonly range: Range }[]> {
  const expression = options.expression(name);
  const list = expression && unwrapped(flow.origin(expression));
  if (!list || !isArrayLiteralExpression(list)) return [];
  return Promise.all(
    list.elements
      .filter((element) => !isSpreadElement(element))
      .map(async (element) => ({
        bag: await OptionBag.read(element, flow),
        range: rangeOf(element),
      })),
  );
}

async function readIndexes(options: OptionBag, reader: EntityReader): Promise<readonly Index[]> {
  const [indices, uniques] = await Promise.all([
    readList("indices", options, reader),
    readList("uniques", options, reader),
  ]);
  const read = async (bag: OptionBag, range: Range, isUnique: boolean): Promise<Index> => {
    const [name, columns, unique, where] = await Promise.all([
      bag.constant("name").then(stringFact),
      bag.constant("columns"),
      bag.constant("unique"),
      bag.constant("where").then(stringFact),
    ]);
    const listed: unknown = columns.known ? columns.value : undefined;
    const isList = Array.isArray(listed) && listed.every((column) => typeof column === "string");
    return {
      name,
      range,
      properties: columns.known
        ? isList
          ? known(listed)
          : unknown("unsupported-syntax")
        : columns,
      unique: isUnique ? known(true) : booleanFact(unique, false),
      ...(where.known && where.value !== undefined ? { where: known(where.value) } : {}),
    };
  };
  return Promise.all([
    ...indices.map(({ bag, range }) => read(bag, range, false)),
    ...uniques.map(({ bag, range }) => read(bag, range, true)),
  ]);
}

async function readChecks(options: OptionBag, reader: EntityReader): Promise<readonly Check[]> {
  const [checks, exclusions] = await Promise.all([
    readList("checks", options, reader),
    readList("exclusions", options, reader),
  ]);
  const read = async (bag: OptionBag, range: Range, exclusion: boolean): Promise<Check> => {
    const [name, text] = await Promise.all([
      bag.constant("name").then(stringFact),
      bag.constant("expression").then(stringFact),
    ]);
    return { name, range, expression: text.known ? known(text.value ?? "") : text, exclusion };
  };
  return Promise.all([
    ...checks.map(({ bag, range }) => read(bag, range, false)),
    ...exclusions.map(({ bag, range }) => read(bag, range, true)),
  ]);
}
