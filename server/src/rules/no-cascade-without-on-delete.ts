import { factValue } from "../base/index.ts";
import { type Entity, fillRewrite, type Relation } from "../model/index.ts";
import type { Project } from "../project/project.ts";
import { defineRule, type Report } from "./support/define-rule.ts";
import { namedInverse, targetOf } from "./support/inverse.ts";

/**
 * Forbids removals that only the ORM passes on, and `onDelete` where it has no effect.
 *
 * A cascade of the ORM works only for entities that are removed through it with the relation loaded.
 * A `DELETE` by criteria, by a query builder or by hand meets a foreign key without `ON DELETE` and is refused by the
 * database, or leaves rows that belong to nothing. State the rule where the foreign key is, so that the database keeps it for everyone.
 *
 * `onDelete` belongs to the side that holds the foreign key. On the other side it is accepted and ignored.
 *
 * An owning side that states any `onDelete`, and relations without a constraint in the database, are left
 * alone.
 *
 * ```ts bad typeorm
 * import { Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * export class Order {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @OneToMany(() => OrderLine, (line) => line.order, { cascade: ["insert", "remove"] })
 *   lines!: OrderLine[];
 * }
 *
 * @Entity()
 * export class OrderLine {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @ManyToOne(() => Order, (order) => order.lines)
 *   order!: Order;
 * }
 * ```
 *
 * ```ts good typeorm
 * import { Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * export class Order {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @OneToMany(() => OrderLine, (line) => line.order, { cascade: ["insert", "remove"] })
 *   lines!: OrderLine[];
 * }
 *
 * @Entity()
 * export class OrderLine {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @ManyToOne(() => Order, (order) => order.lines, { onDelete: "CASCADE" })
 *   order!: Order;
 * }
 * ```
 */
export default defineRule({
  name: "no-cascade-without-on-delete",
  category: "model",
  severity: "warning",
  presets: ["recommended"],
  fix: "safe",
  requires: ["relations", "cascades"],
  options: {},
  messages: {
    ormOnly:
      "{entity}.{property} passes removals on through the ORM only: the foreign key of {target}.{owner} has no `onDelete`, so other deletes are refused or leave rows behind. Set `onDelete` on {target}.{owner}.",
    ineffective:
      "`onDelete` has no effect on {entity}.{property}, which does not hold the foreign key. Set it on {owner}, which does.",
    overruled:
      "`onDelete` has no effect on {entity}.{property}, which does not hold the foreign key: what happens is decided by {owner}, which says {action}. Remove it here.",
  },
  hooks: {
    entity({ own }, context) {
      for (const relation of own.relations) {
        const report =
          ineffectiveOnDelete(own, relation, context.project) ??
          removalByOrmOnly(own, relation, context.project);
        if (report) context.report(report);
      }
    },
  },
});

type Message = "ormOnly" | "ineffective" | "overruled";

function ineffectiveOnDelete(
  own: Entity,
  relation: Relation,
  project: Project,
): Report<Message> | undefined {
  if (!isInverseSide(relation, own) || factValue(relation.onDelete) === undefined) return undefined;
  const inverse = namedInverse(relation, project);
  const owner = inverse && `${inverse.by.name}.${inverse.member.property}`;
  const action = inverse && factValue(inverse.member.onDelete);
  const remove = relation.rewrites["remove-on-delete"];
  return {
    at: relation.onDeleteRange ?? relation.range,
    message: action === undefined ? "ineffective" : "overruled",
    data: {
      entity: own.name,
      property: relation.property,
      owner: owner ?? "the other side",
      action: action ?? "",
    },
    ...(inverse && {
      related: [
        { file: inverse.by.file, range: inverse.member.range, message: `${owner} holds the key` },
      ],
    }),
    ...(remove && {
      fix: { title: "Remove `onDelete`", kind: "safe", edits: () => fillRewrite(remove) },
    }),
  };
}

function removalByOrmOnly(
  own: Entity,
  relation: Relation,
  project: Project,
): Report<Message> | undefined {
  if (!isInverseSide(relation, own)) return undefined;
  if (!factValue(relation.cascade)?.includes("remove")) return undefined;
  const target = targetOf(relation, project);
  const owner = namedInverse(relation, project);
  if (!target || !owner?.member.owning || owner.member.unconstrained) return undefined;
  if (!owner.member.onDelete.known || owner.member.onDelete.value !== undefined) return undefined;
  return {
    at: relation.cascadeRange ?? relation.range,
    message: "ormOnly",
    data: {
      entity: own.name,
      property: relation.property,
      target: target.own.name,
      owner: owner.member.property,
    },
    related: [
      {
        file: owner.by.file,
        range: owner.member.range,
        message: `${owner.by.name}.${owner.member.property} holds the foreign key`,
      },
    ],
  };
}

/** A side whose foreign key is in the other entity's table. Both sides of a many-to-many relation have one in the join table. */
function isInverseSide(relation: Relation, own: Entity): boolean {
  if (relation.kind === "one-to-many") return true;
  const decorated = own.unknownParts.some(({ property }) => property === relation.property);
  return relation.kind === "one-to-one" && !relation.owning && !decorated;
}
