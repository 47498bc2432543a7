import type { OperationKind } from "../model/index.ts";
import { defineRule } from "./support/define-rule.ts";
import { entityName } from "./support/names.ts";
import { purposeOf } from "./support/purpose.ts";
import { unconditionalMutation } from "./support/statement-kind.ts";

/**
 * An update or delete names no condition, so it changes every row of the table.
 *
 * A forgotten `where` costs all the data, and nothing warns: the statement is right and fast. What is
 * meant to hit every row can say so: `clear()`, `deleteAll()`, `updateAll()`, `TRUNCATE`.
 *
 * ```ts bad typeorm
 * import { Column, type DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * export class Session {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 64 })
 *   token!: string;
 * }
 *
 * export async function logOut(database: DataSource, token: string): Promise<string> {
 *   await database.createQueryBuilder().delete().from(Session).execute();
 *   return token;
 * }
 * ```
 *
 * ```ts good typeorm
 * import { Column, type DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * export class Session {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 64 })
 *   token!: string;
 * }
 *
 * export async function logOut(database: DataSource, token: string): Promise<void> {
 *   await database
 *     .createQueryBuilder()
 *     .delete()
 *     .from(Session)
 *     .where("token = :token", { token })
 *     .execute();
 * }
 * ```
 */
export default defineRule({
  name: "no-mutation-without-where",
  category: "queries",
  severity: "error",
  presets: ["recommended"],
  fix: "none",
  requires: ["operations", "conditions"],
  options: {},
  messages: {
    everyRow:
      "{api} has no condition, so it {verb} every row of {what}. Add the condition; when every row is meant, say so with {explicit}.",
    throws:
      "{api} gets an empty condition for {what}, and the installed version of the ORM throws on that. Add the condition; when every row is meant, say so with {explicit}.",
    rawEveryRow:
      "This SQL has no WHERE, so it {verb} every row of {what}. Add the condition; when every row is meant, say so with WHERE TRUE or TRUNCATE.",
  },
  hooks: {
    operation(operation, { facts, project, report }) {
      const verb = VERBS.get(operation.kind);
      const { condition } = operation;
      if (verb === undefined || (condition.kind !== "absent" && condition.kind !== "empty")) return;
      if (purposeOf(project, facts, operation.function) === "migration") return;
      report({
        at: operation.at,
        message: condition.throws ? "throws" : "everyRow",
        data: {
          api: operation.api,
          verb,
          what: entityName(operation, project) ?? "the table",
          explicit: explicitWay(operation.kind),
        },
      });
    },
    sql(text, { facts, project, report }) {
      if (text.sink !== "statement") return;
      const mutation = unconditionalMutation(text);
      if (!mutation || purposeOf(project, facts, text.function) === "migration") return;
      report({
        at: text.range,
        message: "rawEveryRow",
        data: { verb: VERBS.get(mutation.kind) ?? "changes", what: mutation.table },
      });
    },
  },
});

const VERBS: ReadonlyMap<OperationKind, string> = new Map([
  ["update", "changes"],
  ["delete", "deletes"],
  ["softDelete", "deletes"],
  ["restore", "restores"],
]);

function explicitWay(kind: OperationKind): string {
  if (kind === "delete") return "deleteAll() or clear()";
  return kind === "update" ? "updateAll()" : "a condition that always holds";
}
