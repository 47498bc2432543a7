import type { NameText, SqlText } from "../../model/index.ts";
import type { LinkedEntity, Project } from "../../project/project.ts";
import { type SqlToken, scanSql, sqlSource } from "../../sql/index.ts";
import type { WorkspaceView } from "../live/view.ts";
import { AliasScopes } from "./alias-scopes.ts";
import {
  type Completion,
  type Completions,
  databaseColumns,
  type Place,
  properties,
} from "./completion-items.ts";
import { type Member, type Members, membersOf } from "./members.ts";
import { sqlPlaceAt } from "./sql-completion.ts";
import { TextMap } from "./text-map.ts";
import { pathsIn } from "./text-mentions.ts";

/**
 * The names that may stand at a place inside a string that the ORM or the database reads.
 * @param file absolute path
 * @returns `undefined` outside of such strings
 */
export function completionsAt(
  { project, texts }: Pick<WorkspaceView, "project" | "texts">,
  file: string,
  offset: number,
): Completions | undefined {
  const facts = project.files.get(file);
  if (!facts) return undefined;
  const { text: fileText } = texts.of(file);
  const members = membersOf(project);
  const inside = facts.mentions?.texts.find(
    (text) => text.key === undefined && isInside(text.parts, offset),
  );
  if (inside && facts.mentions) {
    const place = placeOf(inside.parts, fileText, offset);
    if (!place) return undefined;
    const names = new NameCompletions(
      new AliasScopes(facts.mentions.scopes, members),
      members,
      facts.mentions.texts,
      fileText,
    );
    return names.at(inside, place);
  }
  const statement = facts.sqlTexts.find(
    ({ sink, parts }) => sink === "statement" && isInside(named(parts, fileText), offset),
  );
  return statement && inStatement(statement, project, members, fileText, offset);
}

/** A literal that nothing closes ends with its text, not with a quote. */
function named(parts: SqlText["parts"], fileText: string): NameText["parts"] {
  return parts.map((part) => {
    if (part.kind === "hole") return { kind: "hole", range: part.hole.range };
    const { start, end } = part.range;
    const open = part.text !== "" && fileText.slice(start, end + 1) === part.text;
    return open ? { ...part, range: { start, end: end + 1 } } : part;
  });
}

function isInside(parts: NameText["parts"], offset: number): boolean {
  return parts.some(
    ({ kind, range }) => kind === "text" && range.start <= offset && offset <= range.end,
  );
}

function placeOf(parts: NameText["parts"], fileText: string, offset: number): Place | undefined {
  const map = new TextMap(parts, fileText);
  const at = map.offsetAt(offset);
  if (at === undefined) return undefined;
  let start = at;
  while (isPart(map, start - 1)) start--;
  let end = at;
  while (isPart(map, end)) end++;
  const range = map.sourceRange(start, end);
  return range && { map, at, start, end, range };
}

/** The name of an entity or a column is its whole text; a path and an expression have names in them. */
function nameAround({ grammar }: NameText, place: Place): Place {
  const { map } = place;
  if (grammar === "expression") return quotedPlace(place, scanSql(sqlSource(map.pieces)));
  if (grammar === "path" || map.holes.length > 0) return place;
  const range = map.sourceRange(0, map.text.length);
  return range ? { ...place, start: 0, end: map.text.length, range } : place;
}

/** A name between quotes is one name, whatever stands in it; without the closing one it ends with its word. */
function quotedPlace(place: Place, tokens: readonly SqlToken[]): Place {
  const own = tokens.find(({ start, end }) => start < place.at && place.at <= end);
  if (own?.kind !== "quoted-identifier" || own.open || place.at === own.end) return place;
  const start = own.start + 1;
  const end = own.end - 1;
  const range = own.holes.length > 0 ? undefined : place.map.sourceRange(start, end);
  return range ? { ...place, start, end, range } : place;
}

function isPart({ text, holes }: TextMap, offset: number): boolean {
  return offset >= 0 && /[\p{L}\p{N}_$]/u.test(text[offset] ?? "") && !holes.includes(offset);
}

class NameCompletions {
  readonly #scopes: AliasScopes;
  readonly #members: Members;
  readonly #texts: readonly NameText[];
  readonly #fileText: string;

  constructor(scopes: AliasScopes, members: Members, texts: readonly NameText[], fileText: string) {
    this.#scopes = scopes;
    this.#members = members;
    this.#texts = texts;
    this.#fileText = fileText;
  }

  at(text: NameText, cursor: Place): Completions | undefined {
    const place = nameAround(text, cursor);
    const items = this.#items(text, place);
    return items && { range: place.range, items };
  }

