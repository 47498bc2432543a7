import type { Column, Dialect } from "../model/index.ts";
import { fillRewrite } from "../model/index.ts";
import type { Project } from "../project/project.ts";
import { defineRule } from "./support/define-rule.ts";
import { columnIn, dialectNames, projectDialects } from "./support/dialects.ts";

/**
 * Forbids string columns without a length that nobody chose to be unlimited.
 *
 * A string column without a length takes any text on PostgreSQL: one request can store megabytes in a name, which then
 * travels with every query, breaks indexes (a B-tree entry holds 2,704 bytes at most) and pages that show it. A length is the last guard that
 * every writer passes. Where text without limit is meant, say so with a text type.
 *
 * Columns of a text, JSON, enum or UUID type, columns with a transformer, and databases that give
 * such a column a length of their own (MySQL: 255) are left alone.
 *
 * ```ts bad typeorm
 * import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * export class User {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column()
 *   name!: string;
 * }
 * ```
 *
 * ```ts good typeorm
 * import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * export class User {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 100 })
 *   name!: string;
 *
 *   @Column({ type: "text" })
 *   biography!: string;
 * }
 * ```
 */
export default defineRule({
  name: "no-unbounded-string",
  category: "model",
  severity: "warning",
  presets: ["recommended"],
  fix: "suggestion",
  requires: ["column-types", "column-lengths"],
  options: {
    length: {
      type: "integer",
      default: 255,
      minimum: 1,
      description: "The length that the fix proposes.",
    },
  },
  messages: {
    unbounded:
      "{entity}.{property} is a string column without a length: on {databases} it takes text of any size, which every query, index and page then has to carry. Give it a length, or a text type where no limit is meant.",
    literals:
      "{entity}.{property} is a string column without a length: on {databases} it takes any text, though its longest value has {longest} characters. Give it a length that fits the values, or an enum type.",
  },
  hooks: {
    entity({ own }, context) {
      if (own.kind === "view") return;
      for (const column of own.columns) {
        const databases = unboundedIn(column, context.project);
        if (databases.length === 0) continue;
        const longest = longestValue(column);
        const { length } = context.options;
        const setLength = column.rewrites["set-length"];
        context.report({
          at: column.range,
          message: longest === undefined ? "unbounded" : "literals",
          data: {
            entity: own.name,
            property: column.property,
            databases: dialectNames(databases),
            longest: longest ?? 0,
          },
          ...(setLength && {
            fix: {
              title: `Give the column a length of ${length}`,
              kind: "suggestion",
              edits: () => fillRewrite(setLength, { length: String(length) }),
            },
          }),
        });
      }
    },
  },
});

/** The databases of the project on which a column takes strings of any length. */
function unboundedIn(column: Column, project: Project): readonly Dialect[] {
  if (column.role !== "plain" && column.role !== "primary") return [];
  if (column.transformed || column.typeSource === "implied") return [];
  const dialects = projectDialects(project);
  return columnIn(column, dialects.size > 0 ? dialects : ["postgres"])
    .filter(({ dialect, type }) => {
      // SQLite keeps no length, and of other databases nothing is known.
      if (dialect === "sqlite" || dialect === "other") return false;
      return type.family === "string" && !type.bounded;
    })
    .map(({ dialect }) => dialect);
}

/** Length of the longest value, when the property's type names all values. */
function longestValue(column: Column): number | undefined {
  const literals = column.valueType.literals;
  if (!literals || literals.length === 0) return undefined;
  return Math.max(...literals.map((literal) => String(literal).length));
}
