import type { OperationKind, ResultShape } from "../../model/index.ts";

/**
 * What a method takes, after the entity where the receiver needs one.
 * `options`: find options. `where`: conditions. `criteria`: conditions, an id or ids of a write.
 * `id`, `ids`: primary keys. `rows`: what is written. `entity`: a row of a tree. `everything`: the
 * name itself says that every row is meant.
 */
export type MethodInput =
  | "options"
  | "where"
  | "criteria"
  | "id"
  | "ids"
  | "rows"
  | "entity"
  | "tree-options"
  | "everything"
  | "text";

export interface MethodSpec {
  readonly kind: OperationKind;
  readonly input: MethodInput;
  /** Position of that input after the entity; 0 when left out. */
  readonly at?: number;
  /** What is yielded, for methods that yield entities or raw rows; a list where a list is written. */
  readonly shape?: ResultShape;
  /** At most one row is asked for. */
  readonly single?: boolean;
}

const reads: Readonly<Record<string, MethodSpec>> = {
  find: { kind: "select", input: "options", shape: "rows" },
  findBy: { kind: "select", input: "where", shape: "rows" },
  findAndCount: { kind: "select", input: "options", shape: "rows-and-count" },
  findAndCountBy: { kind: "select", input: "where", shape: "rows-and-count" },
  findOne: { kind: "select", input: "options", shape: "maybe-row", single: true },
  findOneBy: { kind: "select", input: "where", shape: "maybe-row", single: true },
  findOneOrFail: { kind: "select", input: "options", shape: "row", single: true },
  findOneByOrFail: { kind: "select", input: "where", shape: "row", single: true },
  findByIds: { kind: "select", input: "ids", shape: "rows" },
  findOneById: { kind: "select", input: "id", shape: "maybe-row", single: true },
  preload: { kind: "select", input: "entity", shape: "maybe-row", single: true },
  reload: { kind: "select", input: "entity", single: true },
  count: { kind: "count", input: "options" },
  countBy: { kind: "count", input: "where" },
  exist: { kind: "exists", input: "options" },
  exists: { kind: "exists", input: "options" },
  existsBy: { kind: "exists", input: "where" },
  sum: { kind: "aggregate", input: "where", at: 1 },
  average: { kind: "aggregate", input: "where", at: 1 },
  minimum: { kind: "aggregate", input: "where", at: 1 },
  maximum: { kind: "aggregate", input: "where", at: 1 },
};

const trees: Readonly<Record<string, MethodSpec>> = {
  findTrees: { kind: "select", input: "tree-options", shape: "rows" },
  findRoots: { kind: "select", input: "tree-options", shape: "rows" },
  findDescendants: { kind: "select", input: "entity", shape: "rows" },
  findDescendantsTree: { kind: "select", input: "entity", shape: "row" },
  findAncestors: { kind: "select", input: "entity", shape: "rows" },
  findAncestorsTree: { kind: "select", input: "entity", shape: "row" },
  countDescendants: { kind: "count", input: "entity" },
  countAncestors: { kind: "count", input: "entity" },
};

const writes: Readonly<Record<string, MethodSpec>> = {
  save: { kind: "save", input: "rows", shape: "row" },
  insert: { kind: "insert", input: "rows" },
  upsert: { kind: "upsert", input: "rows" },
  remove: { kind: "remove", input: "rows" },
  softRemove: { kind: "softDelete", input: "rows" },
  recover: { kind: "restore", input: "rows" },
  update: { kind: "update", input: "criteria" },
  delete: { kind: "delete", input: "criteria" },
  softDelete: { kind: "softDelete", input: "criteria" },
  restore: { kind: "restore", input: "criteria" },
  increment: { kind: "update", input: "criteria" },
  decrement: { kind: "update", input: "criteria" },
  updateAll: { kind: "update", input: "everything" },
  deleteAll: { kind: "delete", input: "everything" },
  clear: { kind: "truncate", input: "everything" },
  clearTable: { kind: "truncate", input: "everything" },
};

const raw: Readonly<Record<string, MethodSpec>> = {
  query: { kind: "raw", input: "text", shape: "raw" },
  sql: { kind: "raw", input: "text", shape: "raw" },
};

const methods = new Map<string, MethodSpec>(
  Object.entries({ ...reads, ...trees, ...writes, ...raw }),
);

const receiverMethods: Readonly<Record<string, ReadonlySet<string>>> = {
  QueryRunner: new Set(["query", "sql", "clearTable"]),
  DataSource: new Set(["query", "sql"]),
};

/**
 * What a method of `Repository`, `EntityManager`, `DataSource`, `QueryRunner` or `BaseEntity` does.
 * @param declaredBy the class that declares it
 */
export function methodSpec(declaredBy: string, method: string): MethodSpec | undefined {
  if (declaredBy.startsWith("Mongo") || declaredBy.endsWith("QueryBuilder")) return undefined;
  const allowed = receiverMethods[receiverKind(declaredBy)];
  if (allowed && !allowed.has(method)) return undefined;
  return methods.get(method);
}

