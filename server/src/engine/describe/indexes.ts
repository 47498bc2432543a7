import { factValue } from "../../base/index.ts";
import type { Column, Index } from "../../model/index.ts";
import type { LinkedEntity, Project } from "../../project/project.ts";
import { type Inline, inline, listed } from "./description.ts";
import { lineage } from "./tables.ts";

/** The indexes that the class and its bases declare. */
export function indexesOf(entity: LinkedEntity, project: Project): readonly Index[] {
  return lineage(entity, project).flatMap(({ indexes }) => indexes);
}

/** The indexes that a member is part of, by the name of its property or column. */
export function indexesWith(
  entity: LinkedEntity,
  names: readonly (string | undefined)[],
  project: Project,
): readonly Index[] {
  return indexesOf(entity, project).filter(({ properties }) =>
    factValue(properties)?.some((property) => names.includes(property)),
  );
}

/** The names by which an index may list a column. */
export function indexNames({ property, name }: Column): readonly (string | undefined)[] {
  return [property, factValue(name)];
}

/** unique index `by_slug` on `slug` where `slug IS NOT NULL` */
export function indexText({ name, properties, unique, where }: Index): Inline {
  const named = factValue(name);
  const columns = (factValue(properties) ?? []).map((property) => inline`${property}`);
  const condition = where && factValue(where);
  return [
    factValue(unique) ? "unique index" : "index",
    ...(named === undefined ? [] : inline` ${named}`),
    " on ",
    ...(columns.length > 0 ? listed(columns) : ["columns that could not be read"]),
    ...(condition === undefined ? [] : inline` where ${condition}`),
    ...(where && !where.known ? [" where a condition holds"] : []),
  ];
}
