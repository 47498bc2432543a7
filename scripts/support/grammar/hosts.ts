/** A language whose strings hold SQL. */
export interface HostLanguage {
  /** Scope of its grammar. */
  readonly scope: string;
  /** What its scopes end in. */
  readonly suffix: string;
  /** VS Code's id of the language. */
  readonly language: string;
  /** Scopes of other languages that begin like this one's. */
  readonly except: readonly string[];
}

/** The more particular scope stands first: an editor takes the first that a name begins with. */
export const hostLanguages: readonly HostLanguage[] = [
  { scope: "source.ts", suffix: "ts", language: "typescript", except: [] },
  { scope: "source.tsx", suffix: "tsx", language: "typescriptreact", except: [] },
  { scope: "source.js.jsx", suffix: "js.jsx", language: "javascriptreact", except: [] },
  { scope: "source.js", suffix: "js", language: "javascript", except: ["source.js.jsx"] },
];

/** Scope of the grammar that is injected into a language. */
export function injectionScope({ suffix }: HostLanguage): string {
  return `ormlint.sql.injection.${suffix}`;
}

/** Path of the grammar that is injected into a language, from the root of the repository. */
export function grammarPath({ suffix }: HostLanguage): string {
  return `syntaxes/sql.${suffix.replace(".", "-")}.tmLanguage.json`;
}