/** Drivers' query runners count as `QueryRunner`, and `Connection` of 0.2 as `DataSource`. */
export function receiverKind(declaredBy: string): string {
  if (declaredBy.endsWith("QueryRunner")) return "QueryRunner";
  if (declaredBy === "Connection") return "DataSource";
  if (declaredBy.endsWith("EntityManager")) return "EntityManager";
  if (declaredBy.endsWith("Repository")) return "Repository";
  return declaredBy;
}

export interface TerminalSpec {
  /** `undefined`: decided by the builder (`execute`). */
  readonly kind: OperationKind | undefined;
  readonly shape?: ResultShape;
}

/** Methods that run a query builder. `SelectQueryBuilder` and its siblings in TypeORM's query-builder folder. */
export const terminals: ReadonlyMap<string, TerminalSpec> = new Map(
  Object.entries({
    execute: { kind: undefined },
    getMany: { kind: "select", shape: "rows" },
    getOne: { kind: "select", shape: "maybe-row" },
    getOneOrFail: { kind: "select", shape: "row" },
    getManyAndCount: { kind: "select", shape: "rows-and-count" },
    getRawMany: { kind: "select", shape: "raw" },
    getRawOne: { kind: "select", shape: "raw" },
    getRawAndEntities: { kind: "select", shape: "raw" },
    getCount: { kind: "count" },
    getExists: { kind: "exists" },
    stream: { kind: "select" },
  } satisfies Record<string, TerminalSpec>),
);

/** Methods of `RelationQueryBuilder` that run a statement. */
export const relationTerminals: ReadonlyMap<string, TerminalSpec> = new Map(
  Object.entries({
    set: { kind: "update" },
    add: { kind: "update" },
    remove: { kind: "update" },
    addAndRemove: { kind: "update" },
    loadOne: { kind: "select", shape: "maybe-row" },
    loadMany: { kind: "select", shape: "rows" },
  } satisfies Record<string, TerminalSpec>),
);

/** Methods that turn a builder into one for a write. */
export const writeStarts: ReadonlyMap<string, OperationKind> = new Map([
  ["insert", "insert"],
  ["update", "update"],
  ["delete", "delete"],
  ["softDelete", "softDelete"],
  ["restore", "restore"],
]);

const joinNames = ["leftJoin", "innerJoin"].flatMap((name) => [
  name,
  `${name}AndSelect`,
  `${name}AndMapOne`,
  `${name}AndMapMany`,
]);

const builderSteps = [
  ...writeStarts.keys(),
  ...joinNames,
  ...["select", "addSelect", "distinct", "distinctOn", "from", "addFrom", "into", "values", "set"],
  ...["where", "andWhere", "orWhere", "whereInIds", "andWhereInIds", "orWhereInIds", "whereEntity"],
  ...["whereExists", "andWhereExists", "orWhereExists", "having", "andHaving", "orHaving"],
  ...["orderBy", "addOrderBy", "groupBy", "addGroupBy", "limit", "offset", "take", "skip"],
  ...["setLock", "setOnLocked", "withDeleted", "cache", "comment", "useIndex", "setOption"],
  ...["setFindOptions", "setParameter", "setParameters", "setNativeParameters", "setQueryRunner"],
  ...["loadAllRelationIds", "loadRelationIdAndMap", "loadRelationCountAndMap", "relation", "of"],
  ...["returning", "output", "orUpdate", "orIgnore", "onConflict", "updateEntity", "callListeners"],
  ...["useTransaction", "addCommonTableExpression", "maxExecutionTime", "timeTravelQuery"],
  ...["printSql", "disableEscaping", "clone", "subQuery", "createQueryBuilder"],
];

/** Names of builder methods that yield a builder. */
export const builderStepNames: ReadonlySet<string> = new Set(builderSteps);

/** Candidate names of query builder methods. */
export const builderNames: ReadonlySet<string> = new Set([
  ...builderSteps,
  ...terminals.keys(),
  ...relationTerminals.keys(),
]);

/** Candidate names of the other methods that matter. */
export const callNames: ReadonlySet<string> = new Set([
  ...methods.keys(),
  ...["createQueryBuilder", "createDescendantsQueryBuilder", "createAncestorsQueryBuilder"],
  ...["getRepository", "getTreeRepository", "getCustomRepository", "withRepository"],
  ...["extend", "createEntityManager", "createQueryRunner", "getConnection"],
  ...["transaction", "connect", "release"],
  ...["startTransaction", "commitTransaction", "rollbackTransaction"],
]);

/** TypeORM's find operators (find-options/operator) that take or replace a value. */
export const operatorNames: ReadonlySet<string> = new Set([
  ...["Equal", "Not", "In", "Any", "Between", "LessThan", "LessThanOrEqual", "MoreThan"],
  ...["MoreThanOrEqual", "Like", "ILike", "IsNull", "Raw", "And", "Or", "ArrayContains"],
  ...["ArrayContainedBy", "ArrayOverlap", "JsonContains"],
]);

/** Functions of TypeORM that code imports by name. */
export const freeFunctionNames: ReadonlySet<string> = new Set([
  ...operatorNames,
  ...["getRepository", "getTreeRepository", "getCustomRepository"],
  ...["getManager", "getConnection", "createQueryBuilder"],
]);
