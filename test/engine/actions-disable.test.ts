// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts of the cases are code
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Program } from "../../server/src/compiler/program.ts";
import { CompilerSession } from "../../server/src/compiler/session.ts";
import {
  type CommentedText,
  commentedText,
} from "../../server/src/engine/actions/commented-text.ts";
import {
  canDisableForFile,
  disableForFile,
} from "../../server/src/engine/actions/disable-for-file.ts";
import { disableForLine } from "../../server/src/engine/actions/disable-for-line.ts";
import { type Insertion, insertedText } from "../../server/src/engine/actions/insertion.ts";
import { applySuppressions } from "../../server/src/engine/suppressions/apply.ts";
import { Workspace } from "../compiler/support/workspace.ts";

const known = new Set(["no-a", "no-b"]);

/** A finding of `no-a` begins at each `FIND`; it is silenced for its line. */
const cases: Readonly<Record<string, { readonly text: string; readonly result: string }>> = {
  "above the line, indented as it is": {
    text: "function f() {\n\tFIND();\n}\n",
    result: "function f() {\n\t// ormlint-disable-next-line no-a -- reason\n\tFIND();\n}\n",
  },
  "on the first line": {
    text: "FIND();",
    result: "// ormlint-disable-next-line no-a -- reason\nFIND();",
  },
  "with the line endings of the file": {
    text: "const a = 1;\r\n  FIND();\r\n",
    result: "const a = 1;\r\n  // ormlint-disable-next-line no-a -- reason\r\n  FIND();\r\n",
  },
  "with the line ending of the line before, on the last line": {
    text: "const a = 1;\r\nFIND();",
    result: "const a = 1;\r\n// ormlint-disable-next-line no-a -- reason\r\nFIND();",
  },
  "in the middle of an expression": {
    text: "const a = x\n  .map(1)\n  .map(FIND());",
    result:
      "const a = x\n  .map(1)\n  // ormlint-disable-next-line no-a -- reason\n  .map(FIND());",
  },
  "once for two findings of a line": {
    text: "FIND(FIND());",
    result: "// ormlint-disable-next-line no-a -- reason\nFIND(FIND());",
  },
  "beside the rules of a directive, before its reason": {
    text: "// ormlint-disable-next-line no-b -- small\nFIND(OTHER());",
    result: "// ormlint-disable-next-line no-b, no-a -- small\nFIND(OTHER());",
  },
  "beside the rules of a directive without a reason": {
    text: "/* ormlint-disable-next-line no-b */\nFIND(OTHER());",
    result: "/* ormlint-disable-next-line no-b, no-a -- reason */\nFIND(OTHER());",
  },
  "beside the rules of a directive with an empty reason": {
    text: "// ormlint-disable-next-line no-b --\nFIND(OTHER());",
    result: "// ormlint-disable-next-line no-b, no-a --\nFIND(OTHER());",
  },
  "beside the rules of a directive whose reason lacks its separator": {
    text: "// ormlint-disable-next-line no-b it is small\nFIND(OTHER());",
    result: "// ormlint-disable-next-line no-b, no-a -- it is small\nFIND(OTHER());",
  },
  "in a directive at the end of the line": {
    text: "FIND(OTHER()); // ormlint-disable-line no-b -- small",
    result: "FIND(OTHER()); // ormlint-disable-line no-b, no-a -- small",
  },
  "in a directive that names no rule": {
    text: "// ormlint-disable-next-line\nFIND();",
    result: "// ormlint-disable-next-line no-a -- reason\nFIND();",
  },
  "in a directive that only has a reason": {
    text: "// ormlint-disable-next-line -- it is small\nFIND();",
    result: "// ormlint-disable-next-line no-a -- it is small\nFIND();",
  },
  "in a directive with an unknown rule": {
    text: "// ormlint-disable-next-line no-c -- small\nFIND();",
    result: "// ormlint-disable-next-line no-c, no-a -- small\nFIND();",
  },
  "above a line whose misspelt directive does nothing": {
    text: "// ormlint-disable-nextline no-a\nFIND();",
    result:
      "// ormlint-disable-nextline no-a\n// ormlint-disable-next-line no-a -- reason\nFIND();",
  },
  "at the end of a line that begins in a template": {
    text: "const a = `one\n  two ${FIND()}`;\n",
    result: "const a = `one\n  two ${FIND()}`; // ormlint-disable-line no-a -- reason\n",
  },
  "in the hole of a template, where the line is in it from end to end": {
    text: "const a = `one\n  two ${FIND()} three\n  four`;\n",
    result:
      "const a = `one\n  two ${/* ormlint-disable-line no-a -- reason */ FIND()} three\n  four`;\n",
  },
  "in a hole of the line for a finding in the text of the template": {
    text: "const a = `one\n  FIND ${1} three\n  four`;\n",
    result:
      "const a = `one\n  FIND ${/* ormlint-disable-line no-a -- reason */ 1} three\n  four`;\n",
  },
  "around a template for a finding in lines of text": {
    text: "const a = tag`one ${1}\n  FIND\n  four`;\n",
    result:
      "const a = tag/* ormlint-disable no-a -- reason */ `one ${1}\n  FIND\n  four` /* ormlint-enable no-a */;\n",
  },
  "around the inner of two templates": {
    text: "const a = `one ${`two\n FIND\n`} three`;\n",
    result:
      "const a = `one ${/* ormlint-disable no-a -- reason */ `two\n FIND\n` /* ormlint-enable no-a */} three`;\n",
  },
  "around a string of several lines": {
    text: 'const a = "one \\\n FIND \\\n two";\n',
    result:
      'const a = /* ormlint-disable no-a -- reason */ "one \\\n FIND \\\n two" /* ormlint-enable no-a */;\n',
  },
  "above a template that begins on the line": {
    text: "const a = `FIND\n four`;\n",
    result: "// ormlint-disable-next-line no-a -- reason\nconst a = `FIND\n four`;\n",
  },
  "at the end of a line that begins in a comment": {
    text: "/* one\n two */ FIND();\n",
    result: "/* one\n two */ FIND(); // ormlint-disable-line no-a -- reason\n",
  },
  "before the finding on a line that begins and ends in a comment": {
    text: "/* one\n two */ FIND(); // three\n",
    result: "/* one\n two */ /* ormlint-disable-line no-a -- reason */ FIND(); // three\n",
  },
  "in braces among the children of JSX": {
    text: "const a = (\n  <p>\n    {FIND()}\n  </p>\n);\n",
    result:
      "const a = (\n  <p>\n    {/* ormlint-disable-next-line no-a -- reason */}\n    {FIND()}\n  </p>\n);\n",
  },
  "in braces before children that have no indentation": {
    text: "const a = <p>\n<b>{FIND()}</b></p>;\n",
    result:
      "const a = <p>\n{/* ormlint-disable-next-line no-a -- reason */}\n<b>{FIND()}</b></p>;\n",
  },
  "within the braces where a line break of JSX stands for a space": {
    text: "const a = (\n  <p>\n    one\n    two {FIND()} three\n  </p>\n);\n",
    result:
      "const a = (\n  <p>\n    one\n    two {/* ormlint-disable-line no-a -- reason */ FIND()} three\n  </p>\n);\n",
  },
  "between the attributes of JSX": {
    text: "const a = (\n  <p\n    title={FIND()}\n  />\n);\n",
    result:
      "const a = (\n  <p\n    // ormlint-disable-next-line no-a -- reason\n    title={FIND()}\n  />\n);\n",
  },
  "within the braces of JSX that span lines": {
    text: "const a = (\n  <p>\n    {\n      FIND()\n    }\n  </p>\n);\n",
    result:
      "const a = (\n  <p>\n    {\n      // ormlint-disable-next-line no-a -- reason\n      FIND()\n    }\n  </p>\n);\n",
  },
  "above what looks like a directive in a string": {
    text: 'const a = "// ormlint-disable-line no-b"; FIND();\n',
    result:
      '// ormlint-disable-next-line no-a -- reason\nconst a = "// ormlint-disable-line no-b"; FIND();\n',
  },
  "after a dollar sign in a template": {
    text: "const a = `$\n${FIND()}\n`;\n",
    result: "const a = `$\n${/* ormlint-disable-line no-a -- reason */ FIND()}\n`;\n",
  },
};

