import { type Fact, known } from "../../base/index.ts";
import type { Column, DatabaseType, Dialect, Relation } from "../../model/index.ts";
import type { Declared, LinkedEntity, Project } from "../../project/project.ts";
import { type ForeignKeyColumn, foreignKeyColumns } from "./foreign-keys.ts";
import { sharesTable } from "./tables.ts";

export type DatabaseTypes = Readonly<Partial<Record<Dialect, DatabaseType>>>;

/** Longer chains of keys that refer to keys are read as a cycle. */
const MAX_REFERENCES = 8;

/**
 * The types that the databases give to a column. One that holds a foreign key has the type of the
 * column that it refers to.
 * @param entity the class that has the column
 */
export function effectiveTypes(
  entity: LinkedEntity,
  column: Column,
  project: Project,
  depth = 0,
): Fact<DatabaseTypes> {
  const references = heldKey(entity, column, project)?.key.references;
  if (!references || depth >= MAX_REFERENCES) return column.database;
  const holder = project.entity(references.by.id);
  return holder
    ? effectiveTypes(holder, references.member, project, depth + 1)
    : references.member.database;
}

/** The key of a relation that a column holds, with what it refers to. */
export function heldKey(
  entity: LinkedEntity,
  { foreignKeyOf, name, property }: Column,
  project: Project,
): { readonly relation: Relation; readonly key: ForeignKeyColumn } | undefined {
  if (foreignKeyOf === undefined) return undefined;
  const embedding = property.slice(0, property.lastIndexOf(".") + 1);
  const relation = entity.relation(embedding + foreignKeyOf)?.member;
  if (!relation) return undefined;
  const keys = foreignKeyColumns(entity, relation, project);
  const named = keys.find(
    (each) => name.known && each.name.known && each.name.value === name.value,
  );
  const key = keys.length === 1 ? keys[0] : named;
  return key && { relation, key };
}

/** Whether the column takes null in the database; see {@link nullableBySharing}. */
export function effectiveNullable(entity: LinkedEntity, column: Declared<Column>): Fact<boolean> {
  return nullableBySharing(entity, column) ? known(true) : column.member.nullable;
}

/**
 * The table also holds rows of classes that lack the column, so it takes null whatever the code says:
 * the columns of a child of single-table inheritance, and embedded ones of all its classes.
 */
export function nullableBySharing(entity: LinkedEntity, { member, by }: Declared<Column>): boolean {
  if (member.primary || member.role === "discriminator") return false;
  return by.kind === "child" || (sharesTable(entity) && member.property.includes("."));
}
