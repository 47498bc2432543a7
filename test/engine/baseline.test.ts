import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Diagnostic } from "../../server/src/base/index.ts";
import { applyBaseline, readBaseline } from "../../server/src/engine/baseline/baseline.ts";
import { fingerprints } from "../../server/src/engine/baseline/fingerprint.ts";
import { judgeByBaseline } from "../../server/src/engine/baseline/judge-by-baseline.ts";
import { SourceTexts } from "../../server/src/engine/text/source-texts.ts";
import { fileFacts } from "../support/facts.ts";

const root = "/project";
const file = "/project/src/a.ts";

/** A finding at each `BAD` of a text, with its fingerprint. Functions are `name{…}`. */
function analyse(text: string) {
  const diagnostics: Diagnostic[] = [...text.matchAll(/BAD/g)].map((match) => ({
    file,
    range: { start: match.index, end: match.index + 3 },
    rule: "no-bad",
    severity: "error",
    message: "bad",
    related: [],
    fixes: [],
  }));
  const functions = [...text.matchAll(/(\w+)\{[^}]*\}/g)].map((match, index) => ({
    index,
    id: undefined,
    name: match[1] ?? "",
    at: { start: match.index, end: match.index },
    range: { start: match.index, end: match.index + match[0].length },
    parent: undefined,
    class: undefined,
    parameters: [],
    decorators: [],
    calls: [],
    returnsOperation: undefined,
  }));
  const texts = new SourceTexts(new Map([[file, text]]));
  const facts = new Map([[file, fileFacts({ file, functions: functions as never })]]);
  return { diagnostics, marks: fingerprints(diagnostics, root, texts, facts) };
}

const marksOf = (text: string): readonly string[] => [...analyse(text).marks.values()];

describe("fingerprints", () => {
  it("survive moves and changes of white space", () => {
    expect(marksOf("f{\nBAD(1)\n}")).toEqual(marksOf("// more\n\n  f{\n    BAD( 1 )\n}"));
  });

  it("tell equal lines of one function apart, and of two functions", () => {
    expect(new Set(marksOf("f{\nBAD\nBAD\n}\ng{\nBAD\n}")).size).toBe(3);
  });

  it("change with the line's text and the function's name", () => {
    expect(marksOf("f{\nBAD(1)\n}")).not.toEqual(marksOf("f{\nBAD(2)\n}"));
    expect(marksOf("f{\nBAD\n}")).not.toEqual(marksOf("g{\nBAD\n}"));
  });
});

describe("a baseline", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "ormlint-baseline-")));
    path = join(folder, "baseline.json");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(text: string, update: boolean, judged: readonly string[] = [file], partial = false) {
    const { diagnostics, marks } = analyse(text);
    const context = {
      update,
      root,
      cwd: folder,
      diagnostics,
      fingerprints: marks,
      partial,
      judged,
    };
    return judgeByBaseline(path, context);
  }

  it("holds what it was written with, in bytes that do not change", () => {
    run("f{\nBAD\nBAD(2)\n}", true);
    const bytes = readFileSync(path, "utf8");
    run("f{\nBAD\nBAD(2)\n}", true);
    expect(readFileSync(path, "utf8")).toBe(bytes);
    const report = run("f{\nBAD\n\nBAD(2)\nBAD(3)\n}", false);
    expect(report.fresh).toHaveLength(1);
    expect(report.known).toBe(2);
  });

  it("tells entries that match nothing", () => {
    run("f{\nBAD\nBAD(2)\n}", true);
    expect(run("f{\nBAD\n}", false).stale).toHaveLength(1);
    expect(run("", false, [], true).stale).toEqual([]);
  });

  it("keeps the entries of files that were not judged", () => {
    run("f{\nBAD\n}", true);
    run("", true, ["/project/src/b.ts"], true);
    expect(readBaseline(path, folder)).toHaveLength(1);
    run("", true);
    expect(readBaseline(path, folder)).toHaveLength(0);
  });

  it("fails clearly when it is missing or broken", () => {
    expect(() => run("", false)).toThrow("does not exist");
    writeFileSync(path, "{");
    expect(() => run("", false)).toThrow("cannot read the baseline");
    writeFileSync(path, "{}");
    expect(() => run("", false)).toThrow("is no baseline");
  });

  it("counts a finding once for each entry", () => {
    const { diagnostics, marks } = analyse("f{\nBAD\n}");
    expect(applyBaseline([], diagnostics, marks, () => true).fresh).toEqual(diagnostics);
  });
});
