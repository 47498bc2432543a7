import type { Diagnostic } from "../../base/index.ts";
import type { CheckResult } from "../../engine/index.ts";
import {
  byFile,
  fixLine,
  problemsOf,
  type Reporter,
  type RunProblem,
  shownPath,
} from "./report.ts";

/** JUnit XML: a suite for each file with findings, a failed case for each finding; an erroneous one for each failure of the run. */
export const junitReporter: Reporter = ({ result, cwd, durationMs }) => {
  const { diagnostics } = result;
  const seconds = (durationMs / 1000).toFixed(3);
  const suites = [...byFile(diagnostics)].map(([file, findings]) =>
    suite(shownPath(cwd, file), findings, result),
  );
  const problems = problemsOf(result);
  const failures = problems.filter(({ level }) => level === "error");
  // Servers take a document without any case for a failed run.
  if (suites.length === 0 || problems.length > 0) suites.push(ownSuite(problems));
  const total = diagnostics.length + failures.length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="ormlint" tests="${Math.max(1, total)}" failures="${diagnostics.length}" errors="${failures.length}" time="${seconds}">`,
    ...suites,
    "</testsuites>\n",
  ].join("\n");
};

/** What the run itself has to say; a passed case when it has no failure. */
function ownSuite(problems: readonly RunProblem[]): string {
  const failures = problems.filter(({ level }) => level === "error");
  const notes = problems.filter(({ level }) => level === "note");
  const cases = failures.map(({ message }, index) =>
    [
      `    <testcase classname="ormlint" name="run: problem ${index + 1}">`,
      `      <error type="failure" message="${escapeXml(message)}">${escapeXml(message)}</error>`,
      "    </testcase>",
    ].join("\n"),
  );
  if (cases.length === 0) cases.push('    <testcase classname="ormlint" name="run"/>');
  const told = notes.map(({ message }) => message).join("\n");
  return [
    `  <testsuite name="ormlint" tests="${cases.length}" failures="0" errors="${failures.length}">`,
    ...cases,
    ...(told === "" ? [] : [`    <system-out>${escapeXml(told)}</system-out>`]),
    "  </testsuite>",
  ].join("\n");
}

function suite(path: string, findings: readonly Diagnostic[], { texts }: CheckResult): string {
  const cases = findings.map(({ file, range, rule, severity, message, fixes }) => {
    const { line, column } = texts.of(file).at(range.start);
    const repairs = fixes.map((fix) => `\n${fixLine(fix)}`).join("");
    const text = `${path}:${line}:${column} ${rule}: ${message}${repairs}`;
    return [
      `    <testcase classname="${escapeXml(path)}" name="${escapeXml(`${rule} at ${line}:${column}`)}" file="${escapeXml(path)}" line="${line}">`,
      `      <failure type="${severity}" message="${escapeXml(message)}">${escapeXml(text)}</failure>`,
      "    </testcase>",
    ].join("\n");
  });
  const name = escapeXml(path);
  const count = findings.length;
  return `  <testsuite name="${name}" tests="${count}" failures="${count}" errors="0">\n${cases.join("\n")}\n  </testsuite>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};

/** Characters that XML 1.0 cannot hold in any form are replaced. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/\p{Surrogate}/gu, "\uFFFD")
    .replaceAll(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, "\uFFFD")
    .replaceAll(/[&<>"\n\r\t]/g, (character) => entities[character] ?? character);
}
