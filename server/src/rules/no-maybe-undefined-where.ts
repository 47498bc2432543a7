import { factValue } from "../base/index.ts";
import type {
  ConditionEntry,
  MissingValueBehaviour,
  Operation,
  OperationKind,
} from "../model/index.ts";
import type { LinkedEntity, Project } from "../project/project.ts";
import { defineRule } from "./support/define-rule.ts";
import { describeOperation } from "./support/names.ts";

/**
 * A condition compares with a value whose type includes `undefined` or `null`.
 *
 * What then happens is not what the code says. Where the ORM drops the condition, `findOneBy({ id })`
 * without an id yields the first row of the table (somebody else's), and a delete hits more rows than
 * it should. Where it compares with NULL, nothing is ever found.
 *
 * Optional filters among others in a list query are deliberate and left alone; so are values typed
 * `any`, type parameters, and code without `strictNullChecks`.
 *
 * ```ts bad typeorm
 * import { Column, Entity, PrimaryGeneratedColumn, type Repository } from "typeorm";
 *
 * @Entity()
 * export class Account {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 120, unique: true })
 *   email!: string;
 * }
 *
 * export function accountOf(accounts: Repository<Account>, email?: string) {
 *   return accounts.findOneBy({ email });
 * }
 * ```
 *
 * ```ts good typeorm
 * import { Column, Entity, PrimaryGeneratedColumn, type Repository } from "typeorm";
 *
 * @Entity()
 * export class Account {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 120, unique: true })
 *   email!: string;
 * }
 *
 * export async function accountOf(accounts: Repository<Account>, email?: string) {
 *   if (email === undefined) return null;
 *   return accounts.findOneBy({ email });
 * }
 * ```
 */
export default defineRule({
  name: "no-maybe-undefined-where",
  category: "queries",
  severity: "error",
  presets: ["recommended"],
  fix: "none",
  requires: ["operations", "conditions"],
  options: {},
  messages: {
    droppedInMutation:
      "`{path}` may be {missing} here, and the ORM then drops the condition: {operation} hits rows that it should not. Check the value before the call.",
    droppedInRead:
      "`{path}` may be {missing} here, and the ORM then drops the condition: {operation} finds rows that it should not. Check the value before the call.",
    nothing:
      "`{path}` may be {missing} here, and a comparison with NULL is never true: {operation} then concerns no row. Check the value before the call, or ask for NULL with IsNull().",
  },
  hooks: {
    operation(operation, { project, report }) {
      for (const entry of entriesOf(operation)) {
        const found = mistakeOf(entry);
        if (!found) continue;
        const mutation = MUTATIONS.has(operation.kind);
        const dropped = found.behaviour === "drops-condition";
        if (!mutation && dropped && isOptionalFilter(operation, entry, project)) continue;
        report({
          at: entry.range,
          message: !dropped ? "nothing" : mutation ? "droppedInMutation" : "droppedInRead",
          data: {
            path: entry.path,
            missing: found.missing,
            operation: describeOperation(operation, project),
          },
          severity: mutation && dropped ? "error" : "warning",
        });
      }
    },
  },
});

const MUTATIONS: ReadonlySet<OperationKind> = new Set([
  "update",
  "delete",
  "softDelete",
  "restore",
]);

function entriesOf({ condition }: Operation): readonly ConditionEntry[] {
  if (condition.kind === "value") return [condition.entry];
  return condition.kind === "present" ? condition.entries : [];
}

interface Mistake {
  readonly missing: "undefined" | "null";
  readonly behaviour: MissingValueBehaviour;
}

function mistakeOf(entry: ConditionEntry): Mistake | undefined {
  const { valueType, onUndefined, onNull } = entry;
  if (
    entry.deliberate ||
    !valueType.strictNullChecks ||
    valueType.base === "any" ||
    valueType.base === "unknown"
  )
    return undefined;
  const candidates: readonly Mistake[] = [
    ...(valueType.optional ? [{ missing: "undefined", behaviour: onUndefined } as const] : []),
    ...(valueType.nullable ? [{ missing: "null", behaviour: onNull } as const] : []),
  ];
  return (
    candidates.find(({ behaviour }) => behaviour === "drops-condition") ??
    candidates.find(({ behaviour }) => behaviour === "matches-nothing")
  );
}

/**
 * Whether dropping the condition may be what the author wants: a list query that filters by
 * whatever it is given. A key, or the only condition of a query for one row, is never such a filter.
 */
function isOptionalFilter(operation: Operation, entry: ConditionEntry, project: Project): boolean {
  if (operation.condition.kind !== "present") return false;
  const shape = operation.result?.shape;
  if (shape === "row" || shape === "maybe-row" || operation.kind === "exists") return false;
  const entity = factValue(operation.entity);
  if (isKey(entity === undefined ? undefined : project.entity(entity), entry.path)) return false;
  const { entries, other } = operation.condition;
  return other || entries.length > 1;
}

function isKey(entity: LinkedEntity | undefined, path: string): boolean {
  const column = entity?.column(path)?.member;
  return column !== undefined && (column.primary || factValue(column.unique) === true);
}
