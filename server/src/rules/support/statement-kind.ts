import type { Operation, SqlText } from "../../model/index.ts";
import { type SqlToken, scanSql, sqlSource } from "../../sql/scanner.ts";

const READING_KEYWORDS = new Set(["select", "values", "table", "show", "with"]);
const WRITING_KEYWORDS = new Set(["insert", "update", "delete", "merge"]);

/**
 * Whether the SQL of a raw operation only reads, as far as its constant text tells: it begins like a
 * query, and no keyword in it writes (`WITH … AS (INSERT …)`).
 * @param texts the texts of the operation's file
 */
export function readsOnly(operation: Operation, texts: readonly SqlText[]): boolean {
  const text = operation.sql
    .map((index) => texts[index])
    .find((candidate) => candidate?.sink === "statement");
  if (!text) return false;
  const [first, ...rest] = tokensOf(text).filter(isSignificant);
  if (!first || !READING_KEYWORDS.has(keyword(first) ?? "")) return false;
  return !rest.some((token) => WRITING_KEYWORDS.has(keyword(token) ?? ""));
}

/** A statement that changes every row of a table. */
export interface UnconditionalMutation {
  readonly kind: "update" | "delete";
  readonly table: string;
}

/**
 * The first `DELETE` or `UPDATE` without any condition in SQL text that is wholly constant.
 * Statements that join, or that limit their rows in another way, have a condition of a kind.
 */
export function unconditionalMutation(text: SqlText): UnconditionalMutation | undefined {
  if (text.parts.some((part) => part.kind === "hole")) return undefined;
  for (const statement of statementsOf(tokensOf(text).filter(isSignificant))) {
    const kind = keyword(statement[0]);
    if (kind !== "update" && kind !== "delete") continue;
    if (hasRestriction(statement)) continue;
    const target = statement.slice(1).find((token) => !NOISE.has(keyword(token) ?? ""));
    if (target && (target.kind === "word" || target.kind === "quoted-identifier")) {
      return { kind, table: qualifiedName(statement, target) };
    }
  }
  return undefined;
}

const NOISE = new Set(["from", "only"]);
/** Keywords that decide which rows a mutation concerns, in one database or another. */
const RESTRICTIONS = new Set(["where", "join", "using", "limit", "top", "fetch"]);

function hasRestriction(statement: readonly SqlToken[]): boolean {
  let depth = 0;
  return statement.some((token, index) => {
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    if (depth > 0) return false;
    const word = keyword(token) ?? "";
    // UPDATE … FROM joins, while DELETE FROM only names the table.
    return RESTRICTIONS.has(word) || (word === "from" && index > 1);
  });
}

/** The name with the parts that follow it after dots: `audit.entry`. */
function qualifiedName(statement: readonly SqlToken[], first: SqlToken): string {
  let at = statement.indexOf(first);
  let name = first.text;
  while (statement[at + 1]?.text === "." && statement[at + 2]) {
    name += `.${statement[at + 2]?.text ?? ""}`;
    at += 2;
  }
  return name;
}

function statementsOf(tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  const statements: SqlToken[][] = [[]];
  for (const token of tokens) {
    if (token.text === ";" && token.kind === "punctuation") statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements.filter((statement) => statement.length > 0);
}

function tokensOf(text: SqlText): readonly SqlToken[] {
  return scanSql(sqlSource(text.parts.map((part) => (part.kind === "text" ? part.text : null))));
}

function isSignificant(token: SqlToken): boolean {
  return token.kind !== "comment";
}

function keyword(token: SqlToken | undefined): string | undefined {
  return token?.kind === "word" ? token.text.toLowerCase() : undefined;
}
