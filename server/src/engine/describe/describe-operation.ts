import { factValue } from "../../base/index.ts";
import type { FileFacts, Operation, OperationKind, SqlPart } from "../../model/index.ts";
import type { LinkedEntity, Project } from "../../project/project.ts";
import { type Description, type Inline, inline, listed } from "./description.ts";
import { reasonText } from "./reasons.ts";
import { tableOf, writtenTable } from "./tables.ts";
import { unread } from "./unread.ts";

/** Lines of an operation's SQL that are shown. */
const SHOWN_LINES = 12;

const verbs: Readonly<Record<OperationKind, string>> = {
  select: "selects",
  count: "counts rows of",
  exists: "asks whether there are rows of",
  aggregate: "aggregates rows of",
  insert: "inserts into",
  update: "updates",
  upsert: "inserts into or updates",
  save: "saves to",
  delete: "deletes from",
  remove: "removes from",
  softDelete: "soft-deletes from",
  restore: "restores soft-deleted rows of",
  truncate: "empties",
  raw: "runs SQL",
};

/** What an operation does, in one line: the rows that it concerns, what comes with them, what it runs on. */
export function describeOperation(
  operation: Operation,
  facts: FileFacts,
  project: Project,
): Description {
  const id = factValue(operation.entity);
  const entity = id === undefined ? undefined : project.entity(id);
  return {
    summary: summary(operation, entity, project),
    block: sqlLines(operation, facts),
    details: details(operation, entity),
    unknowns: unknowns(operation),
  };
}

function summary(operation: Operation, entity: LinkedEntity | undefined, project: Project): Inline {
  const parts = [
    [...head(operation, entity, project), ...conditionText(operation)],
    ...rowsText(operation),
    ...loadsText(operation, entity),
    ...pagingText(operation),
    ...(factValue(operation.lock) ? [["locks the rows"]] : []),
    handleText(operation),
  ];
  return parts.flatMap((part, index) => (index === 0 ? part : [", ", ...part]));
}

function head(
  { kind, entity: fact, sql }: Operation,
  entity: LinkedEntity | undefined,
  project: Project,
): Inline {
  const verb = verbs[kind];
  if (kind === "raw") return [verb];
  if (entity) {
    const table = tableOf(entity, project);
    const name = (table && factValue(table)) ?? writtenTable(entity, project) ?? entity.own.name;
    return [`${verb} `, ...inline`${name}`];
  }
  if (sql.length > 0 && !fact.known) return [`${verb} rows`];
  const name = fact.known ? fact.value.slice(fact.value.lastIndexOf("#") + 1) : undefined;
  return name === undefined ? [`${verb} an unknown entity`] : [`${verb} `, ...inline`${name}`];
}

function conditionText({ condition, kind, paging }: Operation): Inline {
  switch (condition.kind) {
    case "none-needed":
      return [];
    case "absent":
    case "empty":
      return condition.throws
        ? [", without a condition, which the installed version refuses"]
        : kind === "truncate" || (kind === "select" && isLimited(paging))
          ? []
          : kind === "exists"
            ? []
            : [", every row"];
    case "present": {
      const paths = [...new Set(condition.entries.map(({ path }) => path))].map(
        (path) => inline`${path}`,
      );
      if (condition.other) paths.push([paths.length > 0 ? "a further condition" : "a condition"]);
      return paths.length === 0 ? [] : [" by ", ...listed(paths)];
    }
    case "value":
      return condition.entry.path === ""
        ? [" by the given criteria"]
        : [" by ", ...inline`${condition.entry.path}`];
    case "unknown":
      return [" by a condition that could not be read"];
  }
}

function isLimited({ limit }: Operation["paging"]): boolean {
  return limit.known ? limit.value !== undefined : limit.reason === "dynamic-expression";
}

function rowsText({ kind, result, rows }: Operation): readonly Inline[] {
  if (kind === "insert" || kind === "upsert" || kind === "save" || kind === "remove")
    return rows === "unknown" ? [] : [[rows === "one" ? "one row" : "many rows"]];
  if (kind !== "select") return [];
  switch (result?.shape) {
    case "row":
      return [["one row"]];
    case "maybe-row":
      return [["one row or none"]];
    case "rows-and-count":
      return [["and counts them all"]];
    case "raw":
      return [["as raw rows"]];
    default:
      return [];
  }
}

