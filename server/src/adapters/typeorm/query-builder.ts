import { type Fact, factValue, known, unknown } from "../../base/index.ts";
import {
  type Expression,
  isExpressionStatement,
  type Node,
  SyntaxKind,
} from "../../compiler/ast.ts";
import { rangeOf, wrapped } from "../../flow/syntax.ts";
import type {
  EntityId,
  Handle,
  Loads,
  Operation,
  OperationKind,
  Paging,
  Rewrite,
} from "../../model/index.ts";
import { type FindReading, numberFact, readFindOptions } from "./find-options.ts";
import { quoteOf } from "./find-options-add-relation.ts";
import { handleOf, handleOfExpression } from "./handles.ts";
import type { OrmCall } from "./operations-calls.ts";
import { argumentsOf, commonParts, type Draft, endOfArguments } from "./operations-draft.ts";
import { entityOfCarrier, entityOfTarget } from "./operations-entity.ts";
import {
  relationTerminals,
  type TerminalSpec,
  terminals,
  writeStarts,
} from "./operations-methods.ts";
import { awaitRewrite } from "./operations-rewrites.ts";
import type { OperationScope } from "./operations-scope.ts";
import { readBuilderCondition } from "./query-builder-conditions.ts";
import { type BuilderHistory, historyBefore } from "./query-builder-history.ts";
import { readBuilderLoads, textOf } from "./query-builder-loads.ts";

/** SQL texts by the call that takes them: positions in the file's facts. */
export type SqlByCall = ReadonlyMap<Node, readonly number[]>;

/**
 * Reads a call that runs a query builder, or a statement that builds a write and never runs it;
 * `undefined` for the other calls of builders.
 */
export async function readBuilderCall(
  call: OrmCall,
  sqlByCall: SqlByCall,
  scope: OperationScope,
): Promise<Draft | undefined> {
  if (!call.receiver || !call.declaredBy.endsWith("QueryBuilder")) return undefined;
  const table = call.declaredBy === "RelationQueryBuilder" ? relationTerminals : terminals;
  const spec = table.get(call.method);
  if (spec) return readRun(call, spec, historyBefore(call, scope), sqlByCall, scope);
  return readForgotten(call, sqlByCall, scope);
}

/** A builder of a write that stands as a statement of its own: nothing will ever run it. */
async function readForgotten(
  call: OrmCall,
  sqlByCall: SqlByCall,
  scope: OperationScope,
): Promise<Draft | undefined> {
  if (!isStatement(call.call)) return undefined;
  const before = historyBefore(call, scope);
  // The chain must begin here: a builder in a variable may be run by a later statement.
  if (!before.start || before.escapes || !beginsInPlace(before.start, call)) return undefined;
  const history = { ...before, steps: [...before.steps, { call, certain: true }] };
  if (!history.steps.some((step) => writeStarts.has(step.call.method))) return undefined;
  const draft = await readRun(call, { kind: undefined }, history, sqlByCall, scope);
  return { ...draft, operation: { ...draft.operation, usage: "dropped", rewrites: {} } };
}

function isStatement(call: Node): boolean {
  let node = wrapped(call);
  if (node.parent.kind === SyntaxKind.AwaitExpression) node = wrapped(node.parent);
  return isExpressionStatement(node.parent);
}

function beginsInPlace(start: OrmCall, call: OrmCall): boolean {
  return call.call.getStart() <= start.call.getStart() && start.call.getEnd() <= call.call.getEnd();
}

