import { type Fact, factValue, known } from "../base/index.ts";
import type { Column, Embedded, Entity, EntityId, Relation } from "../model/index.ts";
import { embeddedName, type Naming, nameEntity } from "./naming.ts";
import type { Declared, LinkedEntity } from "./project.ts";

/** Deeper nesting of embedded classes is read as a cycle. */
const MAX_EMBEDDING = 8;

/** All entities of a project, each with what it inherits and embeds. */
export interface LinkedEntities {
  readonly all: readonly LinkedEntity[];
  byId(id: EntityId): LinkedEntity | undefined;
}

/**
 * Ties entities to their bases, subclasses and embedded classes, and names their tables and columns. Of two entities with one id the
 * first is taken. Survives classes that extend or embed each other in a circle.
 */
export function linkEntities(entities: Iterable<Entity>, naming: Naming): LinkedEntities {
  const declared = new Map<EntityId, Entity>();
  const all = [...entities];
  const embedded = new Set(all.flatMap((entity) => entity.embedded.map(embeddedId)));
  for (const entity of all) {
    if (declared.has(entity.id)) continue;
    const named = nameEntity(entity, naming);
    // That a class without a table of its own is embedded stands where it is embedded.
    const embeddable = named.kind === "abstract" && embedded.has(named.id);
    declared.set(named.id, embeddable ? { ...named, kind: "embeddable" } : named);
  }
  nameTargets(declared);
  const derived = derivedEntities(declared);
  const linked = new Map<EntityId, LinkedEntity>();
  for (const [id, own] of declared) {
    const members = new Members(declared, naming);
    members.add(own, []);
    linked.set(id, link(own, members, derived.get(id) ?? []));
  }
  return { all: [...linked.values()], byId: (id) => linked.get(id) };
}

/** Finds the targets that relations give by the name of an entity or its table, where one entity has it. */
function nameTargets(declared: Map<EntityId, Entity>): void {
  const byName = new Map<string, Set<EntityId>>();
  for (const { id, name, table } of declared.values()) {
    for (const each of table.known ? [name, table.value] : [name]) {
      const ids = byName.get(each);
      if (ids) ids.add(id);
      else byName.set(each, new Set([id]));
    }
  }
  const named = ({ target, targetName }: Relation): EntityId | undefined => {
    const [id, ...others] = (!target.known && byName.get(targetName ?? "")) || [];
    return others.length === 0 ? id : undefined;
  };
  for (const [id, entity] of declared) {
    if (!entity.relations.some(named)) continue;
    const relations = entity.relations.map((relation) => {
      const target = named(relation);
      return target === undefined ? relation : { ...relation, target: known(target) };
    });
    declared.set(id, { ...entity, relations });
  }
}

function link(own: Entity, members: Members, derived: readonly EntityId[]): LinkedEntity {
  const columns = new Map(members.columns.map((each) => [each.member.property, each]));
  const relations = new Map(members.relations.map((each) => [each.member.property, each]));
  return {
    own,
    columns: members.columns,
    relations: members.relations,
    complete: members.complete,
    derived,
    relation: (property) => relations.get(property),
    column: (property) => columns.get(property),
  };
}

/** Collects the members of an entity along its bases and through its embedded classes. */
class Members {
  readonly #declared: ReadonlyMap<EntityId, Entity>;
  readonly #naming: Naming;
  readonly columns: Declared<Column>[] = [];
  readonly relations: Declared<Relation>[] = [];
  complete = true;

  constructor(declared: ReadonlyMap<EntityId, Entity>, naming: Naming) {
    this.#declared = declared;
    this.#naming = naming;
  }

  /** @param path the embedded members that lead here, outermost first */
  add(entity: Entity, path: readonly Embedded[]): void {
    const taken = new Set<string>();
    const embedded: Embedded[] = [];
    for (const by of this.#chain(entity)) {
      const own = new Set<string>();
      const fresh = (member: { readonly property: string }) => {
        own.add(member.property);
        return !taken.has(member.property);
      };
      for (const column of by.columns.filter(fresh)) {
        const name = embeddedName(column, path, this.#naming);
        this.columns.push({ member: { ...embeddedMember(column, path), name }, by });
      }
      for (const relation of by.relations.filter(fresh)) {
        this.relations.push({ member: embeddedMember(relation, path), by });
      }
      embedded.push(...by.embedded.filter(fresh));
      for (const property of own) taken.add(property);
      if (by.unknownParts.length > 0) this.complete = false;
    }
    for (const each of embedded) this.#embed(each, path);
  }

  #embed(embedded: Embedded, path: readonly Embedded[]): void {
    const target = embedded.target.known ? this.#declared.get(embedded.target.value) : undefined;
    if (!target || path.length >= MAX_EMBEDDING) {
      this.complete = false;
      return;
    }
    this.add(target, [...path, embedded]);
  }

  /** The class and its bases, nearest first, as far as they can be read. */
  #chain(entity: Entity): readonly Entity[] {
    const chain = new Set<Entity>();
    let current: Entity | undefined = entity;
    while (current && !chain.has(current)) {
      chain.add(current);
      const base: Fact<EntityId> | undefined = current.base;
      current = base?.known ? this.#declared.get(base.value) : undefined;
      if (base && (!current || chain.has(current))) this.complete = false;
    }
    return [...chain];
  }
}

function embeddedMember<T extends { readonly property: string }>(
  member: T,
  path: readonly Embedded[],
): T {
  if (path.length === 0) return member;
  return { ...member, property: [...path, member].map((each) => each.property).join(".") };
}

function embeddedId({ target }: Embedded): EntityId | undefined {
  return factValue(target);
}

/** For each entity, the entities that extend it, however far. */
function derivedEntities(
  declared: ReadonlyMap<EntityId, Entity>,
): ReadonlyMap<EntityId, readonly EntityId[]> {
  const derived = new Map<EntityId, EntityId[]>();
  for (const entity of declared.values()) {
    const seen = new Set<EntityId>([entity.id]);
    let base: Fact<EntityId> | undefined = entity.base;
    while (base?.known && !seen.has(base.value)) {
      seen.add(base.value);
      const list = derived.get(base.value);
      if (list) list.push(entity.id);
      else derived.set(base.value, [entity.id]);
      base = declared.get(base.value)?.base;
    }
  }
  return derived;
}
