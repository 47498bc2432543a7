import { dirname, join } from "node:path";
import { readManifest } from "../compiler/manifest.ts";
import type { Program } from "../compiler/program.ts";
import type { Dialect } from "../model/index.ts";

/**
 * Packages that connect to a database, by its type system. MariaDB is reached by the drivers of MySQL,
 * CockroachDB by that of PostgreSQL. From the page "DataSource Options" of TypeORM's documentation.
 */
const driverPackages: ReadonlyMap<string, Dialect> = new Map([
  ["pg", "postgres"],
  ["pg-native", "postgres"],
  ["mysql", "mysql"],
  ["mysql2", "mysql"],
  ["better-sqlite3", "sqlite"],
  ["sqlite3", "sqlite"],
  ["sql.js", "sqlite"],
  ["expo-sqlite", "sqlite"],
  ["react-native-sqlite-storage", "sqlite"],
  ["cordova-sqlite-storage", "sqlite"],
  ["mssql", "mssql"],
  ["oracledb", "oracle"],
  ["@google-cloud/spanner", "other"],
  ["@sap/hana-client", "other"],
  ["mongodb", "other"],
]);

/** What runs goes before what only tests may use. */
const dependencyFields = [
  ["dependencies", "optionalDependencies", "peerDependencies"],
  ["devDependencies"],
] as const;

/**
 * The databases whose drivers the projects depend on: for each program those of the nearest
 * package.json that names any, from the folder of its tsconfig upward. Every file is read once.
 */
export function databaseDrivers(
  programs: Iterable<Pick<Program, "configFile" | "ownFiles">>,
): readonly Dialect[] {
  const byFolder = new Map<string, readonly Dialect[]>();
  const found = new Set<Dialect>();
  for (const { configFile, ownFiles } of programs) {
    const within = configFile ?? ownFiles[0];
    if (within === undefined) continue;
    for (const dialect of driversAbove(dirname(within), byFolder)) found.add(dialect);
  }
  return [...found].sort();
}

function driversAbove(
  folder: string,
  byFolder: Map<string, readonly Dialect[]>,
): readonly Dialect[] {
  const read = byFolder.get(folder);
  if (read) return read;
  const own = driversOf(join(folder, "package.json"));
  const parent = dirname(folder);
  const found = own.length > 0 || parent === folder ? own : driversAbove(parent, byFolder);
  byFolder.set(folder, found);
  return found;
}

function driversOf(path: string): readonly Dialect[] {
  const manifest = readManifest(path);
  for (const fields of dependencyFields) {
    const named = fields
      .flatMap((field) => [...(manifest?.dependencies(field).keys() ?? [])])
      .flatMap((name) => driverPackages.get(name) ?? []);
    if (named.length > 0) return [...new Set(named)];
  }
  return [];
}
