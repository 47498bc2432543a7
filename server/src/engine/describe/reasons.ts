import type { UnknownReason } from "../../base/index.ts";

const words: Readonly<Record<UnknownReason, string>> = {
  "any-type": "its type is any",
  "custom-decorator": "a decorator of the project's own may change it",
  "custom-naming-strategy": "the naming strategy could not be read",
  "dynamic-expression": "it is computed when the program runs",
  "dynamic-options": "its options are computed when the program runs",
  "dynamic-relations": "the relations are chosen when the program runs",
  "external-base-class": "its base class is declared outside the project",
  "generic-entity": "the entity is a type parameter",
  mixin: "its base class is made by a mixin",
  "no-dialect": "nothing tells which database is used",
  "referenced-column": "it takes the type of the column that it refers to",
  spread: "its options contain a spread that could not be read",
  "unresolved-import": "an import could not be resolved",
  "unresolved-entity": "the entity could not be found",
  "unsupported-syntax": "it is written in a way that could not be read",
};

/** Why something is unknown, as the end of a sentence: `the name is unknown: …`. */
export function reasonText(reason: UnknownReason): string {
  return words[reason];
}
