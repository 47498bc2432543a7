import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Diagnostic, FixKind, TextEdit } from "../../server/src/base/index.ts";
import { applyEdits } from "../../server/src/engine/fixing/apply-edits.ts";
import { fixUntilStable } from "../../server/src/engine/fixing/fix-until-stable.ts";
import { selectFixes } from "../../server/src/engine/fixing/select-fixes.ts";

function edit(start: number, end: number, newText: string, file = "/a.ts"): TextEdit {
  return { file, range: { start, end }, newText };
}

function finding(edits: readonly TextEdit[], kind: FixKind = "safe"): Diagnostic {
  return {
    file: "/a.ts",
    range: { start: 0, end: 1 },
    rule: "no-a",
    severity: "error",
    message: "wrong",
    related: [],
    fixes: [{ title: "mend", kind, edits }],
  };
}

const safe: ReadonlySet<FixKind> = new Set(["safe"]);
const anywhere = (): boolean => true;

describe("the choice of fixes", () => {
  const chosen = (...findings: Diagnostic[]): number =>
    selectFixes(findings, safe, anywhere).chosen.length;

  it("takes fixes side by side", () => {
    expect(chosen(finding([edit(0, 2, "x")]), finding([edit(2, 4, "y")]))).toBe(2);
  });

  it("leaves an overlapping fix to the next pass, whole", () => {
    const first = finding([edit(5, 8, "x")]);
    expect(chosen(first, finding([edit(0, 1, "y"), edit(7, 9, "z")]))).toBe(1);
  });

  it("leaves insertions that touch another edit to the next pass", () => {
    expect(chosen(finding([edit(3, 3, "a")]), finding([edit(3, 3, "b")]))).toBe(1);
    expect(chosen(finding([edit(0, 3, "a")]), finding([edit(3, 3, "b")]))).toBe(1);
  });

  it("makes a shared edit once", () => {
    const shared = edit(0, 0, 'import x from "x";');
    const { chosen } = selectFixes(
      [finding([shared, edit(20, 21, "a")]), finding([shared, edit(30, 31, "b")])],
      safe,
      anywhere,
    );
    expect(chosen.flatMap((fix) => fix.edits)).toHaveLength(3);
  });

  it("leaves suggestions alone unless they are asked for", () => {
    const suggestion = finding([edit(0, 1, "x")], "suggestion");
    expect(chosen(suggestion)).toBe(0);
    expect(selectFixes([suggestion], new Set(["suggestion"]), anywhere).chosen).toHaveLength(1);
  });

  it("refuses a fix that reaches outside the project", () => {
    const { chosen, refused } = selectFixes(
      [finding([edit(0, 1, "x"), edit(0, 1, "y", "/node_modules/b.ts")])],
      safe,
      (file) => file === "/a.ts",
    );
    expect(chosen).toHaveLength(0);
    expect(refused[0]?.reason).toContain("/node_modules/b.ts");
  });
});

describe("edits", () => {
  it("are made from the end of nothing to the end of the text, in any order", () => {
    expect(applyEdits("abcdef", [edit(6, 6, "!"), edit(0, 0, ">"), edit(2, 4, "-")])).toBe(
      ">ab-ef!",
    );
  });

  it("must not overlap and must fit", () => {
    expect(() => applyEdits("abc", [edit(0, 2, ""), edit(1, 3, "")])).toThrow(RangeError);
    expect(() => applyEdits("abc", [edit(0, 9, "")])).toThrow(RangeError);
  });
});

describe("fixing until stable", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "ormlint-fix-")));
    file = join(folder, "a.ts");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Finds each sum of two ones, those that overlap too, and offers to write a one. */
  function analyse(text: string): Diagnostic[] {
    return [...text.matchAll(/1(?=\+1)/g)].map((match) =>
      finding([edit(match.index, match.index + 3, "1", file)]),
    );
  }

  function run(text: string, options: Partial<Parameters<typeof fixUntilStable>[1]> = {}) {
    return fixUntilStable(analyse(text), {
      kinds: safe,
      mayEdit: anywhere,
      analysedText: () => text,
      analyse: async (changed) => analyse(changed.get(file) ?? text),
      ...options,
    });
  }

  it("goes on until nothing is left, and writes once", async () => {
    writeFileSync(file, "1+1+1+1");
    const outcome = await run("1+1+1+1");
    expect(readFileSync(file, "utf8")).toBe("1");
    expect(outcome).toMatchObject({
      diagnostics: [],
      fixed: 3,
      changedFiles: [file],
      refusedFiles: false,
    });
  });

  it("ends although two fixes undo each other", async () => {
    writeFileSync(file, "0");
    let passes = 0;
    const flip = (text: string) => finding([edit(0, 1, text === "0" ? "1" : "0", file)]);
    await fixUntilStable([flip("0")], {
      kinds: safe,
      mayEdit: anywhere,
      analysedText: () => "0",
      analyse: async (changed) => {
        passes++;
        return [flip(changed.get(file) ?? "")];
      },
    });
    expect(passes).toBe(10);
  });

  it("leaves a file alone that changed on disk meanwhile", async () => {
    writeFileSync(file, "something newer");
    const outcome = await run("1+1");
    expect(readFileSync(file, "utf8")).toBe("something newer");
    expect(outcome).toMatchObject({ fixed: 0, changedFiles: [], refusedFiles: true });
    expect(outcome.notes.join()).toContain("changed on disk");
  });

  it("keeps the byte order mark", async () => {
    writeFileSync(file, "\uFEFF1+1");
    await run("1+1");
    expect(readFileSync(file, "utf8")).toBe("\uFEFF1");
  });

  it("writes no half of a fix over two files", async () => {
    const other = join(folder, "b.ts");
    writeFileSync(file, "-");
    writeFileSync(other, "changed");
    const outcome = await fixUntilStable(
      [finding([edit(0, 1, "+", file), edit(0, 1, "+", other)])],
      { kinds: safe, mayEdit: anywhere, analysedText: () => "-", analyse: async () => [] },
    );
    expect(readFileSync(file, "utf8")).toBe("-");
    expect(outcome.fixed).toBe(0);
  });

  it("leaves out a fix whose edits do not fit", async () => {
    writeFileSync(file, "-");
    const outcome = await fixUntilStable([finding([edit(0, 99, "", file)])], {
      kinds: safe,
      mayEdit: anywhere,
      analysedText: () => "-",
      analyse: async () => [],
    });
    expect(outcome.fixed).toBe(0);
    expect(outcome.notes).toHaveLength(1);
  });
});
