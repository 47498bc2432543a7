import type { Range } from "../base/index.ts";
import type { EntityId } from "./entity.ts";
import type { SqlPart } from "./sql-text.ts";

/**
 * What a text names, beside what the compiler resolves: the places in strings and object keys where an ORM
 * takes names of entities, properties, aliases and parameters. Read only when asked for: an editor needs
 * it, a rule does not. A place is recorded before it is known whether its names exist, so that
 * what is being typed is found too; the linked project tells what the names mean.
 */
export interface FileMentions {
  readonly scopes: readonly AliasScope[];
  readonly texts: readonly NameText[];
}

/** The names that the clauses of one query builder share. */
export interface AliasScope {
  /**
   * Positions in {@link FileMentions.scopes} of the builders around, whose aliases a subquery may use too, and
   * of those that callers hand over. Absent: none.
   */
  readonly around?: readonly number[];
  readonly aliases: readonly Alias[];
  readonly parameters: readonly Parameter[];
  /** The entity that the builder's type tells, where the code that made the builder was not seen. */
  readonly handed?: EntityId;
  /** What an update or a delete is about: its clauses name properties or columns of it without an alias. */
  readonly rows?: NameOrigin;
}

/** A name that a builder gives to a table. */
export interface Alias {
  readonly name: string;
  /** Of the name inside its string; without it the name is implied, and `at` is where. */
  readonly range?: Range;
  /** The call that gives the name. */
  readonly at: Range;
  /** It names a selected value, and so a column of the raw rows. */
  readonly column?: true;
  readonly target: AliasTarget;
}

export type AliasTarget =
  | { readonly kind: "entity"; readonly from: NameOrigin }
  /** A path behind another alias, as written: `post.author`. */
  | { readonly kind: "path"; readonly path: string }
  /** A subquery, a selected expression, or something that was not read. */
  | { readonly kind: "other" };

/** A value that is bound to a placeholder by name. */
export interface Parameter {
  readonly name: string;
  /** Of the name: a key, or the text inside a string. */
  readonly range: Range;
  /** The key of an object that stands for its value too: `{ title }`. */
  readonly shorthand?: true;
}

/** Where a path of properties begins. */
export interface NameOrigin {
  readonly entity?: EntityId;
  /** The entity's name or its table's, where the code names it by that alone. */
  readonly name?: string;
  /** The properties from that entity to where the path begins. */
  readonly path: readonly string[];
}

/**
 * How the ORM reads a text. `path`: properties joined by dots. `expression`: SQL with paths behind aliases,
 * and parameters. `entity`: the name of an entity or its table. `database-column`: the name of a
 * column as the database has it.
 */
export type NameGrammar = "path" | "expression" | "entity" | "database-column";

/** A text that the ORM reads names from. */
export interface NameText {
  readonly grammar: NameGrammar;
  /** Pieces in order; a hole has only its range. */
  readonly parts: readonly NamePart[];
  /** For `path` and `database-column`. */
  readonly from?: NameOrigin;
  /** For `expression`: position in {@link FileMentions.scopes}. */
  readonly scope?: number;
  /** What the last name may be, where the ORM takes only one kind. */
  readonly takes?: "relation" | "column";
  /** The text is the key of an object. `shorthand`: it stands for its value too. */
  readonly key?: "key" | "shorthand";
}

export type NamePart =
  | Extract<SqlPart, { readonly kind: "text" }>
  | { readonly kind: "hole"; readonly range: Range };
