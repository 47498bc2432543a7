import type { Column, Entity, Relation, ValueType } from "../model/index.ts";
import { fillRewrite } from "../model/index.ts";
import { defineRule, type FixOffer } from "./support/define-rule.ts";
import { keepsDocuments } from "./support/dialects.ts";
import { typeToWrite } from "./support/reflected-type.ts";

/**
 * Forbids columns and properties that disagree about null.
 *
 * A nullable column yields `null`. When the property's type excludes it, the compiler lets
 * `user.nickname.length` pass and it fails on the first row without a nickname. The other way round, a
 * property that admits `null` on a column that does not lets the compiler pass an insert that the
 * database refuses.
 *
 * An optional property (`nickname?: string`) agrees with both: it is unset before the row is saved.
 * Columns with a transformer, generated values, soft-delete dates and programs without strict null
 * checks are left alone. A relation is judged only where it is written as required.
 *
 * ```ts bad typeorm
 * import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * export class User {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ type: "varchar", length: 50, nullable: true })
 *   nickname!: string;
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
  name: "no-nullability-mismatch",
  category: "model",
  severity: "error",
  presets: ["recommended"],
  fix: "suggestion",
  requires: ["column-types"],
  options: {
    strict: {
      type: "boolean",
      default: false,
      description: "Judge the dates of soft deletion too: their columns are nullable by nature.",
    },
  },
  messages: {
    typeExcludesNull:
      "{entity}.{property} is nullable in the database, but its type `{type}` excludes `null`, so the compiler passes code that fails on a row without a value. Add `null` to the type, or make the column required.",
    columnExcludesNull:
      "{entity}.{property} may be `null` by its type `{type}`, but the column is not nullable, so the database refuses rows that the compiler passes. Make the column nullable, or remove `null` from the type.",
    relationExcludesNull:
      "{entity}.{property} may be `null` by its type `{type}`, but the relation is required, so the database refuses rows that the compiler passes. Make the relation nullable, or remove `null` from the type.",
  },
  hooks: {
    entity({ own }, context) {
      if (keepsDocuments(context.project)) return;
      for (const column of own.columns) {
        const message = columnMismatch(column, own, context.options.strict);
        if (!message) continue;
        const fix = message === "typeExcludesNull" ? addNull(column) : removeNull(column);
        context.report({
          at: column.range,
          message,
          data: { entity: own.name, property: column.property, type: column.valueType.text },
          // With a default, only a writer that names null itself can store one.
          ...(message === "typeExcludesNull" && hasDefault(column) && { severity: "warning" }),
          ...(fix && { fix }),
        });
      }
      for (const relation of own.relations) {
        if (!relationMismatch(relation, own)) continue;
        context.report({
          at: relation.range,
          message: "relationExcludesNull",
          data: { entity: own.name, property: relation.property, type: relation.valueType.text },
        });
      }
    },
  },
});

function columnMismatch(
  column: Column,
  entity: Entity,
  strict: boolean,
): "typeExcludesNull" | "columnExcludesNull" | undefined {
  const type = column.valueType;
  if (!saysSomethingOfNull(type) || column.transformed || !column.nullable.known) return undefined;
  if (column.role !== "plain" && column.role !== "primary" && column.role !== "deleted-at") {
    return undefined;
  }
  if (entity.kind === "view") return undefined;
  if (column.nullable.value) {
    if (type.nullable || type.optional || column.initialised) return undefined;
    return column.role === "deleted-at" && !strict ? undefined : "typeExcludesNull";
  }
  if (!type.nullable || column.primary || column.role !== "plain") return undefined;
  // The database fills in generated values, and holds the columns of a single-table child as nullable.
  if (!column.generated.known || column.generated.value !== undefined) return undefined;
  return entity.kind === "child" ? undefined : "columnExcludesNull";
}

function hasDefault({ default: value }: Column): boolean {
  return !value.known || (value.value !== undefined && value.value.text !== "null");
}

function relationMismatch(relation: Relation, entity: Entity): boolean {
  // A column that is declared for the foreign key says itself whether it is nullable.
  if (entity.columns.some(({ foreignKeyOf }) => foreignKeyOf === relation.property)) return false;
  return (
    relation.cardinality === "toOne" &&
    relation.owning &&
    relation.nullable.known &&
    !relation.nullable.value &&
    !relation.primary &&
    saysSomethingOfNull(relation.valueType) &&
    relation.valueType.nullable
  );
}

function saysSomethingOfNull(type: ValueType): boolean {
  if (!type.strictNullChecks || type.promise) return false;
  return type.base !== "any" && type.base !== "unknown" && type.base !== "never";
}

/** Offered where the column's type is written, or can be: a union with null determines none by itself. */
function addNull(column: Column): FixOffer | undefined {
  const add = column.rewrites["add-null-to-type"];
  if (!add) return undefined;
  const title = "Add `null` to the type";
  if (column.typeSource !== "reflected" || column.foreignKeyOf !== undefined) {
    return { title, kind: "suggestion", edits: () => fillRewrite(add) };
  }
  const setType = column.rewrites["set-type"];
  const type = typeToWrite(column);
  if (!setType || type === undefined) return undefined;
  return {
    title: `${title} and write the column's type`,
    kind: "suggestion",
    edits: () => [...fillRewrite(setType, { type }), ...fillRewrite(add)],
  };
}

function removeNull(column: Column): FixOffer | undefined {
  const remove = column.rewrites["remove-null-from-type"];
  if (!remove || column.initialised) return undefined;
  return {
    title: "Remove `null` from the type",
    kind: "suggestion",
    edits: () => fillRewrite(remove),
  };
}
