import type { DatabaseType, Dialect, TypeFamily } from "../../model/index.ts";
import { type DialectTypes, dialectTypes } from "./column-types-dialects.ts";

/** The type of a column as TypeORM's drivers get it: a name, or the constructor that the decorator metadata holds. */
export type SourceType =
  | { readonly kind: "written"; readonly name: string }
  | { readonly kind: "constructor"; readonly name: ReflectedName }
  /** The driver chooses by what the column is for. */
  | { readonly kind: "role"; readonly role: RoleType };

/** Constructors that TypeORM's drivers know. */
export type ReflectedName = "String" | "Number" | "Boolean" | "Date" | "Buffer";

/** Columns whose type the driver chooses. */
export type RoleType = "createDate" | "updateDate" | "deleteDate" | "version" | "treeLevel";

export interface ColumnShape {
  readonly type: SourceType;
  /** As written: digits, or `MAX`. */
  readonly length?: string;
  readonly precision?: number;
  readonly scale?: number;
  readonly array: boolean;
  readonly generatedUuid: boolean;
  /** Set for the date columns that TypeORM fills, whether or not their type is written. */
  readonly dateRole: boolean;
}

/**
 * What each database creates for a column; a database whose driver refuses the type is left out.
 * From `normalizeType`, `getColumnLength` and `supportedDataTypes` of the drivers in TypeORM's `driver` folder.
 */
export function databaseTypes(shape: ColumnShape): Partial<Record<Dialect, DatabaseType>> {
  const types: Partial<Record<Dialect, DatabaseType>> = {};
  for (const [dialect, table] of dialectTypes) {
    const type = databaseType(shape, table);
    if (type) types[dialect] = type;
  }
  return types;
}

function databaseType(shape: ColumnShape, table: DialectTypes): DatabaseType | undefined {
  const source = sourceName(shape.type, table);
  if (source === undefined) return undefined;
  const name = table.renames[source] ?? source;
  if (!table.supported.has(name)) return undefined;
  const family = unlimited(familyOf(shape.type, source, name, table), shape);
  const length = lengthOf(shape, source, name, table);
  const defaults = table.numbers[name];
  const precision =
    shape.precision ?? (shape.dateRole ? table.datePrecision : undefined) ?? defaults?.precision;
  const scale = shape.scale ?? (shape.precision === undefined ? defaults?.scale : undefined);
  return {
    name,
    family,
    ...(length === undefined ? {} : { length }),
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
    array: shape.array,
    bounded:
      (family === "string" && length !== undefined) ||
      (family === "text" && length !== undefined) ||
      family === "enum",
  };
}

/** `varchar(MAX)` is a text type by another name. */
function unlimited(family: TypeFamily, { length }: ColumnShape): TypeFamily {
  return family === "string" && length?.toLowerCase() === "max" ? "text" : family;
}

function sourceName(type: SourceType, table: DialectTypes): string | undefined {
  switch (type.kind) {
    case "written":
      return type.name;
    case "constructor":
      return table.constructors[type.name];
    case "role":
      return table.roles[type.role];
  }
}

function lengthOf(
  shape: ColumnShape,
  source: string,
  name: string,
  table: DialectTypes,
): number | undefined {
  if (shape.length !== undefined) {
    return /^\d+$/.test(shape.length) ? Number(shape.length) : undefined;
  }
  if (shape.generatedUuid && table.generatedUuidLength !== undefined && stringNames.has(name)) {
    return table.generatedUuidLength;
  }
  return table.lengths[source] ?? table.lengths[name];
}

const stringNames: ReadonlySet<string> = new Set([
  "character varying",
  "varchar",
  "char varying",
  "varchar2",
  "nvarchar",
  "nvarchar2",
  "national varchar",
  "varying character",
  "character",
  "native character",
  "char",
  "nchar",
  "national char",
]);

const sharedFamilies: Readonly<Record<string, TypeFamily>> = {
  text: "text",
  citext: "text",
  string: "text",
  clob: "text",
  nclob: "text",
  ntext: "text",
  tinytext: "text",
  mediumtext: "text",
  longtext: "text",
  long: "text",
  integer: "integer",
  int: "integer",
  int2: "integer",
  int4: "integer",
  smallint: "integer",
  tinyint: "integer",
  mediumint: "integer",
  bigint: "bigint",
  int8: "bigint",
  "unsigned big int": "bigint",
  numeric: "decimal",
  decimal: "decimal",
  money: "decimal",
  smallmoney: "decimal",
  "double precision": "float",
  double: "float",
  real: "float",
  float: "float",
  float4: "float",
  float8: "float",
  boolean: "boolean",
  bool: "boolean",
  timestamp: "timestamp",
  "timestamp without time zone": "timestamp",
  datetime: "timestamp",
  datetime2: "timestamp",
  smalldatetime: "timestamp",
  timestamptz: "timestamptz",
  "timestamp with time zone": "timestamptz",
  "timestamp with local time zone": "timestamptz",
  datetimeoffset: "timestamptz",
  date: "date",
  time: "time",
  "time without time zone": "time",
  timetz: "timetz",
  "time with time zone": "timetz",
  interval: "interval",
  "interval year to month": "interval",
  "interval day to second": "interval",
  json: "json",
  jsonb: "json",
  enum: "enum",
  set: "enum",
  uuid: "uuid",
  uniqueidentifier: "uuid",
  bytea: "binary",
  bytes: "binary",
  blob: "binary",
  tinyblob: "binary",
  mediumblob: "binary",
  longblob: "binary",
  binary: "binary",
  varbinary: "binary",
  image: "binary",
  raw: "binary",
  "long raw": "binary",
  bfile: "binary",
  rowversion: "binary",
};

function familyOf(type: SourceType, source: string, name: string, table: DialectTypes): TypeFamily {
  if (source === "uuid") return "uuid";
  if (source === "simple-enum") return "enum";
  if (source === "boolean" || source === "bool") return "boolean";
  if (type.kind === "constructor" && type.name === "Boolean") return "boolean";
  // TypeORM gives numbers back for these, whatever the database calls the type.
  if (type.kind === "constructor" && type.name === "Number") return "integer";
  return (
    table.families[name] ?? (stringNames.has(name) ? "string" : (sharedFamilies[name] ?? "other"))
  );
}
