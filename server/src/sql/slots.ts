import type { HoleSlot, SqlSink } from "../model/index.ts";
import {
  BOUNDARY,
  COLUMN_FUNCTIONS,
  COMPARING,
  NAME_EXPECTING,
  type Place,
  placeOf,
  upper,
  VALUE_EXPECTING,
} from "./clauses.ts";
import { type SqlToken, scanSql, sqlSource } from "./scanner.ts";

/** What a hole stands for, told by the SQL text around it. */
export interface SlotReading {
  readonly slot: HoleSlot;
  /** The hole stands between quotes of the SQL text. */
  readonly quoted: boolean;
  /** The identifier is a name that the statement itself introduces. */
  readonly names?: "alias" | "placeholder";
}

/**
 * Decides the slot of every hole.
 * @param pieces text, and `null` for each hole
 * @param sink the part of a statement that the text stands for
 * @returns one reading for each hole, in order
 */
export function readSlots(
  pieces: readonly (string | null)[],
  sink: SqlSink,
): readonly SlotReading[] {
  const source = sqlSource(pieces);
  const readings: SlotReading[] = source.holes.map(() => ({ slot: "fragment", quoted: false }));
  const tokens = scanSql(source).filter((token) => token.kind !== "comment");
  tokens.forEach((token, index) => {
    if (token.holes.length === 0) return;
    const reading = slotOfToken(tokens, index, sink);
    for (const [position, hole] of token.holes.entries())
      readings[hole] = position === 0 || !isBare(token) ? reading : following(reading);
  });
  return readings;
}

/** Holes that touch (`${a}${b}`): each after the first completes the one before it. */
function following(first: SlotReading): SlotReading {
  return first.slot === "identifier" ? { slot: "fragment", quoted: first.quoted } : first;
}

/** The token is made of holes alone. */
function isBare(token: SqlToken): boolean {
  return token.kind === "word" && token.text.length === token.holes.length;
}

function slotOfToken(tokens: readonly SqlToken[], index: number, sink: SqlSink): SlotReading {
  const token = tokens[index];
  if (token === undefined) return bare("fragment");
  switch (token.kind) {
    case "string":
      return { slot: "value", quoted: true };
    case "quoted-identifier":
      return { ...identifierAt(tokens, index, sink), quoted: true };
    case "placeholder":
      return { slot: "identifier", quoted: false, names: "placeholder" };
    case "number":
      return bare("value");
    default:
      if (!isBare(token)) return identifierAt(tokens, index, sink);
      return slotOfBare(tokens, index, sink);
  }
}

function bare(slot: HoleSlot): SlotReading {
  return { slot, quoted: false };
}

/** An identifier; an alias when it qualifies a column. */
function identifierAt(tokens: readonly SqlToken[], index: number, sink: SqlSink): SlotReading {
  if (!touches(tokens[index + 1], ".") || touches(tokens[index], ".", tokens[index - 1]))
    return bare("identifier");
  const previous = upper(tokens[index - 1]);
  const place = placeOf(tokens, index, sink);
  const namesTable = place.clause === "from" && !["ON", "AND", "OR"].includes(previous);
  const path = sink === "table" && tokens.length === 3 && index === 0;
  return namesTable && !path
    ? bare("identifier")
    : { slot: "identifier", quoted: false, names: "alias" };
}

/** `next` is the punctuation `text` and nothing separates it from the token before. */
function touches(next: SqlToken | undefined, text: string, token = next): boolean {
  return token?.text === text && next?.spaced === false;
}

function slotOfBare(tokens: readonly SqlToken[], index: number, sink: SqlSink): SlotReading {
  const previous = tokens[index - 1];
  const next = tokens[index + 1];
  if (touches(next, ".") || touches(tokens[index], ".", previous))
    return identifierAt(tokens, index, sink);
  if (touches(next, "(")) return bare("identifier");
  const place = placeOf(tokens, index, sink);
  if (previous === undefined) return atStart(tokens, sink, next);
  if (previous.text === "(" || previous.text === "[" || previous.text === ",")
    return bare(inList(tokens, index, place, sink));
  if (previous.text === ";") return bare("fragment");
  if (previous.text === "::") return bare("identifier");
  if (isOperator(tokens, index - 1)) return bare("value");
  const word = upper(previous);
  if (["IN", "ANY", "ALL", "SOME"].includes(word) && place.clause !== "select") return bare("list");
  if (word === "TO" && upper(tokens[index - 2]) !== "SIMILAR") return bare("identifier");
  if (VALUE_EXPECTING.has(word)) return bare("value");
  if (word === "AND" && closesBetween(tokens, index - 1)) return bare("value");
  if (["WHERE", "AND", "OR", "NOT", "HAVING", "ON", "WHEN", "CASE"].includes(word))
    return bare(comparesNext(next) ? "identifier" : "fragment");
  if (["ASC", "DESC", "NULLS"].includes(word)) return bare("keyword");
  if (NAME_EXPECTING.has(word))
    return bare(word === "SET" && !isAssign(next) ? "fragment" : "identifier");
  return bare(afterOperand(place, next));
}

function atStart(
  tokens: readonly SqlToken[],
  sink: SqlSink,
  next: SqlToken | undefined,
): SlotReading {
  if (next === undefined || tokens.length === 1)
    return bare(
      ["order-by", "group-by", "select", "table"].includes(sink) ? "identifier" : "fragment",
    );
  if (comparesNext(next)) return bare("identifier");
  return bare(["order-by", "group-by", "select"].includes(sink) ? "identifier" : "fragment");
}

