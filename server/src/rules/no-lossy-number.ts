import type { Column, Dialect, TypeFamily } from "../model/index.ts";
import { fillRewrite } from "../model/index.ts";
import type { Project } from "../project/project.ts";
import { defineRule, type FixOffer } from "./support/define-rule.ts";
import { type ColumnIn, columnIn, dialectNames, projectDialects } from "./support/dialects.ts";

/**
 * Forbids properties typed `number` on columns whose values do not fit into a number.
 *
 * Drivers return 64-bit integers and exact decimals as strings, because a JavaScript number cannot hold all of
 * them. A property typed `number` then holds a string at run time: `price + 1` joins text, `===` and
 * sorting go wrong, and the compiler says nothing. Converting by hand loses digits beyond 2^53.
 *
 * Columns with a transformer are left alone, and so is SQLite, whose driver returns numbers, and what a
 * connection tells its driver to return as numbers (`parseInt8`, `bigNumberStrings: false`, `decimalNumbers`).
 *
 * ```ts bad typeorm
 * import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * export class Invoice {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ type: "numeric", precision: 12, scale: 2 })
 *   total!: number;
 * }
 * ```
 *
 * ```ts good typeorm
 * import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
 *
 * @Entity()
 * export class Invoice {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ type: "numeric", precision: 12, scale: 2 })
 *   total!: string;
 *
 *   @Column({ type: "bigint", transformer: { from: (value: string) => BigInt(value), to: String } })
 *   views!: bigint;
 * }
 * ```
 */
export default defineRule({
  name: "no-lossy-number",
  category: "model",
  severity: "error",
  presets: ["recommended"],
  fix: "suggestion",
  requires: ["column-types"],
  options: {},
  messages: {
    lossy:
      "{entity}.{property} is typed `number`, but `{type}` values come back as strings from {databases}, so arithmetic and comparison with it go wrong at run time. Type it `string`, or convert it with a transformer.",
    lossyElements:
      "{entity}.{property} is typed as an array of numbers, but `{type}` values come back as strings from {databases}, so arithmetic and comparison with them go wrong at run time. Type it `string[]`, or convert it with a transformer.",
  },
  hooks: {
    entity({ own }, context) {
      for (const column of own.columns) {
        const [first, ...others] = lossyIn(column, context.project);
        if (!first) continue;
        const fix = stringFix(column);
        context.report({
          at: column.range,
          message: first.type.array ? "lossyElements" : "lossy",
          data: {
            entity: own.name,
            property: column.property,
            databases: dialectNames([first, ...others].map(({ dialect }) => dialect)),
            type: first.type.name,
          },
          ...(fix && { fix }),
        });
      }
    },
  },
});

/** What the drivers return as strings: documentation of node-postgres and mysql2 on data types, `bigNumberStrings` as TypeORM sets it. */
const AS_STRINGS: Readonly<Partial<Record<Dialect, readonly TypeFamily[]>>> = {
  postgres: ["bigint", "decimal"],
  cockroachdb: ["bigint", "decimal"],
  mysql: ["bigint", "decimal"],
  mariadb: ["bigint", "decimal"],
  mssql: ["bigint"],
};

function lossyIn(column: Column, project: Project): readonly ColumnIn[] {
  if (column.transformed || column.role === "virtual") return [];
  const dialects = projectDialects(project);
  const parsed = parsedFamilies(project);
  return columnIn(column, dialects.size > 0 ? dialects : ["postgres", "mysql"]).filter(
    (each) => !parsed.has(each.type.family) && isLossy(column, each),
  );
}

const parsedOf = new WeakMap<Project, ReadonlySet<TypeFamily>>();

/** What some connection of the project tells its driver to give as numbers. */
function parsedFamilies(project: Project): ReadonlySet<TypeFamily> {
  let parsed = parsedOf.get(project);
  if (!parsed) {
    const connections = [...project.files.values()].flatMap((facts) => facts.connections);
    parsed = new Set(connections.flatMap(({ parsedNumbers = [] }) => parsedNumbers));
    parsedOf.set(project, parsed);
  }
  return parsed;
}

function isLossy(column: Column, { dialect, type }: ColumnIn): boolean {
  if (!AS_STRINGS[dialect]?.includes(type.family)) return false;
  // The driver of CockroachDB converts the numbers that it generates.
  if (dialect === "cockroachdb" && (!column.writtenType || isIncrement(column))) return false;
  const value = type.array ? column.valueType.element : column.valueType;
  return value?.base === "number";
}

function isIncrement(column: Column): boolean {
  return column.generated.known && column.generated.value === "increment";
}

function stringFix(column: Column): FixOffer | undefined {
  const rewrite = column.rewrites["set-value-type"];
  if (!rewrite || column.initialised || column.valueType.base !== "number") return undefined;
  return {
    title: "Type the property `string`",
    kind: "suggestion",
    edits: () => fillRewrite(rewrite, { type: "string" }),
  };
}
