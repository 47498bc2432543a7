import type { Finding } from "./judge.ts";
import type { Annotation } from "./rule-tester-annotations.ts";

/** A finding as an annotation would write it: on its first line. */
export function annotationOf(finding: Finding, text: string): Annotation {
  const before = text.slice(0, finding.at.start);
  const line = before.split("\n").length - 1;
  const start = finding.at.start - (before.lastIndexOf("\n") + 1);
  const lineEnd = text.indexOf("\n", finding.at.start);
  const end = Math.min(finding.at.end, lineEnd < 0 ? text.length : lineEnd);
  return {
    line,
    start,
    end: start + Math.max(1, end - finding.at.start),
    severity: finding.severity,
    text: finding.message,
  };
}

/** What a fixture expects and does not get, and the other way round. */
export interface Difference {
  readonly missing: readonly Annotation[];
  readonly unexpected: readonly Annotation[];
}

export function compare(
  expected: readonly Annotation[],
  actual: readonly Annotation[],
): Difference {
  const left = [...actual];
  const missing = expected.filter((annotation) => {
    const index = left.findIndex((finding) => fits(annotation, finding));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  return { missing, unexpected: left };
}

/** Whether a finding is the one that an annotation speaks of. */
export function fits(annotation: Annotation, finding: Annotation): boolean {
  return (
    annotation.line === finding.line &&
    annotation.start === finding.start &&
    annotation.end === finding.end &&
    annotation.severity === finding.severity &&
    finding.text.includes(annotation.text)
  );
}

/** The differences of one file for a person: missing and unexpected apart, each with its code. */
export function printDifference(file: string, text: string, difference: Difference): string {
  const lines = text.split("\n");
  const section = (title: string, annotations: readonly Annotation[]) =>
    annotations.length === 0
      ? []
      : [`${title}:`, ...annotations.map((annotation) => frame(file, lines, annotation))];
  return [
    ...section("Expected, but not found", difference.missing),
    ...section("Found, but not expected", difference.unexpected),
  ].join("\n");
}

function frame(file: string, lines: readonly string[], annotation: Annotation): string {
  const { line, start, end, severity, text } = annotation;
  const gutter = String(line + 1);
  const blank = " ".repeat(gutter.length);
  return [
    `  ${file}:${line + 1}:${start + 1}`,
    `  ${gutter} | ${lines[line] ?? ""}`,
    `  ${blank} | ${" ".repeat(start)}${"^".repeat(end - start)} ${severity}: ${text || "(any message)"}`,
  ].join("\n");
}
