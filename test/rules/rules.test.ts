import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { loadRule, ruleFileNames } from "../support/all-rules.ts";
import { testFixture } from "../support/rule-tester.ts";
import { fixturesOf, fixturesRoot } from "../support/rule-tester-fixtures.ts";
import { FixturePrograms } from "../support/rule-tester-programs.ts";

const compiler = resolve(import.meta.dirname, "../../node_modules/typescript/bin/tsc");
const programs = new FixturePrograms();

afterAll(() => programs.close());

describe.each(ruleFileNames())("%s", (file) => {
  const fixtures = fixturesOf(file);

  test("is named as its file", async () => {
    expect((await loadRule(file)).name).toBe(file);
  });

  test("has messages that are sentences", async () => {
    for (const message of Object.values((await loadRule(file)).messages)) {
      expect(message).toMatch(/^[A-Z`{(].*\.$/s);
      expect(message, "no shouting").not.toMatch(/!/);
    }
  });

  test("is shown by a finding, a valid twin, a near miss, and its fix", async () => {
    const kinds = fixtures.map((fixture) => fixture.kind);
    expect(kinds).toContain("finding");
    expect(kinds).toContain("valid");
    expect(kinds).toContain("near-miss");
    const fixedFiles = fixtures.flatMap((fixture) => [...fixture.fixed.values()]);
    const { fix } = await loadRule(file);
    expect(fixedFiles.some((fixed) => existsSync(fixed))).toBe(fix !== "none");
  });

  for (const fixture of fixtures) {
    test(fixture.name, async () => testFixture(await loadRule(file), fixture, programs));
  }
});

test.each([
  "tsconfig.json",
  "tsconfig.v1.json",
  "tsconfig.loose.json",
])("fixtures of %s are free of type errors", async (config) => {
  const args = [compiler, "-p", config, "--pretty", "false"];
  const output = await promisify(execFile)(process.execPath, args, { cwd: fixturesRoot }).then(
    () => "",
    (error: { stdout?: string }) => error.stdout ?? String(error),
  );
  const noInputs = /^error TS18003:.*$/m;
  expect(output.replace(noInputs, "").trim()).toBe("");
});
