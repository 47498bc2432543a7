import type { LinkedEntity } from "../../project/project.ts";
import type { SqlToken } from "../../sql/index.ts";
import { type Completion, databaseColumns, type Place } from "./completion-items.ts";
import type { Members } from "./members.ts";
import { nameOf } from "./text-mentions.ts";

/** The names that fit a place of a statement. */
export interface SqlPlace {
  readonly items: readonly Completion[];
  /** The name stands between quotes already. */
  readonly quoted: boolean;
}

/** A table that a statement names, as far as its tokens tell. */
interface Named {
  readonly name: string;
  readonly aliased: boolean;
  readonly entity: LinkedEntity | undefined;
}

const tableWords = new Set(["FROM", "JOIN", "UPDATE", "INTO", "USING", "TABLE", "TRUNCATE"]);
/** Words that may follow a table and are no alias of it. */
const clauseWords = new Set([
  ...["ON", "WHERE", "SET", "JOIN", "LEFT", "RIGHT", "INNER", "OUTER", "CROSS", "FULL", "NATURAL"],
  ...["GROUP", "ORDER", "LIMIT", "OFFSET", "FETCH", "HAVING", "RETURNING", "VALUES", "USING"],
  ...["UNION", "EXCEPT", "INTERSECT", "FOR", "SELECT", "DO", "DEFAULT", "AS", "WINDOW", "LATERAL"],
  ...["TABLESAMPLE", "WITH", "AND", "OR", "FROM", "OVERRIDING"],
]);

/**
 * The tables and columns that may stand at a place. Works on tokens, because what is being typed is rarely a
 * whole statement.
 */
export function sqlPlaceAt(
  tokens: readonly SqlToken[],
  { at, start, end }: Place,
  members: Members,
): SqlPlace | undefined {
  const meaningful = tokens.filter((token) => token.kind !== "comment");
  const own = meaningful.find((token) => token.start < at && at <= token.end);
  if (own && (own.kind === "placeholder" || own.kind === "number")) return undefined;
  const quoted = own?.kind === "quoted-identifier";
  const from = quoted ? own.start : start;
  const before = meaningful.filter((token) => token.end <= from);
  const others = meaningful.filter((token) => token.end <= from || token.start >= end);
  const named = tablesNamed(others, members);
  const last = before.at(-1);
  if (last?.text === "." && last.end === from) {
    const owner = before.at(-2);
    const name = owner && nameOf(owner);
    const table = name && named.find((each) => sameName(each.name, name.text));
    if (table) return table.entity && { items: databaseColumns(table.entity, members), quoted };
    const items = name ? tables(members, name.text) : [];
    return items.length > 0 ? { items, quoted } : undefined;
  }
  if (
    last &&
    last.kind === "word" &&
    tableWords.has(last.text.toUpperCase()) &&
    !isColumnList(before)
  )
    return { items: tables(members), quoted };
  if (isNextTable(before)) return { items: tables(members), quoted };
  const columns = new Map<string, Completion>();
  for (const { entity } of named)
    if (entity)
      for (const column of databaseColumns(entity, members))
        if (!columns.has(column.label)) columns.set(column.label, column);
  const aliases = named.flatMap(({ name, aliased, entity }): readonly Completion[] =>
    aliased
      ? [{ label: name, kind: "alias", detail: entity?.own.name ?? "", ...(entity && { entity }) }]
      : [],
  );
  return { items: [...columns.values(), ...aliases, ...tables(members)], quoted };
}

/** `JOIN … USING (`: what follows are columns; `DELETE … USING` takes a table. */
function isColumnList(before: readonly SqlToken[]): boolean {
  const last = before.at(-1)?.text.toUpperCase();
  return last === "USING" && before.some(({ text }) => text.toUpperCase() === "JOIN");
}

/** Behind a comma in a list of tables: `FROM a, b`. */
function isNextTable(before: readonly SqlToken[]): boolean {
  if (before.at(-1)?.text !== ",") return false;
  let depth = 0;
  for (const token of before.toReversed().slice(1)) {
    if (token.text === ")") depth++;
    else if (token.text === "(" && depth-- === 0) return false;
    else if (depth === 0 && token.kind === "word") {
      const word = token.text.toUpperCase();
      if (word === "FROM" || word === "UPDATE") return true;
      if (clauseWords.has(word) && word !== "AS" && word !== "LATERAL") return false;
    }
  }
  return false;
}

function tablesNamed(tokens: readonly SqlToken[], members: Members): readonly Named[] {
  const found: Named[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const word = tokens[index]?.kind === "word" ? tokens[index]?.text.toUpperCase() : undefined;
    const lists = word !== undefined && tableWords.has(word);
    const next = lists || isNextTable(tokens.slice(0, index + 1));
    if (!next) continue;
    let at = index + 1;
    let name = tokens[at] && nameOf(tokens[at] as SqlToken);
    let schema: string | undefined;
    while (name && tokens[at + 1]?.text === ".") {
      const further = tokens[at + 2] && nameOf(tokens[at + 2] as SqlToken);
      if (!further) break;
      schema = name.text;
      name = further;
      at += 2;
    }
    if (!name || (!name.quoted && clauseWords.has(name.text.toUpperCase()))) continue;
    const entity = members.ofTable(name.text, schema);
    if (tokens[at + 1]?.text.toUpperCase() === "AS") at++;
    const alias = tokens[at + 1] && nameOf(tokens[at + 1] as SqlToken);
    const isAlias = alias && (alias.quoted || !clauseWords.has(alias.text.toUpperCase()));
    found.push(
      isAlias
        ? { name: alias.text, aliased: true, entity }
        : { name: name.text, aliased: false, entity },
    );
  }
  return found;
}

/** @param schema when the text names one */
function tables(members: Members, schema?: string): readonly Completion[] {
  return members.entities.flatMap((entity): readonly Completion[] => {
    const { name, kind, schema: own } = entity.own;
    const label = members.tableOf(entity);
    if (label === undefined || kind === "abstract" || kind === "embeddable") return [];
    const fits = schema === undefined || (own.known && (own.value ?? "public") === schema);
    return fits ? [{ label, kind: "table", detail: name, entity }] : [];
  });
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
