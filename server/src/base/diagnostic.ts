import type { Fix } from "./edit.ts";
import type { Location, Range } from "./range.ts";

export type Severity = "error" | "warning" | "info";

/** A labelled place that explains a diagnostic: where the query was made, where a value came from. */
export interface Related extends Location {
  readonly message: string;
}

/** One finding as reporters and editors show it. Plain data. */
export interface Diagnostic {
  readonly file: string;
  readonly range: Range;
  /** Rule name, or `ormlint` for findings about configuration and suppressions. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, why it hurts, what to do. */
  readonly message: string;
  readonly related: readonly Related[];
  /** The text of the range is a secret: no report, log or fingerprint may hold it. */
  readonly secret?: boolean;
  /** Present when the rule offered a fix; computed by the caller on demand. */
  readonly fixes: readonly Fix[];
}
