import { factValue, type Range } from "../base/index.ts";
import type { Column, EntityKind, Relation } from "../model/index.ts";
import type { Declared, LinkedEntity, Project } from "../project/project.ts";
import { firstDialect, shortTypeText } from "./describe/column-types.ts";
import { effectiveNullable, effectiveTypes } from "./describe/effective-column.ts";
import { foreignKeyColumns, joinTableOf } from "./describe/foreign-keys.ts";
import { isMapped, shownTable, targetName } from "./describe/tables.ts";

/** A class of the model with everything that is drawn of it. `null` stands for what could not be read. */
export interface DrawnEntity<Place> {
  readonly id: string;
  readonly name: string;
  readonly kind: EntityKind;
  /** With the schema, where one is written; `null`: it has no table itself. */
  readonly table: string | null;
  /** Nothing that may add members was left unread. */
  readonly complete: boolean;
  /** Id of the class that this one extends. */
  readonly base: string | null;
  readonly place: Place;
  /** Own, inherited and (by a dotted path) embedded ones. */
  readonly columns: readonly DrawnColumn<Place>[];
  readonly relations: readonly DrawnRelation<Place>[];
  readonly embedded: readonly DrawnEmbedding<Place>[];
}

export interface DrawnColumn<Place> {
  readonly property: string;
  /** Name in the database. */
  readonly name: string | null;
  /** In the first of the project's databases, shortened where that database knows a short name. */
  readonly type: string | null;
  readonly role: Column["role"];
  readonly primary: boolean;
  /** It holds a foreign key of the relation with this property. */
  readonly foreignKeyOf: string | null;
  readonly nullable: boolean | null;
  readonly unique: boolean | null;
  /** Id of the class that declares it. */
  readonly declaredBy: string;
  readonly place: Place;
}

export interface DrawnRelation<Place> {
  readonly property: string;
  readonly kind: Relation["kind"];
  /** Id of the target; a class of another package has one too. */
  readonly target: string | null;
  readonly targetName: string | null;
  /** The property of the target that this side names as its inverse. */
  readonly inverse: string | null;
  /** This side holds the foreign key or the join table. */
  readonly owning: boolean;
  /** For the owning side of a to-one relation: whether there may be none. */
  readonly nullable: boolean | null;
  readonly primary: boolean;
  readonly onDelete: string | null;
  /** Columns of this class's table that hold the foreign key; `null` stands for an unknown name. */
  readonly joinColumns: readonly (string | null)[];
  readonly joinTable: string | null;
  readonly declaredBy: string;
  readonly place: Place;
}

export interface DrawnEmbedding<Place> {
  readonly property: string;
  readonly target: string | null;
  readonly array: boolean;
  readonly place: Place;
}

/**
 * The classes of a linked project, sorted by name and id.
 * @param locate makes of a file (absolute path) and a range what the caller calls a place
 */
export function entityModel<Place>(
  project: Project,
  locate: (file: string, range: Range) => Place,
): readonly DrawnEntity<Place>[] {
  return project.entities
    .filter(isMapped)
    .map((entity) => drawnEntity(entity, project, locate))
    .sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
}

function drawnEntity<Place>(
  entity: LinkedEntity,
  project: Project,
  locate: (file: string, range: Range) => Place,
): DrawnEntity<Place> {
  const { own } = entity;
  const placeOf = ({ member, by }: Declared<{ readonly range: Range }>): Place =>
    locate(by.file, member.range);
  return {
    id: own.id,
    name: own.name,
    kind: own.kind,
    table: shownTable(entity, project) ?? null,
    complete: entity.complete,
    base: factValue(own.base) ?? null,
    place: locate(own.file, own.range),
    columns: entity.columns.map((column) => ({
      ...drawnColumn(entity, column, project),
      place: placeOf(column),
    })),
    relations: entity.relations.map((relation) => ({
      ...drawnRelation(entity, relation, project),
      place: placeOf(relation),
    })),
    embedded: own.embedded.map(({ property, target, array, range }) => ({
      property,
      target: factValue(target) ?? null,
      array,
      place: locate(own.file, range),
    })),
  };
}

function drawnColumn(
  entity: LinkedEntity,
  column: Declared<Column>,
  project: Project,
): Omit<DrawnColumn<never>, "place"> {
  const { member, by } = column;
  const type = factValue(effectiveTypes(entity, member, project))?.[firstDialect(project)];
  return {
    property: member.property,
    name: factValue(member.name) ?? null,
    type: type ? shortTypeText(type) : (member.writtenType ?? null),
    role: member.role,
    primary: member.primary,
    foreignKeyOf: member.foreignKeyOf ?? null,
    nullable: factValue(effectiveNullable(entity, column)) ?? null,
    unique: factValue(member.unique) ?? null,
    declaredBy: by.id,
  };
}

function drawnRelation(
  entity: LinkedEntity,
  { member, by }: Declared<Relation>,
  project: Project,
): Omit<DrawnRelation<never>, "place"> {
  const joinTable = joinTableOf(entity, member, project);
  return {
    property: member.property,
    kind: member.kind,
    target: factValue(member.target) ?? null,
    targetName: targetName(member, project) ?? null,
    inverse: (member.inverse && factValue(member.inverse.property)) ?? null,
    owning: member.owning,
    nullable: factValue(member.nullable) ?? null,
    primary: member.primary,
    onDelete: factValue(member.onDelete) ?? null,
    joinColumns: foreignKeyColumns(entity, member, project).map(
      ({ name }) => factValue(name) ?? null,
    ),
    joinTable: (joinTable && factValue(joinTable)) ?? null,
    declaredBy: by.id,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
