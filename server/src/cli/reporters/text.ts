import type { Diagnostic, Severity } from "../../base/index.ts";
import type { SourceTexts } from "../../engine/index.ts";
import type { Colours } from "../colours.ts";
import { plural } from "../output.ts";
import { codeFrame } from "./code-frame.ts";
import { displayWidth, printable } from "./display-width.ts";
import { countBySeverity, hasFailed, type Report, type Reporter, shownPath } from "./report.ts";

/** For a person: each finding with its place, which terminals link, and the code it stands in; and a summary. */
export const textReporter: Reporter = (report) => {
  const { diagnostics, texts } = report.result;
  const shown = texts.withoutSecrets(diagnostics);
  const blocks = diagnostics.map((each) => block(each, report, shown));
  if (!report.withoutSummary) blocks.push(summaryLines(report).join("\n"));
  return blocks.length === 0 ? "" : `${blocks.join("\n\n")}\n`;
};

function block(diagnostic: Diagnostic, report: Report, shown: SourceTexts): string {
  const { colours, result, cwd, width } = report;
  const { file, range, severity, rule, message, related, fixes } = diagnostic;
  const paint = painter(severity, colours);
  const place = (path: string, offset: number): string => {
    const { line, column } = result.texts.of(path).at(offset);
    return printable(`${shownPath(cwd, path)}:${line}:${column}`);
  };
  const lines = [
    `${colours.cyan(place(file, range.start))} ${paint(severity)} ${colours.bold(rule)}`,
    ...message.split("\n").flatMap((line) => wrapped(printable(line), width)),
    "",
    ...codeFrame(shown.of(file), range, colours, paint).map((line) => `  ${line}`),
  ];
  for (const each of related)
    lines.push(
      `  ${colours.dim("see")} ${colours.cyan(place(each.file, each.range.start))} ${printable(each.message)}`,
    );
  for (const { title, kind } of fixes) {
    const option = kind === "safe" ? "--fix" : "--fix-suggestions";
    lines.push(`  ${colours.green("fix")} ${printable(title)} ${colours.dim(`(${option})`)}`);
  }
  return lines.join("\n");
}

/** A text in lines of the terminal, indented; one line when there is no terminal. */
function wrapped(text: string, width: number | undefined): readonly string[] {
  const room = width === undefined ? Number.POSITIVE_INFINITY : Math.max(20, width - 2);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && displayWidth(longer) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((each) => `  ${each}`);
}

function painter(severity: Severity, colours: Colours): (text: string) => string {
  return { error: colours.red, warning: colours.yellow, info: colours.blue }[severity];
}

function summaryLines({ result, colours, durationMs, cwd }: Report): readonly string[] {
  const { diagnostics, files, baseline, fixing } = result;
  const counts = countBySeverity(diagnostics);
  const seconds = `${(durationMs / 1000).toFixed(2)} s`;
  const lines: string[] = [];
  if (fixing && fixing.fixed > 0)
    lines.push(
      `${plural(fixing.fixed, "finding")} fixed in ${plural(fixing.changedFiles.length, "file")}.`,
    );
  else if (fixing && diagnostics.length > 0) lines.push("Nothing was fixed.");
  if (baseline?.updated)
    lines.push(
      `${plural(baseline.known, "finding")} written to the baseline ${shownPath(cwd, baseline.file)}${keptText(baseline.kept)}.`,
    );
  else if (baseline) {
    lines.push(
      `${plural(baseline.known, "finding")} known to the baseline ${shownPath(cwd, baseline.file)}.`,
    );
    if (baseline.stale.length > 0)
      lines.push(
        `${plural(baseline.stale.length, "entry", "entries")} of the baseline ${baseline.stale.length === 1 ? "matches" : "match"} nothing any more: run with --update-baseline.`,
      );
  }
  const read = `${plural(files, "file")}, ${seconds}`;
  const failed = hasFailed(result);
  const incomplete = colours.red("This run is incomplete: stderr says why.");
  if (diagnostics.length === 0) {
    lines.push(failed ? `${incomplete} (${read})` : `${colours.green("No findings")} (${read}).`);
    return lines;
  }
  const parts = [
    counts.error > 0 && colours.red(plural(counts.error, "error")),
    counts.warning > 0 && colours.yellow(plural(counts.warning, "warning")),
    counts.info > 0 && colours.blue(plural(counts.info, "info")),
  ].filter((part) => part !== false);
  const list = parts.join(", ");
  lines.push(`${colours.bold(plural(diagnostics.length, "finding"))}: ${list} (${read}).`);
  if (failed) lines.push(incomplete);
  const fixable = (kind: string): number =>
    diagnostics.filter(({ fixes }) => fixes.some((fix) => fix.kind === kind)).length;
  const safe = fixable("safe");
  if (safe > 0) lines.push(`${safe} can be fixed with --fix.`);
  const suggested = fixable("suggestion");
  if (suggested > 0)
    lines.push(`${suggested} can be fixed with --fix-suggestions: read the changes.`);
  return lines;
}

/** Entries of files that were not asked about stay in an updated baseline. */
function keptText(kept: number): string {
  return kept === 0 ? "" : `, ${plural(kept, "entry", "entries")} of other files kept`;
}
