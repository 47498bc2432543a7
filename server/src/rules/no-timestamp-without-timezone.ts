import type { Column, Dialect } from "../model/index.ts";
import { fillRewrite } from "../model/index.ts";
import type { Project } from "../project/project.ts";
import { defineRule, type FixOffer } from "./support/define-rule.ts";
import { columnIn, dialectNames, projectDialects } from "./support/dialects.ts";

/**
 * Forbids columns for points in time that keep no time zone.
 *
 * A `timestamp without time zone` stores what a clock on the wall showed, and not where. It is read back in the time zone of the
 * process that reads it: move a server, run a script on a laptop, or pass a daylight-saving change,
 * and every stored time shifts. `timestamp with time zone` costs the same eight bytes and stores the
 * instant.
 *
 * The rule speaks where the database is known to have a type with time zone. Columns with a
 * transformer are left alone. Teams that keep every clock on UTC may switch it off.
 *
 * ```ts bad typeorm
 * import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * export class Appointment {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ type: "timestamp without time zone" })
 *   startsAt!: Date;
 * }
 * ```
 *
 * ```ts good typeorm
 * import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * export class Appointment {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ type: "timestamptz" })
 *   startsAt!: Date;
 *
 *   @CreateDateColumn({ type: "timestamptz" })
 *   createdAt!: Date;
 * }
 * ```
 */
export default defineRule({
  name: "no-timestamp-without-timezone",
  category: "model",
  severity: "warning",
  presets: ["recommended"],
  fix: "suggestion",
  requires: ["column-types"],
  options: {},
  messages: {
    written:
      "{entity}.{property} is stored without a time zone, so on {databases} its value shifts when it is written and read under different time zones. Make it `{zoned}`.",
    implied:
      "{entity}.{property} becomes `{type}` on {databases}, because no type is written: its value shifts when it is written and read under different time zones. Make it `{zoned}`.",
  },
  hooks: {
    entity({ own }, context) {
      if (own.kind === "view") return;
      for (const column of own.columns) {
        const unzoned = unzonedIn(column, context.project);
        const [first] = unzoned;
        if (!first) continue;
        const fix = zoneFix(column, unzoned);
        context.report({
          at: column.range,
          message: column.typeSource === "written" ? "written" : "implied",
          data: {
            entity: own.name,
            property: column.property,
            databases: dialectNames(unzoned.map(({ dialect }) => dialect)),
            type: first.type,
            zoned: first.zoned,
          },
          ...(fix && { fix }),
        });
      }
    },
  },
});

interface Unzoned {
  readonly dialect: Dialect;
  readonly type: string;
  readonly zoned: string;
}

/** The type with time zone of each database that has one. */
const ZONED: Readonly<Partial<Record<Dialect, string>>> = {
  postgres: "timestamptz",
  cockroachdb: "timestamptz",
  mssql: "datetimeoffset",
  oracle: "timestamp with time zone",
};

function unzonedIn(column: Column, project: Project): readonly Unzoned[] {
  if (column.transformed || column.role === "virtual") return [];
  const dialects = projectDialects(project);
  // A mixture of databases with and without such a type leaves the model no choice.
  if ([...dialects].some((dialect) => ZONED[dialect] === undefined)) return [];
  return columnIn(column, dialects).flatMap(({ dialect, type }) => {
    const zoned = ZONED[dialect];
    return type.family === "timestamp" && zoned ? [{ dialect, type: type.name, zoned }] : [];
  });
}

function zoneFix(column: Column, unzoned: readonly Unzoned[]): FixOffer | undefined {
  const rewrite = column.rewrites["set-type"];
  const [type, ...others] = new Set(unzoned.map(({ zoned }) => zoned));
  if (!rewrite || type === undefined || others.length > 0) return undefined;
  return {
    title: `Store it as \`${type}\``,
    kind: "suggestion",
    edits: () => fillRewrite(rewrite, { type }),
  };
}
