import { type Fact, factValue, known, type Range, unknown } from "../../base/index.ts";
import {
  type Expression,
  isArrayLiteralExpression,
  isIdentifier,
  isObjectLiteralExpression,
  SyntaxKind,
} from "../../compiler/ast.ts";
import { rangeOf, unwrap } from "../../flow/syntax.ts";
import type { Condition, Loads, Paging, Rewrite } from "../../model/index.ts";
import {
  addToRelations,
  appendProperty,
  quoteOf,
  relationStyle,
  relationsProperty,
} from "./find-options-add-relation.ts";
import { absentWhereThrows, missingWhereOption } from "./find-options-missing-values.ts";
import { type Part, partOf, type StatedObject, statedObject } from "./find-options-object.ts";
import { type RelationList, readRelations, relationsInSelect } from "./find-options-relations.ts";
import { readWhere } from "./find-options-where.ts";
import type { OperationScope } from "./operations-scope.ts";
import { isAtLeast, type OrmVersion } from "./operations-version.ts";

/** What find options say about a query. */
export interface FindReading {
  readonly condition: Condition;
  readonly loads: Loads;
  readonly paging: Paging;
  readonly lock: Fact<boolean>;
  readonly addRelation?: Rewrite;
}

export interface FindSetting {
  readonly method: string;
  readonly version: OrmVersion;
  /** At most one row is asked for, so a limit of one is implied. */
  readonly single: boolean;
  /** Where a condition would stand when none is written. */
  readonly absentAt: Range;
}

const dynamicOptions = unknown("dynamic-options");

/** Reads the find options of a call; `undefined`: the call has none. */
export async function readFindOptions(
  expression: Expression | undefined,
  setting: FindSetting,
  scope: OperationScope,
): Promise<FindReading> {
  if (!expression || isUndefined(expression)) return withoutOptions(setting);
  const object = statedObject(expression, scope);
  if (!object) return unreadOptions(expression, setting);
  const [condition, loads, paging] = await Promise.all([
    whereOf(partOf(object, "where"), setting, scope),
    loadsOf(object, scope),
    pagingOf(object, setting, scope),
  ]);
  const lock = lockOf(partOf(object, "lock"));
  const addRelation = object.inPlace ? addRelationTo(object, setting, scope) : undefined;
  return { condition, loads, paging, lock, ...(addRelation ? { addRelation } : {}) };
}

/** What a query is that has no find options: every row, eager relations only. */
export function withoutOptions(setting: FindSetting): FindReading {
  return {
    condition: absent(setting),
    loads: { paths: [], complete: known(true), honoursEager: true },
    paging: { limit: impliedLimit(setting), offset: known(undefined), ordered: known(false) },
    lock: known(false),
  };
}

function unreadOptions(expression: Expression, setting: FindSetting): FindReading {
  return {
    condition: { kind: "unknown", reason: "dynamic-options" },
    loads: { paths: [], complete: unknown("dynamic-relations"), honoursEager: true },
    paging: {
      limit: setting.single ? known(1) : dynamicOptions,
      offset: dynamicOptions,
      ordered: dynamicOptions,
    },
    lock: unwrap(expression).kind === SyntaxKind.NullKeyword ? known(false) : dynamicOptions,
  };
}

function absent(setting: FindSetting): Condition {
  const throws = absentWhereThrows(setting.method, setting.version);
  return { kind: "absent", range: setting.absentAt, ...(throws ? { throws: true } : {}) };
}

function impliedLimit(setting: FindSetting): Fact<number | undefined> {
  return known(setting.single ? 1 : undefined);
}

async function whereOf(
  part: Part,
  setting: FindSetting,
  scope: OperationScope,
): Promise<Condition> {
  if (part.kind === "absent") return absent(setting);
  if (part.kind === "unknown") return { kind: "unknown", reason: "dynamic-options" };
  const { method, version } = setting;
  const whenMissing = missingWhereOption(method, version);
  return readWhere(part.property.value, { place: "find-where", version, whenMissing }, scope);
}

async function loadsOf(object: StatedObject, scope: OperationScope): Promise<Loads> {
  const relations = partOf(object, "relations");
  const [list, selected] = await Promise.all([
    relationsOf(relations, scope),
    selectedOf(partOf(object, "select"), scope),
  ]);
  // `join` and `loadRelationIds` change what a relation holds in ways that no list of paths tells.
  const otherLoading = ["join", "loadRelationIds"].some(
    (name) => partOf(object, name).kind !== "absent",
  );
  const paths = [...new Set([...list.paths, ...selected.relations])];
  return {
    paths,
    complete: otherLoading || !selected.read ? unknown("dynamic-relations") : list.complete,
    honoursEager: !isFalse(partOf(object, "loadEagerRelations")),
    ...(selected.columns ? { selected: selected.columns } : {}),
    range:
      relations.kind === "written" ? rangeOf(relations.property.value) : rangeOf(object.literal),
  };
}

async function relationsOf(part: Part, scope: OperationScope): Promise<RelationList> {
  if (part.kind === "absent") return { paths: [], complete: known(true) };
  if (part.kind === "unknown") return { paths: [], complete: unknown("dynamic-relations") };
  return readRelations(part.property.value, scope);
}

