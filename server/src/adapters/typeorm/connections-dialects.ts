import type { Dialect } from "../../model/index.ts";

/** The `type` of TypeORM's options (`driver/types/DatabaseType`), by the type system of the database. */
export const driverDialects: ReadonlyMap<string, Dialect> = new Map([
  ["postgres", "postgres"],
  ["aurora-postgres", "postgres"],
  ["cockroachdb", "cockroachdb"],
  ["mysql", "mysql"],
  ["aurora-mysql", "mysql"],
  ["mariadb", "mariadb"],
  ["sqlite", "sqlite"],
  ["better-sqlite3", "sqlite"],
  ["sqljs", "sqlite"],
  ["cordova", "sqlite"],
  ["expo", "sqlite"],
  ["react-native", "sqlite"],
  ["nativescript", "sqlite"],
  ["capacitor", "sqlite"],
  ["mssql", "mssql"],
  ["oracle", "oracle"],
  ["sap", "other"],
  ["spanner", "other"],
  ["mongodb", "other"],
]);
