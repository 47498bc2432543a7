import type { Dialect, TypeFamily } from "../../model/index.ts";
import type { ReflectedName, RoleType } from "./column-types.ts";

/** What one of TypeORM's drivers makes of column types. */
export interface DialectTypes {
  /** `normalizeType` for the constructors of the decorator metadata; absent: the driver refuses it. */
  readonly constructors: Readonly<Partial<Record<ReflectedName, string>>>;
  /** `normalizeType` for names: alias to the database's own name. */
  readonly renames: Readonly<Record<string, string>>;
  /** `supportedDataTypes`, after renaming. */
  readonly supported: ReadonlySet<string>;
  /** `getColumnLength` and the lengths of `dataTypeDefaults`, by the name before renaming. */
  readonly lengths: Readonly<Record<string, number>>;
  /** Precision and scale of `dataTypeDefaults`. */
  readonly numbers: Readonly<
    Record<string, { readonly precision: number; readonly scale: number }>
  >;
  /** `mappedDataTypes`. */
  readonly roles: Readonly<Record<RoleType, string>>;
  /** `createDatePrecision` and its like. */
  readonly datePrecision?: number;
  /** Length of a string column whose values are generated UUIDs. */
  readonly generatedUuidLength?: number;
  /** Families that differ from what the name means elsewhere. */
  readonly families: Readonly<Record<string, TypeFamily>>;
}

function names(list: string): ReadonlySet<string> {
  return new Set(list.split("|"));
}

const postgres: DialectTypes = {
  constructors: {
    String: "character varying",
    Number: "integer",
    Boolean: "boolean",
    Date: "timestamp without time zone",
  },
  renames: {
    int: "integer",
    int4: "integer",
    varchar: "character varying",
    timestamp: "timestamp without time zone",
    timestamptz: "timestamp with time zone",
    time: "time without time zone",
    timetz: "time with time zone",
    bool: "boolean",
    "simple-array": "text",
    "simple-json": "text",
    "simple-enum": "enum",
    int2: "smallint",
    int8: "bigint",
    decimal: "numeric",
    float8: "double precision",
    float: "double precision",
    float4: "real",
    char: "character",
    varbit: "bit varying",
  },
  supported: names(
    "smallint|integer|bigint|numeric|real|double precision|money|character varying|character|text|citext|hstore|bytea|bit|bit varying|timestamp without time zone|timestamp with time zone|date|time without time zone|time with time zone|interval|boolean|enum|point|line|lseg|box|path|polygon|circle|cidr|inet|macaddr|macaddr8|tsvector|tsquery|uuid|xml|json|jsonb|jsonpath|int4range|int8range|numrange|tsrange|tstzrange|daterange|int4multirange|int8multirange|nummultirange|tsmultirange|tstzmultirange|datemultirange|geometry|geography|cube|ltree|vector|halfvec",
  ),
  lengths: { char: 1, character: 1 },
  numbers: {},
  roles: {
    createDate: "timestamp",
    updateDate: "timestamp",
    deleteDate: "timestamp",
    version: "int4",
    treeLevel: "int4",
  },
  families: {},
};

const cockroachdb: DialectTypes = {
  constructors: { String: "varchar", Number: "int8", Boolean: "bool", Date: "timestamp" },
  renames: {
    integer: "int8",
    int: "int8",
    bigint: "int8",
    int64: "int8",
    "character varying": "varchar",
    "char varying": "varchar",
    "timestamp without time zone": "timestamp",
    "timestamp with time zone": "timestamptz",
    "time without time zone": "time",
    boolean: "bool",
    "simple-array": "string",
    "simple-json": "string",
    text: "string",
    bytea: "bytes",
    blob: "bytes",
    smallint: "int2",
    numeric: "decimal",
    dec: "decimal",
    "double precision": "float8",
    float: "float8",
    real: "float4",
    character: "char",
    "simple-enum": "enum",
    json: "jsonb",
  },
  supported: names(
    "array|bool|bytes|date|enum|geometry|geography|decimal|float4|float8|inet|int4|int2|int8|interval|string|char|varchar|time|timestamp|timestamptz|jsonb|uuid",
  ),
  lengths: { char: 1 },
  numbers: {},
  roles: {
    createDate: "timestamptz",
    updateDate: "timestamptz",
    deleteDate: "timestamptz",
    version: "int8",
    treeLevel: "int8",
  },
  families: {},
};

