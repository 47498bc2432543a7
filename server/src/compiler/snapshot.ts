import { SnapshotReleased } from "./failures.ts";
import type { Program } from "./program.ts";
import type { ProjectProblem } from "./projects/project-problem.ts";

/**
 * A hold on an immutable view of the opened projects. Release it when the analysis that used it is
 * done: what nobody holds is freed in the compiler's process. Everything taken from it (programs,
 * types, symbols) may be used until then; afterwards using it throws {@link SnapshotReleased}.
 */
export interface Snapshot {
  readonly programs: readonly Program[];
  /** What is wrong with the projects that were asked for; the others are open all the same. */
  readonly problems: readonly ProjectProblem[];
  /** Another hold on the same view, to be released on its own. */
  acquire(): Snapshot;
  /** Ends this hold. Once is enough; a second call does nothing. */
  release(): Promise<void>;
}

/** What the compiler opened, shared by all holds on it. */
export class SharedSnapshot {
  readonly #problems: readonly ProjectProblem[];
  readonly #dispose: () => Promise<void>;
  #programs: readonly Program[] = [];
  #holds = 0;
  #disposed = false;

  /** @param dispose frees it in the compiler's process; called once, when the last hold ends */
  constructor(problems: readonly ProjectProblem[], dispose: () => Promise<void>) {
    this.#problems = problems;
    this.#dispose = dispose;
  }

  set programs(programs: readonly Program[]) {
    this.#programs = programs;
  }

  /** @throws SnapshotReleased when nobody holds it any more */
  readonly ensureUsable = (): void => {
    if (this.#disposed) throw new SnapshotReleased();
  };

  hold(): Snapshot {
    this.ensureUsable();
    this.#holds++;
    let released = false;
    const ensureHeld = (): void => {
      if (released) throw new SnapshotReleased();
    };
    const programs = (): readonly Program[] => this.#programs;
    const problems = this.#problems;
    return {
      get programs() {
        ensureHeld();
        return programs();
      },
      get problems() {
        ensureHeld();
        return problems;
      },
      acquire: () => {
        ensureHeld();
        return this.hold();
      },
      release: async () => {
        if (released) return;
        released = true;
        await this.#letGo();
      },
    };
  }

  async #letGo(): Promise<void> {
    this.#holds--;
    if (this.#holds > 0) return;
    this.#disposed = true;
    await this.#dispose();
  }
}
