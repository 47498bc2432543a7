import { unknown } from "../../base/index.ts";
import { type Column, joinColumnName, type Relation } from "../../model/index.ts";

/** Whether the target of a relation has a property of that name. */
export type TargetHas = (relation: Relation, property: string) => Promise<boolean>;

/**
 * Marks the columns that double as foreign keys of a relation of the same class, such as
 * `@Column() authorId` beside `@ManyToOne(() => User) author`. TypeORM gives such a column the type
 * of the column that it refers to (`RelationJoinColumnBuilder.createColumns`).
 */
export async function markForeignKeys(
  columns: readonly Column[],
  relations: readonly Relation[],
  targetHas: TargetHas,
): Promise<readonly Column[]> {
  const owning = relations.filter(
    ({ owning: holds, cardinality }) => holds && cardinality === "toOne",
  );
  return Promise.all(columns.map((column) => markForeignKey(column, owning, targetHas)));
}

async function markForeignKey(
  column: Column,
  owning: readonly Relation[],
  targetHas: TargetHas,
): Promise<Column> {
  for (const relation of owning) {
    if (!(await holdsKey(column, relation, targetHas))) continue;
    // A length would be dropped with the type, and a type is not the column's own to choose.
    const { "set-length": _length, "set-type": _type, ...rewrites } = column.rewrites;
    return {
      ...column,
      foreignKeyOf: relation.property,
      database: unknown("referenced-column"),
      rewrites,
    };
  }
  return column;
}

async function holdsKey(
  column: Column,
  relation: Relation,
  targetHas: TargetHas,
): Promise<boolean> {
  if (relation.joinColumns.known) {
    const names = relation.joinColumns.value;
    return column.name.known
      ? names.includes(column.name.value)
      : names.includes(column.derivedName?.default ?? "") ||
          names.includes(column.derivedName?.snake ?? "");
  }
  const suffixes = keySuffixes(column, relation.property);
  const found = await Promise.all(suffixes.map((suffix) => targetHas(relation, suffix)));
  return found.includes(true);
}

/** The properties of the target that the column's name could refer to, under each strategy. */
function keySuffixes(column: Column, relation: string): readonly string[] {
  const written = column.name.known ? [column.name.value] : [];
  const derived = column.derivedName ? [column.derivedName.default, column.derivedName.snake] : [];
  return [...new Set([...written, ...derived])].flatMap((name) => {
    const start = [relation, joinColumnName("snake", relation, "").replace(/_$/, "")].find(
      (prefix) => name.startsWith(prefix) && name.length > prefix.length,
    );
    if (start === undefined) return [];
    const rest = name.slice(start.length).replace(/^_/, "");
    return [...new Set([rest, rest.charAt(0).toLowerCase() + rest.slice(1)])];
  });
}
