import type { Fact, Range } from "../base/index.ts";
import type { EntityId } from "./entity.ts";
import type { ParameterUse } from "./function.ts";
import type { Rewrites } from "./rewrite.ts";
import type { ValueType } from "./value-type.ts";

export type OperationKind =
  | "select"
  | "count"
  | "exists"
  | "aggregate"
  | "insert"
  | "update"
  | "upsert"
  | "save"
  | "delete"
  | "remove"
  | "softDelete"
  | "restore"
  | "truncate"
  | "raw";

/** One statement (or group of statements) that a call sends to the database. */
export interface Operation {
  readonly orm: string;
  /** Position in {@link FileFacts.operations}. */
  readonly index: number;
  /** As a person would say it: `Repository.find`, `SelectQueryBuilder.getMany`. */
  readonly api: string;
  readonly kind: OperationKind;
  readonly entity: Fact<EntityId>;
  /** The whole call or chain. */
  readonly range: Range;
  /** The name of the method that runs it: where a finding about the call stands. */
  readonly at: Range;
  /** Position in {@link FileFacts.functions} of the function around it; `undefined` at the top of a module. */
  readonly function: number | undefined;
  readonly handle: Handle;
  readonly condition: Condition;
  readonly loads: Loads;
  readonly paging: Paging;
  readonly lock: Fact<boolean>;
  readonly usage: Usage;
  /** Nothing is done with what the call gives, once it is awaited. */
  readonly discarded?: boolean;
  /** Loops around the call inside its function, innermost first. */
  readonly loops: readonly LoopUse[];
  /**
   * Parameters of the functions around that decide what the operation asks or writes. Those of a function
   * that looks into a cache first are left out.
   */
  readonly parameters?: readonly ParameterUse[];
  /** What it yields, and what is read of that. `undefined` when it yields no entities. */
  readonly result: ResultUse | undefined;
  /** Number of rows written, for writes. `many`: the argument is an array. */
  readonly rows: "one" | "many" | "unknown";
  /** What the written value is: matters to bulk rewrites and parent-before-child inserts. */
  readonly written?: ValueType;
  /** Text positions of this operation's SQL in {@link FileFacts.sqlTexts}. */
  readonly sql: readonly number[];
  /** `add-relation` (hole `relation`), `await`, `bulk-write`. */
  readonly rewrites: Rewrites;
}

/** The connection or transaction that an operation runs on. */
export interface Handle {
  readonly kind: "pool" | "transaction" | "query-runner" | "manager-parameter" | "unknown";
  /** Where the handle comes from: the parameter, variable or property. */
  readonly origin?: Range;
  /** Text of the receiver, for messages: `this.posts`, `manager`. */
  readonly text: string;
}

/** What the ORM does with a condition whose value is `undefined` or `null`. */
export type MissingValueBehaviour = "drops-condition" | "matches-nothing" | "throws" | "kept";

export interface ConditionEntry {
  /** Dotted path of the property: `author.id`. */
  readonly path: string;
  /** Of the value. */
  readonly range: Range;
  readonly valueType: ValueType;
  readonly onUndefined: MissingValueBehaviour;
  readonly onNull: MissingValueBehaviour;
  /** Compared by something else than equality or a list of values: `MoreThan`, `Like`, `Not`. */
  readonly inexact?: true;
  /** The text itself writes `undefined` for some case: `wanted ? value : undefined`. */
  readonly deliberate?: boolean;
}

export type Condition =
  /** The operation takes no condition, or takes the row itself. */
  | { readonly kind: "none-needed" }
  /** Every row: no condition was given where one is taken. `range` is where it would be. */
  | { readonly kind: "absent"; readonly range: Range; readonly throws?: boolean }
  /** Written, but empty: `{}` or `[]`. `throws`: the installed version of the ORM refuses to run it. */
  | { readonly kind: "empty"; readonly range: Range; readonly throws?: boolean }
  | {
      readonly kind: "present";
      readonly range: Range;
      readonly entries: readonly ConditionEntry[];
      /** A part of the condition that always holds apart from `entries` (a string clause, an array of ids). */
      readonly other: boolean;
    }
  /** The whole criteria is one value that may be missing: `delete(id)`. */
  | { readonly kind: "value"; readonly entry: ConditionEntry }
  | { readonly kind: "unknown"; readonly reason: string };

/** The relations that come with the rows. */
export interface Loads {
  /** Dotted paths from the result's entity: `author`, `author.profile`. */
  readonly paths: readonly string[];
  /** `Known(true)`: nothing else is loaded. Unknown: a list that could not be read. */
  readonly complete: Fact<true>;
  /** Relations declared eager on the entity come too. */
  readonly honoursEager: boolean;
  /** The rows hold these columns only, where the call names them. */
  readonly selected?: Fact<readonly string[]>;
  /** Where the list is, or would be added. */
  readonly range?: Range;
  /** The text of aliases to paths, for query builders: `post` is the root `""`. */
  readonly aliases?: Readonly<Record<string, string>>;
}

export interface Paging {
  readonly limit: Fact<number | undefined>;
  readonly offset: Fact<number | undefined>;
  /** Of the limit or offset, whichever comes first in the text. */
  readonly range?: Range;
  /** An order is written. Unknown: it may be. */
  readonly ordered: Fact<boolean>;
}

/** What becomes of the promise (or builder) that a call returns. */
export type Usage =
  | "awaited"
  | "returned"
  | "stored"
  | "argument"
  | "chained"
  | "voided"
  | "dropped";

export interface LoopUse {
  /** Position in {@link FileFacts.loops}. */
  readonly loop: number;
  /** The call's arguments (or receiver) depend on what the loop iterates. */
  readonly dependent: boolean;
  /** When the call fails for one element, that is dealt with inside the loop, which goes on to the next. */
  readonly caught?: true;
}

/** What an operation yields. `rows-and-count`: a pair of rows and their number. */
export type ResultShape = "row" | "maybe-row" | "rows" | "rows-and-count" | "raw";

export interface ResultUse {
  readonly shape: ResultShape;
  readonly reads: readonly PropertyRead[];
  /**
   * `contained`: every use was followed. `escapes`: the value goes where it was not followed.
   */
  readonly escape: "contained" | "returned" | "escapes";
}

/** A property path read on a row of a result. Array steps are left out: `post.comments[0].author` is `comments.author`. */
export interface PropertyRead {
  readonly path: readonly string[];
  /** Of the last name of the path. */
  readonly range: Range;
  readonly file: string;
  /**
   * `deref`: something is read of the last property's value, so a missing one throws.
   * `optional`: the same behind `?.` or a presence check. `check`: only tested for presence.
   * `value`: passed on as a value. `write`: assigned.
   */
  readonly access: "deref" | "optional" | "check" | "value" | "write";
  /** Nothing between the query and the read could have loaded or assigned the property. */
  readonly certain: boolean;
  /** Steps from the query to the read, when the value went through calls. */
  readonly via: readonly { readonly range: Range; readonly message: string }[];
}
