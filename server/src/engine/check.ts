import type { Adapter } from "../adapters/adapter.ts";
import {
  type CancellationToken,
  type Diagnostic,
  type FixKind,
  neverCancelled,
} from "../base/index.ts";
import type { ProjectPlan } from "../compiler/session.ts";
import type { Dialect } from "../model/index.ts";
import type { Rule } from "../rules/support/define-rule.ts";
import {
  type AnalysisContext,
  compareDiagnostics,
  factsByFile,
  type Judgement,
  judgeFiles,
} from "./analysis.ts";
import { fingerprints } from "./baseline/fingerprint.ts";
import { type BaselineReport, judgeByBaseline } from "./baseline/judge-by-baseline.ts";
import { type CacheOptions, FactsCache, type KeptFacts } from "./cache/facts-cache.ts";
import type { Configuration } from "./config/configuration.ts";
import { unmatchedGlobs } from "./config/unmatched-globs.ts";
import { databaseDrivers } from "./database-drivers.ts";
import { type InternalProblem, InternalProblems } from "./failure.ts";
import { type FixingOutcome, fixUntilStable } from "./fixing/fix-until-stable.ts";
import { ormPresence } from "./orm-presence.ts";
import { foldersOf, projectRequest, seemSound } from "./projects.ts";
import { ReadAhead } from "./read-ahead.ts";
import type { ReadFile } from "./read-project.ts";
import { noSources, readSources } from "./read-sources.ts";
import { selectPaths } from "./selection.ts";
import { type Stats, StatsRecorder } from "./stats.ts";
import { SourceTexts } from "./text/source-texts.ts";
import { Workspace } from "./workspace.ts";

export interface CheckOptions {
  /** Working folder, absolute, with forward slashes. */
  readonly cwd: string;
  readonly configuration: Configuration;
  readonly rules: readonly Rule[];
  readonly adapters: readonly Adapter[];
  /** Files, folders and globs whose findings are wanted; all when empty. */
  readonly paths?: readonly string[];
  /** tsconfig files, relative to the working folder; they go before the configuration's. */
  readonly projects?: readonly string[];
  /** Fixes to apply; none when empty. */
  readonly fix?: ReadonlySet<FixKind>;
  /** Absolute path of the baseline; goes before the configuration's. */
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  /** Keep facts on disk, and use those of an earlier run when nothing changed. Not with fixes. */
  readonly cache?: Pick<CacheOptions, "location" | "build">;
  readonly token?: CancellationToken;
  readonly onFile?: (done: number, total: number) => void;
}

export interface CheckResult {
  /** Sorted by file, position, rule. */
  readonly diagnostics: readonly Diagnostic[];
  readonly fingerprints: ReadonlyMap<Diagnostic, string>;
  /** The texts that the diagnostics' ranges count in. */
  readonly texts: SourceTexts;
  /** Source files whose findings were wanted. */
  readonly files: number;
  readonly baseline: BaselineReport | undefined;
  readonly fixing: Pick<FixingOutcome, "fixed" | "changedFiles"> | undefined;
  /** What the user should know beside the findings. */
  readonly notes: readonly string[];
  /** What is wrong with the projects or paths that were given: the rest was analysed all the same. */
  readonly mistakes: readonly string[];
  readonly problems: readonly InternalProblem[];
  /** `undefined` when no supported ORM is there and nothing was read. */
  readonly stats: Stats | undefined;
}

/**
 * Analyses the projects of a working folder.
 * @throws UserFailure for what a user can mend; Cancelled
 */
