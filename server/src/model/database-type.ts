/** Databases whose type systems ormlint tells apart. */
export type Dialect =
  | "postgres"
  | "cockroachdb"
  | "mysql"
  | "mariadb"
  | "sqlite"
  | "mssql"
  | "oracle"
  | "other";

/** Groups of database types that rules reason about. */
export type TypeFamily =
  | "string"
  | "text"
  | "integer"
  | "bigint"
  | "decimal"
  | "float"
  | "boolean"
  | "timestamp"
  | "timestamptz"
  | "date"
  | "time"
  | "timetz"
  | "interval"
  | "json"
  | "enum"
  | "uuid"
  | "binary"
  | "other";

/** A column's type as one database will create it. */
export interface DatabaseType {
  /** In the database's own spelling, without length: `character varying`, `timestamp with time zone`. */
  readonly name: string;
  readonly family: TypeFamily;
  readonly length?: number;
  readonly precision?: number;
  readonly scale?: number;
  readonly array: boolean;
  /** For families `string` and `text`: whether the database bounds the length, by the column or by its default. */
  readonly bounded: boolean;
}

/** Databases as people call them. */
export const dialectLabels: Readonly<Record<Dialect, string>> = {
  postgres: "PostgreSQL",
  cockroachdb: "CockroachDB",
  mysql: "MySQL",
  mariadb: "MariaDB",
  sqlite: "SQLite",
  mssql: "SQL Server",
  oracle: "Oracle",
  other: "another database",
};
