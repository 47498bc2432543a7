import { factValue } from "../../base/index.ts";
import type { Column, GeneratedKind, TypeFamily } from "../../model/index.ts";

const generatedWords: Readonly<Record<GeneratedKind, string>> = {
  increment: "auto-increment",
  uuid: "generated uuid",
  rowid: "generated rowid",
  identity: "generated as identity",
  expression: "generated from an expression",
};

/** How the database makes the value: `auto-increment`; empty when it does not, or that is unknown. */
export function generatedText(column: Column): string {
  const kind = factValue(column.generated);
  return kind === undefined ? "" : generatedWords[kind];
}

/** Families whose constants are not put between quotes. */
const bare: ReadonlySet<TypeFamily> = new Set(["integer", "bigint", "decimal", "float", "boolean"]);

/** `default 'draft'`, `default now()`; empty when there is none, or it is unknown. */
export function defaultText(column: Column, family: TypeFamily | undefined): string {
  const value = factValue(column.default);
  if (value === undefined || (value.text === "null" && factValue(column.nullable))) return "";
  if (value.kind === "expression" || value.text === "null") return `default ${value.text}`;
  if (family === undefined || bare.has(family)) return `default ${value.text}`;
  return `default '${value.text.replaceAll("'", "''")}'`;
}