export async function check(options: CheckOptions): Promise<CheckResult> {
  const { cwd, configuration } = options;
  const selection = selectPaths(options.paths ?? [], cwd);
  const { roots } = selection;
  const named = options.projects ?? [];
  const request = projectRequest(cwd, named, configuration.projects, roots);
  const packages = options.adapters.flatMap((adapter) => adapter.packages);
  // Its process starts while the project is looked at.
  const workspace = new Workspace(request);
  const run = new Run(options, workspace, selection.includes);
  try {
    // What is wrong with a project that was named is told, whether or not it uses an ORM.
    if (seemSound(request.projects ?? [])) {
      const presence = await ormPresence(foldersOf(request), packages);
      if (presence === "none") return emptyResult({ notes: [noOrm(packages)] });
      if (presence === "empty") return emptyResult({ notes: [noSources(cwd)] });
    }
    const first = await run.analyse();
    const files = first.files.map((file) => file.file);
    if (run.mistakes.length === 0) selection.demandMatches(files);
    const fixing = await fixFindings(options, run, first);
    const last = fixing?.after ?? first;
    return finish(options, run, last, fixing?.outcome);
  } catch (error) {
    throw workspace.explain(error);
  } finally {
    workspace.end();
  }
}

interface Pass extends Judgement {
  readonly files: readonly ReadFile[];
  readonly texts: SourceTexts;
}

/** The analyses of one run: the first, and one after each pass of fixing. */
class Run {
  readonly problems = new InternalProblems();
  readonly stats = new StatsRecorder();
  readonly #options: CheckOptions;
  readonly #workspace: Workspace;
  readonly #selected: (file: string) => boolean;
  programs = 0;
  cached = false;
  mistakes: readonly string[] = [];
  notes: readonly string[] = [];

  constructor(options: CheckOptions, workspace: Workspace, selected: (file: string) => boolean) {
    this.#options = options;
    this.#workspace = workspace;
    this.#selected = selected;
  }

