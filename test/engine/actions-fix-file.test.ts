import { describe, expect, it } from "vitest";
import type { Diagnostic, TextEdit } from "../../server/src/base/index.ts";
import { composeEdits } from "../../server/src/engine/actions/compose-edits.ts";
import { fixFile } from "../../server/src/engine/actions/fix-file.ts";
import { applyEdits } from "../../server/src/engine/fixing/apply-edits.ts";

const file = "/a.ts";

function edit(start: number, end: number, newText: string, path = file): TextEdit {
  return { file: path, range: { start, end }, newText };
}

/** Edits as `start-end text`. */
function shown(edits: readonly TextEdit[]): readonly string[] {
  return edits.map(({ range, newText }) => `${range.start}-${range.end} ${newText}`);
}

describe("edits of several passes", () => {
  it("of one pass stay as they are, sorted", () => {
    expect(shown(composeEdits(file, "abcdef", [[edit(4, 5, "X"), edit(1, 1, "Y")]]))).toEqual([
      "1-1 Y",
      "4-5 X",
    ]);
  });

  it("count in the text before the first", () => {
    const passes = [[edit(0, 1, "longer")], [edit(10, 11, "F")]];
    expect(shown(composeEdits(file, "abcdef", passes))).toEqual(["0-1 longer", "5-6 F"]);
  });

  it("become one where a later pass changes what an earlier inserted", () => {
    const passes = [[edit(2, 3, "1234")], [edit(3, 7, "-")]];
    const composed = composeEdits(file, "abcdef", passes);
    expect(shown(composed)).toEqual(["2-4 1-"]);
    expect(applyEdits("abcdef", composed)).toBe("ab1-ef");
  });

  it("come to nothing where a later pass undoes an earlier", () => {
    expect(composeEdits(file, "abcdef", [[edit(2, 3, "")], [edit(2, 2, "c")]])).toEqual([]);
  });

  it("reach the same text as one pass after the other", () => {
    // A linear congruential generator: the same edits in every run.
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (let round = 0; round < 300; round++) {
      const original = "abcdefghijklmnop".slice(0, 1 + random(16));
      let text = original;
      const passes: TextEdit[][] = [];
      for (let pass = 0; pass < 1 + random(4); pass++) {
        const edits: TextEdit[] = [];
        let position = 0;
        while (position <= text.length && edits.length < 3) {
          const start = position + random(text.length - position + 1);
          const end = start + random(text.length - start + 1);
          edits.push(edit(start, end, "XYZ".slice(0, random(4))));
          position = end + 1;
        }
        passes.push(edits);
        text = applyEdits(text, edits);
      }
      const composed = composeEdits(file, original, passes);
      expect(applyEdits(original, composed)).toBe(text);
      for (const [index, { range }] of composed.entries())
        expect(range.start).toBeGreaterThan(composed[index - 1]?.range.end ?? -1);
    }
  });
});

/** Each `bad` is a finding of `no-a` with a safe fix to `good`; each `worse` one with a fix to `bad`. */
function findings(text: string): readonly Diagnostic[] {
  return [...text.matchAll(/bad|worse/g)].map((match) => {
    const range = { start: match.index, end: match.index + match[0].length };
    const newText = match[0] === "bad" ? "good" : "bad";
    return {
      file,
      range,
      rule: match[0] === "bad" ? "no-a" : "no-b",
      severity: "error",
      message: "wrong",
      related: [],
      fixes: [{ title: "mend", kind: "safe", edits: [{ file, range, newText }] }],
    };
  });
}

describe("all fixes of a file", () => {
  const text = "bad worse bad";
  const context = {
    mayEdit: () => true,
    textOf: () => text,
    analyse: async (changed: ReadonlyMap<string, string>) => findings(changed.get(file) ?? ""),
  };

  it("are made until none is left", async () => {
    const edits = await fixFile(findings(text), context);
    expect(shown(edits)).toEqual(["0-3 good", "4-9 good", "10-13 good"]);
  });

  it("are those of one rule when one is named", async () => {
    const edits = await fixFile(findings(text), { ...context, rule: "no-b" });
    expect(shown(edits)).toEqual(["4-9 bad"]);
  });

  it("do not reach where they may not", async () => {
    expect(await fixFile(findings(text), { ...context, mayEdit: () => false })).toEqual([]);
  });

  it("end though two fixes undo each other", async () => {
    let passes = 0;
    const again = async (): Promise<readonly Diagnostic[]> => {
      passes++;
      return findings("bad worse bad");
    };
    await fixFile(findings(text), { ...context, analyse: again });
    expect(passes).toBeLessThanOrEqual(10);
  });
});
