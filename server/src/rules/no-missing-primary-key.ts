import { defineRule } from "./support/define-rule.ts";

/**
 * Forbids entities without a primary key.
 *
 * An ORM tells rows apart by their key. Without one it refuses to start or cannot update, reload or
 * remove a single row, and nothing in the database stops the same row from being stored twice.
 *
 * Keys may be inherited, embedded, or be a relation that is part of the key. Views need none. Where a
 * base class or a decorator could not be read, the rule is silent.
 *
 * ```ts bad typeorm
 * import { Column, Entity } from "typeorm";
 *
 * @Entity()
 * export class Setting {
 *   @Column({ length: 50 })
 *   name!: string;
 * }
 * ```
 *
 * ```ts good typeorm
 * import { Column, Entity, PrimaryColumn } from "typeorm";
 *
 * @Entity()
 * export class Setting {
 *   @PrimaryColumn({ length: 50 })
 *   name!: string;
 *
 *   @Column({ length: 200 })
 *   value!: string;
 * }
 * ```
 */
export default defineRule({
  name: "no-missing-primary-key",
  category: "model",
  severity: "error",
  presets: ["recommended"],
  fix: "none",
  requires: ["entities"],
  options: {},
  messages: {
    missing:
      "{entity} has no primary key, so its rows cannot be told apart, updated or removed one by one. Make a column of it the primary key, or add a generated one.",
  },
  hooks: {
    entity(entity, context) {
      const { own, columns, relations, complete } = entity;
      if (own.kind !== "table" || !complete) return;
      const keyed =
        columns.some(({ member }) => member.primary || member.mayBePrimary) ||
        relations.some(({ member }) => member.primary);
      if (keyed) return;
      context.report({ at: own.range, message: "missing", data: { entity: own.name } });
    },
  },
});
