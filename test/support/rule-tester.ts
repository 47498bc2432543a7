import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { expect } from "vitest";
import type { FileFacts } from "../../server/src/model/index.ts";
import { linkProject } from "../../server/src/project/link.ts";
import type { Rule } from "../../server/src/rules/support/define-rule.ts";
import { applyEdits, compatibleEdits } from "./apply-edits.ts";
import { type Finding, judgeFile } from "./judge.ts";
import { readAnnotations, stripAnnotations, writeAnnotations } from "./rule-tester-annotations.ts";
import { annotationOf, compare, fits, printDifference } from "./rule-tester-compare.ts";
import { type Fixture, fixturesRoot } from "./rule-tester-fixtures.ts";
import type { FixturePrograms } from "./rule-tester-programs.ts";

/** With `UPDATE=1` in the environment, annotations and fixed files are rewritten to what the rule says. */
const updating = process.env.UPDATE === "1";

/** A fixture that needs more passes than this has fixes that undo each other. */
const MAX_PASSES = 10;

/** Judges one fixture: its findings against its annotations, its text after fixing against its fixed files. */
export async function testFixture(
  rule: Rule,
  fixture: Fixture,
  programs: FixturePrograms,
): Promise<void> {
  const findings = judgeFixture(rule, fixture, await programs.factsOf(fixture.files));
  for (const file of fixture.files) {
    const text = readFileSync(file, "utf8");
    const actual = findings.filter((each) => each.file === file).map((f) => annotationOf(f, text));
    const expected = readAnnotations(text);
    if (updating) {
      const kept = actual.map((each) => expected.find((old) => fits(old, each)) ?? each);
      writeFileSync(file, writeAnnotations(text, kept));
      continue;
    }
    const difference = compare(expected, actual);
    if (difference.missing.length + difference.unexpected.length > 0) {
      expect.fail(printDifference(relative(fixturesRoot, file), text, difference));
    }
  }
  await testFixes(rule, fixture, programs);
}

/** Fixes until nothing more is offered, and compares with the files beside the fixture. */
async function testFixes(rule: Rule, fixture: Fixture, programs: FixturePrograms): Promise<void> {
  const original = new Map(fixture.files.map((file) => [file, readFileSync(file, "utf8")]));
  let texts = original;
  for (let pass = 1; ; pass++) {
    const facts = await programs.factsOfTexts(fixture.files, texts);
    const edits = compatibleEdits(judgeFixture(rule, fixture, facts));
    if (edits.length === 0) break;
    if (pass > MAX_PASSES) expect.fail(`fixes of ${fixture.name} never come to rest`);
    texts = new Map(
      [...texts].map(([file, text]) => [
        file,
        applyEdits(
          text,
          edits.filter((edit) => edit.file === file),
        ),
      ]),
    );
  }
  const changed = [...texts].some(([file, text]) => text !== original.get(file));
  for (const [file, text] of texts) {
    const expectation = fixture.fixed.get(file);
    if (expectation === undefined) continue;
    if (updating) write(expectation, changed ? stripAnnotations(text) : undefined);
    else if (changed || existsSync(expectation)) {
      const wanted = existsSync(expectation)
        ? readFileSync(expectation, "utf8")
        : "(no fixed file)";
      expect(stripAnnotations(text), relative(fixturesRoot, expectation)).toBe(wanted);
    }
  }
}

function judgeFixture(
  rule: Rule,
  fixture: Fixture,
  facts: readonly FileFacts[],
): readonly Finding[] {
  const project = linkProject(facts);
  return facts
    .filter((each) => fixture.files.includes(each.file))
    .flatMap((each) => judgeFile(rule, each, project, fixture.settings.options));
}

function write(file: string, text: string | undefined): void {
  if (text === undefined) {
    rmSync(file, { force: true });
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
