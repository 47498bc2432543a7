import type { Range } from "../../base/index.ts";
import type { SqlText } from "../../model/index.ts";
import type { LinkedEntity } from "../../project/project.ts";
import { parsable, parseSql, type SqlToken, scanSql, sqlSource } from "../../sql/index.ts";
import type { Members } from "./members.ts";
import type { Meaning, Mention } from "./mention.ts";
import { memberMeaning, nameOf } from "./text-mentions.ts";

/**
 * The tables and columns that a statement of SQL names, as PostgreSQL's own parser reads it, where the project
 * has an entity for them. Nothing for a text that does not parse, or whose holes may be anything.
 */
export async function sqlMentions(
  sql: SqlText,
  members: Members,
  fileText: string,
): Promise<readonly Mention[]> {
  if (sql.sink !== "statement" && !holdsQuery(sql)) return [];
  const made = parsable(sql.parts, sql.sink);
  if (!made) return [];
  // PostgreSQL does not know the quotes of MySQL; a double quote is as long.
  const tokens = scanSql(sqlSource([made.text])).filter((token) => token.kind !== "comment");
  const parse = await parseSql(doubleQuoted(made.text, tokens));
  if (!parse.ok) return [];
  const reader = new StatementReader(made.text, tokens, members);
  reader.read(parse.tree);
  return reader.found.flatMap(({ token, meaning }) => {
    const name = nameOf(token);
    const range = name && made.sourceRange({ start: name.start, end: name.end }, fileText);
    if (!range || fileText.slice(range.start, range.end) !== name.text) return [];
    return [{ range, meaning: located(meaning, made, fileText) }];
  });
}

/** A clause names tables only in a query of its own. */
function holdsQuery({ parts }: SqlText): boolean {
  return parts.some((part) => part.kind === "text" && /\bselect\b/i.test(part.text));
}

function located(
  meaning: Meaning,
  made: { sourceRange(position: Range, fileText: string): Range | undefined },
  fileText: string,
): Meaning {
  if (meaning.kind !== "alias") return meaning;
  return {
    ...meaning,
    definition: made.sourceRange(meaning.definition, fileText) ?? { start: 0, end: 0 },
  };
}

function doubleQuoted(text: string, tokens: readonly SqlToken[]): string {
  let quoted = "";
  let at = 0;
  for (const token of tokens) {
    if (token.kind !== "quoted-identifier" || token.open || !token.text.startsWith("`")) continue;
    quoted += `${text.slice(at, token.start)}"${token.text.slice(1, -1)}"`;
    at = token.end;
  }
  return quoted + text.slice(at);
}

type Node = Readonly<Record<string, unknown>>;

/** What a FROM clause brings: a table of an entity, or rows whose columns are not known. */
interface Source {
  readonly name: string;
  readonly entity: LinkedEntity | undefined;
  /** Of the name that stands for the rows, in the text: the alias, or the table. */
  readonly token: SqlToken | undefined;
  readonly aliased: boolean;
}

interface Scope {
  readonly sources: Source[];
  /** Names of WITH queries. */
  readonly queries: Set<string>;
  /** Names that the select list gives, which ORDER BY and GROUP BY may use. */
  readonly outputs: Set<string>;
  readonly around: Scope | undefined;
}

class StatementReader {
  readonly found: { token: SqlToken; meaning: Meaning }[] = [];
  readonly #tokens: readonly SqlToken[];
  readonly #members: Members;
  readonly #units: (bytes: number) => number;

  constructor(text: string, tokens: readonly SqlToken[], members: Members) {
    this.#tokens = tokens;
    this.#members = members;
    this.#units = unitsOf(text);
  }

  read(tree: unknown): void {
    if (!isNode(tree)) return;
    for (const statement of list(tree.stmts)) {
      if (isNode(statement.stmt)) this.#statement(statement.stmt, undefined);
    }
  }

