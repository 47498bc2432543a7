import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { useColours } from "../../server/src/cli/colours.ts";
import { codeFrame } from "../../server/src/cli/reporters/code-frame.ts";
import { LineIndex } from "../../server/src/engine/index.ts";

const plain = picocolors.createColors(false);

/** The frame of what stands between « and » in a text. */
function frame(marked: string): readonly string[] {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const lines = new LineIndex(marked.replaceAll(/[«»]/g, ""));
  return codeFrame(lines, { start, end }, plain, (text) => text);
}

describe("a code frame", () => {
  it("puts carets under the range, with a line before and after", () => {
    expect(frame("one\ntwo «three» four\nfive\nsix")).toEqual([
      "  1 | one",
      "> 2 | two three four",
      "    |     ^^^^^",
      "  3 | five",
    ]);
  });

  it("counts tabs by their stops", () => {
    expect(frame("\ta\t«b»")).toEqual(["> 1 |     a   b", "    |         ^"]);
  });

  it("counts wide characters as two cells and marks as none", () => {
    expect(frame("漢字 «é́ 한»!")).toEqual(["> 1 | 漢字 é́ 한!", "    |      ^^^^"]);
    expect(frame('"👩‍👩‍👧" «x»')).toEqual(['> 1 | "👩‍👩‍👧" x', "    |      ^"]);
  });

  it("marks each line of a longer range, and not endlessly", () => {
    expect(frame("a«b\n  c\nd»e")).toEqual([
      "> 1 | ab",
      "    |  ^",
      "> 2 |   c",
      "    |   ^",
      "> 3 | de",
      "    | ^",
    ]);
    expect(frame(`«${"x\n".repeat(30)}»`).length).toBe(9);
  });

  it("shows a caret for an empty range, also at the end of the file", () => {
    expect(frame("ab«»").at(-1)).toBe("    |   ^");
    expect(frame("ab\n«»").at(-1)).toBe("    | ^");
    expect(frame("«»").at(-1)).toBe("    | ^");
  });

  it("cuts long lines around the range", () => {
    const [line = "", carets = ""] = frame(`${"a".repeat(500)}«bcd»${"e".repeat(500)}`);
    expect(line.length).toBeLessThan(170);
    expect(line.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("bcd");
  });

  it("never lets the code steer the terminal", () => {
    expect(frame("«a»\u001b[2J\u202e").join()).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it("ends lines as the compiler does", () => {
    expect(frame("one\r\n«two»\r\nthree")[1]).toBe("> 2 | two");
  });
});

describe("colours", () => {
  const coloured = (
    option: boolean | undefined,
    environment: NodeJS.ProcessEnv,
    isTTY = false,
  ): boolean => useColours(option, { isTTY }, environment).isColorSupported;

  it("follow the option, then NO_COLOR, then FORCE_COLOR, then the terminal", () => {
    expect(coloured(true, { NO_COLOR: "1" })).toBe(true);
    expect(coloured(false, { FORCE_COLOR: "1" }, true)).toBe(false);
    expect(coloured(undefined, { NO_COLOR: "1", FORCE_COLOR: "1" }, true)).toBe(false);
    expect(coloured(undefined, { FORCE_COLOR: "1" })).toBe(true);
    expect(coloured(undefined, { FORCE_COLOR: "0" }, true)).toBe(false);
    expect(coloured(undefined, {}, true)).toBe(true);
    expect(coloured(undefined, { TERM: "dumb" }, true)).toBe(false);
    expect(coloured(undefined, {})).toBe(false);
  });
});
