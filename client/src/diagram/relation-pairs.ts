import type { DiagramEntity, DiagramRelation } from "./model.ts";

export interface RelationSide {
  readonly entity: DiagramEntity;
  readonly relation: DiagramRelation;
}

/** A relation with the other side of it, where that is declared too. */
export interface RelationPair extends RelationSide {
  readonly other: RelationSide | undefined;
}

const opposites: Readonly<Record<DiagramRelation["kind"], DiagramRelation["kind"]>> = {
  "one-to-one": "one-to-one",
  "one-to-many": "many-to-one",
  "many-to-one": "one-to-many",
  "many-to-many": "many-to-many",
};

/**
 * The relations between classes, each once, whichever sides declare it. The owning side comes first.
 * Two relations are sides of one when their kinds are opposite, they point at each other's class
 * (or a class related to it by inheritance) and one of them names the other as its inverse.
 */
export function relationPairs(
  holders: readonly {
    readonly entity: DiagramEntity;
    readonly relations: readonly DiagramRelation[];
  }[],
  all: ReadonlyMap<string, DiagramEntity>,
): readonly RelationPair[] {
  const sides = holders.flatMap(({ entity, relations }) =>
    relations.map((relation) => ({ entity, relation })),
  );
  const byTarget = new Map<string, RelationSide[]>();
  for (const side of sides) {
    for (const id of lineage(side.entity.id, all)) {
      byTarget.set(id, [...(byTarget.get(id) ?? []), side]);
    }
  }
  const paired = new Set<RelationSide>();
  const owningFirst = [
    ...sides.filter(({ relation }) => relation.owning),
    ...sides.filter(({ relation }) => !relation.owning),
  ];
  const pairs: RelationPair[] = [];
  for (const side of owningFirst) {
    if (paired.has(side)) continue;
    const { target } = side.relation;
    const candidates = (target === null ? undefined : byTarget.get(target)) ?? [];
    const other = candidates.find(
      (each) => each !== side && !paired.has(each) && belongTogether(side, each, all),
    );
    paired.add(side);
    if (other) paired.add(other);
    pairs.push({ ...side, other });
  }
  return pairs;
}

function belongTogether(
  one: RelationSide,
  two: RelationSide,
  all: ReadonlyMap<string, DiagramEntity>,
): boolean {
  const [a, b] = [one.relation, two.relation];
  if (opposites[a.kind] !== b.kind) return false;
  if (a.inverse !== null && a.inverse !== b.property) return false;
  if (b.inverse !== null && b.inverse !== a.property) return false;
  if (a.inverse === null && b.inverse === null) return false;
  return b.target !== null && lineage(one.entity.id, all).has(b.target);
}

/** The class and the classes that it extends. */
function lineage(id: string, all: ReadonlyMap<string, DiagramEntity>): ReadonlySet<string> {
  const found = new Set<string>();
  let current: string | null = id;
  while (current !== null && !found.has(current)) {
    found.add(current);
    current = all.get(current)?.base ?? null;
  }
  return found;
}
