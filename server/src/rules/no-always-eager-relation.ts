import { defineRule } from "./support/define-rule.ts";

/**
 * Forbids relations that are loaded with every query of their entity.
 *
 * A relation declared eager is joined whenever the entity is loaded through the ORM's find methods, also where nobody
 * reads it. Eager relations of the loaded entities follow in turn, so one flag can turn a lookup by
 * key into a statement over many tables. It cannot be switched off where it is not wanted without
 * listing the relations by hand. Load a relation in the queries whose result needs it.
 *
 * ```ts bad typeorm
 * import { Entity, ManyToOne, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * class Author {
 *   @PrimaryGeneratedColumn()
 *   id: number;
 * }
 *
 * @Entity()
 * class Book {
 *   @PrimaryGeneratedColumn()
 *   id: number;
 *
 *   @ManyToOne(() => Author, { eager: true })
 *   author: Author;
 * }
 * ```
 *
 * ```ts good typeorm
 * import { type DataSource, Entity, ManyToOne, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * class Author {
 *   @PrimaryGeneratedColumn()
 *   id: number;
 * }
 *
 * @Entity()
 * class Book {
 *   @PrimaryGeneratedColumn()
 *   id: number;
 *
 *   @ManyToOne(() => Author)
 *   author: Author;
 * }
 *
 * export const booksWithAuthors = (database: DataSource) =>
 *   database.getRepository(Book).find({ relations: { author: true } });
 * ```
 */
export default defineRule({
  name: "no-always-eager-relation",
  category: "model",
  severity: "warning",
  presets: ["recommended"],
  fix: "none",
  requires: ["relations", "eager-relations"],
  options: {},
  messages: {
    eager:
      "{entity}.{property} is loaded with every find of {entity}, also where nobody reads it. Name the relation in the queries that need it instead.",
  },
  hooks: {
    entity({ own }, context) {
      for (const relation of own.relations) {
        if (!relation.eager.known || !relation.eager.value) continue;
        context.report({
          at: relation.eagerRange ?? relation.range,
          message: "eager",
          data: { entity: own.name, property: relation.property },
        });
      }
    },
  },
});
