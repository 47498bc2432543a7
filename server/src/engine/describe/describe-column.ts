import { type Fact, factValue } from "../../base/index.ts";
import type { Column, ColumnRole, TypeFamily } from "../../model/index.ts";
import type { Declared, LinkedEntity, Project } from "../../project/project.ts";
import { defaultText, generatedText } from "./column-parts.ts";
import { dialectLabel, groupedTypes, shownDialects } from "./column-types.ts";
import { aligned, type Description, type Inline, inline, listed } from "./description.ts";
import {
  type DatabaseTypes,
  effectiveNullable,
  effectiveTypes,
  heldKey,
  nullableBySharing,
} from "./effective-column.ts";
import { referencesText } from "./foreign-keys.ts";
import { indexesWith, indexNames, indexText } from "./indexes.ts";
import { placesOf } from "./places.ts";
import { reasonText } from "./reasons.ts";
import { shownName, shownTable, tableNamePart, tableOf } from "./tables.ts";
import { unread } from "./unread.ts";

/** Enum values that are shown; the rest are counted. */
const SHOWN_VALUES = 8;

/**
 * A column as the database will have it.
 * @param entity the class that has the column, or declares it for others
 */
export function describeColumn(
  entity: LinkedEntity,
  column: Declared<Column>,
  project: Project,
): Description {
  return {
    block: block(entity, column, project),
    details: details(entity, column, project),
    unknowns: unknowns(entity, column, project),
  };
}

/** One line for each type that the databases of the project give to the column. */
function block(
  entity: LinkedEntity,
  column: Declared<Column>,
  project: Project,
): readonly string[] {
  const { member } = column;
  const table = shownTable(entity, project);
  const place = [table, shownName(member.name, member.property)].filter(
    (part) => part !== undefined,
  );
  const head = place.join(".");
  if (!isStored(member)) return [head];
  const types = effectiveTypes(entity, member, project);
  const groups = types.known ? groupedTypes(types.value, project.dialects) : [];
  if (groups.length === 0)
    return [line([head, "?", ...attributes(entity, column, undefined, project)])];
  const missing = missingDialects(entity, member, project);
  const rows = groups.map(({ text, type, dialects }) => [
    line([head, text, ...attributes(entity, column, type.family, project)]),
    `-- ${dialects.map(dialectLabel).join(", ")}`,
  ]);
  if (missing.length > 0) rows.push([line([head, "?"]), `-- ${missing.join(", ")}`]);
  // Where all databases of the project agree there is nothing to tell apart.
  const alike = rows.length === 1 && project.dialects.size > 0;
  return aligned(alike ? rows.map((row) => row.slice(0, 1)) : rows);
}

function line(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}

/** What follows the type: `not null default 'draft'`. */
export function attributes(
  entity: LinkedEntity,
  column: Declared<Column>,
  family: TypeFamily | undefined,
  project: Project,
): readonly string[] {
  const { member } = column;
  const nullable = effectiveNullable(entity, column);
  const held = heldKey(entity, member, project);
  const nullText = nullable.known ? (nullable.value ? "null" : "not null") : "";
  return [
    member.primary ? "primary key" : nullText,
    factValue(member.unique) ? "unique" : "",
    generatedText(member),
    defaultText(member, family),
    held ? referencesText(held.relation, held.key, project) : "",
  ];
}

const roleWords: Readonly<Partial<Record<ColumnRole, string>>> = {
  "created-at": "set when a row is inserted",
  "updated-at": "set whenever a row is saved",
  "deleted-at": "set by soft deletes; rows that have it are left out of queries",
  version: "counts how often a row was saved",
  discriminator: "tells of which class a row is",
  tree: "kept by the ORM for the tree",
  view: "column of a view",
  virtual: "computed by a query, not stored",
};

