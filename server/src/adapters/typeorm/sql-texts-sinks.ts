import type { SqlSink } from "../../model/index.ts";

/** One argument of a method of TypeORM that is taken as SQL. */
export interface SqlArgument {
  readonly index: number;
  readonly sink: SqlSink;
  /** Position of the argument with the values of its placeholders. */
  readonly parameters?: number;
  /** `text`: the text, a list of texts, or a function that returns it. `functions`: an object whose function values return SQL. `keys`: the keys of an object too. `subquery`: text in parentheses. */
  readonly shape: "text" | "functions" | "keys" | "subquery";
}

const condition: readonly SqlArgument[] = [
  { index: 0, sink: "condition", parameters: 1, shape: "text" },
];
const projection: readonly SqlArgument[] = [{ index: 0, sink: "select", shape: "text" }];
const order: readonly SqlArgument[] = [{ index: 0, sink: "order-by", shape: "keys" }];
const group: readonly SqlArgument[] = [{ index: 0, sink: "group-by", shape: "text" }];
const table: readonly SqlArgument[] = [{ index: 0, sink: "table", shape: "text" }];
// A path such as `post.author` is looked up in the metadata, any other name is quoted (JoinAttribute.js,
// SelectQueryBuilder.createJoinExpression): only text in parentheses stays as it is.
const join: readonly SqlArgument[] = [
  { index: 0, sink: "table", shape: "subquery" },
  { index: 2, sink: "join-condition", parameters: 3, shape: "text" },
];
const mappedJoin: readonly SqlArgument[] = [
  { index: 1, sink: "table", shape: "subquery" },
  { index: 3, sink: "join-condition", parameters: 4, shape: "text" },
];
const statement: readonly SqlArgument[] = [
  { index: 0, sink: "statement", parameters: 1, shape: "text" },
];
const written = (index: number): readonly SqlArgument[] => [
  { index, sink: "expression", shape: "functions" },
];

/** Methods of the query builders (typeorm/query-builder: SelectQueryBuilder.d.ts and its siblings). */
const BUILDER: Readonly<Record<string, readonly SqlArgument[]>> = {
  where: condition,
  andWhere: condition,
  orWhere: condition,
  having: condition,
  andHaving: condition,
  orHaving: condition,
  select: projection,
  addSelect: projection,
  returning: projection,
  output: projection,
  distinctOn: projection,
  orderBy: order,
  addOrderBy: order,
  groupBy: group,
  addGroupBy: group,
  from: table,
  addFrom: table,
  leftJoin: join,
  innerJoin: join,
  leftJoinAndSelect: join,
  innerJoinAndSelect: join,
  leftJoinAndMapOne: mappedJoin,
  leftJoinAndMapMany: mappedJoin,
  innerJoinAndMapOne: mappedJoin,
  innerJoinAndMapMany: mappedJoin,
  useIndex: table,
  onConflict: [{ index: 0, sink: "expression", shape: "text" }],
  addCommonTableExpression: [{ index: 0, sink: "statement", shape: "text" }],
  set: written(0),
  values: written(0),
  update: [...written(0), ...written(1)],
};

/** Methods that send a statement, and those whose values may be SQL (typeorm/entity-manager, data-source, repository, query-runner). */
const HANDLE: Readonly<Record<string, readonly SqlArgument[]>> = {
  query: statement,
  stream: statement,
  update: [...written(1), ...written(2)],
  insert: [...written(0), ...written(1)],
  upsert: [...written(0), ...written(1)],
};

/** Functions of find options (typeorm/find-options/operator/Raw.d.ts). */
const FREE: Readonly<Record<string, readonly SqlArgument[]>> = {
  // Parameters are taken beside a function only, so text alone cannot be bound where it stands.
  Raw: [{ index: 0, sink: "condition", shape: "text" }],
};

/** Names of methods and functions that may take SQL. */
export const SQL_METHODS: ReadonlySet<string> = new Set([
  ...Object.keys(BUILDER),
  ...Object.keys(HANDLE),
  ...Object.keys(FREE),
]);

/** Those that take SQL only as functions among the values that they write. */
export const WRITING_METHODS: ReadonlySet<string> = new Set(
  [...Object.entries(BUILDER), ...Object.entries(HANDLE)]
    .filter(([, taken]) => taken.every((argument) => argument.shape === "functions"))
    .map(([name]) => name),
);

/** What a declared name takes as SQL. */
export interface SqlSignature {
  /** `SelectQueryBuilder.where`. */
  readonly api: string;
  /** `builder`: placeholders are named. `handle`: they are the driver's. */
  readonly kind: "builder" | "handle";
  readonly arguments: readonly SqlArgument[];
}

/**
 * @param path the file of TypeORM that declares the name
 * @param name of the method or function
 */
export function sqlSignature(path: string, name: string): SqlSignature | undefined {
  const owner = /([^/]+?)\.(?:d\.)?[cm]?[jt]s$/.exec(path)?.[1];
  if (owner === undefined) return undefined;
  if (owner === "Raw") return signature(name, "builder", FREE[name]);
  const api = `${owner}.${name}`;
  if (path.includes("/query-builder/")) return signature(api, "builder", BUILDER[name]);
  if (HANDLE_OWNERS.has(owner) || owner.endsWith("QueryRunner"))
    return signature(api, "handle", HANDLE[name]);
  return undefined;
}

const HANDLE_OWNERS = new Set([
  "DataSource",
  "Connection",
  "EntityManager",
  "Repository",
  "BaseEntity",
]);

function signature(
  api: string,
  kind: SqlSignature["kind"],
  taken: readonly SqlArgument[] | undefined,
): SqlSignature | undefined {
  return taken && { api, kind, arguments: taken };
}
