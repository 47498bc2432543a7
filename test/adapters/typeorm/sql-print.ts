import { resolve } from "node:path";
import { readSqlTexts } from "../../../server/src/adapters/typeorm/sql-texts.ts";
import { CompilerSession, type Snapshot } from "../../../server/src/compiler/session.ts";
import { createFileFlow } from "../../../server/src/flow/create-file-flow.ts";
import { FactsBuilder } from "../../../server/src/flow/facts-builder.ts";
import type { SqlText } from "../../../server/src/model/index.ts";
import { applyEdits } from "../../support/apply-edits.ts";

const folder = resolve(import.meta.dirname, "fixtures/sql");

/** The SQL texts of a fixture, and the fixture's own text. */
export interface SqlFixture {
  readonly texts: readonly SqlText[];
  readonly source: string;
}

export class SqlTextFixtures {
  readonly #session = new CompilerSession({ cwd: folder });
  #snapshot: Promise<Snapshot> | undefined;

  async read(name: string): Promise<SqlFixture> {
    const file = resolve(folder, name);
    this.#snapshot ??= this.#session.open([resolve(folder, "tsconfig.json")]);
    const [program] = (await this.#snapshot).programs;
    const source = await program?.sourceFile(file);
    if (!program || !source) throw new Error(`no such fixture: ${name}`);
    const flow = createFileFlow(source, program);
    await flow.prepare();
    const facts = new FactsBuilder(file, flow);
    await readSqlTexts({ program, source, flow, facts });
    return { texts: facts.build().sqlTexts, source: source.text };
  }

  async close(): Promise<void> {
    await (await this.#snapshot)?.release();
    await this.#session.close();
  }
}

/** The texts handed over in a function of the fixture. */
export function textsIn(fixture: SqlFixture, name: string): readonly SqlText[] {
  const start = fixture.source.indexOf(`function ${name}(`);
  const end = fixture.source.indexOf("\n}\n", start);
  return fixture.texts
    .filter((text) => start <= text.range.start && text.range.end <= end)
    .sort((a, b) => a.range.start - b.range.start);
}

/** `DataSource.query statement: SELECT «a identifier parameter»`. */
export function printText(text: SqlText): string {
  const parts = text.parts.map((part) =>
    part.kind === "text"
      ? part.text
      : `«${part.hole.text} ${part.hole.slot} ${part.hole.origin.kind}»`,
  );
  return `${text.api} ${text.sink}: ${parts.join("")}`;
}

/** The line of the text's call once its values are bound, and how sure that is. */
export function boundLine(fixture: SqlFixture, text: SqlText): string {
  const rewrite = text.rewrites["bind-parameter"];
  if (!rewrite) return "refused";
  const start = fixture.source.lastIndexOf("\n", text.at.start) + 1;
  const rest = fixture.source.length - fixture.source.indexOf("\n", text.range.end);
  const changed = applyEdits(fixture.source, rewrite.edits);
  return `${rewrite.kind ?? "safe"}: ${changed.slice(start, changed.length - rest).trim()}`;
}
