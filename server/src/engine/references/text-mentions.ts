import type { FileMentions, NameText } from "../../model/index.ts";
import type { LinkedEntity } from "../../project/project.ts";
import { type SqlToken, scanSql, sqlSource } from "../../sql/index.ts";
import { AliasScopes } from "./alias-scopes.ts";
import type { Member, Members } from "./members.ts";
import type { Meaning, Mention } from "./mention.ts";
import { isReplaced } from "./replaced-paths.ts";
import { TextMap } from "./text-map.ts";

/** A name in a text: offsets in the text, without quotes. */
interface Name {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** The certain mentions in the names that the adapters found in one file, and the definitions of aliases and parameters. */
export function textMentions(
  { scopes: written, texts }: FileMentions,
  members: Members,
  fileText: string,
): readonly Mention[] {
  const scopes = new AliasScopes(written, members);
  const mentions: Mention[] = [];
  for (const text of texts) {
    const map = new TextMap(text.parts, fileText);
    const reader = new TextReader(text, map, scopes, members);
    for (const { name, meaning } of reader.read()) {
      const range = map.sourceRange(name.start, name.end);
      if (range) mentions.push({ range, meaning, ...(text.key ? { key: text.key } : {}) });
    }
  }
  mentions.push(...definitions(written, scopes));
  return withoutDoubt(mentions);
}

function definitions(written: FileMentions["scopes"], scopes: AliasScopes): readonly Mention[] {
  return written.flatMap((scope, index) => {
    const mentions: Mention[] = [];
    for (const alias of scope.aliases) {
      const meaning = alias.range && aliasMeaning(scopes, index, alias.name);
      if (alias.range && meaning) mentions.push({ range: alias.range, meaning });
    }
    for (const { name, range, shorthand } of scope.parameters) {
      const meaning = parameterMeaning(scopes, index, name);
      mentions.push({ range, meaning, ...(shorthand ? { key: "shorthand" } : {}) });
    }
    return mentions;
  });
}

function aliasMeaning(scopes: AliasScopes, index: number, name: string): Meaning | undefined {
  const resolved = scopes.resolve(index, name);
  if (!resolved) return undefined;
  const { alias, entity } = resolved;
  return {
    kind: "alias",
    name,
    definition: alias.range ?? alias.at,
    written: alias.range !== undefined,
    column: alias.column === true,
    entity,
  };
}

function parameterMeaning(scopes: AliasScopes, index: number, name: string): Meaning {
  const family = scopes.family(index);
  return {
    kind: "parameter",
    name,
    definitions: family
      .flatMap((scope) => scope.parameters)
      .filter((parameter) => parameter.name === name)
      .map(({ range }) => range)
      .sort((a, b) => a.start - b.start),
    scope: family[0],
  };
}

/** One constant may be used in several places: a name that means different things there is no mention. */
function withoutDoubt(mentions: readonly Mention[]): readonly Mention[] {
  const byPlace = new Map<string, Mention | undefined>();
  for (const mention of mentions) {
    const place = `${mention.range.start}-${mention.range.end}`;
    if (!byPlace.has(place)) byPlace.set(place, mention);
    else {
      const before = byPlace.get(place);
      if (before && identityOf(before.meaning) !== identityOf(mention.meaning))
        byPlace.set(place, undefined);
    }
  }
  return [...byPlace.values()]
    .filter((mention) => mention !== undefined)
    .sort((a, b) => a.range.start - b.range.start);
}

function identityOf(meaning: Meaning): string {
  switch (meaning.kind) {
    case "entity":
    case "table":
      return meaning.entity.own.id;
    case "alias":
      return `alias ${meaning.definition.start}`;
    case "parameter":
      return `parameter ${meaning.name}`;
    default:
      return `${meaning.member.by.id}.${meaning.member.property} ${meaning.inDatabase}`;
  }
}

class TextReader {
  readonly #text: NameText;
  readonly #map: TextMap;
  readonly #scopes: AliasScopes;
  readonly #members: Members;

  constructor(text: NameText, map: TextMap, scopes: AliasScopes, members: Members) {
    this.#text = text;
    this.#map = map;
    this.#scopes = scopes;
    this.#members = members;
  }

  read(): readonly { readonly name: Name; readonly meaning: Meaning }[] {
    switch (this.#text.grammar) {
      case "path":
        return this.#path();
      case "expression":
        return this.#expression();
      case "entity":
        return this.#entity();
      case "database-column":
        return this.#databaseColumn();
    }
  }

  #path() {
    const { from } = this.#text;
    const entity = from && this.#members.at(from);
    return entity ? this.#steps(pathNames(this.#map), entity) : [];
  }