async function readRun(
  call: OrmCall,
  spec: TerminalSpec,
  history: BuilderHistory,
  sqlByCall: SqlByCall,
  scope: OperationScope,
): Promise<Draft> {
  const kind = spec.kind ?? kindOf(history);
  const [entity, handle, options] = await Promise.all([
    entityOf(call, history, scope),
    builderHandle(call, history, scope),
    optionsOf(call, history, scope),
  ]);
  const rootAlias = await aliasOf(history, entity, scope);
  const absentAt = rangeOf(call.name);
  const takesCondition = kind !== "insert" && kind !== "upsert";
  const [condition, ownLoads, ownPaging] = await Promise.all([
    takesCondition
      ? readBuilderCondition(history, options?.condition, absentAt, scope)
      : ({ kind: "none-needed" } as const),
    readsRows.has(kind) ? readBuilderLoads(history, rootAlias, scope) : nothingLoaded,
    pagingOf(history, scope),
  ]);
  const loads = mergeLoads(ownLoads, options);
  const inputs: Node[] = [...history.steps.flatMap((step) => [...argumentsOf(step.call)])];
  if (history.start) inputs.push(...argumentsOf(history.start));
  inputs.push(...argumentsOf(call));
  if (history.start?.receiver) inputs.push(history.start.receiver);
  const common = commonParts(call, entity, inputs, scope);
  const awaiting = awaitRewrite(call.call, common.usage, scope);
  const yieldsEntities = spec.shape !== undefined && spec.shape !== "raw";
  const adding = yieldsEntities ? addJoin(call, rootAlias, loads, scope) : undefined;
  const texts = [...history.steps.map((step) => step.call), call];
  if (history.start) texts.unshift(history.start);
  const operation: Omit<Operation, "index"> = {
    ...common,
    api: `${call.declaredBy}.${call.method}`,
    kind,
    handle,
    condition,
    loads,
    paging: mergePaging(ownPaging, options),
    lock: lockOf(history, options),
    result: spec.shape ? scope.flow.resultUse(call.call as Expression, spec.shape) : undefined,
    rows: "unknown",
    sql: texts.flatMap((text) => sqlByCall.get(text.call) ?? []),
    rewrites: {
      ...(awaiting ? { await: awaiting } : {}),
      ...(adding ? { "add-relation": adding } : {}),
    },
  };
  return { node: call.call, operation };
}

/** Kinds whose joins matter; a write has no rows to load relations for. */
const readsRows: ReadonlySet<OperationKind> = new Set(["select", "count", "exists"]);

const nothingLoaded: Loads = { paths: [], complete: known(true), honoursEager: false };

/** What `execute` runs: the last step that turned the builder into one for a write, else a select. */
function kindOf(history: BuilderHistory): OperationKind {
  const upsert = history.steps.some((step) => step.call.method === "orUpdate");
  for (const step of history.steps.toReversed()) {
    const kind = writeStarts.get(step.call.method);
    if (kind === "insert") return upsert ? "upsert" : "insert";
    if (kind) return kind;
  }
  return "select";
}

/** The builder's own type argument; where the types do not carry it, the entity that a step names. */
async function entityOf(
  call: OrmCall,
  history: BuilderHistory,
  scope: OperationScope,
): Promise<Fact<EntityId>> {
  const { checker } = scope.context.program;
  if (!call.receiver) return unknown("unresolved-entity");
  const declared = await entityOfCarrier(await checker.typeAt(call.receiver));
  if (declared.known) return declared;
  const naming = history.steps.filter((step) =>
    ["from", "into", "update"].includes(step.call.method),
  );
  const target = naming.at(-1)?.call ?? history.start;
  const argument = target && argumentsOf(target)[0];
  if (!argument) return declared;
  const named = await entityOfTarget(await checker.typeAt(argument));
  return named.known ? named : declared;
}

async function builderHandle(
  call: OrmCall,
  history: BuilderHistory,
  scope: OperationScope,
): Promise<Handle> {
  const runner = history.steps.findLast((step) => step.call.method === "setQueryRunner");
  const text = history.start?.receiver?.getText() ?? call.receiver?.getText() ?? call.method;
  const given = runner && argumentsOf(runner.call)[0];
  if (given) return handleOfExpression(given, text, scope);
  if (history.start) return handleOf(history.start, text, scope);
  return { kind: "unknown", text };
}

/** Find options given by `setFindOptions` on every path; on some paths only, they are unknown. */
async function optionsOf(
  call: OrmCall,
  history: BuilderHistory,
  scope: OperationScope,
): Promise<FindReading | undefined> {
  const step = history.steps.findLast((step) => step.call.method === "setFindOptions");
  if (!step) return undefined;
  const setting = {
    method: step.call.method,
    version: step.call.version,
    single: false,
    absentAt: endOfArguments(call),
  };
  const reading = await readFindOptions(argumentsOf(step.call)[0], setting, scope);
  if (step.certain) return reading;
  return {
    ...reading,
    condition: { kind: "unknown", reason: "dynamic-options" },
    loads: { ...reading.loads, complete: unknown("dynamic-relations") },
    paging: {
      ...reading.paging,
      limit: unknown("dynamic-options"),
      offset: unknown("dynamic-options"),
      ordered: unknown("dynamic-options"),
    },
  };
}

/**
 * The alias of the main entity: of `from`, else the one the builder was made with; a repository's builder
 * takes the entity's name when it is given none (`createQueryBuilder` of entity-manager/EntityManager).
 */
