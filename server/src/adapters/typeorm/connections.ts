import { type Fact, known, unknown } from "../../base/index.ts";
import { type Expression, isShorthandPropertyAssignment } from "../../compiler/ast.ts";
import type { Constant } from "../../flow/file-flow.ts";
import type { Connection, ConnectionOption, Dialect } from "../../model/index.ts";
import { readCredentials } from "./connections-credentials.ts";
import { driverDialects } from "./connections-dialects.ts";
import { dependsOnEnvironment, isGuarded } from "./connections-environment.ts";
import { namedEnvironment } from "./connections-names.ts";
import { readNaming } from "./connections-naming.ts";
import { parsedNumbers } from "./connections-numbers.ts";
import { type ConnectionSite, connectionSites } from "./connections-sites.ts";
import { stringFact } from "./constants.ts";
import { rangeOf } from "./edits.ts";
import type { Candidates } from "./entities-candidates.ts";
import type { EntityReader } from "./entities-reader.ts";
import { OptionBag } from "./option-bag.ts";

/** Reads the options of all connections that a file makes or describes. */
export async function readConnections(
  candidates: Candidates,
  reader: EntityReader,
): Promise<readonly Connection[]> {
  const sites = await connectionSites(candidates, reader);
  return Promise.all(sites.map((site) => readConnection(site, reader)));
}

async function readConnection(site: ConnectionSite, reader: EntityReader): Promise<Connection> {
  const { flow, source, program } = reader;
  const options = await OptionBag.read(site.options, flow);
  const [type, database, location, prefix, synchronize, dropSchema, credentials, naming, parsed] =
    await Promise.all([
      options.constant("type").then(stringFact),
      options.constant("database"),
      options.constant("location"),
      options.constant("entityPrefix").then(stringFact),
      readSwitch("synchronize", options, reader),
      readSwitch("dropSchema", options, reader),
      readCredentials(options, reader),
      site.options ? readNaming(options, reader) : unknown("dynamic-options"),
      parsedNumbers(options, flow),
    ]);
  return {
    orm: "typeorm",
    api: site.api,
    range: rangeOf(site.node),
    at: rangeOf(site.at),
    function: flow.functionAt(site.node),
    dialect: readDialect(type, site),
    // MongoDB has no columns to drop: only indexes are made (schema-builder/MongoSchemaBuilder).
    ...(synchronize && !(type.known && type.value === "mongodb") ? { synchronize } : {}),
    ...(dropSchema ? { dropSchema } : {}),
    naming,
    ...(parsed.length > 0 ? { parsedNumbers: parsed } : {}),
    ...(prefix.known && prefix.value === undefined
      ? {}
      : { tablePrefix: prefix.known ? known(prefix.value ?? "") : prefix }),
    inMemory: isInMemory(type, database, location),
    credentials,
    purpose:
      namedEnvironment(site.node) === "test"
        ? "test"
        : purposeOf(source.fileName, program.configFile),
  };
}

/** Without options TypeORM reads a file of its own, which is not looked at. */
function readDialect(type: Fact<string | undefined>, site: ConnectionSite): Fact<Dialect> {
  if (!type.known) return type;
  if (type.value === undefined || !site.options) return unknown("dynamic-options");
  return known(driverDialects.get(type.value) ?? "other");
}

/** From `driver/better-sqlite3` and `driver/sqljs`: `:memory:` by itself or in a URI of SQLite, and sql.js without a file. */
function isInMemory(
  type: Fact<string | undefined>,
  database: Fact<Constant>,
  location: Fact<Constant>,
): boolean {
  if (!type.known || driverDialects.get(type.value ?? "") !== "sqlite") return false;
  if (type.value === "sqljs") {
    return location.known && location.value === undefined;
  }
  if (!database.known || typeof database.value !== "string") return false;
  return (
    database.value === ":memory:" ||
    /^file:(?::memory:|[^?]*\?.*\bmode=memory\b)/.test(database.value)
  );
}

async function readSwitch(
  name: "synchronize" | "dropSchema",
  options: OptionBag,
  { flow, edits }: EntityReader,
): Promise<ConnectionOption<boolean> | undefined> {
  const expression = options.expression(name);
  if (!expression) return undefined;
  const constant = await options.constant(name);
  const range = rangeOf(expression);
  return {
    value: constant.known ? known(Boolean(constant.value)) : constant,
    range,
    guarded: isEnvironmental(expression, flow),
    rewrites: isShorthand(expression)
      ? {}
      : { "set-false": { edits: [edits.replace(range, "false")] } },
  };
}

/** `{ synchronize }`, where a value cannot stand. */
function isShorthand(expression: Expression): boolean {
  return isShorthandPropertyAssignment(expression.parent);
}

function isEnvironmental(expression: Expression, flow: EntityReader["flow"]): boolean {
  return (
    dependsOnEnvironment(expression, flow) ||
    isGuarded(expression, flow) ||
    namedEnvironment(expression) !== undefined
  );
}

const testFolders: ReadonlySet<string> = new Set([
  "test",
  "tests",
  "__tests__",
  "e2e",
  "spec",
  "fixtures",
  "testing",
  "test-utils",
  "__mocks__",
  "__fixtures__",
]);

const toolFolders: ReadonlySet<string> = new Set(
  "migration migrations scripts seed seeds seeders seeding".split(" "),
);

/** What a file is for, by its path below the folder of its tsconfig. */
export function purposeOf(file: string, configFile: string | undefined): Connection["purpose"] {
  const root = folderOf(configFile ?? file);
  const path = file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
  const folders = path.toLowerCase().split("/");
  const name = folders.pop() ?? "";
  if (folders.some((folder) => testFolders.has(folder))) return "test";
  if (/[.-](?:test|spec|e2e|e2e-spec)\.[cm]?[jt]sx?$/.test(name)) return "test";
  if (/^(?:tests?|testing|jest|vitest|e2e)(?:[.-][\w.-]*)?\.[cm]?[jt]sx?$/.test(name))
    return "test";
  return folders.some((folder) => toolFolders.has(folder)) ? "migration-tool" : "application";
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
