import type { Operation } from "../model/index.ts";
import { fillRewrite } from "../model/index.ts";
import { defineRule, type FixOffer } from "./support/define-rule.ts";
import { describeOperation } from "./support/names.ts";

/**
 * The promise of a query is dropped: nobody waits for it, and nobody hears of its failure.
 *
 * The code goes on before the row is written, a request ends before its work is done, and an error
 * ends the whole process as an unhandled rejection. Inside a transaction the statement may run after
 * the commit. Await it, return it, or say with `void` that it runs on its own, and handle its errors.
 *
 * ```ts bad typeorm
 * import { Column, Entity, PrimaryGeneratedColumn, type Repository } from "typeorm";
 *
 * @Entity()
 * export class Visit {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 200 })
 *   path!: string;
 * }
 *
 * export async function count(visits: Repository<Visit>, path: string): Promise<number> {
 *   visits.insert({ path });
 *   return visits.countBy({ path });
 * }
 * ```
 *
 * ```ts good typeorm
 * import { Column, Entity, PrimaryGeneratedColumn, type Repository } from "typeorm";
 *
 * @Entity()
 * export class Visit {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 200 })
 *   path!: string;
 * }
 *
 * export async function count(visits: Repository<Visit>, path: string): Promise<number> {
 *   await visits.insert({ path });
 *   return visits.countBy({ path });
 * }
 * ```
 */
export default defineRule({
  name: "no-floating-query",
  category: "queries",
  severity: "error",
  presets: ["recommended"],
  fix: "suggestion",
  requires: ["operations"],
  options: {},
  messages: {
    dropped:
      "The promise of {operation} is dropped: the code goes on before the statement ran, and its failure ends as an unhandled rejection. Await or return it, or mark it with `void` and handle its errors.",
    transaction:
      "The promise of {api} is dropped: the code goes on before the transaction has ended, and its failure ends as an unhandled rejection. Await or return it, or mark it with `void` and handle its errors.",
  },
  hooks: {
    operation(operation, { project, report }) {
      if (operation.usage !== "dropped") return;
      const fix = awaited(operation);
      report({
        at: operation.at,
        message: "dropped",
        data: { operation: describeOperation(operation, project) },
        ...(fix && { fix }),
      });
    },
    transaction(transaction, { report }) {
      const [run] = transaction.steps;
      if (transaction.usage !== "dropped" || !run) return;
      report({ at: run.at, message: "transaction", data: { api: transaction.api } });
    },
  },
});

/** Waiting changes when the code after the call runs, so a person has to agree. */
function awaited(operation: Operation): FixOffer | undefined {
  const rewrite = operation.rewrites.await;
  return (
    rewrite && { title: "Await the query", kind: "suggestion", edits: () => fillRewrite(rewrite) }
  );
}
