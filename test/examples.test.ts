import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../scripts/support/paths.ts";
import { ruleNames } from "../scripts/support/rule-docs.ts";

interface Finding {
  readonly file: string;
  readonly rule: string;
  readonly severity: string;
  readonly range: { readonly start: { readonly line: number; readonly column: number } };
}

const shop = join(root, "examples/shop");
const expectation = join(root, "test/examples-shop.expected.json");
let found: readonly string[] = [];
let rules: ReadonlySet<string>;

beforeAll(() => {
  const run = spawnSync(
    process.execPath,
    [join(root, "dist/cli.cjs"), "check", "--no-cache", "--format", "json"],
    { cwd: shop, encoding: "utf8" },
  );
  expect(run.stderr).toBe("");
  expect(run.status).toBe(1);
  const document: { findings: Finding[] } = JSON.parse(run.stdout);
  rules = new Set(document.findings.map((finding) => finding.rule));
  found = document.findings.map(
    ({ file, range, severity, rule }) =>
      `${file}:${range.start.line}:${range.start.column} ${severity} ${rule}`,
  );
  if (process.env.UPDATE === "1") writeFileSync(expectation, `${JSON.stringify(found, null, 1)}\n`);
});

describe("examples/shop", () => {
  it("shows every rule", () => {
    expect(ruleNames().filter((rule) => !rules.has(rule))).toEqual([]);
  });

  it.each([
    "text",
    "json",
    "sarif",
    "github",
    "junit",
  ])("shows the planted password in no report: %s", (format) => {
    const { stdout } = spawnSync(
      process.execPath,
      [join(root, "dist/cli.cjs"), "check", "--no-cache", "--format", format],
      { cwd: shop, encoding: "utf8" },
    );
    expect(stdout).toContain("no-hardcoded-credentials");
    expect(stdout).not.toContain("t0psecret");
  });

  it("has exactly the planted findings", () => {
    expect(found).toEqual(JSON.parse(readFileSync(expectation, "utf8")));
  });
});
