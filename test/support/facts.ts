import { known, type Range } from "../../server/src/base/index.ts";
import {
  type Column,
  type Connection,
  type Entity,
  type EntityId,
  entityId,
  type FileFacts,
  type Operation,
  type Relation,
  type RelationKind,
  type SqlText,
  type ValueBase,
  type ValueType,
} from "../../server/src/model/index.ts";

/** The file of hand-made facts that name none. */
export const FILE = "/project/src/model.ts";

let next = 0;

/** A range that no other call returns, so that a test can tell where a finding stands. */
export function someRange(length = 5): Range {
  const start = next;
  next += length + 5;
  return { start, end: start + length };
}

/** Facts of one file with nothing in it but what is given. */
export function fileFacts(parts: Partial<FileFacts> = {}): FileFacts {
  return {
    file: FILE,
    entities: [],
    operations: [],
    sqlTexts: [],
    transactions: [],
    connections: [],
    functions: [],
    classes: [],
    loops: [],
    unknowns: {},
    ...parts,
  };
}

/** The id of an entity of {@link FILE}. */
export function idOf(name: string, file: string = FILE): EntityId {
  return entityId(file, name);
}

/** An entity with a table and no members. */
export function entity(name: string, parts: Partial<Entity> = {}): Entity {
  const file = parts.file ?? FILE;
  return {
    orm: "typeorm",
    id: entityId(file, name),
    file,
    name,
    range: someRange(name.length),
    kind: "table",
    table: known(name.toLowerCase()),
    schema: known(undefined),
    base: undefined,
    singleTableRoot: false,
    columns: [],
    relations: [],
    embedded: [],
    indexes: [],
    checks: [],
    defaultOrder: false,
    unknownParts: [],
    rewrites: {},
    ...parts,
  };
}

/** A type without null and undefined. */
export function valueType(base: ValueBase, parts: Partial<ValueType> = {}): ValueType {
  return {
    text: base,
    base,
    nullable: false,
    optional: false,
    strictNullChecks: true,
    promise: false,
    ...parts,
  };
}

/** A plain `string` column, `varchar` of 100 characters and not null. */
export function column(property: string, parts: Partial<Column> = {}): Column {
  return {
    property,
    range: someRange(property.length),
    name: known(property),
    role: "plain",
    primary: false,
    generated: known(undefined),
    typeSource: "reflected",
    database: known({
      postgres: {
        name: "character varying",
        family: "string",
        length: 100,
        array: false,
        bounded: true,
      },
    }),
    nullable: known(false),
    unique: known(false),
    default: known(undefined),
    transformed: false,
    hidden: known(false),
    valueType: valueType("string"),
    initialised: false,
    rewrites: {},
    ...parts,
  };
}

/** A generated integer key named `id`. */
export function primaryColumn(parts: Partial<Column> = {}): Column {
  return column("id", {
    role: "primary",
    primary: true,
    generated: known("increment"),
    database: known({
      postgres: { name: "integer", family: "integer", array: false, bounded: false },
    }),
    valueType: valueType("number"),
    ...parts,
  });
}

/** A relation to an entity of {@link FILE}, without inverse, cascade or options. */
export function relation(
  kind: RelationKind,
  property: string,
  target: string,
  parts: Partial<Relation> = {},
): Relation {
  const toMany = kind === "one-to-many" || kind === "many-to-many";
  return {
    property,
    range: someRange(property.length),
    kind,
    cardinality: toMany ? "toMany" : "toOne",
    target: known(idOf(target)),
    owning: kind === "many-to-one",
    inverse: undefined,
    eager: known(false),
    lazy: false,
    cascade: known([]),
    onDelete: known(undefined),
    onUpdate: known(undefined),
    nullable: known(true),
    primary: false,
    unconstrained: false,
    joinColumns: known(kind === "many-to-one" ? [`${property}Id`] : []),
    initialised: false,
    valueType: toMany
      ? valueType("array", { element: valueType("object", { symbolName: target }) })
      : valueType("object", { symbolName: target }),
    rewrites: {},
    ...parts,
  };
}

/** An inverse as a relation names it. */
export function inverse(property: string): NonNullable<Relation["inverse"]> {
  return { property: known(property), range: someRange(property.length) };
}

/** A read of many rows of an entity of {@link FILE} through the pool, awaited. */
export function operation(entityName: string, parts: Partial<Operation> = {}): Operation {
  return {
    orm: "typeorm",
    index: 0,
    api: "Repository.find",
    kind: "select",
    entity: known(idOf(entityName)),
    range: someRange(20),
    at: someRange(4),
    function: undefined,
    handle: { kind: "pool", text: "this.repository" },
    condition: { kind: "none-needed" },
    loads: { paths: [], complete: known(true), honoursEager: true },
    paging: { limit: known(undefined), offset: known(undefined), ordered: known(false) },
    lock: known(false),
    usage: "awaited",
    loops: [],
    result: { shape: "rows", reads: [], escape: "contained" },
    rows: "unknown",
    sql: [],
    rewrites: {},
    ...parts,
  };
}

/** A statement without holes. */
export function sqlText(text: string, parts: Partial<SqlText> = {}): SqlText {
  const range = someRange(text.length);
  return {
    orm: "typeorm",
    index: 0,
    api: "DataSource.query",
    sink: "statement",
    range,
    at: someRange(5),
    function: undefined,
    parts: [{ kind: "text", text, range }],
    placeholders: "dollar",
    rewrites: {},
    ...parts,
  };
}

/** A connection of the application to PostgreSQL. */
export function connection(parts: Partial<Connection> = {}): Connection {
  return {
    orm: "typeorm",
    api: "DataSource",
    range: someRange(20),
    at: someRange(10),
    function: undefined,
    dialect: known("postgres"),
    credentials: [],
    purpose: "application",
    ...parts,
  };
}
