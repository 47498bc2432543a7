import { describe, expect, it } from "vitest";
import type { Range } from "../../server/src/base/index.ts";
import { applySuppressions } from "../../server/src/engine/suppressions/apply.ts";
import { scanComments } from "../../server/src/engine/suppressions/comments.ts";
import { directivesOf } from "../../server/src/engine/suppressions/directives.ts";
import { LineIndex } from "../../server/src/engine/text/line-index.ts";

const known = new Set(["no-a", "no-b"]);

/** Runs the directives of a text over findings of `no-a` at each `FIND`, and of `no-b` at each `OTHER`. */
function run(
  text: string,
  opaque: readonly Range[] = [],
  judged: (rule: string) => boolean = () => true,
) {
  const lines = new LineIndex(text);
  const findings = [...text.matchAll(/FIND|OTHER/g)].map((match) => ({
    rule: match[0] === "FIND" ? "no-a" : "no-b",
    offset: match.index,
    line: lines.at(match.index).line,
  }));
  const directives = directivesOf(text, scanComments(text, opaque));
  const { kept, problems } = applySuppressions(findings, directives, known, judged);
  return {
    kept: kept.map((finding) => `${finding.rule}:${finding.line}`),
    problems: problems.map(
      ({ range, message }) => `${message}: ${text.slice(range.start, range.end)}`,
    ),
  };
}

describe("suppressions", () => {
  it("silence the next line, for the named rules only", () => {
    expect(run("// ormlint-disable-next-line no-a -- known\nFIND OTHER\nFIND")).toEqual({
      kept: ["no-b:2", "no-a:3"],
      problems: [],
    });
  });

  it("silence the next line of code past comments, empty lines and other directives", () => {
    const text =
      "// ormlint-disable-next-line no-a\n// ormlint-disable-next-line no-b\n\n/* why\n so */\nFIND OTHER";
    expect(run(text)).toEqual({ kept: [], problems: [] });
  });

  it("silence the next line from within JSX braces", () => {
    expect(run("{/* ormlint-disable-next-line no-a */}\nFIND").kept).toEqual([]);
  });

  it("silence their own line", () => {
    expect(run("FIND // ormlint-disable-line no-a, no-b\nFIND")).toEqual({
      kept: ["no-a:2"],
      problems: ["unused: no-b"],
    });
  });

  it("silence a block, and everything when it never ends", () => {
    const block = "FIND\n/* ormlint-disable no-a */\nFIND\n/* ormlint-enable no-a */\nFIND";
    expect(run(block).kept).toEqual(["no-a:1", "no-a:5"]);
    expect(run("/* ormlint-disable no-a, no-b */\nFIND\nOTHER")).toEqual({
      kept: [],
      problems: [],
    });
    expect(run("/* ormlint-disable no-a */\nFIND\n/* ormlint-enable */\nFIND").kept).toEqual([
      "no-a:4",
    ]);
  });

  it("are reported when they do nothing", () => {
    expect(run("// ormlint-disable-next-line no-a\nOTHER").problems).toEqual(["unused: no-a"]);
    expect(run("// ormlint-disable-line no-c").problems).toEqual(["unknown: no-c"]);
    expect(run("FIND // ormlint-disable-line")).toEqual({
      kept: ["no-a:1"],
      problems: ["nameless: // ormlint-disable-line"],
    });
    expect(run("/* ormlint-enable no-a */").problems).toEqual(["unopened: no-a"]);
  });

  it("are not called unused when their rule did not run", () => {
    expect(run("// ormlint-disable-line no-a", [], () => false).problems).toEqual([]);
  });

  it("need the whole word", () => {
    expect(run("// ormlint-disable-lines no-a\nFIND").kept).toEqual(["no-a:2"]);
    expect(run("// see ormlint-disable-line no-a FIND").kept).toEqual(["no-a:1"]);
  });
});

describe("misspelt suppressions", () => {
  it.each([
    ["// ormlint-disable-nextline no-a", "ormlint-disable-nextline", "ormlint-disable-next-line"],
    ["/* ormlint-disable-file no-a */", "ormlint-disable-file", "ormlint-disable"],
    ["// ormlint-disable-lines no-a", "ormlint-disable-lines", "ormlint-disable-line"],
    ["// ormlint-disable-nextLine no-a", "ormlint-disable-nextLine", "ormlint-disable-next-line"],
    ["// ormlint-ignore-next-line no-a", "ormlint-ignore-next-line", "ormlint-disable-next-line"],
    ["// ormlint-ignore no-a", "ormlint-ignore", "ormlint-disable"],
    ["/* ormlint-enabled no-a */", "ormlint-enabled", "ormlint-enable"],
  ])("%s", (text, written, meant) => {
    expect(run(`${text}\nFIND`)).toEqual({ kept: ["no-a:2"], problems: [`misspelt: ${written}`] });
    const [directive] = directivesOf(text, scanComments(text, []));
    expect(directive?.misspelling).toEqual({ written, meant });
  });

  it("are not seen in other words that begin alike", () => {
    expect(run("// ormlint-baseline keeps what is known").problems).toEqual([]);
    expect(run("// ormlint-disable.json").problems).toEqual([]);
  });
});

describe("a reason without its separator", () => {
  it("is one finding, and the rule before it is silenced", () => {
    expect(run("FIND // ormlint-disable-line no-a because it is small")).toEqual({
      kept: [],
      problems: ["unseparated: because it is small"],
    });
  });

  it("is no list of rules", () => {
    expect(run("FIND // ormlint-disable-line it is small")).toEqual({
      kept: ["no-a:1"],
      problems: ["nameless: // ormlint-disable-line it is small"],
    });
  });

  it("is not seen in misspelt names of rules", () => {
    expect(run("FIND // ormlint-disable-line no-a, no-bb, no-x").problems).toEqual([
      "unknown: no-bb",
      "unknown: no-x",
    ]);
  });
});

describe("comments", () => {
  it("are none inside literals", () => {
    const text = 'const a = "// ormlint-disable-line no-a"; FIND';
    const start = text.indexOf('"');
    const end = text.lastIndexOf('"') + 1;
    expect(run(text, [{ start, end }]).kept).toEqual(["no-a:1"]);
  });

  it("end at any end of line, and skip a shebang", () => {
    const texts = scanComments("#!/bin//x\n// a\r\n/* b */ c // d", []).map(({ text }) => text);
    expect(texts).toEqual([" a", " b ", " d"]);
  });

  it("reach the end of the file when unterminated", () => {
    expect(scanComments("a /* b", [])).toEqual([{ range: { start: 2, end: 6 }, text: " b" }]);
  });
});
