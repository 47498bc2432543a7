import type { Range } from "../base/index.ts";
import type { Rewrites } from "./rewrite.ts";
import type { ValueType } from "./value-type.ts";

/** The part of a statement that a piece of SQL text stands for. */
export type SqlSink =
  | "statement"
  | "condition"
  | "join-condition"
  | "order-by"
  | "group-by"
  | "select"
  | "table"
  | "expression";

/** What a hole stands for in the SQL around it. */
export type HoleSlot = "value" | "list" | "identifier" | "keyword" | "fragment";

/** Where the text in a hole comes from. */
export type OriginKind =
  | "constant"
  | "numeric"
  | "metadata"
  | "subquery"
  | "escaped"
  | "allow-listed"
  /** Read from the database before: whoever stored it chose it. */
  | "database"
  | "request"
  | "environment"
  | "parameter"
  | "unknown";

export interface Origin {
  readonly kind: OriginKind;
  /** From the source to the hole. */
  readonly steps: readonly { readonly range: Range; readonly message: string }[];
}

export interface Hole {
  /** The expression in the hole. */
  readonly range: Range;
  /** Text of the expression, for messages. */
  readonly text: string;
  /** Where a finding stands: the hole's expression, or the operator that joins. */
  readonly at: Range;
  readonly slot: HoleSlot;
  /** The hole stands between quotes of the SQL text. */
  readonly quoted: boolean;
  /** The identifier is a name that the statement itself introduces: a table alias, or the name of a placeholder. */
  readonly names?: "alias" | "placeholder";
  /**
   * Holes inside the texts that this one chooses between (`c ? \`a = ${x}\` : ""`). The hole itself is
   * then only the choice: what is unsafe about it is one of these.
   */
  readonly nested?: readonly Hole[];
  /** Every text that the hole can have, when they are known. */
  readonly values?: readonly string[];
  readonly valueType: ValueType;
  readonly origin: Origin;
}

export type SqlPart =
  | { readonly kind: "text"; readonly text: string; readonly range: Range }
  | { readonly kind: "hole"; readonly hole: Hole };

/** Text that reaches a place where the ORM or driver takes SQL. */
export interface SqlText {
  readonly orm: string;
  /** Position in {@link FileFacts.sqlTexts}. */
  readonly index: number;
  /** `DataSource.query`, `SelectQueryBuilder.where`. */
  readonly api: string;
  readonly sink: SqlSink;
  /** The expression that holds the text. */
  readonly range: Range;
  /** Of the method's name. */
  readonly at: Range;
  readonly function: number | undefined;
  readonly parts: readonly SqlPart[];
  /** Names or numbers of the placeholders that are bound, when known. */
  readonly placeholders: "dollar" | "named" | "question" | "unknown";
  /** `bind-parameter`: all value holes become bound parameters. */
  readonly rewrites: Rewrites;
}
