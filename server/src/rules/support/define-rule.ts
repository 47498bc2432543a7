import type { FixKind, Range, Severity, TextEdit } from "../../base/index.ts";
import type {
  Capability,
  Connection,
  FileFacts,
  FunctionSummary,
  Operation,
  SqlText,
  Transaction,
} from "../../model/index.ts";
import type { LinkedEntity, Project } from "../../project/project.ts";

export type RuleCategory =
  | "sql"
  | "transactions"
  | "loading"
  | "queries"
  | "model"
  | "database"
  | "boundary"
  | "configuration";

/** A preset that switches the rule on. `strict` holds all rules, so it is not named. */
export type Preset = "recommended";

/** One option of a rule, as JSON schema of a scalar or list, with its default. */
export type OptionSchema =
  | { readonly type: "boolean"; readonly default: boolean; readonly description: string }
  | {
      readonly type: "integer";
      readonly default: number;
      readonly minimum?: number;
      readonly description: string;
    }
  | {
      readonly type: "string";
      readonly default: string;
      readonly enum?: readonly string[];
      readonly description: string;
    }
  | {
      readonly type: "array";
      readonly items: { readonly type: "string" };
      readonly default: readonly string[];
      readonly description: string;
    };

export type OptionsSchema = Readonly<Record<string, OptionSchema>>;

/** The values of a rule's options: every option present. */
export type OptionsOf<S extends OptionsSchema> = {
  readonly [K in keyof S]: S[K] extends { type: "boolean" }
    ? boolean
    : S[K] extends { type: "integer" }
      ? number
      : S[K] extends { type: "array" }
        ? readonly string[]
        : string;
};

/** The repair of one finding. Runs only when the fix is wanted. */
export interface FixOffer {
  readonly title: string;
  readonly kind: FixKind;
  readonly edits: () => readonly TextEdit[];
}

export interface Report<M extends string> {
  /** Where the finding stands, in the file that is being judged. */
  readonly at: Range;
  readonly message: M;
  /** The text at `at` is a secret, which no report may show. */
  readonly secret?: boolean;
  /** Fills `{name}` in the message. */
  readonly data?: Readonly<Record<string, string | number>>;
  /** Lowers or raises this one finding under a preset; a severity that the user wrote goes before it. */
  readonly severity?: Severity;
  readonly related?: readonly {
    readonly file: string;
    readonly range: Range;
    readonly message: string;
  }[];
  readonly fix?: FixOffer;
}

export interface RuleContext<M extends string = string, O = unknown> {
  readonly facts: FileFacts;
  readonly project: Project;
  readonly options: O;
  report(report: Report<M>): void;
}

/** Called for each fact of each judged file. A rule is a pure function over facts. */
export interface RuleHooks<C> {
  readonly entity?: (entity: LinkedEntity, context: C) => void;
  readonly operation?: (operation: Operation, context: C) => void;
  readonly sql?: (text: SqlText, context: C) => void;
  readonly transaction?: (transaction: Transaction, context: C) => void;
  readonly connection?: (connection: Connection, context: C) => void;
  readonly function?: (summary: FunctionSummary, context: C) => void;
  /** Once per file, after the other hooks. */
  readonly file?: (facts: FileFacts, context: C) => void;
}

export interface RuleDefinition<M extends string, S extends OptionsSchema> {
  readonly name: string;
  readonly category: RuleCategory;
  /** `off` rules run only when configured, or in the preset `strict` with `strictSeverity`. */
  readonly severity: Severity | "off";
  readonly strictSeverity?: Severity;
  readonly presets: readonly Preset[];
  readonly fix: FixKind | "none";
  /** How an editor shows the code that is found: faded out as not needed, or struck through. */
  readonly tag?: "unnecessary" | "deprecated";
  /** Adapters without one of these capabilities are not judged. */
  readonly requires: readonly Capability[];
  readonly options: S;
  /** By id; `{name}` is filled from a report's data. What is wrong, why it hurts, what to do. */
  readonly messages: Readonly<Record<M, string>>;
  readonly hooks: RuleHooks<RuleContext<M, OptionsOf<S>>>;
}

/** A rule whose message ids and options are checked where it is defined and forgotten outside. */
export type Rule = Omit<RuleDefinition<string, OptionsSchema>, "hooks"> & {
  readonly hooks: RuleHooks<RuleContext<string, never>>;
};

/** Types a rule by its messages and options. */
export function defineRule<const M extends string, const S extends OptionsSchema>(
  definition: RuleDefinition<M, S>,
): Rule {
  return definition as unknown as Rule;
}
