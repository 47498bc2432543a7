import type { Adapter } from "../adapters/adapter.ts";
import { type CancellationToken, checkpoint, type Diagnostic } from "../base/index.ts";
import type { Dialect, FileFacts } from "../model/index.ts";
import { linkProject } from "../project/link.ts";
import type { Project } from "../project/project.ts";
import type { Rule } from "../rules/support/define-rule.ts";
import type { Configuration } from "./config/configuration.ts";
import type { InternalProblems } from "./failure.ts";
import { layerPatterns } from "./layer-patterns.ts";
import type { ReadFile } from "./read-project.ts";
import { fillMessage, runRules } from "./run-rules.ts";
import type { StatsRecorder } from "./stats.ts";
import { applySuppressions } from "./suppressions/apply.ts";
import { unusedSuppression } from "./suppressions/unused-suppression.ts";
import type { SourceTexts } from "./text/source-texts.ts";

export interface AnalysisContext {
  readonly configuration: Configuration;
  /** Rules to run, without ormlint's own. */
  readonly rules: readonly Rule[];
  readonly adapters: readonly Adapter[];
  readonly problems: InternalProblems;
  readonly stats: StatsRecorder;
  readonly token: CancellationToken;
  readonly texts: SourceTexts;
  /** Whether a file's findings are wanted; every file is read for links. */
  readonly selected: (file: string) => boolean;
  readonly isFatal: (error: unknown) => boolean;
  readonly counter?: { readonly questions: number; readonly roundTrips: number };
  readonly keepTexts?: boolean;
  readonly onFile?: (done: number, total: number) => void;
}

export interface Judgement {
  /** Sorted by file, position, rule. */
  readonly diagnostics: readonly Diagnostic[];
  readonly project: Project;
}

/**
 * Links the facts and runs the rules over the selected files: pure work, no question is asked.
 * @param drivers databases whose drivers the projects depend on, from `databaseDrivers`
 */
export async function judgeFiles(
  files: readonly ReadFile[],
  context: AnalysisContext,
  drivers: readonly Dialect[],
): Promise<Judgement> {
  const { stats, configuration, token } = context;
  const facts = files.flatMap((file) => (file.facts ? [file.facts] : []));
  const project = await stats.stage("link", undefined, () =>
    linkProject(facts, { layers: layerPatterns(configuration), drivers }),
  );
  const diagnostics = await stats.stage("rules", undefined, () => {
    const found: Diagnostic[] = [];
    for (const file of files) {
      checkpoint(token);
      if (context.selected(file.file)) found.push(...judgeFile(file, project, context));
    }
    return found;
  });
  return { diagnostics: withoutTwins(diagnostics.sort(compareDiagnostics)), project };
}

/** What judging one file needs. */
export type JudgeContext = Pick<
  AnalysisContext,
  "configuration" | "rules" | "adapters" | "problems" | "texts"
> & { readonly stats?: Pick<StatsRecorder, "onRule"> };

/** The findings of one file, sorted by position, rule and message. */
export function findingsOf(
  file: ReadFile,
  project: Project,
  context: JudgeContext,
): readonly Diagnostic[] {
  return withoutTwins([...judgeFile(file, project, context)].sort(compareDiagnostics));
}

function judgeFile(
  { file, facts, directives }: ReadFile,
  project: Project,
  context: JudgeContext,
): readonly Diagnostic[] {
  const { configuration, rules, adapters, problems, stats, texts } = context;
  const settingsFor = (path: string) => configuration.settingsFor(path);
  const found = facts
    ? runRules(facts, {
        rules,
        adapters,
        project,
        settingsFor,
        problems,
        ...(stats && { onRule: stats.onRule }),
      })
    : [];
  if (directives.length === 0) return found;
  const lines = texts.of(file);
  const findings = found.map((diagnostic) => ({
    diagnostic,
    rule: diagnostic.rule,
    offset: diagnostic.range.start,
    line: lines.at(diagnostic.range.start).line,
  }));
  const settings = settingsFor(file);
  const names = new Set([...rules.map((rule) => rule.name), unusedSuppression.name]);
  // Without facts nothing can be said about what a suppression silences.
  const judged = (rule: string) => !!facts && settings.get(rule)?.severity !== "off";
  const { kept, problems: mistakes } = applySuppressions(findings, directives, names, judged);
  const severity = settings.get(unusedSuppression.name)?.severity ?? "warning";
  const own: Diagnostic[] = [];
  if (severity !== "off")
    for (const { range, message, data } of mistakes)
      own.push({
        file,
        range,
        rule: unusedSuppression.name,
        severity,
        message: fillMessage(unusedSuppression.messages[message] ?? message, data),
        related: [],
        fixes: [],
      });
  return [...kept.map((finding) => finding.diagnostic), ...own];
}

/** By file, position, rule, message; by code units, so that every machine gives the same order. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.file, b.file) ||
    a.range.start - b.range.start ||
    a.range.end - b.range.end ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One mistake that two facts tell of is one finding. */
function withoutTwins(sorted: readonly Diagnostic[]): readonly Diagnostic[] {
  return sorted.filter((diagnostic, index) => {
    const before = sorted[index - 1];
    return before === undefined || compareDiagnostics(before, diagnostic) !== 0;
  });
}

/** The facts of files by path. */
export function factsByFile(files: readonly ReadFile[]): ReadonlyMap<string, FileFacts> {
  return new Map(files.flatMap(({ file, facts }) => (facts ? [[file, facts] as const] : [])));
}