interface Selection {
  readonly columns?: Fact<readonly string[]>;
  readonly relations: readonly string[];
  /** Whether all relations that the selection brings are known. */
  readonly read: boolean;
}

async function selectedOf(part: Part, scope: OperationScope): Promise<Selection> {
  if (part.kind === "absent") return { relations: [], read: true };
  if (part.kind === "unknown") return { columns: dynamicOptions, relations: [], read: false };
  const value = unwrap(part.property.value);
  const object = statedObject(value, scope);
  if (object) {
    const columns = object.properties
      .filter((property) => unwrap(property.value).kind !== SyntaxKind.FalseKeyword)
      .map((property) => property.name);
    const whole = object.opaqueBefore.length === 0;
    return {
      columns: whole ? known(columns) : dynamicOptions,
      relations: relationsInSelect(object),
      read: whole,
    };
  }
  const constant = await scope.flow.constantOf(value);
  if (!constant.known || !Array.isArray(constant.value)) {
    return { columns: dynamicOptions, relations: [], read: isArrayLiteralExpression(value) };
  }
  const columns = constant.value.filter((name) => typeof name === "string");
  return { columns: known(columns), relations: [], read: true };
}

async function pagingOf(
  object: StatedObject,
  setting: FindSetting,
  scope: OperationScope,
): Promise<Paging> {
  const take = partOf(object, "take");
  const skip = partOf(object, "skip");
  const [limit, offset] = await Promise.all([numberOf(take, scope), numberOf(skip, scope)]);
  const written = [take, skip].flatMap((part) =>
    part.kind === "written" ? [rangeOf(part.property.node)] : [],
  );
  const range = written.sort((a, b) => a.start - b.start)[0];
  return {
    limit: setting.single ? known(1) : limit,
    offset,
    ordered: orderedBy(partOf(object, "order"), scope),
    ...(range ? { range } : {}),
  };
}

/** A constant number. Unknown when it is computed. */
export async function numberFact(
  expression: Expression,
  scope: OperationScope,
): Promise<Fact<number | undefined>> {
  const constant = factValue(await scope.flow.constantOf(expression));
  if (typeof constant === "number") return known(constant);
  return isUndefined(expression) ? known(undefined) : unknown("dynamic-expression");
}

async function numberOf(part: Part, scope: OperationScope): Promise<Fact<number | undefined>> {
  if (part.kind === "absent") return known(undefined);
  if (part.kind === "unknown") return dynamicOptions;
  return numberFact(part.property.value, scope);
}

function orderedBy(part: Part, scope: OperationScope): Fact<boolean> {
  if (part.kind === "absent") return known(false);
  if (part.kind === "unknown") return dynamicOptions;
  const object = statedObject(part.property.value, scope);
  if (!object) return isUndefined(part.property.value) ? known(false) : dynamicOptions;
  if (object.properties.some((property) => !property.guarded)) return known(true);
  const nothing = object.properties.length === 0 && object.opaqueBefore.length === 0;
  return nothing ? known(false) : dynamicOptions;
}

function lockOf(part: Part): Fact<boolean> {
  if (part.kind === "absent") return known(false);
  if (part.kind === "unknown") return dynamicOptions;
  const value = unwrap(part.property.value);
  if (isObjectLiteralExpression(value)) return known(true);
  return isUndefined(value) ? known(false) : dynamicOptions;
}

function isFalse(part: Part): boolean {
  return part.kind === "written" && unwrap(part.property.value).kind === SyntaxKind.FalseKeyword;
}

function isUndefined(expression: Expression): boolean {
  const inner = unwrap(expression);
  return isIdentifier(inner) && inner.text === "undefined";
}

function addRelationTo(
  object: StatedObject,
  setting: FindSetting,
  scope: OperationScope,
): Rewrite | undefined {
  const place = placeOf(setting.version, scope);
  const relations = partOf(object, "relations");
  if (relations.kind === "unknown") return undefined;
  if (relations.kind === "absent") {
    // Before 0.3 an object without any option is a condition: a new property turns it into options.
    if (!isAtLeast(setting.version, 0, 3, 0) && !isLegacyOptions(object)) return undefined;
    return { edits: [appendProperty(object.literal, relationsProperty(place), place.file)] };
  }
  return addToRelations(unwrap(relations.property.value), place);
}

/** How relation lists are written in the file at hand. */
export function placeOf(version: OrmVersion, scope: OperationScope) {
  const { source } = scope.flow;
  return {
    file: source.fileName,
    quote: quoteOf(source),
    style: relationStyle(source, version),
    version,
  };
}

const optionNames: ReadonlySet<string> = new Set([
  ...["select", "relations", "where", "join", "order", "cache", "lock", "loadRelationIds"],
  ...["loadEagerRelations", "withDeleted", "transaction", "skip", "take", "comment"],
]);

/**
 * Whether 0.2 takes an object for find options rather than for conditions: it does when one of the
 * options is there (`isFindManyOptions` of find-options/FindOptionsUtils).
 */
export function isLegacyOptions(object: StatedObject): boolean {
  return object.properties.some((property) => optionNames.has(property.name));
}
