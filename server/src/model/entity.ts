import type { Fact, Range } from "../base/index.ts";
import type { DatabaseType, Dialect } from "./database-type.ts";
import type { DerivedName } from "./naming.ts";
import type { Rewrites } from "./rewrite.ts";
import type { ValueType } from "./value-type.ts";

/** `<canonical path of the declaring file>#<exported name>`; the same class has the same id everywhere. */
export type EntityId = string & { readonly __entityId?: never };

/** @param path canonical path of the declaring file; @param name symbol name of the class (`default` for a default export) */
export function entityId(path: string, name: string): EntityId {
  return `${path}#${name}`;
}

/**
 * `table`: has a table of its own. `view`: mapped to a view. `abstract`: contributes its columns to
 * subclasses. `embeddable`: contributes its columns to the entity that embeds it. `child`: shares the
 * table of its single-table-inheritance parent.
 */
export type EntityKind = "table" | "view" | "abstract" | "embeddable" | "child";

export interface Entity {
  readonly orm: string;
  readonly id: EntityId;
  readonly file: string;
  readonly name: string;
  /** Of the class's (or schema's) name. */
  readonly range: Range;
  readonly kind: EntityKind;
  /** Known when it is written; otherwise see {@link nameUnder} and `derivedTable`. */
  readonly table: Fact<string>;
  /** Names that the naming strategies make, when none is written. */
  readonly derivedTable?: DerivedName;
  readonly schema: Fact<string | undefined>;
  /** The class that this one extends. `undefined`: none. Unknown: one that could not be read. */
  readonly base: Fact<EntityId> | undefined;
  /** Root of single-table inheritance: its table also holds the columns of its children. */
  readonly singleTableRoot: boolean;
  readonly columns: readonly Column[];
  readonly relations: readonly Relation[];
  readonly embedded: readonly Embedded[];
  readonly indexes: readonly Index[];
  readonly checks: readonly Check[];
  /** Rows come in a declared order when a query names none. */
  readonly defaultOrder: boolean;
  /** Parts of this class that may declare more than was read (a decorator of the project's own, …). */
  readonly unknownParts: readonly UnknownPart[];
  readonly rewrites: Rewrites;
}

export interface UnknownPart {
  readonly reason: Extract<Fact<never>, { known: false }>["reason"];
  readonly range: Range;
  /** The property it stands on, when it stands on one. */
  readonly property?: string;
}

/** What a column is for, beyond holding a value. */
export type ColumnRole =
  | "plain"
  | "primary"
  | "created-at"
  | "updated-at"
  | "deleted-at"
  | "version"
  | "object-id"
  | "discriminator"
  | "view"
  | "virtual"
  | "tree";

/** Where the database type of a column comes from. */
export type ColumnTypeSource = "written" | "reflected" | "implied";

export interface Column {
  readonly property: string;
  /** Of the property's name. */
  readonly range: Range;
  /** Name in the database; prefixes of embedding are not applied. Known when it is written; otherwise see {@link nameUnder} and `derivedName`. */
  readonly name: Fact<string>;
  /** Names that the naming strategies make, when none is written. */
  readonly derivedName?: DerivedName;
  readonly role: ColumnRole;
  readonly primary: boolean;
  /** Options that could not be read may make it part of the primary key. */
  readonly mayBePrimary?: true;
  readonly generated: Fact<GeneratedKind | undefined>;
  /** `written` in the options; `reflected` from the TypeScript type; `implied` by the decorator (dates, version). */
  readonly typeSource: ColumnTypeSource;
  /** The type as written, when it is a constant: `varchar`, `timestamp with time zone`. */
  readonly writtenType?: string;
  /**
   * Name of the constructor that is left of the property's type at run time (`Object`, `Array`, a
   * class), where no type is written and no database has a type for it. Absent as well when it is
   * not certain what is left.
   */
  readonly unusableConstructor?: string;
  /**
   * The property of the relation whose foreign key this column holds. It takes its type from the
   * column that it refers to, whatever it says itself: `database` is Unknown(`referenced-column`).
   */
  readonly foreignKeyOf?: string;
  /** What each database creates. Unknown when options or type cannot be read. */
  readonly database: Fact<Readonly<Partial<Record<Dialect, DatabaseType>>>>;
  readonly nullable: Fact<boolean>;
  readonly unique: Fact<boolean>;
  /** The default as written: the constant's text, or the SQL expression. */
  readonly default: Fact<ColumnDefault | undefined>;
  readonly enumValues?: Fact<readonly (string | number)[]>;
  /** A transformer converts between the database's value and the property's: types need not agree. */
  readonly transformed: boolean;
  /** Left out of queries unless asked for (`select: false`). */
  readonly hidden: Fact<boolean>;
  /** The property's TypeScript type. */
  readonly valueType: ValueType;
  /** The property has an initialiser, so objects made by the class never lack it. */
  readonly initialised: boolean;
  /** `set-length` (hole `length`), `set-type` (hole `type`), `set-nullable`, `unset-nullable`, `add-null-to-type`, `remove-null-from-type`, `set-value-type` (hole `type`). */
  readonly rewrites: Rewrites;
}

