import type { Range } from "../base/index.ts";
import type {
  Call,
  FileFacts,
  FunctionId,
  Loop,
  LoopUse,
  Operation,
  OperationKind,
  SqlText,
} from "../model/index.ts";
import { enclosingFunctions } from "../project/functions.ts";
import type { Project, ReachedOperation } from "../project/project.ts";
import { defineRule } from "./support/define-rule.ts";
import { elementLoop } from "./support/element-loop.ts";
import { calledInLoop, includeScripts, isJudged } from "./support/loop-findings.ts";
import { describeOperation } from "./support/names.ts";
import { readsOnly } from "./support/statement-kind.ts";

/**
 * A query runs once per element of a collection (N+1), directly or through a function that the loop calls.
 *
 * A page of a hundred posts then costs a hundred and one round trips, and every further post one more.
 * It is fast with the ten rows of a test database and slow with the rows of a real one. One query for
 * all elements, by `In([...])` or as a relation of the first query, takes one round trip.
 *
 * The rule speaks when what the query asks depends on the element, and the loop runs over rows or over
 * a collection whose size is not known. It follows calls into other classes and files: a service that
 * asks a repository for each id is found where the loop is. Loops over constants, chunks and pages,
 * retries, walks down a tree, queries behind a cache, functions that also write, and queries after a
 * write in the same turn are left alone.
 *
 * ```ts bad typeorm
 * import { Column, Entity, PrimaryGeneratedColumn, type Repository } from "typeorm";
 *
 * @Entity()
 * export class Author {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 80 })
 *   name!: string;
 * }
 *
 * export async function namesOf(authors: Repository<Author>, ids: number[]): Promise<string[]> {
 *   const names: string[] = [];
 *   for (const id of ids) {
 *     const author = await authors.findOneBy({ id });
 *     if (author) names.push(author.name);
 *   }
 *   return names;
 * }
 * ```
 *
 * ```ts good typeorm
 * import { Column, Entity, In, PrimaryGeneratedColumn, type Repository } from "typeorm";
 *
 * @Entity()
 * export class Author {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 80 })
 *   name!: string;
 * }
 *
 * export async function namesOf(authors: Repository<Author>, ids: number[]): Promise<string[]> {
 *   const found = await authors.findBy({ id: In(ids) });
 *   return found.map((author) => author.name);
 * }
 * ```
 */
export default defineRule({
  name: "no-query-in-loop",
  category: "loading",
  severity: "warning",
  presets: ["recommended"],
  fix: "none",
  requires: ["operations"],
  options: { includeScripts },
  messages: {
    direct:
      "{operation} runs once for each {each} (N+1 queries), so time grows with the data. Ask once before the loop: by In([...]) over all elements, or by loading it as a relation of the first query.",
    called:
      "`{call}` runs {operation} once for each {each} (N+1 queries), so time grows with the data. Ask once before the loop for all elements, and pass the function what was found.",
  },
  hooks: {
    operation(operation, { facts, project, options, report }) {
      if (!isRead(operation, facts.sqlTexts)) return;
      const found = elementLoop(facts, operation.loops);
      if (!found || !oneQueryServes(operation, project)) return;
      if (followsWrite(operation.range, found.loop, facts, project)) return;
      if (!isJudged(options, project, facts, operation.function)) return;
      report({
        at: operation.at,
        message: "direct",
        data: { operation: describeOperation(operation, project), each: found.each },
        related: [{ file: facts.file, range: found.loop.at, message: "the loop" }],
      });
    },
    function(summary, { facts, project, options, report }) {
      for (const call of summary.calls) {
        const found = elementLoop(facts, call.loops);
        if (!found || call.callee === undefined) continue;
        const query = queryBehind(call, facts, summary.index, project);
        if (!query || followsWrite(call.range, found.loop, facts, project)) continue;
        if (isJudged(options, project, facts, summary.index))
          report(calledInLoop(call, found, query, "the query", { facts, project }));
      }
    },
  },
});

const READS: ReadonlySet<OperationKind> = new Set([
  "select",
  "count",
  "exists",
  "aggregate",
  "raw",
]);

function isRead(operation: Operation, texts: readonly SqlText[]): boolean {
  if (!READS.has(operation.kind)) return false;
  return operation.kind !== "raw" || readsOnly(operation, texts);
}

/** A write comes first in the same turn of the loop, so the query may have to see what it did. */
function followsWrite(range: Range, loop: Loop, facts: FileFacts, project: Project): boolean {
  const isBefore = (each: { readonly range: Range; readonly loops: readonly LoopUse[] }) =>
    each.range.end <= range.start && each.loops.some((use) => use.loop === loop.index);
  return (
    facts.operations.some((each) => isBefore(each) && !isRead(each, facts.sqlTexts)) ||
    facts.functions.some(({ calls }) =>
      calls.some((call) => isBefore(call) && !readsOnlyBehind(call, project)),
    )
  );
}

function readsOnlyBehind(call: Call, project: Project): boolean {
  return project
    .operationsBehind(call)
    .every((each) => isRead(each.operation, each.facts.sqlTexts));
}

/**
 * The first query that a called function runs for what it is given.
 * @returns `undefined` when there is none, when one of its statements writes (its order then matters),
 * or when caller and callee call each other (a walk down a tree asks level by level)
 */
function queryBehind(
  call: Call,
  facts: FileFacts,
  caller: number,
  project: Project,
): ReachedOperation | undefined {
  if (!readsOnlyBehind(call, project)) return undefined;
  const query = project.operationsBehind(call).find(
    // A query per element of the callee's own loop is told of there.
    ({ dependent, operation, facts: { loops, functions } }) =>
      dependent &&
      (oneQueryServes(operation, project) || asksOneTable(call, operation, functions)) &&
      !elementLoop({ loops }, operation.loops),
  );
  return query && !recurs(call.callee, facts, caller, project) ? query : undefined;
}

/** Pages of one list are taken one by one, and rows of different tables cannot come from one query. */
function oneQueryServes({ kind, entity, paging }: Operation, project: Project): boolean {
  if (takesPage(paging)) return false;
  if (kind === "raw") return true;
  return entity.known && project.entity(entity.value)?.own.kind !== "abstract";
}

function takesPage({ offset }: Operation["paging"]): boolean {
  return offset.known ? (offset.value ?? 0) > 0 : offset.reason === "dynamic-expression";
}

/**
 * A method of a generic base class asks the same table each time when it is called on the same object,
 * and the loop gives it the value to look for and nothing else.
 */
function asksOneTable(
  call: Call,
  { entity, condition, paging, function: owner }: Operation,
  functions: FileFacts["functions"],
): boolean {
  if (entity.known || entity.reason !== "generic-entity" || call.receiverDependent) return false;
  const isMember = owner !== undefined && functions[owner]?.class !== undefined;
  const given = call.arguments.filter(({ dependent }) => dependent);
  if (!isMember || given.length !== 1 || takesPage(paging)) return false;
  return (
    condition.kind === "value" || (condition.kind === "present" && condition.entries.length > 0)
  );
}

function recurs(
  callee: FunctionId | undefined,
  facts: FileFacts,
  caller: number,
  project: Project,
): boolean {
  if (callee === undefined) return false;
  const around = enclosingFunctions(facts, caller).map((index) => facts.functions[index]?.id);
  if (around.includes(callee)) return true;
  return project.mayRun(callee, new Set([callee, ...around.filter((id) => id !== undefined)]));
}
