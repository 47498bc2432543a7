import type { Column } from "../model/index.ts";
import { fillRewrite } from "../model/index.ts";
import { defineRule, type FixOffer } from "./support/define-rule.ts";
import { typeToWrite, unusableType } from "./support/reflected-type.ts";

/**
 * Forbids columns without a written type whose TypeScript type does not determine one.
 *
 * Without a type the ORM takes what the compiler leaves of the property's type at run time. Of
 * `string | null` (under strict null checks), interfaces, `any` and mixed unions that is `Object`; of arrays it is `Array`. No database has
 * such a type: the application stops when it connects, which is often first seen after a deployment.
 *
 * Strings, numbers, booleans and dates by themselves determine a type and are left alone.
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
  },
  hooks: {
    entity({ own }, context) {
      for (const column of own.columns) {
        // A foreign key takes its type from the column that it refers to.
        if (column.typeSource !== "reflected" || column.foreignKeyOf !== undefined) continue;
        if (column.role !== "plain" && column.role !== "primary") continue;
        const unusable = unusableType(column.valueType);
        if (!unusable) continue;
        const fix = typeFix(column);
        context.report({
          at: column.range,
          message: "unusable",
          data: {
            entity: own.name,
            property: column.property,
            because: unusable.because,
            constructor: unusable.constructorName,
          },
          ...(fix && { fix }),
        });
      }
    },
  },
});

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
