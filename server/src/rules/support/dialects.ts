import { type Column, type DatabaseType, type Dialect, dialectLabels } from "../../model/index.ts";
import type { Project } from "../../project/project.ts";

/** Types that only PostgreSQL and the databases that speak its language have. */
const POSTGRES_TYPES = new Set([
  "bytea",
  "character varying",
  "citext",
  "daterange",
  "double precision",
  "float4",
  "float8",
  "hstore",
  "inet",
  "int4range",
  "int8range",
  "jsonb",
  "numrange",
  "timestamp with time zone",
  "timestamp without time zone",
  "timestamptz",
  "time with time zone",
  "time without time zone",
  "timetz",
  "tsrange",
  "tstzrange",
  "tsvector",
]);

const shownByTypes = new WeakMap<Project, ReadonlySet<Dialect>>();

/**
 * The databases that a project runs on: those that its connections name, else PostgreSQL where its
 * columns are written with types that no other database has. Empty when nothing tells.
 */
export function projectDialects(project: Project): ReadonlySet<Dialect> {
  if (project.dialects.size > 0) return project.dialects;
  let shown = shownByTypes.get(project);
  if (!shown) {
    const postgres = project.entities.some(({ own }) =>
      own.columns.some((column) => POSTGRES_TYPES.has(column.writtenType?.toLowerCase() ?? "")),
    );
    shown = new Set(postgres ? (["postgres"] as const) : []);
    shownByTypes.set(project, shown);
  }
  return shown;
}

/**
 * Whether the project keeps its rows in a document database, which has neither column types nor
 * constraints: its entities have object ids, and no connection is to an SQL database.
 */
export function keepsDocuments({ dialects, entities }: Project): boolean {
  return (
    [...dialects].every((dialect) => dialect === "other") &&
    entities.some(({ own }) => own.columns.some(({ role }) => role === "object-id"))
  );
}

/** What one database makes of a column. */
export interface ColumnIn {
  readonly dialect: Dialect;
  readonly type: DatabaseType;
}

/**
 * The types of a column in the given databases.
 * @returns empty when the column's type could not be read, or is read for none of them
 */
export function columnIn(column: Column, dialects: Iterable<Dialect>): readonly ColumnIn[] {
  if (!column.database.known) return [];
  const types = column.database.value;
  return [...dialects].flatMap((dialect) => {
    const type = types[dialect];
    return type ? [{ dialect, type }] : [];
  });
}

/** Names of databases for a message: `PostgreSQL and MySQL`. */
export function dialectNames(dialects: readonly Dialect[]): string {
  const names = [...new Set(dialects.map((dialect) => nameOf(dialect)))];
  const last = names.pop() ?? nameOf("other");
  return names.length === 0 ? last : `${names.join(", ")} and ${last}`;
}

function nameOf(dialect: Dialect): string {
  return dialect === "other" ? "the database" : dialectLabels[dialect];
}
