import { factValue } from "../../base/index.ts";
import type { Column, Index } from "../../model/index.ts";
import type { LinkedEntity, Project } from "../../project/project.ts";
import { type Inline, inline } from "./description.ts";
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

/** `unique index by_slug (slug) where slug IS NOT NULL`. */
export function indexText({ name, properties, unique, where }: Index): Inline {
  const kind = unique.known ? (unique.value ? "unique index" : "index") : "index";
  const listed = properties.known ? properties.value.join(", ") : "?";
  const head = [factValue(name), `(${listed})`].filter((part) => part !== undefined).join(" ");
  const condition = where && (factValue(where) ?? "?");
  const all = condition === undefined ? head : `${head} where ${condition}`;
  return [`${kind} `, ...inline`${all}`];
}
