import type { Column, Entity } from "../model/index.ts";
import { fillRewrite } from "../model/index.ts";
import type { Project } from "../project/project.ts";
import { defineRule, type FixOffer, type Report } from "./support/define-rule.ts";
import { columnIn, dialectNames, keepsDocuments } from "./support/dialects.ts";
import { typeToWrite, whyUnusable } from "./support/reflected-type.ts";

/**
 * Forbids columns without a written type whose TypeScript type does not determine one.
 *
 * Without a type the ORM takes what the compiler leaves of the property's type at run time. Of
 * `string | null` (under strict null checks), interfaces, `any`, mixed unions and properties without a type
 * annotation that is `Object`; of arrays it is `Array`. No database has
 * such a type: the application stops when it connects, which is often first seen after a deployment.
 *
 * Strings, numbers, booleans and dates by themselves determine a type and are left alone. So are unions
 * with `null` where SWC or Babel may compile the project, which pass over `null`, and document databases.
 *
 * ```ts bad typeorm
 * import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * export class User {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 50, nullable: true })
 *   nickname!: string | null;
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
 *   @Column({ type: "varchar", length: 50, nullable: true })
 *   nickname!: string | null;
 * }
 * ```
 */
export default defineRule({
  name: "no-implicit-column-type",
  category: "model",
  severity: "warning",
  presets: ["recommended"],
  fix: "suggestion",
  requires: ["column-types"],
  options: {},
  messages: {
    unusable:
      "{entity}.{property} has no written column type, and of {because} only `{constructor}` is left at run time: no database has such a type, so the application stops when it connects. Write the column's type.",
    unsupported:
      "{entity}.{property} has no written column type, and {databases} has none for `{type}`, so the application stops when it connects. Write the column's type.",
  },
  hooks: {
    entity({ own }, context) {
      if (keepsDocuments(context.project)) return;
      for (const column of own.columns) {
        const report = judge(own, column, context.project);
        if (report) context.report(report);
      }
    },
  },
});

function judge(
  own: Entity,
  column: Column,
  project: Project,
): Report<"unusable" | "unsupported"> | undefined {
  // A foreign key takes its type from the column that it refers to.
  if (column.typeSource !== "reflected" || column.foreignKeyOf !== undefined) return undefined;
  if (column.role !== "plain" && column.role !== "primary") return undefined;
  const about = { entity: own.name, property: column.property };
  const { unusableConstructor } = column;
  if (unusableConstructor !== undefined) {
    const fix = typeFix(column);
    return {
      at: column.range,
      message: "unusable",
      data: { ...about, because: whyUnusable(column), constructor: unusableConstructor },
      ...(fix && { fix }),
    };
  }
  const { dialects } = project;
  if (!column.database.known || dialects.size === 0 || dialects.has("other")) return undefined;
  if (columnIn(column, dialects).length > 0) return undefined;
  return {
    at: column.range,
    message: "unsupported",
    data: { ...about, type: column.valueType.text, databases: dialectNames([...dialects]) },
  };
}

function typeFix(column: Column): FixOffer | undefined {
  const rewrite = column.rewrites["set-type"];
  const type = typeToWrite(column);
  if (!rewrite || type === undefined || column.valueType.promise) return undefined;
  return {
    title: `Write the type \`${type}\``,
    kind: "suggestion",
    edits: () => fillRewrite(rewrite, { type }),
  };
}
