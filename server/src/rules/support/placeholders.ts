import { type Dialect, fillRewrite, type Rewrite } from "../../model/index.ts";

/** How a database's driver wants the n-th parameter of a statement, as the ORM hands it on. */
const WRITTEN: Readonly<Partial<Record<Dialect, (number: number) => string>>> = {
  postgres: (number) => `$${number}`,
  cockroachdb: (number) => `$${number}`,
  mysql: () => "?",
  mariadb: () => "?",
  sqlite: () => "?",
  mssql: (number) => `@${number - 1}`,
  oracle: (number) => `:${number}`,
};

/**
 * A rewrite whose placeholders are numbered by guess (`$1`), written for the databases of the project.
 * @param dialects empty: the guess stands
 * @returns `undefined` when the databases want different ones, or one of them is not known
 */
export function inDialects(rewrite: Rewrite, dialects: ReadonlySet<Dialect>): Rewrite | undefined {
  if (dialects.size === 0) return rewrite;
  const forms = [...dialects].map((dialect) => WRITTEN[dialect]);
  const first = forms[0];
  if (!first || forms.some((form) => form?.(1) !== first(1))) return undefined;
  const edits = fillRewrite(rewrite).map((edit) => ({
    ...edit,
    newText: edit.newText.replace(/^\$(\d+)/, (_, number: string) => first(Number(number))),
  }));
  return { ...rewrite, edits };
}
