import { type Fact, factValue } from "../base/index.ts";
import type { FileFacts, Operation, OperationKind } from "../model/index.ts";
import type { LinkedEntity, Project } from "../project/project.ts";
import { defineRule } from "./support/define-rule.ts";
import { describeOperation } from "./support/names.ts";

/**
 * A query takes a part of the rows (limit, offset) in no order.
 *
 * Without an order the database returns rows as it pleases, and may choose anew for every page: rows
 * show up twice, others never, and it only happens under load or after a vacuum. Order by something
 * unique, such as the primary key, as the last criterion.
 *
 * ```ts bad typeorm
 * import { Column, Entity, PrimaryGeneratedColumn, type Repository } from "typeorm";
 *
 * @Entity()
 * export class Invoice {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 20 })
 *   number!: string;
 * }
 *
 * export function page(invoices: Repository<Invoice>, index: number): Promise<Invoice[]> {
 *   return invoices.find({ skip: index * 20, take: 20 });
 * }
 * ```
 *
 * ```ts good typeorm
 * import { Column, Entity, PrimaryGeneratedColumn, type Repository } from "typeorm";
 *
 * @Entity()
 * export class Invoice {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 20 })
 *   number!: string;
 * }
 *
 * export function page(invoices: Repository<Invoice>, index: number): Promise<Invoice[]> {
 *   return invoices.find({ order: { id: "ASC" }, skip: index * 20, take: 20 });
 * }
 * ```
 */
export default defineRule({
  name: "no-unordered-pagination",
  category: "queries",
  severity: "warning",
  presets: ["recommended"],
  fix: "none",
  requires: ["operations", "paging"],
  options: {},
  messages: {
    pages:
      "{operation} takes a page of rows in no order, so pages overlap and rows get lost between them. Add an order that ends with a unique column, such as the primary key.",
    limited:
      "{operation} takes the first rows in no order, so which ones it returns is left to the database. Add an order that ends with a unique column, such as the primary key.",
  },
  hooks: {
    operation(operation, { facts, project, report }) {
      const { paging, result } = operation;
      if (
        operation.kind !== "select" ||
        (result?.shape !== "rows" && result?.shape !== "rows-and-count")
      )
        return;
      if (factValue(paging.ordered) !== false || isOrderedByModel(operation, project)) return;
      const pages = isThere(paging.offset, 0);
      if (!pages && (!isThere(paging.limit, 1) || takesBatches(operation, facts))) return;
      if (factValue(paging.limit) === 0) return;
      if (asksByKey(operation, project)) return;
      report({
        at: paging.range ?? operation.at,
        message: pages ? "pages" : "limited",
        data: { operation: describeOperation(operation, project) },
        related: [{ file: facts.file, range: operation.at, message: "the query" }],
      });
    },
  },
});

/** The option is given, with another value than the harmless one; its value need not be known. */
function isThere(option: Fact<number | undefined>, harmless: number): boolean {
  if (option.known) return option.value !== undefined && option.value !== harmless;
  return option.reason === "dynamic-expression";
}

function isOrderedByModel(operation: Operation, project: Project): boolean {
  const entity = entityOf(operation, project);
  if (entity === undefined || entity.own.defaultOrder) return true;
  // The order is declared on the class itself: what was not read of the class may declare one, what was not read
  // of a property cannot. A child shares what its parent declares.
  const { kind, unknownParts } = entity.own;
  return kind === "child" ? !entity.complete : unknownParts.some((part) => !part.property);
}

/** Takes some rows, whichever, until none is left: a batch job that changes what it was given. */
function takesBatches(operation: Operation, facts: FileFacts): boolean {
  return (
    writesAfter(operation, facts) ||
    operation.loops.some(({ loop }) => {
      const kind = facts.loops[loop]?.source.kind;
      return kind === "chunks" || kind === "repeat" || kind === "unknown";
    })
  );
}

/** The function goes on to remove or change rows of the same entity. */
function writesAfter({ entity, function: owner, range }: Operation, facts: FileFacts): boolean {
  const wanted = factValue(entity);
  return facts.operations.some(
    (other) =>
      other.function === owner &&
      other.range.start >= range.end &&
      CHANGES.has(other.kind) &&
      factValue(other.entity) === wanted,
  );
}

const CHANGES: ReadonlySet<OperationKind> = new Set([
  "save",
  "update",
  "delete",
  "remove",
  "softDelete",
]);

/** Rows named by their primary keys: the limit is as many as were named. */
function asksByKey(operation: Operation, project: Project): boolean {
  const { condition } = operation;
  if (condition.kind !== "present") return false;
  const entity = entityOf(operation, project);
  return condition.entries.some(
    (entry) => !entry.inexact && entity?.column(entry.path)?.member.primary === true,
  );
}

function entityOf(operation: Operation, project: Project): LinkedEntity | undefined {
  const id = factValue(operation.entity);
  return id === undefined ? undefined : project.entity(id);
}
