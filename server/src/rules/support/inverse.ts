import { factValue } from "../../base/index.ts";
import type { Entity, EntityId, Relation } from "../../model/index.ts";
import type { Declared, LinkedEntity, Project } from "../../project/project.ts";

/** A relation and the class that declares it. */
export interface Side {
  readonly entity: LinkedEntity;
  readonly relation: Relation;
}

/** The entity at the other end, when it is known and part of the project. */
export function targetOf(relation: Relation, project: Project): LinkedEntity | undefined {
  const id = factValue(relation.target);
  return id === undefined ? undefined : project.entity(id);
}

/** The relation that a side names as its inverse, when it is there. */
export function namedInverse(relation: Relation, project: Project): Declared<Relation> | undefined {
  const property = relation.inverse && factValue(relation.inverse.property);
  if (property === undefined) return undefined;
  return targetOf(relation, project)?.relation(property);
}

/**
 * Relations of the target that name the given one as their inverse.
 * @param owner the class that declares the relation
 */
export function namedBy(owner: Entity, relation: Relation, project: Project): readonly Side[] {
  const target = targetOf(relation, project);
  if (!target) return [];
  return target.relations
    .filter(
      ({ member }) =>
        member.inverse &&
        factValue(member.inverse.property) === relation.property &&
        factValue(member.target) === owner.id,
    )
    .map(({ member, by }) => ({ entity: project.entity(by.id) ?? target, relation: member }));
}

/** Whether rows of one class may be rows of the other: the same class, or one extends the other. */
export function related(a: EntityId, b: EntityId, project: Project): boolean {
  if (a === b) return true;
  const extendsOther = (base: EntityId, sub: EntityId) =>
    project.entity(base)?.derived.includes(sub) ?? false;
  return extendsOther(a, b) || extendsOther(b, a);
}
