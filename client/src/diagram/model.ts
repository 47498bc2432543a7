import type { ModelResult } from "../../../server/src/lsp/messages.ts";

/** A class of the workspace's model, as the server describes it. */
export type DiagramEntity = ModelResult[number];
export type DiagramColumn = DiagramEntity["columns"][number];
export type DiagramRelation = DiagramEntity["relations"][number];
export type DiagramPlace = DiagramEntity["place"];

/** A class or one of its members, by what it is named in the model. */
export interface ModelReference {
  readonly entity: string;
  /** Property of a column, relation or embedding; absent: the class. */
  readonly member?: string;
}

/** Where a class or member is declared; `undefined` when the model does not have it. */
export function placeOf(
  entities: readonly DiagramEntity[],
  { entity, member }: ModelReference,
): DiagramPlace | undefined {
  const found = entities.find(({ id }) => id === entity);
  if (!found || member === undefined) return found?.place;
  return [...found.columns, ...found.relations, ...found.embedded].find(
    ({ property }) => property === member,
  )?.place;
}
