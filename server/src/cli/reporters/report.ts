import type { Diagnostic, Fix, Range, Severity } from "../../base/index.ts";
import { type CheckResult, type LineIndex, type Rule, relativePath } from "../../engine/index.ts";
import type { Colours } from "../colours.ts";
import { oneLine, problemLine } from "../output.ts";

/** What a reporter prints. */
export interface Report {
  readonly result: CheckResult;
  readonly cwd: string;
  readonly rules: readonly Rule[];
  readonly durationMs: number;
  readonly colours: Colours;
  /** Cells of a line of the terminal; `undefined` when the output goes elsewhere. */
  readonly width?: number | undefined;
  /** The findings are mistakes in the configuration: nothing was analysed, so there is nothing to sum up. */
  readonly withoutSummary?: boolean;
}

/** What a run has to say beside its findings. An `error` means that findings may be missing. */
export interface RunProblem {
  readonly level: "error" | "note";
  readonly message: string;
}

/** The failures of a run, then its notes. Paths in them are shown as on stderr. */
export function problemsOf({ mistakes, problems, notes }: CheckResult): readonly RunProblem[] {
  const failures = [...mistakes.map(oneLine), ...problems.map(problemLine)];
  return [
    ...failures.map((message) => ({ level: "error" as const, message })),
    ...notes.map((note) => ({ level: "note" as const, message: oneLine(note) })),
  ];
}

/** Whether something was not read or judged, so that no findings do not mean that all is well. */
export function hasFailed({ mistakes, problems }: CheckResult): boolean {
  return mistakes.length > 0 || problems.length > 0;
}

/** How a fix is told in a line of text. */
export function fixLine({ title, kind }: Fix): string {
  return `fix: ${title} (${kind === "safe" ? "--fix" : "--fix-suggestions"})`;
}

/** Makes the whole output, with its last end of line. */
export type Reporter = (report: Report) => string;

/** A range as people count: lines and columns from 1, the end exclusive. */
export interface Span {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

export function spanOf(lines: LineIndex, range: Range): Span {
  return { start: lines.at(range.start), end: lines.at(range.end) };
}

/** Path as reports show it: relative to the working folder, with forward slashes. */
export function shownPath(cwd: string, file: string): string {
  return relativePath(cwd, file);
}

export function countBySeverity(
  diagnostics: readonly Diagnostic[],
): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) counts[severity]++;
  return counts;
}

/** Findings by file, in their order. */
export function byFile(
  diagnostics: readonly Diagnostic[],
): ReadonlyMap<string, readonly Diagnostic[]> {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const group = groups.get(diagnostic.file);
    if (group) group.push(diagnostic);
    else groups.set(diagnostic.file, [diagnostic]);
  }
  return groups;
}
