import { factValue, nearestName } from "../base/index.ts";
import type { Entity, Relation, RelationKind } from "../model/index.ts";
import { fillRewrite } from "../model/index.ts";
import type { Declared, LinkedEntity, Project } from "../project/project.ts";
import { defineRule, type FixOffer, type Report } from "./support/define-rule.ts";
import { namedBy, namedInverse, related, targetOf } from "./support/inverse.ts";

type Message =
  | "unknownInverse"
  | "noRelation"
  | "ignoredInverse"
  | "otherEntity"
  | "otherEntityOwning"
  | "otherKind"
  | "otherInverse"
  | "bothOwn"
  | "noneOwns"
  | "unnamed";

/**
 * Forbids bidirectional relations whose two sides do not fit together.
 *
 * The two sides of a relation find each other by name. When one names a property that is not there,
 * or that belongs to another relation, joins and cascades run along the wrong foreign key, or the ORM fails
 * on the first query. When only one side names the other, what the ORM does with the pair depends on the
 * side it starts from.
 *
 * A relation in one direction only is fine, as long as nothing names it as its inverse.
 *
 * ```ts bad typeorm
 * import { Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * export class Author {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @OneToMany("Book", "author")
 *   books!: Book[];
 * }
 *
 * @Entity()
 * export class Book {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @ManyToOne(() => Author)
 *   author!: Author;
 * }
 * ```
 *
 * ```ts good typeorm
 * import { Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * export class Author {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @OneToMany("Book", "author")
 *   books!: Book[];
 * }
 *
 * @Entity()
 * export class Book {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @ManyToOne(() => Author, (author) => author.books)
 *   author!: Author;
 * }
 * ```
 */
export default defineRule({
  name: "no-one-sided-relation",
  category: "model",
  severity: "warning",
  presets: ["recommended"],
  fix: "suggestion",
  requires: ["relations", "inverse-relations"],
  options: {},
  messages: {
    unknownInverse:
      "{side} names `{inverse}` as its inverse, but {target} has no such property, so the relation fails when it is used. Name {instead} instead.",
    ignoredInverse:
      "{side} names {target}.{inverse} as its inverse, but {target} has no such relation, so the ORM takes {side} for a relation without another side. Name {instead} instead, or none.",
    noRelation:
      "{side} names {target}.{inverse} as its inverse, which is no relation, so the relation fails when it is used. Name {instead} instead.",
    otherEntity:
      "{side} names {target}.{inverse} as its inverse, but that relation leads to another entity, so joins run along a foreign key that means something else. Name the relation that leads back, or none.",
    otherEntityOwning:
      "{side} names {target}.{inverse} as its inverse, but that relation leads to another entity: the two are no pair. Name the relation that leads back, or none.",
    otherKind:
      "{side} is {kind} and names {target}.{inverse} as its inverse, which is {otherKind}: these kinds are no two sides of one relation. Make the kinds fit, or name another relation.",
    otherInverse:
      "{side} names {target}.{inverse} as its inverse, but that relation names `{other}` as its own, so the two sides disagree about the foreign key. Let both sides name each other.",
    bothOwn:
      "{side} and {target}.{inverse} both hold the relation in the database, so one side's changes are not seen by the other. Keep the join column or join table on one side.",
    noneOwns:
      "{side} has no side that holds it in the database, so it fails when it is used. Put the join column or join table on one side.",
    unnamed:
      "{side} does not name {target}.{inverse} as its inverse, though that relation names this one: what the ORM does with the pair depends on the side it starts from. Name it here too.",
  },
  hooks: {
    entity({ own }, context) {
      for (const relation of own.relations) {
        const report = judge(own, relation, context.project);
        if (report) context.report(report);
      }
    },
  },
});

function judge(own: Entity, relation: Relation, project: Project): Report<Message> | undefined {
  const target = targetOf(relation, project);
  if (!target) return undefined;
  if (!relation.inverse) return judgeUnnamed(own, relation, target, project);
  if (!relation.inverse.property.known) return undefined;
  const inverse = namedInverse(relation, project);
  if (!inverse)
    return judgeMissing(own, relation, target, relation.inverse.property.value, project);
  return judgePair(own, relation, target, inverse, project);
}

/** The side names no inverse: wrong only when the other side names it, or when nobody holds the relation. */
function judgeUnnamed(
  own: Entity,
  relation: Relation,
  target: LinkedEntity,
  project: Project,
): Report<Message> | undefined {
  if (own.kind === "abstract" || own.kind === "embeddable") return undefined;
  const naming = namedBy(own, relation, project);
  const [side, ...others] = naming;
  if (!side) {
    if (!needsOwner(relation) || relation.owning || hasUnknownPart(own, relation)) return undefined;
    return { ...base("noneOwns", own, relation, target), at: relation.range };
  }
  // Several relations that name this one cannot all be its inverse: they are judged themselves.
  if (others.length > 0 || !fits(relation.kind, side.relation.kind)) return undefined;
  const inverse = side.relation.property;
  const fix = inverseFix(relation, inverse);
  return {
    ...base("unnamed", own, relation, target, { inverse }),
    related: [
      {
        file: side.entity.own.file,
        range: side.relation.inverse?.range ?? side.relation.range,
        message: `${side.entity.own.name}.${inverse} names ${relation.property} here`,
      },
    ],
    ...(fix && { fix }),
  };
}

