import type { Diagnostic } from "../../base/index.ts";
import type { CheckResult } from "../../engine/index.ts";
import { byFile, type Reporter, shownPath } from "./report.ts";

/** JUnit XML: a suite for each file with findings, a failed case for each finding. */
export const junitReporter: Reporter = ({ result, cwd, durationMs }) => {
  const { diagnostics } = result;
  const seconds = (durationMs / 1000).toFixed(3);
  const suites = [...byFile(diagnostics)].map(([file, findings]) =>
    suite(shownPath(cwd, file), findings, result),
  );
  // Servers take a document without any case for a failed run.
  if (suites.length === 0)
    suites.push(
      '  <testsuite name="ormlint" tests="1" failures="0" errors="0">\n    <testcase classname="ormlint" name="no findings"/>\n  </testsuite>',
    );
  const total = Math.max(1, diagnostics.length);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="ormlint" tests="${total}" failures="${diagnostics.length}" errors="0" time="${seconds}">`,
    ...suites,
    "</testsuites>\n",
  ].join("\n");
};

function suite(path: string, findings: readonly Diagnostic[], { texts }: CheckResult): string {
  const cases = findings.map(({ file, range, rule, severity, message }) => {
    const { line, column } = texts.of(file).at(range.start);
    const place = `${path}:${line}:${column}`;
    return [
      `    <testcase classname="${escapeXml(path)}" name="${escapeXml(`${rule} at ${line}:${column}`)}" file="${escapeXml(path)}" line="${line}">`,
      `      <failure type="${severity}" message="${escapeXml(message)}">${escapeXml(`${place} ${rule}: ${message}`)}</failure>`,
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
