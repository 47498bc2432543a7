import type { Range } from "../base/index.ts";
import type { Usage } from "./operation.ts";

/** `callback`: `transaction(cb)`. `manual`: begin, commit, rollback as calls. `decorator`: a decorated method. `flush`: a unit of work written out. */
export type TransactionForm = "callback" | "manual" | "decorator" | "flush";

export type TransactionStep = "begin" | "commit" | "rollback" | "release" | "run";

/** A transaction as one function handles it: all the steps that the function takes on one handle. */
export interface Transaction {
  readonly orm: string;
  readonly form: TransactionForm;
  /** `QueryRunner.commitTransaction`, `DataSource.transaction`. */
  readonly api: string;
  readonly function: number | undefined;
  /** In order of the text; never empty. */
  readonly steps: readonly {
    readonly kind: TransactionStep;
    readonly range: Range;
    readonly at: Range;
  }[];
  /** What becomes of the promise of a `callback`. */
  readonly usage?: Usage;
  /** The work comes from the caller: the function only wraps a callback that it was given. */
  readonly runsCallersWork: boolean;
  /** A caller that is in a transaction can have the work done in that one: it hands a manager over, or the decorator finds it. */
  readonly joinsCallers?: boolean;
}
