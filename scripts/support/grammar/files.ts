import { grammarPath, hostLanguages, injectionScope } from "./hosts.ts";
import { sqlInjection } from "./sql-injection.ts";

/** The grammars as files: path from the root of the repository to content. */
export function grammarFiles(): ReadonlyMap<string, string> {
  return new Map(
    hostLanguages.map((host) => [
      grammarPath(host),
      `${JSON.stringify(sqlInjection(host), null, 2)}\n`,
    ]),
  );
}

/** An entry of `contributes.grammars` in package.json. */
export interface GrammarContribution {
  readonly path: string;
  readonly scopeName: string;
  readonly injectTo: readonly string[];
  readonly embeddedLanguages: Readonly<Record<string, string>>;
  readonly tokenTypes: Readonly<Record<string, string>>;
}

/** What package.json says about the grammars. */
export function grammarContributions(): readonly GrammarContribution[] {
  return hostLanguages.map((host) => ({
    path: `./${grammarPath(host)}`,
    scopeName: injectionScope(host),
    injectTo: [host.scope],
    embeddedLanguages: {
      "meta.embedded.block.sql": "sql",
      "meta.embedded.inline.sql": "sql",
      [`meta.template.expression.${host.suffix}`]: host.language,
    },
    tokenTypes: {
      "meta.embedded.block.sql": "other",
      "meta.embedded.inline.sql": "other",
      [`meta.template.expression.${host.suffix}`]: "other",
    },
  }));
}
