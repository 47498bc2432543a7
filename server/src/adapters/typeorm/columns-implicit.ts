import { known, type Range } from "../../base/index.ts";
import type { Column, ColumnRole, ValueBase } from "../../model/index.ts";
import { databaseTypes, type SourceType } from "./column-types.ts";
import { readConstant, stringFact } from "./constants.ts";
import { rangeOf } from "./edits.ts";
import type { OrmDecorator } from "./entities-decorators.ts";
import type { EntityReader } from "./entities-reader.ts";
import { OptionBag } from "./option-bag.ts";

/**
 * Columns that decorators of the class add without a property: the discriminator of single-table
 * inheritance, the path of a materialised tree, the bounds of a nested set.
 * From `EntityMetadataBuilder.computeEntityMetadataStep2` and `DefaultNamingStrategy`.
 */
export async function implicitColumns(
  decorators: readonly OrmDecorator[],
  written: readonly Column[],
  reader: EntityReader,
): Promise<readonly Column[]> {
  const taken = new Set(written.map(({ property }) => property));
  const columns: Column[] = [];
  for (const decorator of decorators) {
    if (decorator.name === "TableInheritance") {
      columns.push(await discriminator(decorator, reader));
    }
    if (decorator.name === "Tree") columns.push(...(await treeColumns(decorator, reader)));
  }
  return columns.filter(({ property }) => !taken.has(property));
}

async function discriminator(
  { node, arguments: list }: OrmDecorator,
  { flow }: EntityReader,
): Promise<Column> {
  const options = await OptionBag.read(list[0], flow);
  const whole = stringFact(await options.constant("column"));
  const expression = options.expression("column");
  const column = await OptionBag.read(whole.known ? undefined : expression, flow);
  const [name, type, length] = await Promise.all([
    column.constant("name").then(stringFact),
    column.constant("type").then(stringFact),
    column.constant("length"),
  ]);
  const property = (whole.known ? whole.value : name.known ? name.value : undefined) ?? "type";
  const source: SourceType =
    type.known && type.value !== undefined
      ? { kind: "written", name: type.value }
      : { kind: "constructor", name: "String" };
  const digits = length.known && length.value !== undefined ? String(length.value) : undefined;
  return implicitColumn(property, rangeOf(node), "discriminator", source, "string", digits);
}

async function treeColumns(
  { node, arguments: list }: OrmDecorator,
  { flow }: EntityReader,
): Promise<readonly Column[]> {
  const type = list[0] && (await readConstant(list[0], flow));
  const value = type?.known ? type.value : undefined;
  const range = rangeOf(node);
  if (value === "materialized-path") {
    const path: SourceType = { kind: "written", name: "varchar" };
    return [{ ...implicitColumn("mpath", range, "tree", path, "string"), nullable: known(true) }];
  }
  if (value === "nested-set") {
    const bound: SourceType = { kind: "constructor", name: "Number" };
    return ["nsleft", "nsright"].map((name) =>
      implicitColumn(name, range, "tree", bound, "number"),
    );
  }
  return [];
}

function implicitColumn(
  property: string,
  range: Range,
  role: ColumnRole,
  type: SourceType,
  base: ValueBase,
  length?: string,
): Column {
  return {
    property,
    range,
    name: known(property),
    role,
    primary: false,
    generated: known(undefined),
    typeSource: "implied",
    database: known(
      databaseTypes({
        type,
        ...(length === undefined ? {} : { length }),
        array: false,
        generatedUuid: false,
        dateRole: false,
      }),
    ),
    nullable: known(false),
    unique: known(false),
    default: known(undefined),
    transformed: false,
    hidden: known(true),
    valueType: {
      text: base,
      base,
      nullable: false,
      optional: false,
      strictNullChecks: true,
      promise: false,
    },
    initialised: false,
    rewrites: {},
  };
}