/** The named property is no relation of the target. */
function judgeMissing(
  own: Entity,
  relation: Relation,
  target: LinkedEntity,
  inverse: string,
  project: Project,
): Report<Message> | undefined {
  const known = [target, ...target.derived.flatMap((id) => project.entity(id) ?? [])];
  if (known.some((entity) => !entity.complete || entity.relation(inverse))) return undefined;
  const candidates = target.relations
    .filter(({ member }) => leadsTo(member, own, project) && fits(relation.kind, member.kind))
    .map(({ member }) => member.property);
  const nearest =
    nearestName(inverse, candidates) ?? (candidates.length === 1 ? candidates[0] : undefined);
  const fix = nearest === undefined ? undefined : inverseFix(relation, nearest);
  return {
    ...base(missingMessage(relation, inverse, target), own, relation, target, {
      inverse,
      instead: nearest === undefined ? "a relation that leads back" : `\`${nearest}\``,
    }),
    ...(fix && { fix }),
  };
}

/** A side that holds the relation itself works without the other; one that does not has nothing to read. */
function missingMessage(relation: Relation, inverse: string, target: LinkedEntity): Message {
  if (relation.owning) return "ignoredInverse";
  return target.column(inverse) ? "noRelation" : "unknownInverse";
}

/** Both sides are there: whether they fit. */
function judgePair(
  own: Entity,
  relation: Relation,
  target: LinkedEntity,
  { member, by }: Declared<Relation>,
  project: Project,
): Report<Message> | undefined {
  const inverse = member.property;
  if (own.kind === "embeddable") return undefined;
  const other = {
    related: [{ file: by.file, range: member.range, message: `${by.name}.${inverse} is here` }],
  };
  if (member.target.known && !leadsTo(member, own, project)) {
    if (!project.entity(member.target.value)) return undefined;
    const message = relation.owning ? "otherEntityOwning" : "otherEntity";
    return { ...base(message, own, relation, target, { inverse }), ...other };
  }
  if (!fits(relation.kind, member.kind)) {
    // Each side sees the misfit; the one that comes first tells it.
    if (namesBack(member, relation) && !isFirst(own, relation, by, member)) return undefined;
    return {
      ...base("otherKind", own, relation, target, {
        inverse,
        kind: relation.kind,
        otherKind: member.kind,
      }),
      ...other,
    };
  }
  const named = member.inverse && factValue(member.inverse.property);
  // An inherited relation may serve as the inverse for each of the subclasses.
  if (named !== relation.property && by.id !== target.own.id) return undefined;
  if (named !== undefined && named !== relation.property) {
    // A name that leads nowhere, or elsewhere, is told where it stands.
    const taken = project.entity(own.id)?.relation(named)?.member;
    if (!taken || !leadsTo(taken, by, project)) return undefined;
    return { ...base("otherInverse", own, relation, target, { inverse, other: named }), ...other };
  }
  if (!needsOwner(relation) || !isFirst(own, relation, by, member)) return undefined;
  if (hasUnknownPart(own, relation) || hasUnknownPart(by, member)) return undefined;
  if (relation.owning && member.owning) {
    return { ...base("bothOwn", own, relation, target, { inverse }), ...other };
  }
  if (relation.owning || member.owning) return undefined;
  return { ...base("noneOwns", own, relation, target), ...other, at: relation.range };
}

function base(
  message: Message,
  own: Entity,
  relation: Relation,
  target: LinkedEntity,
  data: Readonly<Record<string, string>> = {},
): Report<Message> {
  return {
    at: relation.inverse?.range ?? relation.range,
    message,
    data: {
      side: `${own.name}.${relation.property}`,
      target: target.own.name,
      ...data,
    },
  };
}

/** Whether a relation leads back to a class, or to one that shares its rows. */
function leadsTo(relation: Relation, entity: Entity, project: Project): boolean {
  const id = factValue(relation.target);
  return id !== undefined && related(id, entity.id, project);
}

function namesBack(relation: Relation, other: Relation): boolean {
  return relation.inverse !== undefined && factValue(relation.inverse.property) === other.property;
}

const COUNTERPART: Readonly<Record<RelationKind, RelationKind>> = {
  "one-to-one": "one-to-one",
  "one-to-many": "many-to-one",
  "many-to-one": "one-to-many",
  "many-to-many": "many-to-many",
};

function fits(kind: RelationKind, other: RelationKind): boolean {
  return COUNTERPART[kind] === other;
}

/** Relations in which the code says which side holds the foreign key or join table. */
function needsOwner(relation: Relation): boolean {
  return relation.kind === "one-to-one" || relation.kind === "many-to-many";
}

/** Of two sides that see the same mistake, one speaks. */
function isFirst(own: Entity, relation: Relation, other: Entity, member: Relation): boolean {
  return `${own.id}.${relation.property}` <= `${other.id}.${member.property}`;
}

/** A decorator of the project's own on the property may make it the owning side. */
function hasUnknownPart(entity: Entity, relation: Relation): boolean {
  return entity.unknownParts.some(
    ({ property }) => property === undefined || property === relation.property,
  );
}

function inverseFix(relation: Relation, property: string): FixOffer | undefined {
  const rewrite = relation.rewrites["set-inverse"];
  return (
    rewrite && {
      title: `Name \`${property}\` as the inverse`,
      kind: "suggestion",
      edits: () => fillRewrite(rewrite, { property }),
    }
  );
}
