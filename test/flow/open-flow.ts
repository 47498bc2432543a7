import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Expression, isExpression, type Node } from "../../server/src/compiler/ast.ts";
import { CompilerSession } from "../../server/src/compiler/session.ts";
import { createFileFlow } from "../../server/src/flow/create-file-flow.ts";
import type { FileFlow } from "../../server/src/flow/file-flow.ts";

/** The flow of one piece of code, with the nodes that stood between `«` and `»`. */
export interface OpenedCode {
  readonly flow: FileFlow;
  readonly marked: readonly Node[];
  /** The first marked node, as an expression. */
  readonly first: Expression;
  /** Text of a range of the code, markers removed. */
  textAt(range: { readonly start: number; readonly end: number }): string;
}

export interface OpenedCodes {
  /** @param code one of the texts that were opened */
  of(code: string): OpenedCode;
  close(): Promise<void>;
}

/** Compiles pieces of code, each as a file of its own, in one program. */
export async function openCodes(
  codes: readonly string[],
  others: Readonly<Record<string, string>> = {},
): Promise<OpenedCodes> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "ormlint-flow-")));
  const options = { strict: true, target: "es2023", module: "preserve", types: [], noEmit: true };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options }));
  for (const [name, text] of Object.entries(others)) writeFileSync(join(folder, name), text);
  const parsed = codes.map(readMarks);
  for (const [index, { text }] of parsed.entries()) {
    writeFileSync(join(folder, `code-${index}.ts`), `${text}\nexport {};\n`);
  }
  const session = new CompilerSession({ cwd: folder });
  const snapshot = await session.open([join(folder, "tsconfig.json")]);
  const [program] = snapshot.programs;
  if (!program) throw new Error("no program");
  const opened = new Map<string, OpenedCode>();
  await Promise.all(
    codes.map(async (code, index) => {
      const source = await program.sourceFile(join(folder, `code-${index}.ts`));
      const marks = parsed[index];
      if (!source || !marks) throw new Error(`no tree for:\n${code}`);
      const flow = createFileFlow(source, program);
      await flow.prepare();
      const marked = marks.ranges.map((range) => nodeAt(source, range));
      const [first] = marked;
      opened.set(code, {
        flow,
        marked,
        first: first as Expression,
        textAt: (range) => marks.text.slice(range.start, range.end),
      });
    }),
  );
  return {
    of(code) {
      const found = opened.get(code);
      if (!found) throw new Error(`not opened:\n${code}`);
      return found;
    },
    async close() {
      await snapshot.release();
      await session.close();
      rmSync(folder, { recursive: true });
    },
  };
}

interface Mark {
  readonly start: number;
  readonly end: number;
}

/** Takes the markers out of a text. Marks are numbered by their start. */
function readMarks(code: string): { readonly text: string; readonly ranges: readonly Mark[] } {
  let text = "";
  const open: { start: number; index: number }[] = [];
  const ranges: Mark[] = [];
  let count = 0;
  for (const character of code) {
    if (character === "«") open.push({ start: text.length, index: count++ });
    else if (character === "»") {
      const mark = open.pop();
      if (!mark) throw new Error(`unbalanced markers in:\n${code}`);
      ranges[mark.index] = { start: mark.start, end: text.length };
    } else text += character;
  }
  return { text, ranges };
}

/** The outermost expression (or other node) with exactly this range. */
function nodeAt(root: Node, range: Mark): Node {
  let found: Node | undefined;
  const visit = (node: Node): void => {
    if (found || node.end < range.start || node.pos > range.end) return;
    const fits = node.getStart() === range.start && node.end === range.end;
    if (fits && (isExpression(node) || node.parent.kind !== root.kind)) {
      found = node;
      return;
    }
    node.forEachChild(visit);
  };
  visit(root);
  if (!found) throw new Error(`no node at ${range.start}-${range.end}`);
  return found;
}