const mysql: DialectTypes = {
  constructors: {
    String: "varchar",
    Number: "int",
    Boolean: "tinyint",
    Date: "datetime",
    Buffer: "blob",
  },
  renames: {
    integer: "int",
    uuid: "varchar",
    "simple-array": "text",
    "simple-json": "text",
    "simple-enum": "enum",
    "double precision": "double",
    real: "double",
    dec: "decimal",
    numeric: "decimal",
    fixed: "decimal",
    bool: "tinyint",
    boolean: "tinyint",
    nvarchar: "varchar",
    "national varchar": "varchar",
    nchar: "char",
    "national char": "char",
  },
  supported: names(
    "bit|int|tinyint|smallint|mediumint|bigint|float|double|decimal|date|datetime|timestamp|time|year|char|varchar|blob|text|tinyblob|tinytext|mediumblob|mediumtext|longblob|longtext|enum|set|binary|varbinary|json|geometry|point|linestring|polygon|multipoint|multilinestring|multipolygon|geometrycollection|vector",
  ),
  lengths: {
    varchar: 255,
    nvarchar: 255,
    "national varchar": 255,
    char: 1,
    nchar: 1,
    binary: 1,
    varbinary: 255,
  },
  numbers: { decimal: { precision: 10, scale: 0 } },
  roles: {
    createDate: "datetime",
    updateDate: "datetime",
    deleteDate: "datetime",
    version: "int",
    treeLevel: "int",
  },
  datePrecision: 6,
  generatedUuidLength: 36,
  families: { timestamp: "timestamptz" },
};

// MariaDB has a type for UUIDs since 10.7, and TypeORM uses it where it is there.
const { uuid: _uuid, ...mariadbRenames } = mysql.renames;
const { generatedUuidLength: _length, ...mariadbTypes } = mysql;

const mariadb: DialectTypes = {
  ...mariadbTypes,
  renames: mariadbRenames,
  supported: new Set([...mysql.supported, "uuid", "inet4", "inet6"]),
};

const sqlite: DialectTypes = {
  constructors: { String: "varchar", Number: "integer", Boolean: "boolean", Date: "datetime" },
  renames: {
    int: "integer",
    uuid: "varchar",
    "simple-array": "text",
    "simple-json": "text",
    "simple-enum": "varchar",
  },
  supported: names(
    "integer|tinyint|smallint|mediumint|bigint|unsigned big int|int2|int8|character|varchar|varying character|nchar|native character|nvarchar|text|clob|blob|real|double|double precision|float|numeric|decimal|boolean|date|time|datetime|json|jsonb",
  ),
  lengths: {},
  numbers: {},
  roles: {
    createDate: "datetime",
    updateDate: "datetime",
    deleteDate: "datetime",
    version: "integer",
    treeLevel: "integer",
  },
  families: {},
};

const mssql: DialectTypes = {
  constructors: {
    String: "nvarchar",
    Number: "int",
    Boolean: "bit",
    Date: "datetime",
    Buffer: "binary",
  },
  renames: {
    integer: "int",
    uuid: "uniqueidentifier",
    "simple-array": "ntext",
    "simple-json": "ntext",
    "simple-enum": "nvarchar",
    dec: "decimal",
    "double precision": "float",
    rowversion: "timestamp",
  },
  supported: names(
    "int|bigint|bit|decimal|money|numeric|smallint|smallmoney|tinyint|float|real|date|datetime2|datetime|datetimeoffset|smalldatetime|time|char|varchar|text|nchar|nvarchar|ntext|binary|image|varbinary|hierarchyid|sql_variant|timestamp|uniqueidentifier|xml|geometry|geography|vector",
  ),
  lengths: { varchar: 255, nvarchar: 255, char: 1, nchar: 1, binary: 1, varbinary: 1 },
  numbers: {
    decimal: { precision: 18, scale: 0 },
    numeric: { precision: 18, scale: 0 },
  },
  roles: {
    createDate: "datetime2",
    updateDate: "datetime2",
    deleteDate: "datetime2",
    version: "int",
    treeLevel: "int",
  },
  families: { timestamp: "binary", bit: "boolean" },
};

const oracle: DialectTypes = {
  constructors: {
    String: "varchar2",
    Number: "number",
    Boolean: "number",
    Date: "timestamp",
    Buffer: "blob",
  },
  renames: {
    numeric: "number",
    dec: "number",
    decimal: "number",
    int: "number",
    integer: "number",
    smallint: "number",
    real: "float",
    "double precision": "float",
    varchar: "varchar2",
    uuid: "varchar2",
    "simple-array": "clob",
    "simple-json": "clob",
  },
  supported: names(
    "char|nchar|nvarchar2|varchar2|long|raw|long raw|number|float|date|timestamp|timestamp with time zone|timestamp with local time zone|interval year to month|interval day to second|bfile|blob|clob|nclob|rowid|urowid|json",
  ),
  lengths: { char: 1, nchar: 1, varchar: 255, varchar2: 255, nvarchar2: 255, raw: 2000, uuid: 36 },
  numbers: {},
  roles: {
    createDate: "timestamp",
    updateDate: "timestamp",
    deleteDate: "timestamp",
    version: "number",
    treeLevel: "number",
  },
  families: { number: "float" },
};

/** Tables of all drivers whose type systems are told apart. */
export const dialectTypes: readonly (readonly [Dialect, DialectTypes])[] = [
  ["postgres", postgres],
  ["cockroachdb", cockroachdb],
  ["mysql", mysql],
  ["mariadb", mariadb],
  ["sqlite", sqlite],
  ["mssql", mssql],
  ["oracle", oracle],
];