  #statement(node: Node, around: Scope | undefined): boolean {
    for (const [kind, body] of Object.entries(node)) {
      if (!isNode(body)) continue;
      switch (kind) {
        case "SelectStmt":
          this.#select(body, around);
          return true;
        case "InsertStmt":
          this.#insert(body, around);
          return true;
        case "UpdateStmt":
        case "DeleteStmt":
          this.#write(body, around);
          return true;
        default:
      }
    }
    return false;
  }

  #select(body: Node, around: Scope | undefined): void {
    const scope = this.#open(body, around);
    for (const side of [body.larg, body.rarg]) if (isNode(side)) this.#select(side, scope);
    for (const item of list(body.fromClause)) this.#source(item, scope);
    for (const item of list(body.targetList)) {
      const { ResTarget } = item;
      if (isNode(ResTarget) && typeof ResTarget.name === "string")
        scope.outputs.add(ResTarget.name);
    }
    const { larg, rarg, fromClause, withClause, sortClause, groupClause, ...rest } = body;
    this.#expressions(rest, scope, false);
    this.#expressions([sortClause, groupClause], scope, true);
  }

  #insert(body: Node, around: Scope | undefined): void {
    const scope = this.#open(body, around);
    const target = this.#table(body.relation, scope);
    if (target) scope.sources.push(target, { ...target, name: "excluded", aliased: false });
    this.#assigned(body.cols, target);
    if (isNode(body.selectStmt)) this.#statement(body.selectStmt, around);
    const { onConflictClause, returningClause } = body;
    if (isNode(onConflictClause)) {
      this.#assigned(onConflictClause.targetList, target);
      this.#conflicts(onConflictClause.infer, target);
    }
    this.#expressions([onConflictClause, returningClause], scope, false);
  }

  /** `UPDATE` and `DELETE`. */
  #write(body: Node, around: Scope | undefined): void {
    const scope = this.#open(body, around);
    const target = this.#table(body.relation, scope);
    if (target) scope.sources.push(target);
    for (const item of [...list(body.fromClause), ...list(body.usingClause)])
      this.#source(item, scope);
    this.#assigned(body.targetList, target);
    const { relation, fromClause, usingClause, withClause, ...rest } = body;
    this.#expressions(rest, scope, false);
  }

  #open(body: Node, around: Scope | undefined): Scope {
    const scope: Scope = {
      sources: [],
      queries: new Set(around?.queries),
      outputs: new Set(),
      around,
    };
    if (!isNode(body.withClause)) return scope;
    for (const item of list(body.withClause.ctes)) {
      const query = item.CommonTableExpr;
      if (!isNode(query)) continue;
      // A recursive query may name itself.
      if (typeof query.ctename === "string") scope.queries.add(query.ctename);
      if (isNode(query.ctequery)) this.#statement(query.ctequery, scope);
    }
    return scope;
  }

  #source(item: Node, scope: Scope): void {
    const { RangeVar, JoinExpr, RangeSubselect } = item;
    if (isNode(RangeVar)) {
      const source = this.#table(RangeVar, scope);
      if (source) scope.sources.push(source);
    } else if (isNode(JoinExpr)) {
      for (const side of [JoinExpr.larg, JoinExpr.rarg])
        if (isNode(side)) this.#source(side, scope);
      if (isNode(JoinExpr.quals)) this.#expressions(JoinExpr.quals, scope, false);
    } else {
      if (isNode(RangeSubselect) && isNode(RangeSubselect.subquery))
        this.#statement(RangeSubselect.subquery, scope);
      const [body] = Object.values(item);
      const name = isNode(body) && isNode(body.alias) ? body.alias.aliasname : undefined;
      scope.sources.push({
        name: typeof name === "string" ? name : "",
        entity: undefined,
        token: undefined,
        aliased: true,
      });
    }
  }

  /** A table that the statement names; `undefined` without a name. */
  #table(relation: unknown, scope: Scope): Source | undefined {
    if (!isNode(relation) || typeof relation.relname !== "string") return undefined;
    const schema = typeof relation.schemaname === "string" ? relation.schemaname : undefined;
    const qualifiers = [relation.catalogname, schema].filter((part) => part !== undefined).length;
    const at = this.#at(relation.location);
    const token = at === undefined ? undefined : this.#tokens[at + 2 * qualifiers];
    const isQuery = schema === undefined && scope.queries.has(relation.relname);
    const entity = isQuery ? undefined : this.#members.ofTable(relation.relname, schema);
    if (token && entity) this.found.push({ token, meaning: { kind: "table", entity } });
    const alias = isNode(relation.alias) ? relation.alias.aliasname : undefined;
    if (typeof alias !== "string") {
      return { name: relation.relname, entity, token, aliased: false };
    }
    const aliasToken = at === undefined ? undefined : this.#aliasAfter(at + 2 * qualifiers);
    const source = { name: alias, entity, token: aliasToken, aliased: true };
    if (aliasToken) this.#alias(aliasToken, source);
    return source;
  }

  #aliasAfter(index: number): SqlToken | undefined {
    const next = this.#tokens[index + 1];
    return next?.text.toUpperCase() === "AS" ? this.#tokens[index + 2] : next;
  }

  #alias(token: SqlToken, source: Source): void {
    const definition = source.token && nameOf(source.token);
    if (!definition) return;
    const { start, end } = definition;
    const name = source.name;
    this.found.push({
      token,
      meaning: {
        kind: "alias",
        name,
        definition: { start, end },
        written: true,
        column: false,
        entity: source.entity,
      },
    });
  }

  /** Columns that are written to: `INSERT INTO post (title)`, `SET title = …`. */
  #assigned(targets: unknown, target: Source | undefined): void {
    for (const { ResTarget } of list(targets)) {
      if (!isNode(ResTarget) || typeof ResTarget.name !== "string") continue;
      const at = this.#at(ResTarget.location);
      if (at !== undefined) this.#column(this.#tokens[at], ResTarget.name, target);
    }
  }

  /** `ON CONFLICT (title)`: the parser does not say where the names stand. */
  #conflicts(infer: unknown, target: Source | undefined): void {
    if (!isNode(infer)) return;
    const at = this.#at(infer.location);
    if (at === undefined) return;
    const wanted = list(infer.indexElems).flatMap(({ IndexElem }) =>
      isNode(IndexElem) && typeof IndexElem.name === "string" ? [IndexElem.name] : [],
    );
    let index = at;
    for (const name of wanted) {
      while (index < this.#tokens.length && !this.#spells(this.#tokens[index], name)) index++;
      this.#column(this.#tokens[index], name, target);
      index++;
    }
  }

  #spells(token: SqlToken | undefined, name: string): boolean {
    const written = token && nameOf(token);
    return written?.text.toLowerCase() === name.toLowerCase();
  }

  #column(token: SqlToken | undefined, name: string, source: Source | undefined): void {
    const member = source?.entity && this.#members.columnNamed(source.entity, name);
    if (token && member && this.#spells(token, name))
      this.found.push({ token, meaning: memberMeaning(member, true) });
  }

  /** @param named whether names of the select list may stand in place of columns */
  #expressions(value: unknown, scope: Scope, named: boolean): void {
    if (Array.isArray(value)) {
      for (const item of value) this.#expressions(item, scope, named);
      return;
    }
    if (!isNode(value)) return;
    if (this.#statement(value, scope)) return;
    if (isNode(value.ColumnRef)) {
      this.#reference(value.ColumnRef, scope, named);
      return;
    }
    for (const part of Object.values(value)) this.#expressions(part, scope, named);
  }

  #reference(reference: Node, scope: Scope, named: boolean): void {
    const at = this.#at(reference.location);
    if (at === undefined) return;
    const fields = list(reference.fields).map(({ String: text }) =>
      isNode(text) && typeof text.sval === "string" ? text.sval : undefined,
    );
    const [first, second] = fields;
    if (first === undefined) return;
    if (fields.length === 1) {
      if (!named || !scope.outputs.has(first)) this.#unqualified(first, this.#tokens[at], scope);
      return;
    }
    if (fields.length !== 2) return;
    const source = sourceNamed(first, scope);
    const token = this.#tokens[at];
    if (!source || !token) return;
    if (source.aliased) this.#alias(token, source);
    else if (source.entity && source.name !== "excluded")
      this.found.push({ token, meaning: { kind: "table", entity: source.entity } });
    if (second !== undefined) this.#column(this.#tokens[at + 2], second, source);
  }

  /** A column without a table is certain when all tables around are known and one has it. */
  #unqualified(name: string, token: SqlToken | undefined, scope: Scope): void {
    for (let around: Scope | undefined = scope; around; around = around.around) {
      const sources = around.sources.filter((source) => source.name !== "excluded");
      if (sources.some((source) => !source.entity)) return;
      const having = sources.filter(
        ({ entity }) => entity && this.#members.columnNamed(entity, name),
      );
      if (having.length > 1) return;
      const [only] = having;
      if (only) {
        this.#column(token, name, only);
        return;
      }
    }
  }

  /** Position of the token at a place that the parser tells. */
  #at(location: unknown): number | undefined {
    const offset = this.#units(typeof location === "number" ? location : 0);
    const index = this.#tokens.findIndex((token) => token.start === offset);
    return index < 0 ? undefined : index;
  }
}

function sourceNamed(name: string, scope: Scope): Source | undefined {
  for (let around: Scope | undefined = scope; around; around = around.around) {
    const source = around.sources.find((each) => each.name === name);
    if (source) return source;
  }
  return undefined;
}

/** PostgreSQL counts bytes of UTF-8, JavaScript UTF-16 units. */
function unitsOf(text: string): (bytes: number) => number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that take one byte
  if (/^[\x00-\x7f]*$/.test(text)) return (bytes) => bytes;
  return (wanted) => {
    let units = 0;
    let bytes = 0;
    for (const character of text) {
      if (bytes >= wanted) break;
      bytes += Buffer.byteLength(character);
      units += character.length;
    }
    return units;
  };
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}
