import { factValue } from "../base/index.ts";
import type { Call, ConditionEntry, FileFacts, Operation, OperationKind } from "../model/index.ts";
import { fillRewrite } from "../model/index.ts";
import type { Project, ReachedOperation } from "../project/project.ts";
import type { FixOffer } from "./support/define-rule.ts";
import { defineRule } from "./support/define-rule.ts";
import { elementLoop } from "./support/element-loop.ts";
import { calledInLoop, includeScripts, isJudged } from "./support/loop-findings.ts";
import { describeOperation } from "./support/names.ts";

/**
 * A row is written per element of a collection where one statement could write them all.
 *
 * Each write is a round trip and, outside a transaction, a commit of its own: saving a thousand rows
 * one by one takes seconds where one bulk statement takes milliseconds, and a failure half way leaves
 * half of them written.
 *
 * A call of a function that does nothing but such a write counts too, also in other classes and files.
 * The rule is silent when the result of a write is used in the loop (parents inserted before their
 * children), when a failure is dealt with for each element, over constants and chunks, and in
 * migrations, seeds, scripts and tests.
 *
 * ```ts bad typeorm
 * import { Column, Entity, PrimaryGeneratedColumn, type Repository } from "typeorm";
 *
 * @Entity()
 * export class Tag {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 40 })
 *   name!: string;
 * }
 *
 * export async function addTags(tags: Repository<Tag>, names: string[]): Promise<void> {
 *   for (const name of names) {
 *     await tags.insert({ name });
 *   }
 * }
 * ```
 *
 * ```ts good typeorm
 * import { Column, Entity, PrimaryGeneratedColumn, type Repository } from "typeorm";
 *
 * @Entity()
 * export class Tag {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 40 })
 *   name!: string;
 * }
 *
 * export async function addTags(tags: Repository<Tag>, names: string[]): Promise<void> {
 *   await tags.insert(names.map((name) => ({ name })));
 * }
 * ```
 */
export default defineRule({
  name: "no-write-in-loop",
  category: "loading",
  severity: "warning",
  presets: ["recommended"],
  fix: "suggestion",
  requires: ["operations"],
  options: { includeScripts },
  messages: {
    rows: "{operation} writes one row for each {each}: a round trip each, and half of the rows when one fails outside a transaction. Collect the rows and write them in one call, which takes an array.",
    keys: "{operation} runs for each {each}: a round trip each, and half of the rows when one fails outside a transaction. Collect the keys and run it once, with In([...]) over all of them.",
    called:
      "`{call}` runs {operation} once for each {each}: a round trip each, and half of the rows when one fails outside a transaction. Give it all elements at once, and write them in one call.",
    values:
      "{operation} runs for each {each}: a round trip each, and half of the rows when one fails outside a transaction. Run it once with In([...]) when all rows get the same values, or write the changed rows in one call.",
  },
  hooks: {
    operation(operation, { facts, project, options, report }) {
      const message = MESSAGES.get(operation.kind);
      if (message === undefined || !concernsOneRow(operation, project)) return;
      const found = elementLoop(facts, operation.loops);
      if (!found || found.use.caught || resultIsUsed(operation, facts)) return;
      if (!isJudged(options, project, facts, operation.function)) return;
      const fix = bulkWrite(operation);
      report({
        at: operation.at,
        message,
        data: { operation: describeOperation(operation, project), each: found.each },
        related: [{ file: facts.file, range: found.loop.at, message: "the loop" }],
        ...(fix && { fix }),
      });
    },
    function(summary, { facts, project, options, report }) {
      for (const call of summary.calls) {
        const found = elementLoop(facts, call.loops);
        if (!found || found.use.caught || !call.discarded) continue;
        const write = writeBehind(call, project);
        if (!write) continue;
        if (isJudged(options, project, facts, summary.index))
          report(calledInLoop(call, found, write, "the write", { facts, project }));
      }
    },
  },
});

const MESSAGES: ReadonlyMap<OperationKind, "rows" | "keys" | "values"> = new Map([
  ["insert", "rows"],
  ["upsert", "rows"],
  ["save", "rows"],
  ["remove", "rows"],
  ["update", "values"],
  ["delete", "keys"],
  ["softDelete", "keys"],
  ["restore", "keys"],
]);

/**
 * The write of one row that is all a called function does with the database: with more, its steps belong
 * together for each element.
 */
function writeBehind(call: Call, project: Project): ReachedOperation | undefined {
  const [write, ...others] = project.operationsBehind(call);
  if (!write?.dependent || others.length > 0) return undefined;
  const { operation, facts } = write;
  if (!MESSAGES.has(operation.kind) || operation.loops.length > 0) return undefined;
  return concernsOneRow(operation, project) && !resultIsUsed(operation, facts) ? write : undefined;
}

/** One row is given, or one is named by its key. */
function concernsOneRow({ rows, condition, entity }: Operation, project: Project): boolean {
  if (rows === "one") return true;
  if (condition.kind === "value") return isScalar(condition.entry);
  if (condition.kind !== "present" || condition.other) return false;
  const linked = entity.known ? project.entity(entity.value) : undefined;
  return condition.entries.some((entry) => {
    const column = linked?.column(entry.path)?.member;
    const unique = column !== undefined && (column.primary || factValue(column.unique) === true);
    return unique && isScalar(entry);
  });
}

/** One key; lists and the ORM's operators are objects. */
function isScalar({ valueType, inexact }: ConditionEntry): boolean {
  if (inexact) return false;
  return ["string", "number", "bigint"].includes(valueType.base);
}

/** The next step of the loop's body needs what the write yields: ids of parents, generated columns. */
function resultIsUsed(operation: Operation, facts: FileFacts): boolean {
  if (operation.usage === "argument" || operation.usage === "stored") return true;
  const { result } = operation;
  if (!result) return operation.discarded === false && operation.usage === "awaited";
  if (result.reads.length > 0 || result.escape === "escapes") return true;
  // What a callback returns is the list of all results, and that is what a bulk write returns too.
  const innermost = operation.loops[0] && facts.loops[operation.loops[0].loop];
  return result.escape === "returned" && innermost?.kind !== "callback";
}

function bulkWrite(operation: Operation): FixOffer | undefined {
  const rewrite = operation.rewrites["bulk-write"];
  return (
    rewrite && {
      title: "Write all rows in one call",
      kind: "suggestion",
      edits: () => fillRewrite(rewrite),
    }
  );
}