/** The hole follows an opening parenthesis or a comma. */
function inList(tokens: readonly SqlToken[], index: number, place: Place, sink: SqlSink): HoleSlot {
  const next = tokens[index + 1];
  if (place.keyword !== undefined || place.opener === undefined) return inClauseList(place, next);
  const opener = tokens[place.opener];
  const before = tokens[place.opener - 1];
  const alone =
    place.opener === index - 1 && (next === undefined || next.text === ")" || next.text === "]");
  if (opener?.text === "[") {
    if (upper(before) === "ARRAY") return alone ? "list" : "value";
    return before?.kind === "word" && !opener.spaced ? "value" : "identifier";
  }
  const word = upper(before);
  if (comparesNext(next)) return "identifier";
  if (word === "IN") return alone ? "list" : "value";
  if (["ANY", "SOME"].includes(word)) return "list";
  if (word === "VALUES" || isValuesRow(tokens, place.opener)) return "value";
  if (COLUMN_FUNCTIONS.has(word) && place.opener === index - 1) return "identifier";
  if (listsNames(tokens, place.opener, sink)) return "identifier";
  return "fragment";
}

/** The hole follows a comma that belongs to a clause. */
function inClauseList(place: Place, next: SqlToken | undefined): HoleSlot {
  switch (place.clause) {
    case "limit":
    case "values":
      return "value";
    case "set":
      return isAssign(next) ? "identifier" : "fragment";
    case "select":
    case "from":
    case "order-by":
    case "group-by":
      return "identifier";
    default:
      return "fragment";
  }
}

/** `VALUES (…), (…)`: the parentheses are a later row. */
function isValuesRow(tokens: readonly SqlToken[], opener: number): boolean {
  if (tokens[opener - 1]?.text !== ",") return false;
  const place = placeOf(tokens, opener, "expression");
  return place.clause === "values";
}

/** `INSERT INTO t (…)`, `ON CONFLICT (…)`, `PRIMARY KEY (…)`, `USING (…)`, `INDEX i ON t (…)`. */
function listsNames(tokens: readonly SqlToken[], opener: number, sink: SqlSink): boolean {
  const word = upper(tokens[opener - 1]);
  if (["CONFLICT", "KEY", "USING", "UNIQUE"].includes(word)) return true;
  let at = opener - 1;
  while (at > 0 && isNamePart(tokens[at])) at--;
  const lead = upper(tokens[at]);
  if (lead === "INTO" || lead === "REFERENCES") return true;
  return (
    lead === "ON" && placeOf(tokens, at, sink).keyword === undefined && hasWord(tokens, "INDEX")
  );
}

function hasWord(tokens: readonly SqlToken[], word: string): boolean {
  return tokens.some((token) => upper(token) === word);
}

function isNamePart(token: SqlToken | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === "quoted-identifier" || token.text === ".") return true;
  return token.kind === "word" && !NAME_EXPECTING.has(upper(token)) && !BOUNDARY.has(upper(token));
}

/** The hole follows a complete operand: a name, a value, a closing parenthesis. */
function afterOperand(place: Place, next: SqlToken | undefined): HoleSlot {
  if (place.clause === "order-by") return "keyword";
  if (next !== undefined && isOperandStart(next) && place.clause === "condition") return "keyword";
  if (place.clause === "from" && upper(next) === "ON") return "identifier";
  return "fragment";
}

function isOperandStart(token: SqlToken): boolean {
  if (token.text === "(" || token.kind === "placeholder") return true;
  if (token.kind === "string" || token.kind === "number") return true;
  if (token.kind === "quoted-identifier") return true;
  return token.kind === "word" && !BOUNDARY.has(upper(token));
}

/** An operator that takes an operand on its right: not the star of `SELECT *` or `COUNT(*)`. */
function isOperator(tokens: readonly SqlToken[], index: number): boolean {
  const token = tokens[index];
  if (token?.kind !== "operator") return false;
  if (token.text !== "*") return true;
  const before = tokens[index - 1];
  if (before === undefined || before.kind === "operator") return false;
  return (
    !["(", ",", "."].includes(before.text) &&
    !["SELECT", "DISTINCT", "ALL", "RETURNING"].includes(upper(before))
  );
}

function comparesNext(next: SqlToken | undefined): boolean {
  if (next === undefined) return false;
  if (next.kind === "operator") return next.text !== "*" || next.spaced;
  return COMPARING.has(upper(next)) || upper(next) === "NOT";
}

function isAssign(next: SqlToken | undefined): boolean {
  return next?.kind === "operator" && next.text.startsWith("=");
}

/** Whether the `AND` at a position is the one of `BETWEEN … AND`. */
function closesBetween(tokens: readonly SqlToken[], and: number): boolean {
  let depth = 0;
  for (let at = and - 1; at >= 0; at--) {
    const token = tokens[at];
    if (token?.text === ")") depth++;
    else if (token?.text === "(") {
      if (depth === 0) return false;
      depth--;
    } else if (depth === 0) {
      const word = upper(token);
      if (word === "BETWEEN") return true;
      if (["AND", "OR", "WHERE", "ON", "HAVING"].includes(word)) return false;
    }
  }
  return false;
}
