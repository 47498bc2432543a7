import type { MissingValueBehaviour } from "../../model/index.ts";
import { isAtLeast, type OrmVersion } from "./operations-version.ts";

/**
 * Where a condition stands. `find-where`: `where` of find options, `findBy`. `criteria`: of `update`,
 * `delete`, `softDelete`, `restore`, `increment`. `builder-where`: an object given to a query builder.
 */
export type ConditionPlace = "find-where" | "criteria" | "builder-where";

export interface MissingValues {
  readonly onUndefined: MissingValueBehaviour;
  readonly onNull: MissingValueBehaviour;
}

const dropped: MissingValues = { onUndefined: "drops-condition", onNull: "drops-condition" };
const thrown: MissingValues = { onUndefined: "throws", onNull: "throws" };
const comparedWithNull: MissingValues = {
  onUndefined: "matches-nothing",
  onNull: "matches-nothing",
};
const oldBuilder: MissingValues = { onUndefined: "matches-nothing", onNull: "kept" };

/**
 * What TypeORM does with `undefined` and `null` as the value of a property, unless the data source's
 * `invalidWhereValuesBehavior` says otherwise.
 *
 * - 1.x throws in find options (`buildWhere` of query-builder/SelectQueryBuilder) and in criteria
 *   (`normalizeWhereCriteria` of util/OrmUtils, called by entity-manager/EntityManager).
 * - 0.3 leaves the property out of find options (`buildWhere` of query-builder/SelectQueryBuilder), and
 *   binds it as a parameter in criteria (`getPredicates` and `getWherePredicateCondition` of
 *   query-builder/QueryBuilder): `= NULL` is true for no row.
 * - 0.2 has one way for all (`getWherePredicateCondition` of query-builder/QueryBuilder): `null` becomes
 *   `IS NULL`, `undefined` is bound as a parameter.
 */
export function missingPropertyValues(place: ConditionPlace, version: OrmVersion): MissingValues {
  if (!isAtLeast(version, 0, 3, 0)) return oldBuilder;
  if (place === "builder-where") return comparedWithNull;
  if (isAtLeast(version, 1, 0, 0)) return thrown;
  return place === "find-where" ? dropped : comparedWithNull;
}

/**
 * What happens when the whole condition is `undefined` or `null`.
 *
 * - Criteria of writes are refused: `normalizeAndValidateWhereCriteria` (before: the checks in `update`
 *   and `delete`) of entity-manager/EntityManager.
 * - `findBy(undefined)` and `find({ where: undefined })` read every row (`applyFindOptions` of
 *   query-builder/SelectQueryBuilder applies `where` only when it is truthy); `findOneBy` yields the first.
 */
export function missingWhole(place: ConditionPlace): MissingValues {
  return place === "criteria" ? thrown : dropped;
}

/**
 * `findOne({ where: undefined })` throws since 0.3 (`findOne` of entity-manager/EntityManager); 0.2 and
 * `find` read without a condition.
 */
export function missingWhereOption(method: string, version: OrmVersion): MissingValues {
  const refuses = method === "findOne" || method === "findOneOrFail";
  return refuses && isAtLeast(version, 0, 3, 0) ? thrown : dropped;
}

/**
 * `findOne(id)` of 0.2 with no id yields the first row: `findOne` of entity-manager/EntityManager adds no
 * condition for anything that is no string, number, date or object. `findOneById` of 0.3 compares with NULL.
 */
export function missingId(method: string): MissingValues {
  return method === "findOneById" ? comparedWithNull : dropped;
}

/**
 * The value inside an operator: `In(undefined)` fails when it is iterated, all others bind the value as a
 * parameter (`getWherePredicateCondition` of query-builder/QueryBuilder).
 */
export function missingOperand(operator: string): MissingValues {
  return listOperators.has(operator) ? thrown : comparedWithNull;
}

const listOperators: ReadonlySet<string> = new Set(["In"]);

/**
 * Whether an empty criteria is refused: `{}` since 0.3.23 (its release notes; `isCriteriaNullOrEmpty` of
 * util/OrmUtils), `[]` always.
 */
export function emptyCriteriaThrows(kind: "object" | "array", version: OrmVersion): boolean {
  return kind === "array" || isAtLeast(version, 0, 3, 23);
}

/** Whether `findOne()` without a `where` is refused: since 0.3 (`findOne` of entity-manager/EntityManager). */
export function absentWhereThrows(method: string, version: OrmVersion): boolean {
  return (method === "findOne" || method === "findOneOrFail") && isAtLeast(version, 0, 3, 0);
}
