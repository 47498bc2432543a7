import { factValue } from "../../base/index.ts";
import type { Relation } from "../../model/index.ts";
import type { Declared, LinkedEntity, Project } from "../../project/project.ts";
import { groupedTypes } from "./column-types.ts";
import { type Description, type Inline, inline } from "./description.ts";
import { effectiveTypes } from "./effective-column.ts";
import {
  type ForeignKeyColumn,
  foreignKeyColumns,
  joinTableOf,
  referencesText,
} from "./foreign-keys.ts";
import { indexesWith, indexText } from "./indexes.ts";
import { placesOf } from "./places.ts";
import { shownName, shownTable, tableNamePart, tableOf, targetName, targetOf } from "./tables.ts";
import { unread } from "./unread.ts";

/**
 * A relation as the database will have it.
 * @param entity the class that has the relation, or declares it for others
 */
export function describeRelation(
  entity: LinkedEntity,
  relation: Declared<Relation>,
  project: Project,
): Description {
  const { member } = relation;
  return {
    summary: summary(entity, member, project),
    block: block(entity, member, project),
    details: details(entity, member, project),
    unknowns: unknowns(entity, member, project),
  };
}

/** `many-to-one Customer, inverse Customer.orders` */
function summary(entity: LinkedEntity, relation: Relation, project: Project): Inline {
  const target = targetName(relation, project);
  const to: Inline = target === undefined ? ["an unknown entity"] : inline`${target}`;
  return [`${relation.kind} `, ...to, ", ", ...inverseText(entity, relation, project)];
}

function inverseText(entity: LinkedEntity, relation: Relation, project: Project): Inline {
  const target = targetOf(relation, project);
  if (relation.inverse) {
    const property = factValue(relation.inverse.property);
    if (property === undefined) return ["inverse unknown"];
    const name = `${targetName(relation, project) ?? "?"}.${property}`;
    const missing = target?.complete === true && !target.relation(property);
    return missing ? inline`inverse ${name}, which is no relation` : inline`inverse ${name}`;
  }
  const naming = target?.relations.find(
    ({ member }) =>
      factValue(member.inverse?.property) === relation.property &&
      factValue(member.target) === entity.own.id,
  );
  return target && naming
    ? inline`no inverse named, though ${`${target.own.name}.${naming.member.property}`} names this side`
    : ["no inverse"];
}

/** The columns of the foreign key, on whichever side they are. */
function block(entity: LinkedEntity, relation: Relation, project: Project): readonly string[] {
  if (relation.owning) return foreignKeyLines(entity, relation, project);
  const target = targetOf(relation, project);
  const inverse = factValue(relation.inverse?.property);
  const other = inverse === undefined ? undefined : target?.relation(inverse)?.member;
  return target && other ? foreignKeyLines(target, other, project) : [];
}

function foreignKeyLines(
  entity: LinkedEntity,
  relation: Relation,
  project: Project,
): readonly string[] {
  const table = shownTable(entity, project);
  const nullable = foreignKeyNullable(entity, relation);
  return foreignKeyColumns(entity, relation, project).map((column) => {
    const name = shownName(column.name, relation.property);
    const place = [table, name].filter((part) => part !== undefined);
    const nulls = nullable === undefined ? "" : nullable ? "null" : "not null";
    return [
      place.join("."),
      foreignKeyType(column, project),
      relation.primary ? "primary key" : nulls,
      referencesText(relation, column, project),
    ]
      .filter((part) => part !== "")
      .join(" ");
  });
}

/** Whether the column of a foreign key takes null; `undefined` when that is not known. */
export function foreignKeyNullable(entity: LinkedEntity, relation: Relation): boolean | undefined {
  if (relation.primary) return false;
  return entity.own.kind === "child" || factValue(relation.nullable);
}

/** The type of a foreign key's column, where all databases of the project agree. */
function foreignKeyType({ references }: ForeignKeyColumn, project: Project): string {
  const holder = references && project.entity(references.by.id);
  const types = holder && factValue(effectiveTypes(holder, references.member, project));
  const [only, ...others] = types ? groupedTypes(types, project.dialects) : [];
  return others.length === 0 ? (only?.text ?? "") : "";
}

function details(entity: LinkedEntity, relation: Relation, project: Project): readonly Inline[] {
  const joinTable = joinTableOf(entity, relation, project);
  const cascade = factValue(relation.cascade) ?? [];
  const names = foreignKeyColumns(entity, relation, project).map(({ name }) => factValue(name));
  return [
    ...(joinTable?.known ? [inline`join table ${joinTable.value}`] : []),
    ...(factValue(relation.eager) ? [["loaded with every find (eager)"]] : []),
    ...(relation.lazy ? [["loaded on first access (lazy)"]] : []),
    ...(cascade.length > 0 ? [[`cascades ${cascade.join(", ")}`]] : []),
    ...(relation.unconstrained ? [["no foreign key constraint"]] : []),
    ...indexesWith(entity, [relation.property, ...names], project).map(indexText),
    ...placesOf(entity, relation.property, project),
  ];
}

function unknowns(entity: LinkedEntity, relation: Relation, project: Project): readonly Inline[] {
  const joinTable = joinTableOf(entity, relation, project);
  const unnamed = foreignKeyColumns(entity, relation, project).find(({ name }) => !name.known);
  const { owning } = relation;
  return unread([
    ["target", relation.target],
    ["inverse", relation.inverse?.property],
    [tableNamePart(entity, project), owning ? tableOf(entity, project) : undefined],
    ["name of the join column", unnamed?.name],
    ["name of the join table", joinTable],
    ["nullability", owning ? relation.nullable : undefined],
    ["eager loading", relation.eager],
    ["cascades", relation.cascade],
    ["action on delete", owning ? relation.onDelete : undefined],
    ["action on update", owning ? relation.onUpdate : undefined],
  ]);
}
