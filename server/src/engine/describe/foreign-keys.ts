import { type Fact, factValue, known, unknown } from "../../base/index.ts";
import {
  type Column,
  type Embedded,
  embeddedColumnName,
  joinColumnName,
  joinTableName,
  type Relation,
} from "../../model/index.ts";
import type { Declared, LinkedEntity, Project } from "../../project/project.ts";
import { lineage, shownTable, targetOf } from "./tables.ts";

/** A column that holds a foreign key. */
export interface ForeignKeyColumn {
  readonly name: Fact<string>;
  /** The column of the target that it refers to; `undefined` where that could not be told. */
  readonly references: Declared<Column> | undefined;
}

/**
 * The columns that hold the foreign key of a relation; none where this side of it holds none.
 * @param entity the class in whose table they are
 */
export function foreignKeyColumns(
  entity: LinkedEntity,
  relation: Relation,
  project: Project,
): readonly ForeignKeyColumn[] {
  if (!relation.owning || relation.cardinality !== "toOne") return [];
  const referenced = referencedColumns(relation, project);
  const { joinColumns } = relation;
  const inTable = (name: Fact<string>) => embeddedKeyName(name, entity, relation, project);
  if (joinColumns.known) {
    const paired = referenced.length === joinColumns.value.length;
    return joinColumns.value.map((name, index) => ({
      name: inTable(known(name)),
      references: paired ? referenced[index] : undefined,
    }));
  }
  const { strategy } = project.naming;
  if (referenced.length === 0) return [{ name: joinColumns, references: undefined }];
  return referenced.map((references) => {
    if (joinColumns.reason !== "custom-naming-strategy") return { name: joinColumns, references };
    if (!strategy.known) return { name: strategy, references };
    const [own, other] = [relation, references.member].map(({ property }) => lastName(property));
    return {
      name: inTable(known(joinColumnName(strategy.value, own ?? "", other ?? ""))),
      references,
    };
  });
}

/** The columns of the target that a foreign key refers to; none when that could not be told. */
function referencedColumns(relation: Relation, project: Project): readonly Declared<Column>[] {
  const target = targetOf(relation, project);
  if (!target) return [];
  if (relation.referenced) {
    const named = (factValue(relation.referenced) ?? []).map((property) => target.column(property));
    return named.every((column) => column !== undefined) ? named : [];
  }
  if (target.columns.some(({ member }) => member.mayBePrimary)) return [];
  if (target.relations.some(({ member }) => member.primary)) return [];
  return target.columns.filter(({ member }) => member.primary);
}

/** Names of columns inside of embedded classes begin with the prefixes of the embeddings. */
function embeddedKeyName(
  name: Fact<string>,
  entity: LinkedEntity,
  { property }: Relation,
  project: Project,
): Fact<string> {
  if (!name.known || !property.includes(".")) return name;
  const prefixes: string[] = [];
  for (const { prefix } of embeddingsAlong(property, entity, project) ?? []) {
    if (!prefix.known) return prefix;
    if (prefix.value !== "") prefixes.push(prefix.value);
  }
  const { strategy } = project.naming;
  if (prefixes.length === 0) return name;
  return strategy.known
    ? known(embeddedColumnName(strategy.value, prefixes, name.value))
    : strategy;
}

/** The embedded members that lead to a member of an embedded class, outermost first. */
function embeddingsAlong(
  property: string,
  entity: LinkedEntity,
  project: Project,
): readonly Embedded[] {
  const found: Embedded[] = [];
  let holder: LinkedEntity | undefined = entity;
  for (const step of property.split(".").slice(0, -1)) {
    const next: Embedded | undefined =
      holder &&
      lineage(holder, project)
        .flatMap(({ embedded }) => embedded)
        .find((each) => each.property === step);
    if (!next) return found;
    found.push(next);
    const id: string | undefined = factValue(next.target);
    holder = id === undefined ? undefined : project.entity(id);
  }
  return found;
}

/** `references customers (id) on delete restrict` */
export function referencesText(
  relation: Relation,
  { references }: ForeignKeyColumn,
  project: Project,
): string {
  if (relation.unconstrained) return "";
  const target = targetOf(relation, project);
  const table = (target && shownTable(target, project)) ?? "?";
  const name = references && factValue(references.member.name);
  const actions = [
    ["on delete", factValue(relation.onDelete)],
    ["on update", factValue(relation.onUpdate)],
  ].flatMap(([words, action]) =>
    action === undefined ? [] : [`${words} ${action.toLowerCase()}`],
  );
  return [`references ${table}${name === undefined ? "" : ` (${name})`}`, ...actions].join(" ");
}

/**
 * The join table of a many-to-many relation, from either side. `undefined` where no side owns one.
 * @param entity the class that has the relation
 */
export function joinTableOf(
  entity: LinkedEntity,
  relation: Relation,
  project: Project,
): Fact<string> | undefined {
  if (relation.kind !== "many-to-many") return undefined;
  if (relation.owning) return ownJoinTable(entity, relation, project);
  const target = targetOf(relation, project);
  const inverse = relation.inverse && factValue(relation.inverse.property);
  const other = inverse === undefined ? undefined : target?.relation(inverse)?.member;
  return target && other?.owning ? ownJoinTable(target, other, project) : undefined;
}

function ownJoinTable(
  entity: LinkedEntity,
  relation: Relation,
  project: Project,
): Fact<string> | undefined {
  const { tablePrefix } = project.naming;
  const written = relation.joinTable;
  if (!written) return undefined;
  if (!tablePrefix.known) return tablePrefix;
  if (written.known) return known(tablePrefix.value + written.value);
  if (written.reason !== "custom-naming-strategy") return written;
  const target = targetOf(relation, project);
  const owner = entity.own.table;
  if (!owner.known) return owner;
  if (!target) return unknown("unresolved-entity");
  if (!target.own.table.known) return target.own.table;
  if (!project.naming.strategy.known) return project.naming.strategy;
  const bare = (table: string) => table.slice(tablePrefix.value.length);
  const name = joinTableName(bare(owner.value), relation.property, bare(target.own.table.value));
  return known(tablePrefix.value + name);
}

function lastName(property: string): string {
  return property.slice(property.lastIndexOf(".") + 1);
}
