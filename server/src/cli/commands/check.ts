import type { Diagnostic, FixKind } from "../../base/index.ts";
import {
  absolutePath,
  adapters,
  allRules,
  type CheckResult,
  check,
  didYouMean,
  emptyResult,
  errorMessage,
  forwardSlashes,
  loadConfiguration,
  type PresetName,
  presetNames,
  presetOf,
  type SeveritySetting,
  UserFailure,
} from "../../engine/index.ts";
import { useColours } from "../colours.ts";
import { mistakeLine } from "../mistake-line.ts";
import { oneLine, plural, print, tell, tellProblems } from "../output.ts";
import type { Format } from "../program.ts";
import { Progress } from "../progress.ts";
import type { Report } from "../reporters/report.ts";
import { reporterOf } from "../reporters/reporter-of.ts";
import { statsText } from "../stats-text.ts";

/** The options of `ormlint check` as they were written. */
export interface CheckFlags {
  readonly project: readonly string[];
  readonly config?: string;
  readonly format: Format;
  readonly rule?: readonly string[];
  readonly preset?: string;
  readonly fix?: boolean;
  readonly fixSuggestions?: boolean;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly maxWarnings?: number;
  readonly stats?: boolean;
  readonly cache: boolean;
  readonly cacheLocation?: string;
  readonly color?: boolean;
}

/**
 * Runs `ormlint check`.
 * @returns the exit status: 0 nothing at error severity, 1 findings, 2 a failure
 */
export async function runCheck(paths: readonly string[], flags: CheckFlags): Promise<number> {
  const started = performance.now();
  try {
    return await checkAndReport(paths, flags, started);
  } catch (error) {
    // A script that reads the report must not take a run that failed for one without findings.
    if (flags.format !== "text") {
      const result = emptyResult({ mistakes: [errorMessage(error)] });
      await print(reporterOf(flags.format)(reportOf(result, workingFolder(), flags, started)));
    }
    throw error;
  }
}

async function checkAndReport(
  paths: readonly string[],
  flags: CheckFlags,
  started: number,
): Promise<number> {
  const cwd = workingFolder();
  const loaded = await loadConfiguration({
    cwd,
    rules: allRules,
    severities: severitiesOf(flags.rule ?? []),
    ...(flags.config !== undefined && { file: flags.config }),
    ...(flags.preset !== undefined && { preset: presetNamed(flags.preset) }),
  });
  if (!loaded.ok) return reportMistakes(loaded.diagnostics, cwd, flags, started);
  const { configuration } = loaded;
  const { baseline, cacheLocation: location } = flags;
  if (flags.updateBaseline && baseline === undefined && configuration.baseline === undefined)
    throw new UserFailure(
      "--update-baseline needs a file: name it with --baseline <file> or as baseline in ormlint.json",
    );
  const progress = new Progress();
  const result = await check({
    cwd,
    configuration,
    rules: allRules,
    adapters,
    paths,
    projects: flags.project,
    fix: fixKinds(flags),
    ...(flags.cache && {
      cache: { ...(location !== undefined && { location: absolutePath(cwd, location) }) },
    }),
    updateBaseline: flags.updateBaseline ?? false,
    ...(baseline !== undefined && { baseline: absolutePath(cwd, baseline) }),
    onFile: progress.onFile,
  }).finally(() => progress.end());
  await print(reporterOf(flags.format)(reportOf(result, cwd, flags, started)));
  return conclude(result, flags);
}

function conclude(result: CheckResult, flags: CheckFlags): number {
  for (const note of result.notes) tell(`ormlint: ${oneLine(note)}`);
  for (const mistake of result.mistakes) tell(`ormlint: ${oneLine(mistake)}`);
  tellProblems(result.problems);
  if (flags.stats && result.stats) tell(statsText(result.stats));
  if (result.problems.length > 0 || result.mistakes.length > 0) return 2;
  const count = (severity: string): number =>
    result.diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  if (count("error") > 0) return 1;
  const warnings = count("warning");
  if (flags.maxWarnings === undefined || warnings <= flags.maxWarnings) return 0;
  tell(`ormlint: ${plural(warnings, "warning")}, more than the ${flags.maxWarnings} allowed`);
  return 1;
}

/** Prints the mistakes of a configuration file in the wanted form. */
async function reportMistakes(
  diagnostics: readonly Diagnostic[],
  cwd: string,
  flags: CheckFlags,
  started: number,
): Promise<number> {
  const result = emptyResult({ diagnostics, mistakes: [mistakeLine(diagnostics, cwd)] });
  const report = { ...reportOf(result, cwd, flags, started), withoutSummary: true };
  await print(reporterOf(flags.format)(report));
  return conclude(result, flags);
}

function workingFolder(): string {
  return forwardSlashes(process.cwd());
}

function reportOf(result: CheckResult, cwd: string, flags: CheckFlags, started: number): Report {
  return {
    result,
    cwd,
    rules: allRules,
    durationMs: Math.round(performance.now() - started),
    colours: useColours(flags.color, process.stdout),
    width: process.stdout.isTTY ? process.stdout.columns : undefined,
  };
}

function severitiesOf(settings: readonly string[]): ReadonlyMap<string, SeveritySetting> {
  const names = allRules.map((rule) => rule.name);
  return new Map(
    settings.map((setting) => {
      const [name = "", severity = "", ...rest] = setting.split("=");
      if (rest.length > 0 || !isSeverity(severity))
        throw new UserFailure(`--rule takes <name>=<off|info|warning|error>, not "${setting}"`);
      if (!names.includes(name))
        throw new UserFailure(
          `unknown rule "${name}"${didYouMean(name, names) || "; list them with ormlint rules"}`,
        );
      return [name, severity];
    }),
  );
}

function isSeverity(text: string): text is SeveritySetting {
  return ["off", "info", "warning", "error"].includes(text);
}

function presetNamed(name: string): PresetName {
  const preset = presetOf(name);
  if (preset) return preset;
  const hint = didYouMean(name, presetNames) || `; known: ${presetNames.join(", ")}`;
  throw new UserFailure(`unknown preset "${name}"${hint}`);
}

function fixKinds({ fix, fixSuggestions }: CheckFlags): ReadonlySet<FixKind> {
  if (fixSuggestions) return new Set(["safe", "suggestion"]);
  return new Set(fix ? ["safe"] : []);
}
