import type { Fact, Range } from "../base/index.ts";
import type { Dialect, TypeFamily } from "./database-type.ts";
import type { NamingStrategyName } from "./naming.ts";
import type { Rewrites } from "./rewrite.ts";

/** One option of a connection, where it is written. */
export interface ConnectionOption<T> {
  readonly value: Fact<T>;
  /** Of the value. */
  readonly range: Range;
  /** The value, or the code around it, depends on the environment. */
  readonly guarded: boolean;
  /** The value is only taken where the environment gives none. */
  readonly fallback?: boolean;
  /** `set-false`, `use-environment`. */
  readonly rewrites: Rewrites;
}

/** The options with which a connection, pool or data source is made. */
export interface Connection {
  readonly orm: string;
  readonly api: string;
  readonly range: Range;
  readonly at: Range;
  readonly function: number | undefined;
  readonly dialect: Fact<Dialect>;
  readonly synchronize?: ConnectionOption<boolean>;
  readonly dropSchema?: ConnectionOption<boolean>;
  /** The strategy that names tables and columns; absent: not looked for. */
  readonly naming?: Fact<NamingStrategyName>;
  /** Families of numbers that the driver is told to give as numbers, though not all fit; absent: not looked for. */
  readonly parsedNumbers?: readonly TypeFamily[];
  /** Put before every table name. */
  readonly tablePrefix?: Fact<string>;
  /** The database lives in the memory of the process: making its schema anew is normal. */
  readonly inMemory?: boolean;
  /** Literal passwords: in an option, or inside a URL. The text itself is never kept. */
  readonly credentials: readonly ConnectionOption<"literal">[];
  /** The file is one that only tests or local tooling use. */
  readonly purpose: "application" | "test" | "migration-tool";
}