export type GeneratedKind = "increment" | "uuid" | "rowid" | "identity" | "expression";

export interface ColumnDefault {
  readonly kind: "constant" | "expression";
  readonly text: string;
}

export type RelationKind = "one-to-one" | "one-to-many" | "many-to-one" | "many-to-many";
export type CascadeAction = "insert" | "update" | "remove" | "soft-remove" | "recover";
export type ReferentialAction = "CASCADE" | "RESTRICT" | "SET NULL" | "SET DEFAULT" | "NO ACTION";

export interface Relation {
  readonly property: string;
  readonly range: Range;
  readonly kind: RelationKind;
  readonly cardinality: "toOne" | "toMany";
  readonly target: Fact<EntityId>;
  /** The entity's name or its table's, where the code names the target by that alone and `target` is Unknown. */
  readonly targetName?: string;
  /** This side holds the foreign key or the join table. */
  readonly owning: boolean;
  /** The property of the target that this side names as its inverse. `undefined`: it names none. */
  readonly inverse: { readonly property: Fact<string>; readonly range: Range } | undefined;
  readonly eager: Fact<boolean>;
  readonly eagerRange?: Range;
  /** Loaded on first access, through a promise. */
  readonly lazy: boolean;
  readonly cascade: Fact<readonly CascadeAction[]>;
  readonly cascadeRange?: Range;
  readonly onDelete: Fact<ReferentialAction | undefined>;
  readonly onDeleteRange?: Range;
  readonly onUpdate: Fact<ReferentialAction | undefined>;
  readonly nullable: Fact<boolean>;
  readonly primary: boolean;
  /** Foreign key constraints are switched off for this relation. */
  readonly unconstrained: boolean;
  /**
   * Columns that hold the foreign key, on the owning side of a to-one relation. Known when all are
   * written; otherwise {@link joinColumnName} makes one for each referenced column. Empty on the other sides.
   */
  readonly joinColumns: Fact<readonly string[]>;
  /** The properties of the target that the join columns refer to, where they are named; absent: its primary key. */
  readonly referenced?: Fact<readonly string[]>;
  /** On the owning side of a many-to-many relation. Known when written; otherwise see {@link joinTableName}. */
  readonly joinTable?: Fact<string>;
  readonly valueType: ValueType;
  /** The property has an initialiser, so objects made by the class have a value before any is loaded. */
  readonly initialised: boolean;
  /** `set-on-delete`, `set-inverse` (hole `property`), `remove-on-delete`. */
  readonly rewrites: Rewrites;
}

export interface Embedded {
  readonly property: string;
  readonly range: Range;
  readonly target: Fact<EntityId>;
  /** Put before the names of the embedded columns. */
  readonly prefix: Fact<string>;
  readonly array: boolean;
}

export interface Index {
  readonly name: Fact<string | undefined>;
  readonly range: Range;
  /** Property names, or column names where the ORM takes those. */
  readonly properties: Fact<readonly string[]>;
  readonly unique: Fact<boolean>;
  readonly where?: Fact<string>;
}

export interface Check {
  readonly name: Fact<string | undefined>;
  readonly range: Range;
  readonly expression: Fact<string>;
  readonly exclusion: boolean;
}
