import { describe, expect, test } from "vitest";
import type { SqlSink } from "../../server/src/model/index.ts";
import { readSlots } from "../../server/src/sql/slots.ts";

/** Reads the slots of SQL in which `«»` marks the holes. */
function slots(sql: string, sink: SqlSink = "statement"): string {
  const pieces = sql.split("«»").flatMap((text, index) => (index === 0 ? [text] : [null, text]));
  return readSlots(
    pieces.filter((piece) => piece !== ""),
    sink,
  )
    .map((reading) => (reading.quoted ? "quoted " : "") + (reading.names ?? reading.slot))
    .join(", ");
}

describe("values", () => {
  test.each([
    ["SELECT * FROM users WHERE id = «»", "value"],
    ["SELECT * FROM users WHERE name = '«»'", "quoted value"],
    ["SELECT * FROM users WHERE name LIKE '%«»%'", "quoted value"],
    ["SELECT * FROM users WHERE name ILIKE «»", "value"],
    ["SELECT * FROM users WHERE a = '«»' AND b <> «» OR c >= «»", "quoted value, value, value"],
    ["SELECT * FROM users LIMIT «» OFFSET «»", "value, value"],
    ["SELECT * FROM users WHERE id IN («»)", "list"],
    ["SELECT * FROM users WHERE id IN («», «»)", "value, value"],
    ["SELECT * FROM users WHERE id = ANY(«»)", "list"],
    ["SELECT * FROM t WHERE tags && ARRAY[«»]", "list"],
    ["INSERT INTO t (a, b) VALUES («», '«»')", "value, quoted value"],
    ["INSERT INTO t VALUES (1, 2), («», «»)", "value, value"],
    ["UPDATE t SET a = «», b = '«»' WHERE c = 1", "value, quoted value"],
    ["SELECT * FROM t WHERE a BETWEEN «» AND «» AND b = 1", "value, value"],
    ["SELECT now() - INTERVAL '«» days'", "quoted value"],
    ["SELECT $$ «» $$", "quoted value"],
    ["SELECT E'it\\'s «»'", "quoted value"],
    ["SELECT 'it''s «»'", "quoted value"],
    ["SELECT CASE WHEN a THEN «» ELSE «» END", "value, value"],
  ])("%s", (sql, expected) => expect(slots(sql)).toBe(expected));
});

describe("names", () => {
  test.each([
    ["SELECT * FROM «»", "identifier"],
    ["SELECT * FROM «» WHERE a = 1", "identifier"],
    ['SELECT * FROM "«»"', "quoted identifier"],
    ['SELECT * FROM "«»"."users"', "quoted identifier"],
    ["SELECT * FROM `«»`", "quoted identifier"],
    ["SELECT * FROM public.«»", "identifier"],
    ["SELECT «»(name) FROM t", "identifier"],
    ["SELECT * FROM «».users", "identifier"],
    ["SELECT «».id FROM t", "alias"],
    ["SELECT * FROM t WHERE «».id = 1", "alias"],
    ["SELECT * FROM t WHERE «».«» = 1", "alias, identifier"],
    ["SELECT * FROM a JOIN b ON «».id = b.id", "alias"],
    ["SELECT * FROM users «» ON a = b", "identifier"],
    ["CREATE INDEX idx_«» ON users («»)", "identifier, identifier"],
    ["SELECT * FROM t ORDER BY «»", "identifier"],
    ["SELECT * FROM t ORDER BY a, «»", "identifier"],
    ["SELECT * FROM t GROUP BY «»", "identifier"],
    ["SELECT «» FROM t", "identifier"],
    ["SELECT a AS «» FROM t", "identifier"],
    ["SELECT COUNT(«») FROM t", "identifier"],
    ["SELECT a::«» FROM t", "identifier"],
    ["UPDATE «» SET «» = 1", "identifier, identifier"],
    ["UPDATE t SET a = 1, «» = 2", "identifier"],
    ["INSERT INTO t («», b) VALUES (1, 2)", "identifier"],
    ["SELECT * FROM t WHERE «» = 1", "identifier"],
    ["SELECT * FROM t WHERE a = 1 AND «» IS NULL", "identifier"],
    ["SELECT * FROM t WHERE («» > 1)", "identifier"],
    ["ALTER TABLE t RENAME TO «»", "identifier"],
    ["DROP INDEX IF EXISTS «»", "identifier"],
    ["SELECT * FROM t WHERE a = :«»", "placeholder"],
    ["SELECT * FROM t WHERE a IN (:...«»)", "placeholder"],
    ["SELECT * FROM t WHERE a = $«»", "placeholder"],
    ["SELECT * FROM t WHERE a = :key«»", "placeholder"],
  ])("%s", (sql, expected) => expect(slots(sql)).toBe(expected));
});

describe("keywords and fragments", () => {
  test.each([
    ["SELECT * FROM t ORDER BY a «»", "keyword"],
    ["SELECT * FROM t ORDER BY a.b «» LIMIT 1", "keyword"],
    ["SELECT * FROM t ORDER BY «» «»", "identifier, keyword"],
    ["SELECT * FROM t ORDER BY a DESC «»", "keyword"],
    ["SELECT * FROM t WHERE a «» $1", "keyword"],
    ["SELECT * FROM t WHERE «»", "fragment"],
    ["SELECT * FROM t WHERE a = 1 AND «»", "fragment"],
    ["SELECT * FROM t WHERE a = 1 «»", "fragment"],
    ["SELECT * FROM t WHERE («»)", "fragment"],
    ["SELECT * FROM t «»", "fragment"],
    ["SELECT * FROM («») x", "fragment"],
    ["SELECT lower(«») FROM t", "fragment"],
    ["SELECT 1 -- «»", "fragment"],
    ["SELECT 1 /* /* «» */ */", "fragment"],
    ["«»", "fragment"],
    ["«» LIMIT 1", "fragment"],
    ["SELECT * «»", "fragment"],
    ["SELECT COUNT(*) «»", "fragment"],
    ["SELECT 1; «»", "fragment"],
  ])("%s", (sql, expected) => expect(slots(sql)).toBe(expected));
});

describe("parts of statements", () => {
  test.each<[SqlSink, string, string]>([
    ["condition", "user.name = '«»'", "quoted value"],
    ["condition", "«».id = :id", "alias"],
    ["condition", "«» = :id", "identifier"],
    ["condition", "«»", "fragment"],
    ["condition", "a.b «» :c", "keyword"],
    ["condition", "a.id IN («»)", "list"],
    ["order-by", "«»", "identifier"],
    ["order-by", "«».«»", "alias, identifier"],
    ["order-by", "a.b «»", "keyword"],
    ["order-by", "RAND(«»)", "fragment"],
    ["group-by", "a, «»", "identifier"],
    ["select", "«»", "identifier"],
    ["select", "COUNT(*) as «»", "identifier"],
    ["table", "«»", "identifier"],
    ["table", "«».posts", "alias"],
    ["table", "(«»)", "fragment"],
    ["expression", "counter + «»", "value"],
  ])("%s: %s", (sink, sql, expected) => expect(slots(sql, sink)).toBe(expected));
});
