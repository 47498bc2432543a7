import { type DatabaseType, type Dialect, dialectLabels } from "../../model/index.ts";

/** Databases in the order in which they are shown. */
export const allDialects: readonly Dialect[] = [
  "postgres",
  "cockroachdb",
  "mysql",
  "mariadb",
  "sqlite",
  "mssql",
  "oracle",
];

/** The database's own name: `PostgreSQL`. */
export function dialectLabel(dialect: Dialect): string {
  return dialectLabels[dialect];
}

/** `character varying(255)`, `numeric(10,2)[]`, `timestamp(3) with time zone`. */
export function typeText(type: DatabaseType): string {
  return withSize(type.name, type);
}

const shortNames: Readonly<Record<string, string>> = {
  "character varying": "varchar",
  character: "char",
  "timestamp without time zone": "timestamp",
  "timestamp with time zone": "timestamptz",
  "time without time zone": "time",
  "time with time zone": "timetz",
  "bit varying": "varbit",
};

/** The same with the short name that the database knows as well: `varchar(255)`, `timestamptz(3)`. */
export function shortTypeText(type: DatabaseType): string {
  return withSize(shortNames[type.name] ?? type.name, type);
}

function withSize(name: string, { length, precision, scale, array }: DatabaseType): string {
  const numbers = length === undefined ? [precision, scale] : [length];
  const given = numbers.filter((number) => number !== undefined);
  const size = given.length > 0 ? `(${given.join(",")})` : "";
  // The size stands after the first word of `timestamp with time zone`.
  const [, head = name, tail = ""] = /^(time(?:stamp)?)( with.*)$/.exec(name) ?? [];
  return `${head}${size}${tail}${array ? "[]" : ""}`;
}

/** One type, and the databases that give it to a column. */
export interface DialectType {
  readonly type: DatabaseType;
  readonly text: string;
  readonly dialects: readonly Dialect[];
}

/**
 * The types of a column, databases with the same text together.
 * @param wanted the databases of the project; empty: all
 */
export function groupedTypes(
  types: Readonly<Partial<Record<Dialect, DatabaseType>>>,
  wanted: ReadonlySet<Dialect>,
  textOf: (type: DatabaseType) => string = typeText,
): readonly DialectType[] {
  const groups = new Map<string, { type: DatabaseType; dialects: Dialect[] }>();
  for (const dialect of shownDialects(wanted)) {
    const type = types[dialect];
    if (!type) continue;
    const text = textOf(type);
    const group = groups.get(text);
    if (group) group.dialects.push(dialect);
    else groups.set(text, { type, dialects: [dialect] });
  }
  return [...groups].map(([text, group]) => ({ text, ...group }));
}

/** The databases to speak of, in the order in which they are shown. */
export function shownDialects(wanted: ReadonlySet<Dialect>): readonly Dialect[] {
  return wanted.size === 0
    ? allDialects
    : [...allDialects, "other" as const].filter((each) => wanted.has(each));
}

/** The database whose types stand for all where one must do: the first of the project's, or PostgreSQL. */
export function firstDialect({ dialects }: { readonly dialects: ReadonlySet<Dialect> }): Dialect {
  return shownDialects(dialects)[0] ?? "postgres";
}
