import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { expect } from "vitest";
import type { FileFacts } from "../../server/src/model/index.ts";
import { linkProject } from "../../server/src/project/link.ts";
import type { Rule } from "../../server/src/rules/support/define-rule.ts";
import { applyEdits, compatibleEdits } from "./apply-edits.ts";
import { type Finding, judgeFile } from "./judge.ts";
import {
  type Annotation,
  readAnnotations,
  stripAnnotations,
  writeAnnotations,
} from "./rule-tester-annotations.ts";
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
  const texts = new Map(fixture.files.map((file) => [file, readFileSync(file, "utf8")]));
  const findings = judgeFixture(rule, fixture, await programs.factsOf(fixture.files));
  if (!updating) checkAnnotations(texts, findings);
  const fixed = await fixUntilStable(rule, fixture, texts, programs);
  const changed = [...fixed].some(([file, text]) => text !== texts.get(file));
  for (const [file, text] of fixed) {
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
  if (updating) updateAnnotations(texts, findings);
}

function checkAnnotations(texts: ReadonlyMap<string, string>, findings: readonly Finding[]): void {
  for (const [file, text] of texts) {
    const difference = compare(readAnnotations(text), annotationsOf(file, text, findings));
    if (difference.missing.length + difference.unexpected.length > 0) {
      expect.fail(printDifference(relative(fixturesRoot, file), text, difference));
    }
  }
}

/** The words of a message up to its first pause: enough to tell it from others. */
function opening(message: string): string {
  return message.split(/[,:;.] /, 1)[0] ?? message;
}

/** Writes the findings down; an annotation that fits one keeps its words. */
function updateAnnotations(texts: ReadonlyMap<string, string>, findings: readonly Finding[]): void {
  for (const [file, text] of texts) {
    const written = readAnnotations(text);
    const wanted = annotationsOf(file, text, findings).map(
      (each) => written.find((old) => fits(old, each)) ?? { ...each, text: opening(each.text) },
    );
    writeFileSync(file, writeAnnotations(text, wanted));
  }
}

function annotationsOf(
  file: string,
  text: string,
  findings: readonly Finding[],
): readonly Annotation[] {
  return findings.filter((each) => each.file === file).map((each) => annotationOf(each, text));
}

/** The texts once no fix is offered any more. */
async function fixUntilStable(
  rule: Rule,
  fixture: Fixture,
  original: ReadonlyMap<string, string>,
  programs: FixturePrograms,
): Promise<ReadonlyMap<string, string>> {
  let texts = original;
  for (let pass = 1; ; pass++) {
    const facts = await programs.factsOfTexts(fixture.files, texts);
    const edits = compatibleEdits(judgeFixture(rule, fixture, facts));
    if (edits.length === 0) return texts;
    if (pass > MAX_PASSES) expect.fail(`fixes of ${fixture.name} never come to rest`);
    const editsOf = (file: string) => edits.filter((edit) => edit.file === file);
    texts = new Map([...texts].map(([file, text]) => [file, applyEdits(text, editsOf(file))]));
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
