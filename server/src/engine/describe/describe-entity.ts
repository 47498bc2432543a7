import { factValue } from "../../base/index.ts";
import type { Column, Relation } from "../../model/index.ts";
import type { Declared, LinkedEntity, Project } from "../../project/project.ts";
import {
  dialectLabel,
  firstDialect,
  groupedTypes,
  shortTypeText,
  shownDialects,
} from "./column-types.ts";
import { attributes } from "./describe-column.ts";
import { foreignKeyNullable } from "./describe-relation.ts";
import { aligned, counted, type Description, type Inline, inline, listed } from "./description.ts";
import { effectiveTypes } from "./effective-column.ts";
import { type ForeignKeyColumn, referencesText } from "./foreign-keys.ts";
import { indexesOf, indexText } from "./indexes.ts";
import { reasonText } from "./reasons.ts";
import { tableColumns } from "./table-columns.ts";
import { lineage, shownName, shownTable, tableNamePart, tableOf, targetName } from "./tables.ts";
import { unread } from "./unread.ts";

/** Columns, relations and indexes that are shown; the rest are counted. */
const SHOWN_COLUMNS = 30;
const SHOWN_RELATIONS = 12;
const SHOWN_INDEXES = 6;

/** A class as the database will have it: its table with the columns, keys and indexes. */
export function describeEntity(entity: LinkedEntity, project: Project): Description {
  const summary = withoutTable(entity, project);
  return {
    ...(summary ? { summary } : {}),
    block: block(entity, project),
    details: details(entity, project),
    unknowns: unknowns(entity, project),
  };
}

function withoutTable({ own }: LinkedEntity, project: Project): Inline | undefined {
  if (own.kind !== "abstract" && own.kind !== "embeddable") return undefined;
  const users = project.entities.filter(({ own: other, columns, relations }) => {
    const mapped = other.kind !== "abstract" && other.kind !== "embeddable";
    return mapped && [...columns, ...relations].some(({ by }) => by.id === own.id);
  });
  const names = users.map(({ own: user }) => inline`${user.name}`);
  const how = own.kind === "abstract" ? "inherited by" : "embedded in";
  return names.length === 0
    ? ["no table of its own"]
    : [`no table of its own, ${how} `, ...listed(names.slice(0, SHOWN_RELATIONS))];
}

function block(entity: LinkedEntity, project: Project): readonly string[] {
  const table = shownTable(entity, project);
  const rows = tableColumns(entity, project).map((each) =>
    each.kind === "column"
      ? columnRow(each.of, each.column, entity, project)
      : keyRow(each.of, each.relation, each.key, entity, project),
  );
  const keys = rows.filter(({ primary }) => primary);
  const sorted = [...keys, ...rows.filter(({ primary }) => !primary)];
  const shown = aligned(sorted.slice(0, SHOWN_COLUMNS).map(({ cells }) => cells));
  const more = sorted.length - shown.length;
  const kind = entity.own.kind === "view" ? "view" : "table";
  return [
    ...(table === undefined ? [] : [`${kind} ${table}`]),
    ...shown.map((line) => `  ${line}`),
    ...(more > 0 ? [`  -- and ${counted(more, "more column", "more columns")}`] : []),
  ];
}

interface Row {
  readonly primary: boolean;
  readonly cells: readonly string[];
}

function columnRow(
  of: LinkedEntity,
  column: Declared<Column>,
  entity: LinkedEntity,
  project: Project,
): Row {
  const { member } = column;
  const type = factValue(effectiveTypes(of, member, project))?.[firstDialect(project)];
  const name = shownName(member.name, member.property);
  const [nulls = "", ...rest] = attributes(of, column, type?.family, project);
  const more = rest.filter((part) => part !== "").join(" ");
  const text = member.role === "view" ? "" : type ? shortTypeText(type) : "?";
  const bare = name.replace(/^<|>$/g, "");
  const comment = bare === member.property && of === entity ? "" : comments(member, of, entity);
  return { primary: member.primary, cells: [name, text, nulls, more, comment] };
}

