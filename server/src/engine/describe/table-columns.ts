import type { Column, Relation } from "../../model/index.ts";
import type { Declared, LinkedEntity, Project } from "../../project/project.ts";
import { type ForeignKeyColumn, foreignKeyColumns } from "./foreign-keys.ts";

/** A column of a table: that of a property, or one that holds the foreign key of a relation. */
export type TableColumn =
  | { readonly kind: "column"; readonly of: LinkedEntity; readonly column: Declared<Column> }
  | {
      readonly kind: "key";
      readonly of: LinkedEntity;
      readonly relation: Relation;
      readonly key: ForeignKeyColumn;
    };

/** The columns of the class's table, or those that it gives to others; the root of single-table inheritance has those of its children too. */
export function tableColumns(entity: LinkedEntity, project: Project): readonly TableColumn[] {
  const children = entity.own.singleTableRoot
    ? entity.derived
        .map((id) => project.entity(id))
        .filter((child) => child?.own.kind === "child")
        .filter((child) => child !== undefined)
    : [];
  return [
    ...columnsOf(entity, () => true, project),
    ...children.flatMap((child) => columnsOf(child, (by) => by === child.own.id, project)),
  ];
}

function columnsOf(
  entity: LinkedEntity,
  counts: (declaredBy: string) => boolean,
  project: Project,
): readonly TableColumn[] {
  const columns = entity.columns.filter(({ member }) => member.role !== "virtual");
  // A key that has a property of its own is that property's column.
  const held = new Set(columns.map(({ member }) => heldKey(member)));
  const keys = entity.relations
    .filter(({ member, by }) => counts(by.id) && !held.has(member.property))
    .flatMap(({ member: relation }) =>
      foreignKeyColumns(entity, relation, project).map((key) => ({
        kind: "key" as const,
        of: entity,
        relation,
        key,
      })),
    );
  return [
    ...columns
      .filter(({ by }) => counts(by.id))
      .map((column) => ({ kind: "column" as const, of: entity, column })),
    ...keys,
  ];
}

/** The path of the relation whose key a column holds. */
function heldKey({ property, foreignKeyOf }: Column): string | undefined {
  if (foreignKeyOf === undefined) return undefined;
  return property.slice(0, property.lastIndexOf(".") + 1) + foreignKeyOf;
}
