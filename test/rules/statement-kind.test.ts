import { describe, expect, test } from "vitest";
import { readsOnly, unconditionalMutation } from "../../server/src/rules/support/statement-kind.ts";
import { operation, sqlText } from "../support/facts.ts";

describe("a statement without a condition", () => {
  test.each([
    ["DELETE FROM session", "session"],
    ["delete from only public.session;", "public.session"],
    ["/* nightly */ UPDATE post SET seen = true -- where?", "post"],
    ["UPDATE post SET rank = (SELECT 1 WHERE true)", "post"],
    ["SELECT 1; DELETE FROM log", "log"],
  ])("%s", (text, table) => {
    expect(unconditionalMutation(sqlText(text))?.table).toBe(table);
  });

  test.each([
    "DELETE FROM session WHERE id = $1",
    "UPDATE post SET seen = true WHERE id IN (1, 2)",
    "UPDATE post SET name = u.name FROM users u",
    "DELETE FROM a USING b",
    "DELETE FROM log LIMIT 10",
    "INSERT INTO log (text) VALUES ('DELETE FROM log')",
    'SELECT "delete" FROM session',
    "TRUNCATE session",
    "INSERT INTO a VALUES (1) ON CONFLICT DO UPDATE SET b = 1",
    "",
  ])("not: %s", (text) => {
    expect(unconditionalMutation(sqlText(text))).toBeUndefined();
  });

  test("text with a hole may name its condition there", () => {
    const text = sqlText("DELETE FROM session ");
    const hole = {
      range: text.range,
      text: "condition",
      at: text.range,
      slot: "fragment" as const,
      quoted: false,
      valueType: {
        text: "string",
        base: "string" as const,
        nullable: false,
        optional: false,
        strictNullChecks: true,
        promise: false,
      },
      origin: { kind: "unknown" as const, steps: [] },
    };
    const parts = [...text.parts, { kind: "hole" as const, hole }];
    expect(unconditionalMutation({ ...text, parts })).toBeUndefined();
  });
});

test.each([
  ["SELECT 1", true],
  ["-- all\n  with a as (select 1) select * from a", true],
  ["SELECT 'insert'", true],
  ["WITH a AS (INSERT INTO log DEFAULT VALUES RETURNING id) SELECT * FROM a", false],
  ["INSERT INTO log DEFAULT VALUES", false],
  ["CALL tidy()", false],
])("%s only reads: %s", (text, expected) => {
  expect(readsOnly(operation("Post", { kind: "raw", sql: [0] }), [sqlText(text)])).toBe(expected);
});
