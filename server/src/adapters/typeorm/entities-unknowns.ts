import type { Fact, UnknownReason } from "../../base/index.ts";
import type { Entity } from "../../model/index.ts";

/** Every reason in the facts of an entity, for the counts of what was not read. */
export function unknownReasons(entity: Entity): readonly UnknownReason[] {
  const reasons: UnknownReason[] = entity.unknownParts.map(({ reason }) => reason);
  const add = (fact: Fact<unknown> | undefined): void => {
    if (fact && !fact.known) reasons.push(fact.reason);
  };
  if (!entity.derivedTable && (entity.kind === "table" || entity.kind === "view")) {
    add(entity.table);
  }
  add(entity.base);
  for (const column of entity.columns) {
    if (!column.derivedName) add(column.name);
    if (column.role === "view" || column.role === "virtual") continue;
    if (column.foreignKeyOf === undefined) add(column.database);
    add(column.nullable);
    add(column.default);
    add(column.enumValues);
  }
  for (const relation of entity.relations) {
    add(relation.target);
    add(relation.inverse?.property);
    add(relation.eager);
    add(relation.cascade);
    add(relation.onDelete);
    add(relation.nullable);
  }
  for (const { target, prefix } of entity.embedded) {
    add(target);
    add(prefix);
  }
  for (const { properties, unique } of entity.indexes) {
    add(properties);
    add(unique);
  }
  return reasons;
}
