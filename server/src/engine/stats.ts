import type { UnknownReason } from "../base/index.ts";
import type { FileFacts } from "../model/index.ts";

export type Stage = "open" | "read" | "link" | "rules";

/** Time and questions of one stage of a run. */
export interface StageStats {
  milliseconds: number;
  questions: number;
  roundTrips: number;
}

/** What `--stats` shows: where the time went, and what could not be read. */
export interface Stats {
  readonly programs: number;
  readonly files: number;
  readonly filesWithFacts: number;
  readonly cached: boolean;
  readonly facts: Readonly<Record<string, number>>;
  readonly unknowns: Readonly<Partial<Record<UnknownReason, number>>>;
  readonly stages: Readonly<Record<Stage, Readonly<StageStats>>>;
  /** Milliseconds by rule. */
  readonly rules: Readonly<Record<string, number>>;
}

/** Counters of the compiler session. */
interface Counter {
  readonly questions: number;
  readonly roundTrips: number;
}

/** Measures the stages of a run. */
export class StatsRecorder {
  readonly #stages: Record<Stage, StageStats> = {
    open: { milliseconds: 0, questions: 0, roundTrips: 0 },
    read: { milliseconds: 0, questions: 0, roundTrips: 0 },
    link: { milliseconds: 0, questions: 0, roundTrips: 0 },
    rules: { milliseconds: 0, questions: 0, roundTrips: 0 },
  };
  readonly #rules = new Map<string, number>();

  /** Runs a stage and adds up what it took. */
  async stage<T>(
    stage: Stage,
    counter: Counter | undefined,
    run: () => T | Promise<T>,
  ): Promise<T> {
    const started = performance.now();
    const before = { questions: counter?.questions ?? 0, roundTrips: counter?.roundTrips ?? 0 };
    try {
      return await run();
    } finally {
      const total = this.#stages[stage];
      total.milliseconds += performance.now() - started;
      total.questions += (counter?.questions ?? 0) - before.questions;
      total.roundTrips += (counter?.roundTrips ?? 0) - before.roundTrips;
    }
  }

  readonly onRule = (rule: string, milliseconds: number): void => {
    this.#rules.set(rule, (this.#rules.get(rule) ?? 0) + milliseconds);
  };

  finish(run: Pick<Stats, "programs" | "files" | "cached">, facts: readonly FileFacts[]): Stats {
    return {
      ...run,
      filesWithFacts: facts.length,
      facts: countFacts(facts),
      unknowns: countUnknowns(facts),
      stages: this.#stages,
      rules: Object.fromEntries([...this.#rules].sort((a, b) => b[1] - a[1])),
    };
  }
}

function countFacts(files: readonly FileFacts[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const facts of files)
    for (const [kind, value] of Object.entries(facts))
      if (Array.isArray(value)) counts[kind] = (counts[kind] ?? 0) + value.length;
  return counts;
}

function countUnknowns(files: readonly FileFacts[]): Partial<Record<UnknownReason, number>> {
  const counts = new Map<UnknownReason, number>();
  for (const { unknowns } of files)
    for (const [reason, count] of Object.entries(unknowns) as [UnknownReason, number][])
      counts.set(reason, (counts.get(reason) ?? 0) + count);
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]));
}