const names = Object.keys(cases);
const fileName = (name: string): string => `case-${names.indexOf(name)}.tsx`;
const workspace = new Workspace({
  "tsconfig.json": '{ "compilerOptions": { "jsx": "preserve", "noLib": true, "types": [] } }',
});
const session = new CompilerSession({ cwd: workspace.root });
const results = new Map<string, { readonly text: string; readonly mended: CommentedText }>();
let broken: readonly string[] = [];

async function read(program: Program | undefined, path: string): Promise<CommentedText> {
  const source = await program?.sourceFile(path);
  if (!source) throw new Error(`${path} is not in the program`);
  return commentedText(source);
}

function apply(text: string, insertions: readonly Insertion[]): string {
  return [...insertions]
    .sort((a, b) => b.offset - a.offset)
    .reduce(
      (result, insertion) =>
        result.slice(0, insertion.offset) +
        insertedText(insertion) +
        result.slice(insertion.offset),
      text,
    );
}

beforeAll(async () => {
  for (const [name, { text }] of Object.entries(cases)) workspace.write(fileName(name), text);
  const before = await session.open([workspace.path("tsconfig.json")]);
  for (const [name, { text }] of Object.entries(cases)) {
    const commented = await read(before.programs[0], workspace.path(fileName(name)));
    const insertions = disableForLine(commented, "no-a", text.indexOf("FIND"), known);
    workspace.write(fileName(name), apply(text, insertions));
    results.set(name, { text: apply(text, insertions), mended: commented });
  }
  await before.release();
  const changed = names.map((name) => workspace.path(fileName(name)));
  const after = await session.update({ changed });
  const program = after.programs[0];
  for (const [name, { text }] of [...results])
    results.set(name, { text, mended: await read(program, workspace.path(fileName(name))) });
  broken = ((await program?.syntaxErrors()) ?? []).map(({ file }) => file);
  await after.release();
});