  #items(text: NameText, place: Place): readonly Completion[] | undefined {
    switch (text.grammar) {
      case "path":
        return this.#ofPath(text, place);
      case "entity":
        return [
          ...(text.scope === undefined ? [] : this.#aliases(text.scope, true)),
          ...this.#entities(),
        ];
      case "database-column": {
        const entity = text.from && this.#members.at(text.from);
        return entity && databaseColumns(entity, this.#members);
      }
      case "expression":
        return text.scope === undefined ? undefined : this.#inExpression(text, text.scope, place);
    }
  }

  #ofPath({ from, takes }: NameText, { map, start }: Place): readonly Completion[] | undefined {
    const before = map.text.slice(0, start);
    if (!from || map.holes.some((hole) => hole < start) || !/^(?:[^.\s]+\.)*$/.test(before))
      return undefined;
    const path = before.split(".").slice(0, -1);
    const entity = this.#members.at({ ...from, path: [...from.path, ...path] });
    return entity && properties(entity, this.#members, takes);
  }

  #entities(): readonly Completion[] {
    return this.#members.entities.flatMap((entity) => {
      const { name, kind } = entity.own;
      if (kind === "abstract" || kind === "embeddable") return [];
      const table = this.#members.tableOf(entity);
      return [{ label: name, kind: "entity" as const, detail: table ?? "", entity }];
    });
  }

  #aliases(scope: number, rowsOnly = false): readonly Completion[] {
    return this.#scopes.visible(scope).flatMap(({ alias, entity }) => {
      if (rowsOnly && !entity) return [];
      const detail = entity?.own.name ?? "";
      return [{ label: alias.name, kind: "alias" as const, detail, ...(entity && { entity }) }];
    });
  }

  #inExpression(
    current: NameText,
    scope: number,
    { map, at, start }: Place,
  ): readonly Completion[] | undefined {
    const { takes } = current;
    const tokens = scanSql(sqlSource(map.pieces));
    const around = tokens.find((token) => token.start < at && at <= token.end);
    if (around && isOpaque(around, at)) return undefined;
    const before = map.text.slice(0, start);
    if (/(?:^|[^:]):(?:\.\.\.)?$/.test(before)) return this.#parameters(current, scope, tokens, at);
    const path = /(?:^|[^\w$.])(["`]?)([\w$]+)\1\.((?:[\w$]+\.)*)(["`]?)$/.exec(before);
    if (path) {
      const [, quote, alias = "", steps = "", open] = path;
      const rows = this.#scopes.resolve(scope, alias)?.entity;
      if (!rows) return undefined;
      if (quote || open) return databaseColumns(rows, this.#members);
      const inner = this.#within(rows, steps.split(".").slice(0, -1));
      return inner && properties(inner, this.#members, takes);
    }
    if (/[.\uFFFC]$/.test(before)) return undefined;
    const rows = this.#scopes.rows(scope);
    const entity = rows && this.#members.at(rows);
    return [
      ...(entity ? databaseColumns(entity, this.#members) : []),
      ...this.#aliases(scope, takes === "relation"),
    ];
  }

  #within(entity: LinkedEntity, path: readonly string[]): LinkedEntity | undefined {
    let current: LinkedEntity | undefined = entity;
    for (const step of path) {
      const member: Member | undefined = current && this.#members.member(current, step);
      current = member && this.#members.behind(member);
    }
    return current;
  }

  /** Parameters that have a value, or stand in other texts of the builder. */
  #parameters(
    current: NameText,
    scope: number,
    typed: readonly SqlToken[],
    at: number,
  ): readonly Completion[] {
    const family = this.#scopes.family(scope);
    const given = new Set(family.flatMap(({ parameters }) => parameters.map(({ name }) => name)));
    const used = new Set<string>();
    for (const path of pathsIn(typed))
      if (path.kind === "parameter" && (at < path.name.start || at > path.name.end))
        used.add(path.name.text);
    for (const text of this.#texts) {
      const own = text.scope === undefined ? undefined : this.#scopes.scope(text.scope);
      if (text === current || !own || !family.includes(own)) continue;
      const { pieces } = new TextMap(text.parts, this.#fileText);
      const tokens = scanSql(sqlSource(pieces));
      for (const path of pathsIn(tokens)) if (path.kind === "parameter") used.add(path.name.text);
    }
    return [...new Set([...given, ...used])].sort().map((label) => ({
      label,
      kind: "parameter" as const,
      detail: given.has(label) ? "has a value" : "used without a value so far",
    }));
  }
}

/** Whether a place lies in a string of SQL or a comment. */
function isOpaque({ kind, end, open, text }: SqlToken, at: number): boolean {
  if (kind === "string") return at < end || open;
  return kind === "comment" && (at < end || open || text.startsWith("--"));
}

function inStatement(
  { parts }: SqlText,
  project: Project,
  members: Members,
  fileText: string,
  offset: number,
): Completions | undefined {
  const written = named(parts, fileText);
  const place = placeOf(written, fileText, offset);
  if (!place) return undefined;
  const delimiter = delimiterAt(written, fileText, offset);
  const tokens = scanSql(sqlSource(place.map.pieces));
  const around = tokens.find((token) => token.start < place.at && place.at <= token.end);
  if (around && isOpaque(around, place.at)) return undefined;
  const name = quotedPlace(place, tokens);
  const fitting = sqlPlaceAt(tokens, name, members);
  if (!fitting) return undefined;
  const items = fitting.items.map((item) =>
    fitting.quoted || item.kind === "alias" ? item : quotedWhereNeeded(item, project, delimiter),
  );
  return { range: name.range, items };
}

function delimiterAt(parts: NameText["parts"], fileText: string, offset: number): string {
  const part = parts.find(({ range }) => range.start <= offset && offset <= range.end);
  return part ? (fileText[part.range.start - 1] ?? "") : "";
}

/** Databases that do not fold the case of names that stand without quotes, or quote otherwise. */
const foldless = new Set(["mysql", "mariadb", "sqlite", "mssql"]);

function quotedWhereNeeded(item: Completion, { dialects }: Project, delimiter: string): Completion {
  if (/^[a-z_][a-z0-9_$]*$/.test(item.label)) return item;
  if (dialects.size > 0 && [...dialects].every((dialect) => foldless.has(dialect))) return item;
  const quote = delimiter === '"' ? '\\"' : '"';
  return { ...item, insert: `${quote}${item.label}${quote}` };
}
