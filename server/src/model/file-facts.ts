import type { UnknownReason } from "../base/index.ts";
import type { Connection } from "./connection.ts";
import type { Entity } from "./entity.ts";
import type { ClassFact, FunctionSummary, Loop } from "./function.ts";
import type { FileMentions } from "./mention.ts";
import type { Operation } from "./operation.ts";
import type { SqlText } from "./sql-text.ts";
import type { Transaction } from "./transaction.ts";

/** Everything that one file says about the data layer. Plain data: `JSON.parse(JSON.stringify(f))` equals `f`. */
export interface FileFacts {
  /** Absolute path. */
  readonly file: string;
  readonly entities: readonly Entity[];
  readonly operations: readonly Operation[];
  readonly sqlTexts: readonly SqlText[];
  readonly transactions: readonly Transaction[];
  readonly connections: readonly Connection[];
  readonly functions: readonly FunctionSummary[];
  readonly classes: readonly ClassFact[];
  readonly loops: readonly Loop[];
  /** Where strings and keys name parts of the mapping; absent when nobody asked. */
  readonly mentions?: FileMentions;
  /** How often each reason left something unread. */
  readonly unknowns: Readonly<Partial<Record<UnknownReason, number>>>;
}
