import { resolve } from "node:path";
import {
  type CallExpression,
  isCallExpression,
  isClassDeclaration,
  isFunctionDeclaration,
  type Node,
} from "../../server/src/compiler/ast.ts";
import { CompilerSession, type Snapshot } from "../../server/src/compiler/session.ts";
import { createFileFlow } from "../../server/src/flow/create-file-flow.ts";
import { readSqlExpression } from "../../server/src/flow/sql-expression.ts";
import { walk } from "../../server/src/flow/syntax.ts";
import type { Hole, SqlPart } from "../../server/src/model/index.ts";

const root = resolve(import.meta.dirname, "fixtures/sql");

/** Reads what the fixtures of this folder hand to `sql(…)`. */
export class SqlFixtures {
  readonly #session = new CompilerSession({ cwd: root });
  #snapshot: Promise<Snapshot> | undefined;

  /** The texts of a fixture as `print` shows them, by the function or class that hands them over. */
  async read(
    file: string,
    print: (parts: readonly SqlPart[]) => string,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    this.#snapshot ??= this.#session.open([resolve(root, "tsconfig.json")]);
    const [program] = (await this.#snapshot).programs;
    const source = await program?.sourceFile(resolve(root, file));
    if (!program || !source) throw new Error(`no fixture ${file}`);
    const flow = createFileFlow(source, program);
    await flow.prepare();
    const calls: CallExpression[] = [];
    walk(source, (node) => {
      if (isCallExpression(node) && node.expression.getText() === "sql") calls.push(node);
      return undefined;
    });
    const found = new Map<string, string[]>();
    for (const call of calls) {
      const [text] = call.arguments;
      if (!text) continue;
      const reading = await readSqlExpression(text, "statement", flow, {
        classify: async () => undefined,
      });
      const name = ownerOf(call);
      found.set(name, [...(found.get(name) ?? []), print(reading.parts)]);
    }
    return found;
  }

  async close(): Promise<void> {
    await (await this.#snapshot)?.release();
    await this.#session.close();
  }
}

function ownerOf(node: Node): string {
  for (let current: Node | undefined = node; current; current = current.parent) {
    if (isFunctionDeclaration(current) && current.name) return current.name.text;
    if (isClassDeclaration(current) && current.name) return current.name.text;
  }
  return "";
}

/** `SELECT «a quoted value»`: the text with its holes and their slots. */
export function shape(parts: readonly SqlPart[]): string {
  const hole = (each: Hole): string => {
    const nested = each.nested ? ` {${each.nested.map(hole).join(" ")}}` : "";
    const values = each.values && each.nested === undefined ? ` [${each.values.join("|")}]` : "";
    return `«${each.text} ${each.quoted ? "quoted " : ""}${each.slot}${values}${nested}»`;
  };
  return parts.map((part) => (part.kind === "text" ? part.text : hole(part.hole))).join("");
}

/** The kinds of origin of the holes. */
export function origins(parts: readonly SqlPart[]): string {
  return parts.flatMap((part) => (part.kind === "hole" ? [part.hole.origin.kind] : [])).join(" ");
}
