// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts under test hold the templates of fixtures
import { afterAll, describe, expect, test } from "vitest";
import { origins, SqlFixtures, shape } from "./sql-print.ts";

const fixtures = new SqlFixtures();
afterAll(() => fixtures.close());

describe("what text is made of", () => {
  test.each(
    Object.entries({
      plain: ["SELECT 'a\n'", "SELECT «1 identifier [1]»"],
      joined: [
        "SELECT «a identifier» FROM users WHERE active = «true value [true]»",
        "SELECT «a identifier» FROM «b identifier»",
        "SELECT «a identifier» FROM t",
        "  SELECT «a identifier»  ",
        "SELECT «a + b identifier»",
      ],
      built: ["SELECT 1 FROM t WHERE 1 = 1 AND a = '«a quoted value»' AND b = '«b quoted value»'"],
      chosen: ["«text fragment {«a identifier» «a quoted value»}»"],
      pushed: ["SELECT 1 FROM t WHERE true AND a = '«a quoted value»'"],
      optional: [
        "SELECT 1 FROM t «a ? `WHERE a = '${a}'` : \"\" fragment {«a quoted value»}» LIMIT 1",
        'SELECT 1 FROM t ORDER BY a «a ? "ASC" : "DESC" keyword [ASC|DESC]»',
        "SELECT 1 FROM t «a && `WHERE a = '${a}'` fragment {«a quoted value»}»",
      ],
      helped: ["SELECT 1 FROM t WHERE a = '«value quoted value»'"],
      tagged: ["«tag`SELECT ${a}` fragment»"],
    }),
  )("%s", async (name, expected) => {
    expect((await fixtures.read("texts.ts", shape)).get(name)).toEqual(expected);
  });
});

describe("where holes come from", () => {
  test.each(
    Object.entries({
      constants: ["constant", "constant", "parameter"],
      numbers: [
        "numeric",
        "numeric",
        "numeric",
        "numeric",
        "parameter",
        "numeric",
        "numeric",
        "parameter",
        "numeric",
        "constant",
        "numeric",
        "numeric",
      ],
      looked: ["allow-listed", "allow-listed"],
      checked: Array(6).fill("allow-listed"),
      reset: ["allow-listed"],
      unchecked: Array(4).fill("parameter"),
      stripped: ["escaped", "parameter"],
      requested: ["request", "request", "request", "parameter"],
      others: ["environment", "unknown", "parameter", "parameter"],
      inner: ["constant"],
      passed: ["parameter"],
      Repository: ["constant", "unknown", "constant"],
    }),
  )("%s", async (name, expected) => {
    expect((await fixtures.read("origins.ts", origins)).get(name)).toEqual(expected);
  });
});
