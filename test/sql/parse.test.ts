import { expect, test } from "vitest";
import type { Hole, SqlPart } from "../../server/src/model/index.ts";
import { parsable, parseSql } from "../../server/src/sql/parse.ts";
import { readPlaceholders } from "../../server/src/sql/placeholders.ts";

function text(value: string, start: number): SqlPart {
  return { kind: "text", text: value, range: { start, end: start + value.length } };
}

function hole(start: number, facts: Partial<Hole>): SqlPart {
  const range = { start, end: start + 1 };
  return {
    kind: "hole",
    hole: {
      range,
      at: range,
      text: "x",
      slot: "value",
      quoted: false,
      valueType: {
        text: "string",
        base: "string",
        nullable: false,
        optional: false,
        strictNullChecks: true,
        promise: false,
      },
      origin: { kind: "unknown", steps: [] },
      ...facts,
    },
  };
}

test("names the statements", async () => {
  expect(await parseSql("SELECT 1; UPDATE t SET a = $1")).toMatchObject({
    ok: true,
    statements: ["SelectStmt", "UpdateStmt"],
  });
  expect(await parseSql("  ")).toMatchObject({ ok: true, statements: [] });
});

test("tells where parsing stops, in UTF-16 units", async () => {
  const sql = "SELECT '\u{1F600}' FORM t";
  expect(await parseSql(sql)).toMatchObject({ ok: false, position: { start: 17, end: 18 } });
});

test("fills holes by their slots and numbers the placeholders", async () => {
  const parts = [
    text("SELECT a FROM ", 1),
    hole(15, { slot: "identifier" }),
    text(" WHERE b = ", 16),
    hole(27, {}),
    text(" AND c IN (:...ids) AND d = :id AND e = :id", 28),
  ];
  const sql = parsable(parts, "statement");
  expect(sql?.text).toBe("SELECT a FROM x WHERE b = NULL AND c IN ($1) AND d = $2 AND e = $2");
  expect(await parseSql(sql?.text ?? "")).toMatchObject({ ok: true });
});

test("gives up where a hole may be anything", () => {
  expect(
    parsable([text("SELECT 1 ", 0), hole(9, { slot: "fragment" })], "statement"),
  ).toBeUndefined();
});

test("maps an error of a clause back to the file", async () => {
  const file = '"a = :name AND AND b"';
  const sql = parsable([text("a = :name AND AND b", 1)], "condition");
  const parse = await parseSql(sql?.text ?? "");
  if (parse.ok || !sql) throw new Error("expected an error");
  const range = sql.sourceRange(parse.position, file);
  expect(file.slice(range?.start, range?.end)).toBe("AND");
  expect(range?.start).toBe(15);
});

test.each([
  ["a = $1 AND b = $2", { style: "dollar", numbers: [1, 2] }],
  ["a = :a AND b IN (:...b)", { style: "named", names: ["a", "b"] }],
  ["a = ? AND `b` = ?", { style: "question", questions: 2, backticks: true }],
  ["a = ':no' AND b::int = 1", { style: undefined, names: [] }],
  ["a = ? AND b = $1", { style: undefined }],
])("reads the placeholders of %s", (sql, expected) => {
  expect(readPlaceholders([sql])).toMatchObject(expected);
});