function details(
  entity: LinkedEntity,
  column: Declared<Column>,
  project: Project,
): readonly Inline[] {
  const { member } = column;
  const role = roleWords[member.role];
  const keys = entity.columns.filter((each) => each.member.primary);
  const names = keys.map((each) => factValue(each.member.name) ?? each.member.property);
  return [
    ...typeOrigin(entity, member, project),
    ...(role === undefined ? [] : [[role]]),
    ...(member.primary && keys.length > 1
      ? [inline`part of the primary key ${`(${names.join(", ")})`}`]
      : []),
    ...(nullableBySharing(entity, column)
      ? [["null in the table, which holds rows of other classes as well"]]
      : []),
    ...enumValues(member),
    ...indexesWith(entity, indexNames(member), project).map(indexText),
    ...(factValue(member.hidden) && isStored(member) && member.typeSource !== "implied"
      ? [["left out of queries unless asked for"]]
      : []),
    ...(member.transformed ? [["converted by a transformer"]] : []),
    ...placesOf(entity, member.property, project),
  ];
}

/** Where the type comes from, when it is not written. */
function typeOrigin(entity: LinkedEntity, column: Column, project: Project): readonly Inline[] {
  if (column.foreignKeyOf !== undefined) {
    const key = inline`foreign key of ${column.foreignKeyOf}`;
    return [
      heldKey(entity, column, project)?.key.references
        ? [...key, ", with the type of the column that it refers to"]
        : key,
    ];
  }
  if (!column.database.known) return [];
  const types = groupedTypes(column.database.value, project.dialects);
  const endless =
    types.length > 0 &&
    types.every(({ type }) => type.family === "string" && type.length === undefined);
  const limit: Inline = endless ? ["no length limit"] : [];
  if (column.typeSource !== "reflected") return endless ? [limit] : [];
  const from = inline`type from the TypeScript type ${column.valueType.text}`;
  return [endless ? [...from, "; ", ...limit] : from];
}

function enumValues({ enumValues: values }: Column): readonly Inline[] {
  if (!values?.known || values.value.length === 0) return [];
  const shown = values.value.slice(0, SHOWN_VALUES).map((value) => inline`${String(value)}`);
  const more = values.value.length - shown.length;
  return [
    [
      "one of ",
      ...listed(more > 0 ? [...shown, [`${more} more`]] : shown, more > 0 ? "and" : "or"),
    ],
  ];
}

function unknowns(
  entity: LinkedEntity,
  { member }: Declared<Column>,
  project: Project,
): readonly Inline[] {
  const stored = isStored(member);
  const types = stored ? effectiveTypes(entity, member, project) : undefined;
  const typeless = types?.known === false && member.unusableConstructor === undefined;
  return [
    ...unread([
      [tableNamePart(entity, project), tableOf(entity, project)],
      [columnNamePart(member), member.name],
      ["type", typeless ? types : undefined],
      ["nullability", stored ? member.nullable : undefined],
      ["default", member.default],
      ["generation", member.generated],
      ["uniqueness", member.unique],
      ["values", member.enumValues],
      ["whether queries leave it out", member.hidden],
    ]),
    ...(types ? typeNotes(entity, member, types, project) : []),
    ...(member.mayBePrimary ? [["may be part of the primary key"]] : []),
  ];
}

function columnNamePart({ derivedName }: Column): Inline {
  const made = new Set(derivedName ? [derivedName.default, derivedName.snake] : []);
  const names = listed(
    [...made].map((each) => inline`${each}`),
    "or",
  );
  return made.size < 2 ? ["column name"] : ["column name (", ...names, ")"];
}

function typeNotes(
  entity: LinkedEntity,
  column: Column,
  types: Fact<DatabaseTypes>,
  project: Project,
): readonly Inline[] {
  if (!types.known) {
    const left = column.unusableConstructor;
    if (left === undefined) return [];
    const { text } = column.valueType;
    return [
      inline`type unknown: of the TypeScript type ${text} only ${left} is left when the program runs`,
    ];
  }
  if (project.dialects.size === 0) return [[`for every database: ${reasonText("no-dialect")}`]];
  const missing = missingDialects(entity, column, project);
  return missing.length === 0 ? [] : [[`no type known for ${missing.join(", ")}`]];
}

/** The databases of the project that have no type for the column. */
function missingDialects(
  entity: LinkedEntity,
  column: Column,
  project: Project,
): readonly string[] {
  const types = factValue(effectiveTypes(entity, column, project));
  if (!types || project.dialects.size === 0) return [];
  return shownDialects(project.dialects)
    .filter((dialect) => types[dialect] === undefined)
    .map(dialectLabel);
}

function isStored({ role }: Column): boolean {
  return role !== "view" && role !== "virtual";
}
