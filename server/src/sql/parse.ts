import type { Range } from "../base/index.ts";
import type { Hole, SqlPart, SqlSink } from "../model/index.ts";
import { partPositions } from "./position-map.ts";
import { scanSql, sqlSource } from "./scanner.ts";

/** What PostgreSQL's own parser says about a text. */
export type SqlParse =
  | {
      readonly ok: true;
      /** Node names of PostgreSQL's parse tree: `SelectStmt`, `UpdateStmt`. */
      readonly statements: readonly string[];
      /** The parse tree, as `libpg_query` prints it. */
      readonly tree: unknown;
    }
  | {
      readonly ok: false;
      readonly message: string;
      /** Of the token that the parser stopped at, in {@link ParsableSql.text}. */
      readonly position: Range;
    };

/** SQL text whose holes and placeholders were replaced so that the parser takes it. */
export interface ParsableSql {
  readonly text: string;
  /**
   * Maps a span of {@link ParsableSql.text} to the file.
   * @param fileText the text of the file that the parts were read from
   */
  sourceRange(position: Range, fileText: string): Range | undefined;
}

/** What stands before a text that is a part of a statement only. */
const LEAD: Readonly<Record<SqlSink, string | undefined>> = {
  statement: "",
  condition: "SELECT 1 WHERE ",
  "join-condition": "SELECT 1 WHERE ",
  "order-by": "SELECT 1 ORDER BY ",
  "group-by": "SELECT 1 GROUP BY ",
  select: "SELECT ",
  table: "SELECT 1 FROM ",
  expression: "SELECT ",
};

/**
 * Fills holes with text fit for their slots.
 * @returns `undefined` when a hole can be more than one thing, so that no text stands for all of them
 */
export function parsable(parts: readonly SqlPart[], sink: SqlSink): ParsableSql | undefined {
  const lead = LEAD[sink] ?? "";
  const filled: { text: string; range: Range }[] = [];
  for (const part of parts) {
    if (part.kind === "text") {
      filled.push({ text: part.text, range: part.range });
      continue;
    }
    const text = filler(part.hole);
    if (text === undefined) return undefined;
    filled.push({ text, range: part.hole.range });
  }
  const written = filled.map((part) => part.text).join("");
  const { text, original } = numberPlaceholders(written);
  return {
    text: lead + text,
    sourceRange(position, fileText) {
      const start = original(position.start - lead.length);
      const end = original(position.end - lead.length);
      return partPositions(filled, fileText)(start, Math.max(start, end));
    },
  };
}

function filler(hole: Hole): string | undefined {
  const known = hole.values?.[0];
  if (known !== undefined && hole.values?.length === 1) return known;
  if (hole.names === "placeholder") return "p";
  switch (hole.slot) {
    case "value":
      return hole.quoted ? "x" : "NULL";
    case "list":
      return "NULL";
    case "identifier":
      return "x";
    default:
      return known;
  }
}

/**
 * Replaces `:name`, `:...name`, `?` and `@name` by `$n`, which is all that PostgreSQL knows.
 * @returns the text, and a map from its offsets to those of the text before
 */
function numberPlaceholders(written: string): {
  text: string;
  original: (offset: number) => number;
} {
  const shifts: { from: number; to: number; start: number; end: number }[] = [];
  const numbers = new Map<string, number>();
  let text = "";
  let copied = 0;
  for (const token of scanSql(sqlSource([written]))) {
    if (token.kind !== "placeholder" || token.text.startsWith("$")) continue;
    const key = token.text === "?" ? `?${token.start}` : token.text;
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    text += written.slice(copied, token.start);
    const from = text.length;
    text += `$${number}`;
    shifts.push({ from, to: text.length, start: token.start, end: token.end });
    copied = token.end;
  }
  text += written.slice(copied);
  const original = (offset: number) => {
    let shift = 0;
    for (const place of shifts) {
      if (offset <= place.from) break;
      if (offset < place.to) return place.start;
      shift = place.end - place.to;
    }
    return Math.max(0, offset + shift);
  };
  return { text, original };
}

/**
 * Parses with PostgreSQL's parser, which is loaded when it is first wanted.
 * @param sql text as {@link parsable} makes it
 */
export async function parseSql(sql: string): Promise<SqlParse> {
  if (sql.trim() === "") return { ok: true, statements: [], tree: undefined };
  const { parse, hasSqlDetails } = await import("libpg-query");
  try {
    const tree = await parse(sql);
    return { ok: true, statements: statementKinds(tree), tree };
  } catch (error) {
    if (!hasSqlDetails(error)) throw error;
    const start = unitOffset(sql, error.sqlDetails?.cursorPosition ?? 0);
    const token = scanSql(sqlSource([sql])).find((candidate) => candidate.end > start);
    return {
      ok: false,
      message: error.message,
      position: { start, end: Math.max(start, token?.end ?? start) },
    };
  }
}

/** PostgreSQL counts characters, JavaScript UTF-16 units. */
function unitOffset(text: string, characters: number): number {
  let units = 0;
  let count = 0;
  for (const character of text) {
    if (count === characters) break;
    units += character.length;
    count++;
  }
  return units;
}

function statementKinds(tree: unknown): readonly string[] {
  if (!isRecord(tree) || !Array.isArray(tree.stmts)) return [];
  return tree.stmts.flatMap((raw: unknown) =>
    isRecord(raw) && isRecord(raw.stmt) ? Object.keys(raw.stmt).slice(0, 1) : [],
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
