import type { Transaction, TransactionStep } from "../model/index.ts";
import { classAround } from "../project/functions.ts";
import { defineRule } from "./support/define-rule.ts";
import { purposeOf } from "./support/purpose.ts";

/**
 * A repository begins or commits a transaction.
 *
 * Only the caller knows what belongs together. Two repository methods that each commit cannot be put
 * into one transaction any more: when the second fails, the work of the first stays. Let the service
 * open the transaction and hand its manager to the repositories.
 *
 * Helpers whose purpose is the transaction (a unit of work, a wrapper around a callback of its
 * caller), methods that take a manager from a caller or join its transaction by their decorator, migrations
 * and tests are left alone. Which code is a repository is told by what a class
 * extends, by names and folders, and by `layers` in the configuration.
 *
 * ```ts bad typeorm
 * import { Column, type DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * export class Order {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 30 })
 *   status!: string;
 * }
 *
 * export class OrderRepository {
 *   constructor(private readonly database: DataSource) {}
 *
 *   async ship(id: number): Promise<void> {
 *     await this.database.transaction(async (manager) => {
 *       await manager.update(Order, id, { status: "shipped" });
 *     });
 *   }
 * }
 * ```
 *
 * ```ts good typeorm
 * import { Column, type DataSource, Entity, type EntityManager, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * export class Order {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 30 })
 *   status!: string;
 * }
 *
 * export class OrderRepository {
 *   async ship(id: number, manager: EntityManager): Promise<void> {
 *     await manager.update(Order, id, { status: "shipped" });
 *   }
 * }
 *
 * export class OrderService {
 *   constructor(
 *     private readonly database: DataSource,
 *     private readonly orders: OrderRepository,
 *   ) {}
 *
 *   async ship(id: number): Promise<void> {
 *     await this.database.transaction((manager) => this.orders.ship(id, manager));
 *   }
 * }
 * ```
 */
export default defineRule({
  name: "no-commit-in-repository",
  category: "transactions",
  severity: "warning",
  presets: ["recommended"],
  fix: "none",
  requires: ["transactions"],
  options: {},
  messages: {
    boundary:
      "{where} {action} a transaction with {api}, so its callers cannot put this work and other work into one transaction. Let the caller open the transaction and pass its manager in.",
  },
  hooks: {
    file(facts, { project, report }) {
      const reported = new Set<number>();
      for (const transaction of facts.transactions) {
        const owner = transaction.function;
        if (transaction.runsCallersWork || transaction.joinsCallers) continue;
        if (owner !== undefined && reported.has(owner)) continue;
        const step = transaction.steps.find(({ kind }) => ACTIONS.has(kind));
        if (!step || project.layerOf(facts, owner) !== "repository") continue;
        const purpose = purposeOf(project, facts, owner);
        if (purpose === "migration" || purpose === "test") continue;
        if (owner !== undefined) reported.add(owner);
        report({
          at: step.at,
          message: "boundary",
          data: {
            where: nameOf(transaction, facts),
            action: ACTIONS.get(step.kind) ?? "handles",
            api: transaction.api,
          },
        });
      }
    },
  },
});

const ACTIONS: ReadonlyMap<TransactionStep, string> = new Map([
  ["begin", "begins"],
  ["commit", "commits"],
  ["rollback", "rolls back"],
  ["run", "runs"],
]);

function nameOf(transaction: Transaction, facts: Parameters<typeof classAround>[0]): string {
  const method =
    transaction.function === undefined ? undefined : facts.functions[transaction.function]?.name;
  const owner = classAround(facts, transaction.function)?.name;
  return (
    [owner, method].filter((name) => name !== undefined && name !== "").join(".") ||
    "This repository"
  );
}