  #steps(names: readonly Name[], start: LinkedEntity) {
    const found: { name: Name; meaning: Meaning }[] = [];
    let entity: LinkedEntity | undefined = start;
    for (const name of names) {
      const member: Member | undefined = entity && this.#members.member(entity, name.text);
      if (!member) break;
      found.push({ name, meaning: memberMeaning(member, false) });
      entity = this.#members.behind(member);
    }
    return found;
  }

  #entity() {
    const name = wholeName(this.#map);
    const entity = name && this.#members.named(name.text);
    if (!entity) return [];
    const kind = entity.own.name === name.text ? ("entity" as const) : ("table" as const);
    return [{ name, meaning: { kind, entity } }];
  }

  #databaseColumn() {
    const { from } = this.#text;
    const entity = from && this.#members.at(from);
    const name = wholeName(this.#map);
    const member = entity && name && this.#members.columnNamed(entity, name.text);
    return member ? [{ name, meaning: memberMeaning(member, true) }] : [];
  }

  #expression() {
    const index = this.#text.scope;
    if (index === undefined) return [];
    const found: { name: Name; meaning: Meaning }[] = [];
    const tokens = scanSql(sqlSource(this.#map.pieces));
    for (const path of pathsIn(tokens)) {
      if (path.kind === "parameter") {
        const { name } = path;
        found.push({ name, meaning: parameterMeaning(this.#scopes, index, name.text) });
        continue;
      }
      const [first, ...steps] = path.names;
      if (!first || path.called) continue;
      const meaning = aliasMeaning(this.#scopes, index, first.text);
      if (!meaning) {
        if (steps.length === 0) found.push(...this.#ofRows(first, index));
        continue;
      }
      // A word alone may be a column or a keyword; `select("post")` is nothing but the alias.
      if (steps.length === 0 && !path.open && path.names.length < tokens.length) continue;
      found.push({ name: first, meaning });
      const entity = this.#scopes.resolve(index, first.text)?.entity;
      if (entity) found.push(...this.#behindAlias(first, steps, entity));
    }
    return found;
  }

  /** A column without an alias; a query inside the clause may bring columns of its own. */
  #ofRows(name: Name, index: number) {
    const rows = this.#scopes.rows(index);
    const entity = rows && this.#members.at(rows);
    if (!entity || /\bselect\b/i.test(this.#map.text)) return [];
    return this.#named([name], entity, name);
  }

  #behindAlias(alias: Name, steps: readonly Name[], entity: LinkedEntity) {
    return alias.quoted ? this.#inDatabase(steps, entity) : this.#named(steps, entity, alias);
  }

  /** @param from the name that the path begins with, in the text */
  #named(steps: readonly Name[], entity: LinkedEntity, from: Name) {
    const [first, last] = [steps[0], steps.at(-1)];
    if (!first || !last) return [];
    // The ORM replaces paths of properties; what is quoted goes to the database as it is.
    const byProperty =
      !first.quoted &&
      (this.#text.takes === "relation" || isReplaced(this.#map.text, from.start, last.end))
        ? this.#steps(steps, entity)
        : [];
    return byProperty.length > 0 ? byProperty : this.#inDatabase(steps, entity);
  }

  #inDatabase([first]: readonly Name[], entity: LinkedEntity) {
    const member = first && this.#members.columnNamed(entity, first.text);
    return first && member ? [{ name: first, meaning: memberMeaning(member, true) }] : [];
  }
}

export function memberMeaning(member: Member, inDatabase: boolean): Meaning {
  return { kind: member.kind, member, inDatabase };
}

/** The steps of a dotted path up to the first hole. */
function pathNames({ text, holes }: TextMap): readonly Name[] {
  const names: Name[] = [];
  let start = 0;
  for (const step of text.split(".")) {
    const end = start + step.length;
    const held = holes.find((hole) => start <= hole && hole < end);
    if (held !== undefined || step === "") break;
    names.push({ text: step, start, end, quoted: false });
    start = end + 1;
  }
  return names;
}

function wholeName({ text, holes }: TextMap): Name | undefined {
  if (holes.length > 0 || text === "") return undefined;
  return { text, start: 0, end: text.length, quoted: false };
}

type SqlName =
  | { readonly kind: "parameter"; readonly name: Name }
  | {
      readonly kind: "path";
      readonly names: readonly Name[];
      /** A dot follows that leads to a hole or to nothing yet. */
      readonly open: boolean;
      /** It is the name of a function. */
      readonly called: boolean;
    };

/** The parameters and dotted paths of SQL text, in order. */
export function pathsIn(tokens: readonly SqlToken[]): readonly SqlName[] {
  const found: SqlName[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) break;
    if (token.kind === "placeholder") {
      const name =
        token.holes.length === 0 ? /^:(?:\.\.\.)?([\w.$]+)$/.exec(token.text)?.[1] : undefined;
      if (name !== undefined) {
        const start = token.end - name.length;
        found.push({
          kind: "parameter",
          name: { text: name, start, end: token.end, quoted: false },
        });
      }
      continue;
    }
    const first = nameOf(token);
    if (!first) continue;
    const names = [first];
    let open = false;
    while (isDot(tokens[index + 1])) {
      index++;
      const next = tokens[index + 1];
      const name = next && !next.spaced ? nameOf(next) : undefined;
      if (!name) {
        open = true;
        // A name that a hole is part of is passed over.
        if (next && !next.spaced && next.holes.length > 0) index++;
        break;
      }
      names.push(name);
      index++;
    }
    found.push({ kind: "path", names, open, called: tokens[index + 1]?.text === "(" });
  }
  return found;
}

function isDot(token: SqlToken | undefined): boolean {
  return token?.text === "." && !token.spaced;
}

/** The name that a token is, without its quotes. */
export function nameOf(token: SqlToken): Name | undefined {
  if (token.holes.length > 0) return undefined;
  const { start, end, text } = token;
  if (token.kind === "word") return { text, start, end, quoted: false };
  if (token.kind !== "quoted-identifier") return undefined;
  const close = token.open ? end : end - 1;
  return { text: text.slice(1, close - start), start: start + 1, end: close, quoted: true };
}