function keyRow(
  of: LinkedEntity,
  relation: Relation,
  key: ForeignKeyColumn,
  entity: LinkedEntity,
  project: Project,
): Row {
  const holder = key.references && project.entity(key.references.by.id);
  const types = holder && key.references && effectiveTypes(holder, key.references.member, project);
  const type = factValue(types)?.[firstDialect(project)];
  const nullable = foreignKeyNullable(of, relation);
  const nulls = nullable === undefined ? "" : nullable ? "null" : "not null";
  return {
    primary: relation.primary,
    cells: [
      shownName(key.name, relation.property),
      type ? shortTypeText(type) : "?",
      relation.primary ? "primary key" : nulls,
      referencesText(relation, key, project),
      key.name.known || of !== entity ? comments(relation, of, entity) : "",
    ],
  };
}

function comments(
  { property }: { readonly property: string },
  of: LinkedEntity,
  entity: LinkedEntity,
): string {
  return of === entity ? `-- ${property}` : `-- ${property} of ${of.own.name}`;
}

function details(entity: LinkedEntity, project: Project): readonly Inline[] {
  const { own } = entity;
  const bases = lineage(entity, project).slice(1);
  const indexes = indexesOf(entity, project);
  const children = own.singleTableRoot ? namesOf(entity.derived, project) : [];
  return [
    ...relationsText(entity.relations, project),
    ...indexes.slice(0, SHOWN_INDEXES).map(indexText),
    ...(indexes.length > SHOWN_INDEXES
      ? [[`${counted(indexes.length - SHOWN_INDEXES, "more index", "more indexes")}`]]
      : []),
    ...(own.kind === "child"
      ? [["shares the table with other classes"]]
      : children.length > 0
        ? [["rows of ", ...listed(children), " as well"]]
        : []),
    ...(bases.length > 0
      ? [["extends ", ...listed(bases.map(({ name }) => inline`${name}`))]]
      : []),
    ...dialectNote(entity, project),
  ];
}

function relationsText(
  relations: readonly Declared<Relation>[],
  project: Project,
): readonly Inline[] {
  if (relations.length === 0) return [];
  const shown = relations.slice(0, SHOWN_RELATIONS).map(({ member }) => {
    const target = targetName(member, project) ?? "?";
    const eager = factValue(member.eager) ? ", eager" : "";
    return [...inline`${member.property}`, ` (${member.kind} `, ...inline`${target}`, `${eager})`];
  });
  const more = relations.length - shown.length;
  return [["relations: ", ...listed(more > 0 ? [...shown, [`${more} more`]] : shown)]];
}

function namesOf(ids: readonly string[], project: Project): readonly Inline[] {
  return ids.flatMap((id) => {
    const name = project.entity(id)?.own.name;
    return name === undefined ? [] : [inline`${name}`];
  });
}

/** Said where the databases of the project have different types. */
function dialectNote(entity: LinkedEntity, project: Project): readonly Inline[] {
  if (project.dialects.size < 2 || !typesDiffer(entity, project)) return [];
  const [first, ...others] = shownDialects(project.dialects).map(dialectLabel);
  return [[`types of ${first}; ${others.join(", ")} may have others`]];
}

function typesDiffer(entity: LinkedEntity, project: Project): boolean {
  return entity.columns.some(({ member }) => {
    const types = factValue(effectiveTypes(entity, member, project));
    return types && groupedTypes(types, project.dialects, shortTypeText).length > 1;
  });
}

function unknowns(entity: LinkedEntity, project: Project): readonly Inline[] {
  const { own, complete, columns } = entity;
  const parts = lineage(entity, project).flatMap(({ unknownParts }) => unknownParts);
  const reasons = new Set(parts.map(({ reason }) => reason));
  const base = own.base && !own.base.known ? own.base.reason : undefined;
  const unnamed = columns.find(({ member }) => !member.name.known)?.member.name;
  const untold = project.dialects.size === 0 && typesDiffer(entity, project);
  if (base) reasons.add(base);
  return [
    ...unread([
      [tableNamePart(entity, project), tableOf(entity, project)],
      ["schema", own.schema],
      ["column names", unnamed],
    ]),
    ...(untold
      ? [[`types of ${dialectLabel(firstDialect(project))}: ${reasonText("no-dialect")}`]]
      : []),
    ...[...reasons].map((reason) => [`may have more columns: ${reasonText(reason)}`]),
    ...(complete || reasons.size > 0
      ? []
      : [["may have more columns: a class that it extends or embeds was not read"]]),
  ];
}
