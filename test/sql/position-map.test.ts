import { expect, test } from "vitest";
import { literalPositions, partPositions } from "../../server/src/sql/position-map.ts";

test.each<["string" | "template", string, string]>([
  ["string", "a\\nb", "a\nb"],
  ["string", "\\x41\\u0042\\u{1F600}", "AB\u{1F600}"],
  ["string", "a\\\r\nb", "ab"],
  ["string", "\\'\\\\\\0", "'\\\0"],
  ["string", "\\101", "A"],
  ["template", "a\r\nb\rc", "a\nb\nc"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a template is what is tested
  ["template", "\\`\\${x}", "`${x}"],
])("reads a %s as its value", (kind, raw, cooked) => {
  expect(literalPositions(raw, 0, kind).cooked).toBe(cooked);
  expect(literalPositions(raw, 7, kind).sourceOffset(cooked.length)).toBe(7 + raw.length);
});

test("maps through escapes", () => {
  const map = literalPositions("\\u{1F600}x\\ny", 10, "string");
  expect(map.sourceRange(2, 3)).toEqual({ start: 19, end: 20 });
  expect(map.sourceRange(4, 5)).toEqual({ start: 22, end: 23 });
});

test("maps across parts, and a folded part to its whole range", () => {
  const file = "const a = 'AB\\n' + T + 'CD';";
  const place = partPositions(
    [
      { text: "AB\n", range: { start: 11, end: 15 } },
      { text: "folded", range: { start: 19, end: 20 } },
      { text: "CD", range: { start: 24, end: 26 } },
    ],
    file,
  );
  expect(place(1, 2)).toEqual({ start: 12, end: 13 });
  expect(place(4, 6)).toEqual({ start: 19, end: 20 });
  expect(place(10, 11)).toEqual({ start: 25, end: 26 });
  expect(place(1, 10)).toEqual({ start: 12, end: 25 });
});