afterAll(async () => {
  await session.close();
  workspace.dispose();
});

describe("a rule is silenced for a line", () => {
  it.each(names)("%s", (name) => {
    const result = results.get(name);
    expect(result?.text).toBe(cases[name]?.result);
  });

  it.each(names)("and is silent: %s", (name) => {
    const result = results.get(name);
    if (!result) throw new Error(`no result of ${name}`);
    const { lines, directives } = result.mended;
    const findings = [...result.text.matchAll(/FIND/g)].map(({ index }) => ({
      rule: "no-a",
      offset: index,
      line: lines.at(index).line,
    }));
    expect(findings.length).toBeGreaterThan(0);
    const { kept, problems } = applySuppressions(
      findings,
      directives,
      known,
      (rule) => rule === "no-a",
    );
    expect(kept).toEqual([]);
    expect(problems.filter(({ message }) => message === "unused")).toEqual([]);
  });

  it("and the text stays what the compiler understands", () => {
    expect(broken).toEqual([]);
  });
});

describe("a rule is silenced for a file", () => {
  const disabled = (text: string): string => apply(text, [disableForFile(text, "no-a")]);

  it("at its top, with its line endings", () => {
    expect(disabled("const a = 1;\r\n")).toBe(
      "/* ormlint-disable no-a -- reason */\r\nconst a = 1;\r\n",
    );
    expect(disabled("a")).toBe("/* ormlint-disable no-a -- reason */\na");
  });

  it("after the line that names an interpreter", () => {
    expect(disabled("#!/usr/bin/env node\nfoo();\n")).toBe(
      "#!/usr/bin/env node\n/* ormlint-disable no-a -- reason */\nfoo();\n",
    );
  });

  it("not where a comment would end the suppression", () => {
    expect(canDisableForFile("foo();")).toBe(true);
    expect(canDisableForFile("/* ormlint-enable */ foo();")).toBe(false);
  });
});
