import { type Fact, known, type Range, type UnknownReason, unknown } from "../../base/index.ts";
import type { Constant, FileFlow } from "../../flow/file-flow.ts";
import {
  type Column,
  type ColumnDefault,
  type ColumnRole,
  type ColumnTypeSource,
  derivedColumnName,
  type GeneratedKind,
  type Rewrites,
  type ValueType,
} from "../../model/index.ts";
import { databaseTypes, type SourceType } from "./column-types.ts";
import { readEnum } from "./columns-enum.ts";
import {
  booleanFact,
  readConstant,
  returnedExpression,
  stringFact,
  unwrapped,
} from "./constants.ts";
import type { EntityReader } from "./entities-reader.ts";
import type { OptionBag } from "./option-bag.ts";

/** The type of a column as its declaration gives it. */
export interface ColumnTypeReading {
  readonly source: ColumnTypeSource;
  /** When it is a constant. */
  readonly written?: string;
  readonly type: Fact<SourceType>;
  /** See {@link Column.unusableConstructor}. */
  readonly unusableConstructor?: string;
}

/** A column as read from a decorator or a schema, before the parts that both have in common. */
export interface ColumnReading {
  readonly property: string;
  readonly range: Range;
  readonly role: ColumnRole;
  readonly primary: boolean;
  /** See {@link Column.mayBePrimary}. */
  readonly mayBePrimary: boolean;
  readonly type: ColumnTypeReading;
  readonly options: OptionBag;
  readonly generated: Fact<GeneratedKind | undefined>;
  /** A decorator beside the column's makes it unique. */
  readonly unique: boolean;
  readonly valueType: ValueType;
  readonly initialised: boolean;
  readonly rewrites: (database: Column["database"]) => Rewrites;
}

/** Completes a column by its options. */
export async function buildColumn(reading: ColumnReading, reader: EntityReader): Promise<Column> {
  const { options, property } = reading;
  const [name, unique, select, enumValues, nullable, columnDefault, database] = await Promise.all([
    options.constant("name").then(stringFact),
    options.constant("unique"),
    options.constant("select"),
    readEnum(options, reader),
    readNullable(reading),
    readDefault(options, reader.flow),
    readDatabase(reading),
  ]);
  const isEnum = options.mayHave("enum") && !(enumValues.known && enumValues.value === undefined);
  const writtenName = name.known ? name.value : undefined;
  const derives = name.known && !writtenName;
  return {
    property,
    range: reading.range,
    name: derives
      ? unknown("custom-naming-strategy")
      : name.known
        ? known(writtenName ?? property)
        : name,
    ...(derives ? { derivedName: derivedColumnName(property) } : {}),
    role: reading.role,
    primary: reading.primary,
    ...(reading.mayBePrimary && !reading.primary ? { mayBePrimary: true } : {}),
    generated: reading.generated,
    typeSource: reading.type.source,
    ...(reading.type.written === undefined ? {} : { writtenType: reading.type.written }),
    ...(reading.type.unusableConstructor === undefined
      ? {}
      : { unusableConstructor: reading.type.unusableConstructor }),
    database,
    nullable,
    unique: reading.unique ? known(true) : booleanFact(unique, false),
    default: columnDefault,
    ...(isEnum
      ? { enumValues: enumValues.known ? known(enumValues.value ?? []) : enumValues }
      : {}),
    transformed: options.mayHave("transformer"),
    hidden: negated(booleanFact(select, true)),
    valueType: reading.valueType,
    initialised: reading.initialised,
    rewrites: reading.rewrites(database),
  };
}

function negated(fact: Fact<boolean>): Fact<boolean> {
  return fact.known ? known(!fact.value) : fact;
}

/** A column with `default: null` is nullable unless it says otherwise; a deletion date always is. */
async function readNullable({ role, primary, options }: ColumnReading): Promise<Fact<boolean>> {
  if (role === "view" || role === "virtual") return unknown("unsupported-syntax");
  const [nullable, byDefault] = await Promise.all([
    options.constant("nullable"),
    options.constant("default"),
  ]);
  if (!nullable.known) return nullable;
  if (role === "deleted-at") return known(true);
  if (nullable.value !== undefined) return known(Boolean(nullable.value));
  if (primary) return known(false);
  return known(byDefault.known && byDefault.value === null);
}

async function readDefault(
  options: OptionBag,
  flow: FileFlow,
): Promise<Fact<ColumnDefault | undefined>> {
  const expression = options.expression("default");
  const made = expression && returnedExpression(unwrapped(flow.origin(expression)));
  if (made) {
    const text = stringFact(await readConstant(made, flow));
    if (!text.known) return text;
    return text.value === undefined
      ? unknown("dynamic-expression")
      : known({ kind: "expression", text: text.value });
  }
  const value = await options.constant("default");
  if (!value.known) return value;
  return known(
    value.value === undefined ? undefined : { kind: "constant", text: constantText(value.value) },
  );
}

function constantText(value: Constant): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

async function readDatabase(reading: ColumnReading): Promise<Column["database"]> {
  const { options, role, type } = reading;
  if (role === "view") return unknown("unsupported-syntax");
  if (role === "object-id") return unknown("no-dialect");
  if (!type.type.known) return type.type;
  const [length, precision, scale, array] = await Promise.all([
    options.constant("length"),
    options.constant("precision"),
    options.constant("scale"),
    options.constant("array"),
  ]);
  const reason = firstUnknown([length, precision, scale, array]);
  if (reason) return unknown(reason);
  const digits = scalarText(length);
  const { generated } = reading;
  const generatedUuid = generated.known && generated.value === "uuid";
  const types = databaseTypes({
    // `EntityMetadataBuilder.build` puts this type in place of any other.
    type: generatedUuid ? { kind: "written", name: "uuid" } : type.type.value,
    ...(digits ? { length: digits } : {}),
    ...numberPart("precision", precision),
    ...numberPart("scale", scale),
    array: array.known && Boolean(array.value),
    generatedUuid,
    dateRole: role === "created-at" || role === "updated-at" || role === "deleted-at",
  });
  return Object.keys(types).length === 0 ? unknown("unsupported-syntax") : known(types);
}

function firstUnknown(facts: readonly Fact<Constant>[]): UnknownReason | undefined {
  for (const fact of facts) if (!fact.known) return fact.reason;
  return undefined;
}

function scalarText(fact: Fact<Constant>): string | undefined {
  const value = fact.known ? fact.value : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function numberPart(
  name: "precision" | "scale",
  fact: Fact<Constant>,
): { precision?: number; scale?: number } {
  const value = fact.known ? fact.value : undefined;
  return typeof value === "number" ? { [name]: value } : {};
}
