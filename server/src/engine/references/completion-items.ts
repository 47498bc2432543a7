import type { Range } from "../../base/index.ts";
import type { NameText } from "../../model/index.ts";
import type { LinkedEntity } from "../../project/project.ts";
import { columnName, type Member, type Members } from "./members.ts";
import type { TextMap } from "./text-map.ts";

/** A name that may stand at a place. */
export interface Completion {
  readonly label: string;
  readonly kind: "column" | "relation" | "embedded" | "alias" | "entity" | "table" | "parameter";
  /** Its type, or what it stands for. */
  readonly detail: string;
  /** What is written, where that is not the label: a name that the database needs in quotes. */
  readonly insert?: string;
  /** For its documentation. */
  readonly entity?: LinkedEntity;
  readonly member?: Member;
}

/** The names that fit a place, and what they replace there. */
export interface Completions {
  /** Of the name under the cursor alone; empty when none is begun. */
  readonly range: Range;
  readonly items: readonly Completion[];
}

/** A place in a text, with the name that stands there. */
export interface Place {
  readonly map: TextMap;
  /** In the text. */
  readonly at: number;
  /** The name around the place: offsets in the text. */
  readonly start: number;
  readonly end: number;
  readonly range: Range;
}

/** The properties of an entity that fit a place. */
export function properties(
  entity: LinkedEntity,
  members: Members,
  takes: NameText["takes"],
): readonly Completion[] {
  return members.all(entity).flatMap((member): readonly Completion[] => {
    if (takes === "relation" && member.kind === "column") return [];
    if (takes === "relation" && member.embedded && !leadsToRelation(member, members)) return [];
    if (takes === "column" && member.relation) return [];
    return [propertyItem(member, members)];
  });
}

function leadsToRelation(member: Member, members: Members): boolean {
  const inner = members.behind(member);
  return inner !== undefined && inner.relations.length > 0;
}

function propertyItem(member: Member, members: Members): Completion {
  const { kind, property, column, relation } = member;
  const target = members.behind(member)?.own.name ?? relation?.valueType.text ?? "";
  const detail =
    column?.valueType.text ?? (relation?.cardinality === "toMany" ? `${target}[]` : target);
  return { label: property, kind, detail, member };
}

/** The columns of an entity's table by their names in the database. */
export function databaseColumns(entity: LinkedEntity, members: Members): readonly Completion[] {
  const named = new Map<string, Completion>();
  for (const { member: column } of entity.columns) {
    const label = columnName(column);
    const member = label === undefined ? undefined : members.columnNamed(entity, label);
    if (label === undefined || !member || named.has(label)) continue;
    named.set(label, { label, kind: "column", detail: column.valueType.text, member });
  }
  for (const { member: relation } of entity.relations) {
    for (const label of members.foreignKeys(entity, relation)) {
      const member = members.columnNamed(entity, label);
      if (named.has(label) || !member) continue;
      named.set(label, { label, kind: "column", detail: relation.valueType.text, member });
    }
  }
  return [...named.values()];
}