  async analyse(unsaved: ReadonlyMap<string, string> = new Map()): Promise<Pass> {
    const { configuration, rules, adapters, token = neverCancelled, onFile, fix } = this.#options;
    const texts = new SourceTexts(unsaved);
    const context: AnalysisContext = {
      configuration,
      rules,
      adapters,
      token,
      texts,
      problems: this.problems,
      stats: this.stats,
      selected: this.#selected,
      isFatal: (error) => this.#workspace.isGone(error),
      counter: this.#workspace.counter,
      keepTexts: fix !== undefined && fix.size > 0,
      ...(onFile && { onFile }),
    };
    const { files, drivers } = await this.#read(context, unsaved);
    // Nothing is asked any more, and the process ends while the findings are made.
    if (this.#readsOnce) this.#workspace.end();
    return { files, texts, ...(await judgeFiles(files, context, drivers)) };
  }

  /** Without fixes there is no second analysis. */
  get #readsOnce(): boolean {
    return (this.#options.fix?.size ?? 0) === 0;
  }

  async #read(
    context: AnalysisContext,
    unsaved: ReadonlyMap<string, string>,
  ): Promise<{ files: readonly ReadFile[]; drivers: readonly Dialect[] }> {
    const { counter } = this.#workspace;
    const found = await this.stats.stage("open", counter, () => this.#lookIntoCache());
    if (found?.facts) {
      const { plan, facts } = found;
      this.cached = true;
      this.programs = plan.projects.length;
      this.notes = facts.notes;
      return { files: facts.files, drivers: databaseDrivers(plan.projects) };
    }
    const ahead = new ReadAhead(context.adapters, context.texts);
    const snapshot = await this.stats.stage("open", counter, () =>
      this.#workspace.open(unsaved, ({ projects }) =>
        ahead.begin(projects.flatMap(({ ownFiles }) => ownFiles)),
      ),
    );
    ahead.stop();
    try {
      const { programs } = snapshot;
      this.programs = programs.length;
      const { files, mistakes, notes } = await this.stats.stage("read", counter, () =>
        readSources(snapshot, { ...context, ahead }, this.#options.cwd),
      );
      this.mistakes = mistakes;
      this.notes = notes;
      const whole = mistakes.length === 0 && this.problems.list.length === 0;
      if (found && whole) await found.cache.keep(programs, { files, notes });
      return { files, drivers: databaseDrivers(programs) };
    } finally {
      if (!this.#readsOnce) await snapshot.release();
    }
  }

  async #lookIntoCache(): Promise<
    { plan: ProjectPlan; cache: FactsCache; facts: KeptFacts | undefined } | undefined
  > {
    const { cache: wanted, cwd, adapters, fix } = this.#options;
    if (!wanted || (fix && fix.size > 0)) return undefined;
    const began = Date.now();
    const plan = await this.#workspace.plan();
    const cache = FactsCache.open(plan, began, { cwd, adapters, ...wanted });
    return cache && { plan, cache, facts: cache.find() };
  }
}

async function fixFindings(
  { fix }: CheckOptions,
  run: Run,
  first: Pass,
): Promise<{ outcome: FixingOutcome; after: Pass } | undefined> {
  if (!fix || fix.size === 0) return undefined;
  const analysed = new Map(first.files.map(({ file, text }) => [file, text]));
  let after = first;
  const outcome = await fixUntilStable(first.diagnostics, {
    kinds: fix,
    mayEdit: (file) => analysed.has(file),
    analysedText: (file) => analysed.get(file),
    analyse: async (changed) => {
      after = await run.analyse(changed);
      return after.diagnostics;
    },
  });
  // What was not written is not on disk, so the findings are those of the disk.
  if (outcome.refusedFiles) after = await run.analyse();
  return { outcome, after };
}

function finish(
  options: CheckOptions,
  run: Run,
  pass: Pass,
  fixing: FixingOutcome | undefined,
): CheckResult {
  const { configuration } = options;
  const facts = factsByFile(pass.files);
  const marks = fingerprints(pass.diagnostics, configuration.folder, pass.texts, facts);
  const file = options.baseline ?? configuration.baseline;
  const selected = selectPaths(options.paths ?? [], options.cwd).includes;
  const judged = pass.files.filter((each) => selected(each.file)).map((each) => each.file);
  const baseline =
    file === undefined
      ? undefined
      : judgeByBaseline(file, {
          update: options.updateBaseline ?? false,
          root: configuration.folder,
          cwd: options.cwd,
          diagnostics: pass.diagnostics,
          fingerprints: marks,
          partial: (options.paths ?? []).length > 0,
          judged,
        });
  const stats = run.stats.finish(
    { programs: run.programs, files: pass.files.length, cached: run.cached },
    [...facts.values()],
  );
  const findings = baseline?.fresh ?? pass.diagnostics;
  return {
    diagnostics: [...findings, ...uselessGlobs(options, run, pass)].sort(compareDiagnostics),
    fingerprints: marks,
    texts: pass.texts,
    files: judged.length,
    baseline,
    fixing,
    notes: [...run.notes, ...(fixing?.notes ?? [])],
    mistakes: run.mistakes,
    problems: run.problems.list,
    stats,
  };
}

/** Told only by a run that read everything that the configuration is about. */
function uselessGlobs(
  { cwd, configuration, paths = [], projects = [] }: CheckOptions,
  { mistakes }: Run,
  { files }: Pass,
): readonly Diagnostic[] {
  const whole = paths.length === 0 && projects.length === 0 && configuration.folder === cwd;
  if (!whole || mistakes.length > 0 || files.length === 0) return [];
  return unmatchedGlobs(
    configuration,
    files.map(({ file }) => file),
  );
}

function noOrm(packages: readonly string[]): string {
  return `no supported ORM was found (${packages.join(", ")}): no package.json depends on one and no file imports one`;
}

/** The result of a run that read nothing. */
export function emptyResult(parts: Partial<CheckResult>): CheckResult {
  return {
    diagnostics: [],
    fingerprints: new Map(),
    texts: new SourceTexts(),
    files: 0,
    baseline: undefined,
    fixing: undefined,
    notes: [],
    mistakes: [],
    problems: [],
    stats: undefined,
    ...parts,
  };
}
