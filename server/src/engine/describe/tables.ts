import { type Fact, factValue, known, unknown } from "../../base/index.ts";
import type { Entity, Relation } from "../../model/index.ts";
import type { LinkedEntity, Project } from "../../project/project.ts";

/** The class and the classes it extends, nearest first, as far as they are known. */
export function lineage(entity: LinkedEntity, project: Project): readonly Entity[] {
  const chain = new Set<Entity>();
  let current: LinkedEntity | undefined = entity;
  while (current && !chain.has(current.own)) {
    chain.add(current.own);
    const base: string | undefined = factValue(current.own.base);
    current = base === undefined ? undefined : project.entity(base);
  }
  return [...chain];
}

/** The table that rows of the class are in, with its schema; `undefined` for a class that has none itself. */
export function tableOf(entity: LinkedEntity, project: Project): Fact<string> | undefined {
  const { kind } = entity.own;
  if (kind === "abstract" || kind === "embeddable") return undefined;
  const owner = kind === "child" ? singleTable(entity, project) : entity.own;
  if (!owner) return unknown("unresolved-entity");
  const schema = factValue(owner.schema);
  return owner.table.known && schema !== undefined
    ? known(`${schema}.${owner.table.value}`)
    : owner.table;
}

/** The class whose table a child of single-table inheritance shares. */
function singleTable(entity: LinkedEntity, project: Project): Entity | undefined {
  return lineage(entity, project).find((each) => each.singleTableRoot);
}

/** Whether the table holds rows of several classes. */
export function sharesTable({ own }: LinkedEntity): boolean {
  return own.kind === "child" || own.singleTableRoot;
}

/** The entity at the other end of a relation, when it is known and part of the project. */
export function targetOf(relation: Relation, project: Project): LinkedEntity | undefined {
  const id = factValue(relation.target);
  return id === undefined ? undefined : project.entity(id);
}

/** The target's name, also where the class itself is not part of the project. */
export function targetName(relation: Relation, project: Project): string | undefined {
  const id = factValue(relation.target);
  if (id === undefined) return relation.targetName;
  return project.entity(id)?.own.name ?? id.slice(id.lastIndexOf("#") + 1);
}

/**
 * The table's name as the code writes it, where the name in the database is not known because a
 * prefix may come before it.
 */
export function writtenTable(entity: LinkedEntity, project: Project): string | undefined {
  const owner = entity.own.kind === "child" ? singleTable(entity, project) : entity.own;
  const read = owner && project.files.get(owner.file)?.entities.find(({ id }) => id === owner.id);
  return read && factValue(read.table);
}

/** A table's name for a line of text; the class's between angle brackets when nothing is known of it. */
export function shownTable(entity: LinkedEntity, project: Project): string | undefined {
  const table = tableOf(entity, project);
  return table && (factValue(table) ?? writtenTable(entity, project) ?? `<${entity.own.name}>`);
}

/** What is unknown of a table's name, where it is: only what may come before it when the rest is written. */
export function tableNamePart(entity: LinkedEntity, project: Project): string {
  return writtenTable(entity, project) === undefined ? "table name" : "table prefix";
}

/** A column's name for a line of text; the property's between angle brackets when it is not known. */
export function shownName(name: Fact<string>, property: string): string {
  return name.known ? name.value : `<${property}>`;
}

/**
 * Whether a class is part of the model. One that only carries decorators of the project's own was read
 * in case it is a base of an entity.
 */
export function isMapped({ own, derived }: LinkedEntity): boolean {
  if (own.kind !== "abstract") return true;
  const members = own.columns.length + own.relations.length + own.embedded.length;
  return members > 0 || derived.length > 0;
}
