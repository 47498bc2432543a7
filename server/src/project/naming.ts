import { type Fact, known, unknown } from "../base/index.ts";
import {
  type Column,
  type Connection,
  type Embedded,
  type Entity,
  embeddedColumnName,
  type NamingStrategyName,
  nameUnder,
} from "../model/index.ts";

/** How the project's connections name what the code does not name. */
export interface Naming {
  readonly strategy: Fact<NamingStrategyName>;
  readonly tablePrefix: Fact<string>;
}

/**
 * The naming of the connections that tell most about the project. Unknown when there are none, or
 * when they differ.
 */
export function namingOf(connections: readonly Connection[]): Naming {
  return {
    strategy: common(connections.map(({ naming }) => naming ?? known("default"))),
    tablePrefix: common(connections.map(({ tablePrefix }) => tablePrefix ?? known(""))),
  };
}

function common<T>(facts: readonly Fact<T>[]): Fact<T> {
  const [first] = facts;
  if (!first) return unknown("custom-naming-strategy");
  for (const fact of facts) {
    if (!fact.known) return fact;
    if (first.known && fact.value !== first.value) return unknown("custom-naming-strategy");
  }
  return first;
}

/** The entity with the names of its table and columns as the project makes them. */
export function nameEntity(entity: Entity, { strategy, tablePrefix }: Naming): Entity {
  const table = nameUnder(entity.table, entity.derivedTable, strategy);
  return {
    ...entity,
    table: table.known ? prefixed(table.value, tablePrefix) : table,
    columns: entity.columns.map((column) => ({
      ...column,
      name: nameUnder(column.name, column.derivedName, strategy),
    })),
  };
}

function prefixed(table: string, prefix: Fact<string>): Fact<string> {
  return prefix.known ? known(prefix.value + table) : prefix;
}

/**
 * The name of a column of an embedded class.
 * @param path the embedded members that lead to it, outermost first
 */
export function embeddedName(
  column: Column,
  path: readonly Embedded[],
  { strategy }: Naming,
): Fact<string> {
  const prefixes: string[] = [];
  for (const { prefix } of path) {
    if (!prefix.known) return prefix;
    if (prefix.value !== "") prefixes.push(prefix.value);
  }
  if (!column.name.known || prefixes.length === 0) return column.name;
  if (!strategy.known) return strategy;
  return known(embeddedColumnName(strategy.value, prefixes, column.name.value));
}