async function aliasOf(
  history: BuilderHistory,
  entity: Fact<EntityId>,
  scope: OperationScope,
): Promise<string | undefined> {
  const from = history.steps.findLast((step) => step.call.method === "from");
  if (from) {
    const [, alias] = argumentsOf(from.call);
    return alias && textOf(alias, scope);
  }
  const { start } = history;
  if (!start) return undefined;
  const args = argumentsOf(start);
  const own = start.receiver && /Repository$|^BaseEntity$/.test(start.declaredBy);
  const alias = args[own ? 0 : 1];
  if (alias) return textOf(alias, scope);
  const id = factValue(entity);
  return own ? id?.slice(id.lastIndexOf("#") + 1) : undefined;
}

async function pagingOf(history: BuilderHistory, scope: OperationScope): Promise<Paging> {
  const [limit, offset] = await Promise.all([
    boundOf(history, ["take", "limit"], scope),
    boundOf(history, ["skip", "offset"], scope),
  ]);
  const bounds = history.steps.filter((step) =>
    ["take", "limit", "skip", "offset"].includes(step.call.method),
  );
  const [first] = bounds;
  return {
    limit,
    offset,
    ordered: orderedBy(history),
    ...(first ? { range: rangeOf(first.call.name) } : {}),
  };
}

async function boundOf(
  history: BuilderHistory,
  names: readonly string[],
  scope: OperationScope,
): Promise<Fact<number | undefined>> {
  const step = history.steps.findLast((step) => names.includes(step.call.method));
  if (!step) return history.escapes ? unknown("dynamic-expression") : known(undefined);
  const [argument] = argumentsOf(step.call);
  if (!step.certain) return unknown("dynamic-expression");
  return argument ? numberFact(argument, scope) : known(undefined);
}

function orderedBy(history: BuilderHistory): Fact<boolean> {
  const orders = history.steps.filter((step) =>
    ["orderBy", "addOrderBy"].includes(step.call.method),
  );
  if (orders.some((step) => step.certain && argumentsOf(step.call).length > 0)) return known(true);
  return history.escapes || orders.length > 0 ? unknown("dynamic-expression") : known(false);
}

function lockOf(history: BuilderHistory, options: FindReading | undefined): Fact<boolean> {
  const locks = history.steps.filter((step) => step.call.method === "setLock");
  if (locks.some((step) => step.certain)) return known(true);
  if (history.escapes || locks.length > 0) return unknown("dynamic-expression");
  return options?.lock ?? known(false);
}

function mergeLoads(own: Loads, options: FindReading | undefined): Loads {
  if (!options) return own;
  return {
    ...own,
    paths: [...new Set([...own.paths, ...options.loads.paths])],
    complete: own.complete.known ? options.loads.complete : own.complete,
    honoursEager: options.loads.honoursEager,
    ...(options.loads.selected ? { selected: options.loads.selected } : {}),
  };
}

function mergePaging(own: Paging, options: FindReading | undefined): Paging {
  if (!options) return own;
  const other = options.paging;
  const isWritten = (fact: Fact<number | undefined>) => !fact.known || fact.value !== undefined;
  const range = own.range ?? other.range;
  return {
    limit: isWritten(own.limit) ? own.limit : other.limit,
    offset: isWritten(own.offset) ? own.offset : other.offset,
    ordered: eitherOrder(own.ordered, other.ordered),
    ...(range ? { range } : {}),
  };
}

/** Ordered when one side certainly is; not known when one side may be. */
function eitherOrder(own: Fact<boolean>, other: Fact<boolean>): Fact<boolean> {
  if (own.known && own.value) return own;
  if (other.known && other.value) return other;
  return own.known ? other : own;
}

/** Joins and selects one more relation right before the call that runs the builder. */
function addJoin(
  call: OrmCall,
  root: string | undefined,
  loads: Loads,
  scope: OperationScope,
): Rewrite | undefined {
  if (root === undefined || !call.receiver) return undefined;
  const file = scope.flow.source.fileName;
  const end = call.receiver.getEnd();
  const quote = quoteOf(scope.flow.source);
  const join = (alias: string) => ({
    file,
    range: { start: end, end },
    newText: `.leftJoinAndSelect(${quote}${alias}.«relation-name»${quote}, ${quote}${alias}_«relation-name»${quote})`,
  });
  const byPath = Object.entries(loads.aliases ?? {}).filter(([, path]) => path !== "");
  return {
    edits: [join(root)],
    within: Object.fromEntries(
      byPath.map(([alias, path]) => [path, loads.paths.includes(path) ? [join(alias)] : []]),
    ),
  };
}
