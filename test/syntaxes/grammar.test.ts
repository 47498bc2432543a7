import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { createRegistryFromGrammars } from "vscode-tmgrammar-test/dist/common/index.js";
import { getVSCodeTokens, renderSnap } from "vscode-tmgrammar-test/dist/snapshot/index.js";
import { parseGrammarTestCase, runGrammarTestCase } from "vscode-tmgrammar-test/dist/unit/index.js";
import { grammarContributions, grammarFiles } from "../../scripts/support/grammar/files.ts";
import { root } from "../../scripts/support/paths.ts";

const fixtures = join(import.meta.dirname, "fixtures");
/** The grammars that an editor brings: scope to file of the package. */
const hosts = new Map([
  ["source.ts", "typescript"],
  ["source.tsx", "tsx"],
  ["source.js", "javascript"],
  ["source.js.jsx", "jsx"],
  ["source.sql", "sql"],
]);
const scopeOf = new Map([
  [".ts", "source.ts"],
  [".tsx", "source.tsx"],
  [".js", "source.js"],
  [".jsx", "source.js.jsx"],
]);

/** @param injected whether the own grammars, as package.json names them, are there */
function registry(injected: boolean): ReturnType<typeof createRegistryFromGrammars> {
  const packages = createRequire(import.meta.url);
  const grammars = [...hosts].map(([scopeName, file]) => ({
    grammar: { path: packages.resolve(`tm-grammars/grammars/${file}.json`), scopeName },
  }));
  const own = manifestGrammars().map(({ path, scopeName, injectTo }) => ({
    grammar: { path: join(root, path), scopeName, injectTo },
  }));
  return createRegistryFromGrammars(
    [...grammars, ...(injected ? own : [])].map(({ grammar }) => ({
      grammar,
      content: readFileSync(grammar.path, "utf8"),
    })),
  );
}

interface ManifestGrammar {
  readonly path: string;
  readonly scopeName: string;
  readonly injectTo: string[];
}

function manifestGrammars(): readonly ManifestGrammar[] {
  const manifest: { contributes: { grammars: ManifestGrammar[] } } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  return manifest.contributes.grammars;
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && scopeOf.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function scopeOfFile(file: string): string {
  const scope = scopeOf.get(extname(file));
  if (scope === undefined) throw new Error(`no scope for ${file}`);
  return scope;
}

describe("the grammars", () => {
  it("are what their source makes of them", () => {
    for (const [path, content] of grammarFiles()) {
      expect(readFileSync(join(root, path), "utf8") === content, path).toBe(true);
    }
    expect([...grammarFiles().keys()].map((path) => path.replace("syntaxes/", "")).sort()).toEqual(
      readdirSync(join(root, "syntaxes")).sort(),
    );
  });

  it("are contributed by the manifest", () => {
    expect(manifestGrammars()).toEqual(grammarContributions());
  });
});

describe("assertions", () => {
  const own = registry(true);
  for (const file of filesOf(join(fixtures, "assertions"))) {
    it(relative(fixtures, file), async () => {
      const cases = parseGrammarTestCase(readFileSync(file, "utf8"));
      expect(cases.metadata.scope).toBe(scopeOfFile(file));
      expect(cases.assertions.length).toBeGreaterThan(1);
      const failures = await runGrammarTestCase(own, cases);
      const described = failures.map(
        ({ line, start, end, missing, unexpected, actual }) =>
          `${line + 1}:${start}-${end} missing [${missing}] unexpected [${unexpected}] in [${actual}]`,
      );
      expect(described).toEqual([]);
    });
  }
});

describe("snapshots", () => {
  const own = registry(true);
  for (const file of filesOf(join(fixtures, "snapshots"))) {
    it(relative(fixtures, file), async () => {
      const tokens = await getVSCodeTokens(own, scopeOfFile(file), readFileSync(file, "utf8"));
      const actual = renderSnap(tokens);
      if (process.env.UPDATE) writeFileSync(`${file}.snap`, actual);
      expect(actual).toBe(readFileSync(`${file}.snap`, "utf8"));
    });
  }
});

describe("code outside of SQL", () => {
  const own = registry(true);
  const plain = registry(false);
  /** The scopes of every character that is neither SQL nor part of a tag or a comment that announces it. */
  const codeScopes = async (
    grammars: typeof own,
    file: string,
  ): Promise<(string | undefined)[][]> =>
    (await getVSCodeTokens(grammars, scopeOfFile(file), readFileSync(file, "utf8"))).map(
      ({ src, tokens }) => {
        const scopes: (string | undefined)[] = Array.from(src, () => undefined);
        for (const { startIndex, endIndex, scopes: names } of tokens) {
          const blank = src.slice(startIndex, endIndex).trim() === "";
          scopes.fill(blank ? undefined : names.join(" "), startIndex, endIndex);
        }
        return scopes;
      },
    );

  for (const folder of ["examples/shop/src", "server/src/sql", "server/src/cli", "test/sql"]) {
    it(`keeps its scopes in ${folder}`, async () => {
      const files = filesOf(join(root, folder));
      expect(files.length).toBeGreaterThan(3);
      for (const file of files) {
        const [withSql, without] = [await codeScopes(own, file), await codeScopes(plain, file)];
        const changed = without.flatMap((line, number) =>
          line.flatMap((before, column) => {
            const after = withSql[number]?.[column];
            const sql = after?.includes("source.sql") || after?.includes("ternary");
            return before === undefined || after === undefined || after === before || sql
              ? []
              : [`${relative(root, file)}:${number + 1}:${column + 1} ${before} -> ${after}`];
          }),
        );
        expect(changed).toEqual([]);
      }
    });
  }
});
