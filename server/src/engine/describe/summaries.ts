import { type Fact, factValue } from "../../base/index.ts";
import type { Column, FileFacts, FunctionSummary } from "../../model/index.ts";
import type { Declared, LinkedEntity, Project, ReachedOperation } from "../../project/project.ts";
import { groupedTypes, shortTypeText } from "./column-types.ts";
import { counted } from "./description.ts";
import { effectiveNullable, effectiveTypes } from "./effective-column.ts";
import { tableColumns } from "./table-columns.ts";
import { isMapped, tableOf, writtenTable } from "./tables.ts";

/** The entities that a file declares. */
export function entitiesIn(facts: FileFacts, project: Project): readonly LinkedEntity[] {
  return facts.entities
    .map(({ id }) => project.entity(id))
    .filter((entity) => entity !== undefined)
    .filter((entity) => entity.own.file === facts.file && isMapped(entity));
}

/** What one line says of an entity: `table "posts" · 7 columns · 3 relations`. */
export function entitySummary(entity: LinkedEntity, project: Project): string {
  const { own, complete, relations } = entity;
  const table = tableOf(entity, project);
  const name = table && (factValue(table) ?? writtenTable(entity, project));
  const kind = own.kind === "view" ? "view" : "table";
  const head = table
    ? name === undefined
      ? `${kind} name unknown`
      : `${kind} "${name}"`
    : own.kind === "embeddable"
      ? "embedded"
      : "no table";
  return [
    own.kind === "child" ? `${head} (shared)` : head,
    counted(tableColumns(entity, project).length, `${complete ? "" : "known "}column`),
    ...(relations.length > 0 ? [counted(relations.length, "relation")] : []),
  ].join(" · ");
}

/** The operations of a function, its own apart from those behind the functions that it calls. */
export interface FunctionOperations {
  readonly own: readonly ReachedOperation[];
  readonly throughCalls: readonly ReachedOperation[];
}

/** @returns `undefined` for a function that runs none, or that nothing can name */
export function operationsIn(
  facts: FileFacts,
  { id, index }: FunctionSummary,
  project: Project,
): FunctionOperations | undefined {
  if (id === undefined) return undefined;
  const reached = project.operationsOf(facts, index);
  if (reached.length === 0) return undefined;
  return {
    own: reached.filter(({ path }) => path.length === 0),
    throughCalls: reached.filter(({ path }) => path.length > 0),
  };
}

/** `2 queries`, `1 query, 3 through calls`, `3 queries through calls`. */
export function operationsSummary({ own, throughCalls }: FunctionOperations): string {
  const queries = (count: number) => counted(count, "query", "queries");
  if (own.length === 0) return `${queries(throughCalls.length)} through calls`;
  const more = throughCalls.length === 0 ? "" : `, ${throughCalls.length} through calls`;
  return queries(own.length) + more;
}

/** A column that a class declares by a property, with the type to show beside it. */
export interface ColumnHint {
  readonly column: Declared<Column>;
  readonly text: string;
}

/** The columns of a class whose type their declaration does not show. */
export function columnHints(entity: LinkedEntity, project: Project): readonly ColumnHint[] {
  return entity.own.columns.flatMap(({ property, role }) => {
    const column = entity.column(property);
    if (!column || role === "discriminator" || role === "tree") return [];
    const text = columnHint(entity, column, project);
    return text === undefined ? [] : [{ column, text }];
  });
}

/**
 * The type that a column has, where its declaration does not show it: `varchar(255) not null`.
 * `undefined` where it is obvious or not known.
 */
export function columnHint(
  entity: LinkedEntity,
  column: Declared<Column>,
  project: Project,
): string | undefined {
  const { member } = column;
  if (member.role === "view" || member.role === "virtual") return undefined;
  const types = effectiveTypes(entity, member, project);
  const nullable: Fact<boolean> = effectiveNullable(entity, column);
  // Without a database to name, a type would be one of many.
  if (!types.known || !nullable.known || project.dialects.size === 0) return undefined;
  if (!hidesType(member)) return undefined;
  const texts = groupedTypes(types.value, project.dialects, shortTypeText).map(({ text }) => text);
  if (texts.length === 0 || texts.length > 2) return undefined;
  return `${texts.join(" | ")} ${nullable.value ? "null" : "not null"}`;
}

/** The declaration leaves the type, or its length, to the ORM. */
function hidesType(column: Column): boolean {
  if (column.typeSource !== "written" || column.foreignKeyOf !== undefined) return true;
  const types = Object.values(factValue(column.database) ?? {});
  // A length that was written is there for every database; one that is left out, for some at most.
  return types.some(
    ({ family, length, precision }) =>
      (family === "string" && length === undefined) ||
      (family === "decimal" && precision === undefined),
  );
}
