import { factValue } from "../../base/index.ts";
import type { Loads, Relation } from "../../model/index.ts";
import type { Declared, LinkedEntity, Project } from "../../project/project.ts";

/** A relation that a property path leads to. */
export interface RelationOnPath {
  readonly relation: Declared<Relation>;
  /** The entity it is read of. */
  readonly of: LinkedEntity;
  /** Dotted path from the entity that the query yields: `author.profile`. */
  readonly path: string;
  /** Number of names of the read path up to the relation. */
  readonly length: number;
}

/**
 * The relations along a property path, in order. Ends at the first name that is no relation and
 * leads to none below embedded classes, and at a property with a decorator that could not be read.
 */
export function relationsAlong(
  root: LinkedEntity,
  path: readonly string[],
  project: Project,
): readonly RelationOnPath[] {
  const found: RelationOnPath[] = [];
  let entity: LinkedEntity | undefined = root;
  let start = 0;
  for (let end = 1; end <= path.length && entity; end++) {
    const relation: Declared<Relation> | undefined = entity.relation(
      path.slice(start, end).join("."),
    );
    if (!relation) continue;
    if (hasUnknownPart(relation)) break;
    found.push({ relation, of: entity, path: path.slice(0, end).join("."), length: end });
    const target: string | undefined = factValue(relation.member.target);
    entity = target === undefined ? undefined : project.entity(target);
    start = end;
  }
  return found;
}

/** What else the class declares or inherits does not change how a relation is loaded. */
function hasUnknownPart({ member, by }: Declared<Relation>): boolean {
  const name = member.property.slice(member.property.lastIndexOf(".") + 1);
  return by.unknownParts.some((part) => part.property === name);
}

/**
 * Whether a relation has a value on the rows, or may: it is listed, loads itself on access, is
 * declared eager and the query minds that, or the class gives it a value of its own.
 */
export function mayBeLoaded(step: RelationOnPath, loads: Loads): boolean {
  const { lazy, eager, initialised } = step.relation.member;
  if (lazy || initialised) return true;
  if (loads.honoursEager && (!eager.known || eager.value)) return true;
  return [...loads.paths, ...(factValue(loads.selected) ?? [])].some(
    (listed) => listed === step.path || listed.startsWith(`${step.path}.`),
  );
}