/** The relations that are listed, and those of the entity that come without being asked for. */
function loadsText(
  { kind, loads }: Operation,
  entity: LinkedEntity | undefined,
): readonly Inline[] {
  if (kind !== "select") return [];
  const eager = loads.honoursEager
    ? (entity?.relations ?? [])
        .filter(({ member }) => factValue(member.eager) && !loads.paths.includes(member.property))
        .map(({ member }) => [...inline`${member.property}`, " (eager)"])
    : [];
  const all = [...loads.paths.map((path) => inline`${path}`), ...eager];
  return all.length === 0 ? [] : [["with ", ...listed(all)]];
}

function pagingText({ kind, paging, result }: Operation): readonly Inline[] {
  const many = result?.shape === "rows" || result?.shape === "rows-and-count" || !result;
  if (kind !== "select") return [];
  const { limit, offset, ordered } = paging;
  return [
    ...(factValue(ordered) ? [["ordered"]] : []),
    ...(many && limit.known && limit.value !== undefined ? [[`at most ${limit.value}`]] : []),
    ...(many && !limit.known && limit.reason === "dynamic-expression" ? [["limited"]] : []),
    ...(offset.known && offset.value ? [[`from row ${offset.value + 1} on`]] : []),
    ...(!offset.known && offset.reason === "dynamic-expression" ? [["from an offset on"]] : []),
  ];
}

function handleText({ handle }: Operation): Inline {
  // A chain that is written over several lines is said in one.
  const text = handle.text.replace(/\s*\n\s*/g, "");
  switch (handle.kind) {
    case "pool":
      return inline`on ${text}`;
    case "transaction":
      return ["in a transaction"];
    case "query-runner":
      return inline`on the query runner ${text}`;
    case "manager-parameter":
      return inline`on ${text}, which the caller gives`;
    case "unknown":
      return inline`on ${text}, which could not be followed`;
  }
}

function details({ kind, loads }: Operation, entity: LinkedEntity | undefined): readonly Inline[] {
  if (kind !== "select") return [];
  const selected = factValue(loads.selected);
  const never = loads.honoursEager
    ? []
    : (entity?.relations ?? []).filter(
        ({ member }) => factValue(member.eager) && !loads.paths.includes(member.property),
      );
  return [
    ...(selected && selected.length > 0
      ? [["only ", ...listed(selected.map((each) => inline`${each}`))]]
      : []),
    ...(never.length > 0
      ? [
          [
            "without ",
            ...listed(never.map(({ member }) => inline`${member.property}`)),
            ", though eager",
          ],
        ]
      : []),
  ];
}

function unknowns({ kind, entity, loads, paging, lock, condition }: Operation): readonly Inline[] {
  const entityText = unread([["entity", kind === "raw" ? undefined : entity]]);
  if (kind !== "select") return entityText;
  const { limit, offset, ordered } = paging;
  const maybe = [
    !limit.known && limit.reason !== "dynamic-expression" ? "limited" : undefined,
    !offset.known && offset.reason !== "dynamic-expression" ? "paged" : undefined,
    ordered.known ? undefined : "ordered",
    lock.known ? undefined : "locking",
  ].filter((word) => word !== undefined);
  return [
    ...entityText,
    ...(loads.complete.known
      ? []
      : [[`may load more relations: ${reasonText(loads.complete.reason)}`]]),
    ...unread([["selected columns", loads.selected]]),
    ...(maybe.length > 0 && condition.kind !== "unknown"
      ? [[`may be ${maybe.join(", ")}: ${reasonText("dynamic-options")}`]]
      : maybe.length > 0
        ? [[`may be ${maybe.join(", ")} as well`]]
        : []),
  ];
}

/** The statement of an operation that is written as one, its holes as in a template. */
function sqlLines(operation: Operation, facts: FileFacts): readonly string[] {
  const statement = operation.sql
    .map((index) => facts.sqlTexts[index])
    .find((text) => text?.sink === "statement");
  if (!statement) return [];
  const lines = statement.parts.map(partText).join("").split("\n");
  const shown = lines.filter((line) => line.trim() !== "");
  const indent = Math.min(
    ...shown.slice(1).map((line) => line.length - line.trimStart().length),
    Number.POSITIVE_INFINITY,
  );
  const flush = shown.map((line, index) =>
    index === 0 || indent === Number.POSITIVE_INFINITY ? line.trim() : line.slice(indent).trimEnd(),
  );
  return flush.length > SHOWN_LINES ? [...flush.slice(0, SHOWN_LINES), "-- …"] : flush;
}

function partText(part: SqlPart): string {
  return part.kind === "text" ? part.text : `\${${part.hole.text}}`;
}
