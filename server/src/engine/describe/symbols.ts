import { factValue, type Range } from "../../base/index.ts";
import type { LinkedEntity, Project } from "../../project/project.ts";
import { matchName } from "./match-name.ts";
import { isMapped, tableOf, writtenTable } from "./tables.ts";

/** An entity, table or column that a person may look for by name. */
export interface ModelSymbol {
  readonly kind: "entity" | "table" | "column" | "relation";
  /** `Post`, `posts`, `Post.title`. */
  readonly name: string;
  /** What it belongs to: `table posts`, `entity Post`. */
  readonly container: string;
  readonly file: string;
  readonly range: Range;
  /** The one that it was found in. */
  readonly project: Project;
}

/** Symbols of equal rank are in this order. */
const order: readonly ModelSymbol["kind"][] = ["entity", "table", "column", "relation"];

/**
 * The entities and tables whose name has the letters of the query, the best first. A query with a dot
 * asks for members: `post.tit` for `Post.title` and `posts.title`.
 * @param projects a class that several have is found once
 */
export function findSymbols(query: string, projects: readonly Project[]): readonly ModelSymbol[] {
  const wanted = query.trim();
  const dot = wanted.indexOf(".");
  const seen = new Set<string>();
  const found: Ranked[] = [];
  for (const project of projects) {
    for (const entity of project.entities) {
      if (seen.has(entity.own.id) || !isMapped(entity)) continue;
      seen.add(entity.own.id);
      found.push(...ranked(wanted, symbolsOf(entity, project)));
      if (dot === -1) continue;
      found.push(...membersOf(entity, wanted.slice(0, dot), wanted.slice(dot + 1), project));
    }
  }
  return found
    .sort(
      (a, b) =>
        b.score - a.score ||
        order.indexOf(a.symbol.kind) - order.indexOf(b.symbol.kind) ||
        compare(a.symbol.name, b.symbol.name) ||
        compare(a.symbol.file, b.symbol.file) ||
        a.symbol.range.start - b.symbol.range.start,
    )
    .map(({ symbol }) => symbol);
}

interface Ranked {
  readonly symbol: ModelSymbol;
  readonly score: number;
}

function ranked(query: string, symbols: readonly ModelSymbol[]): readonly Ranked[] {
  return symbols.flatMap((symbol) => {
    const score = matchName(query, symbol.name);
    return score === undefined ? [] : [{ symbol, score }];
  });
}

function symbolsOf(entity: LinkedEntity, project: Project): readonly ModelSymbol[] {
  const { own } = entity;
  const table = tableName(entity, project);
  const place = { file: own.file, range: own.range, project };
  const kind = own.kind === "view" ? "view" : "table";
  const container = table === undefined ? own.kind : `${kind} ${table}`;
  const symbols: ModelSymbol[] = [{ kind: "entity", name: own.name, container, ...place }];
  // A child of single-table inheritance has no table of its own to be found.
  if (table !== undefined && own.kind !== "child")
    symbols.push({ kind: "table", name: table, container: `entity ${own.name}`, ...place });
  return symbols;
}

function tableName(entity: LinkedEntity, project: Project): string | undefined {
  const table = tableOf(entity, project);
  return table && (factValue(table) ?? writtenTable(entity, project));
}

/** The columns and relations of an entity whose name or table answers the owner's part of the query. */
function membersOf(
  entity: LinkedEntity,
  owner: string,
  member: string,
  project: Project,
): readonly Ranked[] {
  const { own } = entity;
  const table = tableName(entity, project);
  const byClass = matchName(owner, own.name);
  const byTable = table === undefined ? undefined : matchName(owner, table);
  if (byClass === undefined && byTable === undefined) return [];
  const ownerScore = Math.max(byClass ?? 0, byTable ?? 0);
  const container = table === undefined ? own.kind : `table ${table}`;
  const columns = entity.columns.map(({ member: each, by }) => ({
    each,
    by,
    kind: "column" as const,
  }));
  const relations = entity.relations.map(({ member: each, by }) => ({
    each,
    by,
    kind: "relation" as const,
  }));
  return [...columns, ...relations].flatMap(({ each, by, kind }) => {
    const column = "name" in each ? factValue(each.name) : undefined;
    const scores = [each.property, column].flatMap((name) => {
      const score = name === undefined ? undefined : matchName(member, name);
      return score === undefined ? [] : [score];
    });
    if (scores.length === 0) return [];
    const symbol: ModelSymbol = {
      kind,
      name: `${own.name}.${each.property}`,
      container:
        column === undefined || column === each.property
          ? container
          : `${container}, column ${column}`,
      file: by.file,
      range: each.range,
      project,
    };
    return [{ symbol, score: ownerScore + Math.max(...scores) }];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
