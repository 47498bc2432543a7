import type { Range } from "../../base/index.ts";
import type { AliasScope } from "../../model/index.ts";
import type { LinkedEntity } from "../../project/project.ts";
import type { Member } from "./members.ts";

/** What a name in a string or key means. */
export type Meaning =
  /** The entity by its own name, or by its table's. */
  | { readonly kind: "entity"; readonly entity: LinkedEntity }
  | { readonly kind: "table"; readonly entity: LinkedEntity }
  | {
      readonly kind: "column" | "relation" | "embedded";
      readonly member: Member;
      /** The name is the database's, not the property's. */
      readonly inDatabase: boolean;
    }
  | {
      readonly kind: "alias";
      readonly name: string;
      /** Where it is defined, in the same file. */
      readonly definition: Range;
      /** The definition is written as this name. */
      readonly written: boolean;
      /** It names a selected value, and so a column of the raw rows. */
      readonly column: boolean;
      /** What rows it stands for, where that is an entity. */
      readonly entity: LinkedEntity | undefined;
    }
  | {
      readonly kind: "parameter";
      readonly name: string;
      /** Where values are given, in the same file; empty when they are given elsewhere. */
      readonly definitions: readonly Range[];
      /** The same for all parameters that share a builder. */
      readonly scope: AliasScope | undefined;
    };

/** A name in a string or key whose meaning is certain. */
export interface Mention {
  /** Of that name alone. */
  readonly range: Range;
  readonly meaning: Meaning;
  /** The name is the key of an object; `shorthand`: it is the value too. */
  readonly key?: "key" | "shorthand";
}

/** A name that an editor asks about. */
export type ReferenceTarget = Meaning & {
  readonly file: string;
  /** Of the name under the cursor. */
  readonly range: Range;
  /** The name is where the member or entity is declared, in code. */
  readonly declaration: boolean;
  readonly key?: Mention["key"];
};
