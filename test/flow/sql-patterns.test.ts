import { expect, test } from "vitest";
import { admitsNamesOnly, stripsToNames } from "../../server/src/flow/origin-patterns.ts";

test.each([
  ["/^[a-z_]+$/", true],
  ["/^\\w+$/i", true],
  ["/^[A-Za-z_][\\w.]*$/", true],
  ["/^(asc|desc)$/i", true],
  ["/^\\d{4}-\\d{2}$/", true],
  ["/[a-z]+/", false],
  ["/^[a-z]+$/m", false],
  ["/^a|b$/", false],
  ["/^.+$/", false],
  ["/^[^']+$/", false],
  ["/^[a-z ]+$/", false],
  ["/^[a-z-]+$/", false],
  ["/^\\S+$/", false],
])("%s admits names only: %s", (pattern, expected) => {
  expect(admitsNamesOnly(pattern)).toBe(expected);
});

test.each([
  ["/[^a-z_]/g", "", true],
  ["/\\W+/g", "_", true],
  ["/[^a-z]/", "", false],
  ["/'/g", "''", false],
  ["/[^a-z']/g", "", false],
  ["/[^a-z]/g", "'", false],
])("%s by %j strips to names: %s", (pattern, replacement, expected) => {
  expect(stripsToNames(pattern, replacement)).toBe(expected);
});
