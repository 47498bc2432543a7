import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../scripts/support/paths.ts";
import {
  loadRules,
  type RuleDocumentation,
  readRuleDocumentation,
} from "../scripts/support/rule-docs.ts";
import { CompilerSession, type Snapshot } from "../server/src/compiler/session.ts";
import { readFileFacts } from "../server/src/engine/read-file.ts";
import type { Rule } from "../server/src/rules/support/define-rule.ts";
import { adapters } from "./support/adapters.ts";
import { judge } from "./support/judge.ts";

interface Example {
  readonly rule: string;
  readonly verdict: "bad" | "good";
  readonly file: string;
  readonly label: string;
}

const folder = join(root, "test/.docs-examples");
const rules: readonly Rule[] = await loadRules();
const documentation: ReadonlyMap<string, RuleDocumentation> = await readRuleDocumentation();
const examples: readonly Example[] = [...documentation].flatMap(([rule, page]) =>
  page.examples.map((example, index) => ({
    rule,
    verdict: example.verdict,
    file: join(folder, `${rule}-${index + 1}-${example.verdict}.ts`),
    label: `${rule}: example ${index + 1} is ${example.verdict}`,
  })),
);

let session: CompilerSession;
let snapshot: Snapshot;

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [rule, page] of documentation) {
    for (const [index, example] of page.examples.entries()) {
      const file = join(folder, `${rule}-${index + 1}-${example.verdict}.ts`);
      writeFileSync(file, `${example.code}\nexport {};\n`);
    }
  }
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: "../rules/tsconfig.json", include: ["*.ts"], exclude: [] }),
  );
  session = new CompilerSession({ cwd: folder });
  snapshot = await session.open([join(folder, "tsconfig.json")]);
});

afterAll(async () => {
  await snapshot.release();
  await session.close();
  rmSync(folder, { recursive: true, force: true });
});

async function findings(file: string): Promise<string[]> {
  const program = snapshot.programs[0];
  if (!program) throw new Error("the examples did not open");
  const facts = await readFileFacts(program, file, adapters);
  if (!facts) return [];
  return rules
    .filter((rule) => rule.severity !== "off")
    .flatMap((rule) => judge(rule, [facts]).map(() => rule.name));
}

describe("documentation of the rules", () => {
  it("has examples of both kinds for every rule", () => {
    for (const [rule, page] of documentation) {
      const verdicts = new Set(page.examples.map((example) => example.verdict));
      expect([...verdicts].sort(), rule).toEqual(["bad", "good"]);
    }
  });

  it("has a page for every rule", () => {
    const missing = rules.filter((rule) => !existsSync(join(root, `docs/rules/${rule.name}.md`)));
    expect(missing.map((rule) => rule.name)).toEqual([]);
  });

  it("shows code that type-checks", async () => {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const output = await promisify(execFile)(process.execPath, [
      tsc,
      "-p",
      folder,
      "--pretty",
      "false",
    ]).then(
      () => "",
      (error: { stdout?: string }) => error.stdout ?? String(error),
    );
    expect(output.trim()).toBe("");
  });

  it.each(examples)("$label", async ({ rule, verdict, file }) => {
    expect(await findings(file), readFileSync(file, "utf8")).toEqual(
      verdict === "bad" ? [rule] : [],
    );
  });
});
