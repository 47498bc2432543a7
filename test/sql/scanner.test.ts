import { expect, test } from "vitest";
import { scanSql, sqlSource } from "../../server/src/sql/scanner.ts";

function tokens(sql: string): readonly string[] {
  return scanSql(sqlSource([sql])).map((token) => `${token.kind} ${token.text}`);
}

test.each<[string, readonly string[]]>([
  ["a='it''s'", ["word a", "operator =", "string 'it''s'"]],
  ["E'a\\'b'", ["string E'a\\'b'"]],
  ["$$ it's $$ x", ["string $$ it's $$", "word x"]],
  ["$tag$ $$ $tag$", ["string $tag$ $$ $tag$"]],
  ['"a""b".`c`', ['quoted-identifier "a""b"', "punctuation .", "quoted-identifier `c`"]],
  ["/* a /* b */ c */ 1", ["comment /* a /* b */ c */", "number 1"]],
  ["1 -- c\n2", ["number 1", "comment -- c", "number 2"]],
  ["a=:name", ["word a", "operator =", "placeholder :name"]],
  ["IN (:...ids)", ["word IN", "punctuation (", "placeholder :...ids", "punctuation )"]],
  ["a=$1::int", ["word a", "operator =", "placeholder $1", "operator ::", "word int"]],
  [
    "a > ? AND b @> @0",
    [
      "word a",
      "operator >",
      "placeholder ?",
      "word AND",
      "word b",
      "operator @>",
      "placeholder @0",
    ],
  ],
  ["-1.5e-3", ["operator -", "number 1.5e-3"]],
  ["a ->> 'b'", ["word a", "operator ->>", "string 'b'"]],
])("%s", (sql, expected) => expect(tokens(sql)).toEqual(expected));

test("an open quote runs to the end", () => {
  const [token] = scanSql(sqlSource(["'abc"]));
  expect(token).toMatchObject({ kind: "string", open: true, end: 4 });
});

test("a replacement character in the text is no hole", () => {
  expect(scanSql(sqlSource(["'\uFFFC'", null])).map((token) => token.holes)).toEqual([[], [0]]);
});
