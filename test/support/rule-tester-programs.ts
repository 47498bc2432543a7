import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import {
  isExportDeclaration,
  isImportDeclaration,
  isStringLiteral,
} from "../../server/src/compiler/ast.ts";
import type { Program } from "../../server/src/compiler/program.ts";
import { CompilerSession, type Snapshot } from "../../server/src/compiler/session.ts";
import { readFileFacts } from "../../server/src/engine/read-file.ts";
import type { FileFacts } from "../../server/src/model/index.ts";
import { adapters } from "./adapters.ts";
import { fixturesRoot } from "./rule-tester-fixtures.ts";

/** All fixtures of all rules, opened in one compiler session: one program for each tsconfig. */
export class FixturePrograms {
  readonly #session = new CompilerSession({ cwd: fixturesRoot });
  #snapshot: Promise<Snapshot> | undefined;
  readonly #facts = new Map<string, Promise<FileFacts | undefined>>();

  /** Facts of the given files, and of the fixture files that they import, however deep. */
  async factsOf(files: readonly string[]): Promise<readonly FileFacts[]> {
    const { programs } = await this.#opened();
    const all = await withImports(files, programs);
    const facts = await Promise.all(
      all.map((file) => {
        const known = this.#facts.get(file) ?? readFacts(file, programs);
        this.#facts.set(file, known);
        return known;
      }),
    );
    return facts.filter((each) => each !== undefined);
  }

  /**
   * Facts as if the files had other texts.
   * @param texts by file; a file that is not named has its text on disk
   */
  async factsOfTexts(
    files: readonly string[],
    texts: ReadonlyMap<string, string>,
  ): Promise<readonly FileFacts[]> {
    const changed = [...texts].filter(([file, text]) => readFileSync(file, "utf8") !== text);
    if (changed.length === 0) return this.factsOf(files);
    await this.#opened();
    const snapshot = await this.#session.update({ overlays: new Map(changed) });
    try {
      const all = await withImports(files, snapshot.programs);
      const facts = await Promise.all(all.map((file) => readFacts(file, snapshot.programs)));
      return facts.filter((each) => each !== undefined);
    } finally {
      await snapshot.release();
      const closed = new Map(changed.map(([file]) => [file, undefined] as const));
      await (await this.#session.update({ overlays: closed })).release();
    }
  }

  async close(): Promise<void> {
    await (await this.#snapshot)?.release();
    await this.#session.close();
  }

  #opened(): Promise<Snapshot> {
    this.#snapshot ??= this.#session.open(configFiles());
    return this.#snapshot;
  }
}

function readFacts(file: string, programs: readonly Program[]): Promise<FileFacts | undefined> {
  return readFileFacts(programOf(file, programs), file, adapters, true);
}

function programOf(file: string, programs: readonly Program[]): Program {
  const wanted = configOf(file);
  const program = programs.find((each) => each.configFile === wanted);
  if (!program) throw new Error(`no program of ${wanted}`);
  return program;
}

async function withImports(
  files: readonly string[],
  programs: readonly Program[],
): Promise<readonly string[]> {
  const seen = new Set(files);
  for (const file of seen) {
    const source = await programOf(file, programs).sourceFile(file);
    if (!source) throw new Error(`${file} is in no fixture program`);
    for (const statement of source.statements) {
      if (!isImportDeclaration(statement) && !isExportDeclaration(statement)) continue;
      const from = statement.moduleSpecifier;
      if (!from || !isStringLiteral(from) || !from.text.startsWith(".")) continue;
      const target = resolveImport(dirname(file), from.text);
      if (target) seen.add(target);
    }
  }
  return [...seen];
}

function configFiles(): readonly string[] {
  return ["tsconfig.json", "tsconfig.v1.json", "tsconfig.loose.json"].map((name) =>
    join(fixturesRoot, name),
  );
}

/** The tsconfig that a fixture belongs to by a part of its path. */
function configOf(file: string): string {
  const parts = file.slice(fixturesRoot.length).split("/");
  const has = (prefix: string) => parts.some((part) => part.startsWith(prefix));
  const name = has("v1-")
    ? "tsconfig.v1.json"
    : has("loose-")
      ? "tsconfig.loose.json"
      : "tsconfig.json";
  return join(fixturesRoot, name);
}

function resolveImport(folder: string, specifier: string): string | undefined {
  const path = resolve(folder, specifier);
  return [path, `${path}.ts`, join(path, "index.ts")].find(
    (candidate) => candidate.endsWith(".ts") && existsSync(candidate),
  );
}
