import { describe, expect, it } from "vitest";
import type { Diagnostic, Fix, FixKind } from "../../server/src/base/index.ts";
import { type Offer, offersFor } from "../../server/src/engine/actions/offers.ts";
import { LineIndex } from "../../server/src/engine/text/line-index.ts";

const text = "one two\nthree\n";

function fix(title: string, kind: FixKind, file = "/a.ts"): Fix {
  return { title, kind, edits: [{ file, range: { start: 0, end: 1 }, newText: "x" }] };
}

function finding(rule: string, start: number, fixes: readonly Fix[] = []): Diagnostic {
  const range = { start, end: start + 1 };
  return { file: "/a.ts", range, rule, severity: "error", message: "wrong", related: [], fixes };
}

function offers(findings: readonly Diagnostic[], all = findings, source = text): readonly Offer[] {
  return offersFor(findings, {
    lines: new LineIndex(source),
    all,
    documented: new Set(["no-a", "no-b"]),
    mayEdit: (file) => file === "/a.ts",
    suppressible: (rule) => rule !== "no-c",
  });
}

function titles(...parts: Parameters<typeof offers>): readonly string[] {
  return offers(...parts).map(({ title }) => title);
}

describe("what is offered for findings", () => {
  it("is nothing for none", () => {
    expect(offers([])).toEqual([]);
  });

  it("is each thing once, fixes first", () => {
    const a = finding("no-a", 0, [fix("Mend", "safe")]);
    const b = finding("no-b", 4);
    const sameLine = finding("no-a", 4);
    expect(titles([a, b, sameLine])).toEqual([
      "Mend",
      "Disable no-a for this line",
      "Disable no-b for this line",
      "Disable no-a for this file",
      "Disable no-b for this file",
      "Open the page of no-a",
      "Open the page of no-b",
    ]);
  });

  it("is a suppression for each line", () => {
    expect(
      titles([finding("no-a", 0), finding("no-a", 8)]).filter((title) => title.includes("line")),
    ).toHaveLength(2);
  });

  it("prefers the first safe fix of a finding", () => {
    const both = finding("no-a", 0, [
      fix("Perhaps", "suggestion"),
      fix("Mend", "safe"),
      fix("Or", "safe"),
    ]);
    expect(
      offers([both]).flatMap((offer) =>
        offer.kind === "fix" ? [[offer.title, offer.preferred]] : [],
      ),
    ).toEqual([
      ["Perhaps", false],
      ["Mend", true],
      ["Or", false],
    ]);
  });

  it("is all fixes of a rule when two findings of the file have a safe one", () => {
    const safe = [
      finding("no-a", 0, [fix("Mend", "safe")]),
      finding("no-a", 8, [fix("Mend", "safe")]),
    ];
    const unsure = finding("no-a", 8, [fix("Mend", "suggestion")]);
    const [first] = safe;
    if (!first) throw new Error("no finding");
    expect(titles([first], safe)).toContain("Fix all no-a findings in this file");
    expect(titles([first], [first, unsure]).join()).not.toContain("Fix all");
  });

  it("is no fix of a file that may not be changed", () => {
    const outside = finding("no-a", 0, [fix("Mend", "safe", "/node_modules/b.ts")]);
    expect(titles([outside, outside])).not.toContain("Mend");
    expect(titles([outside], [outside, outside]).join()).not.toContain("Fix all");
  });

  it("is no suppression of what cannot be silenced, and no page of what has none", () => {
    expect(titles([finding("no-c", 0)])).toEqual([]);
  });

  it("is no suppression for a file in which a comment ends suppressions", () => {
    const source = `${text}/* ormlint-enable no-a */\n`;
    expect(titles([finding("no-a", 0)], undefined, source)).toEqual([
      "Disable no-a for this line",
      "Open the page of no-a",
    ]);
  });
});
