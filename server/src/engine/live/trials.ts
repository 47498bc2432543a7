import { Cancelled, type Diagnostic } from "../../base/index.ts";
import { CompilerFailure, SnapshotReleased } from "../../compiler/session.ts";
import type { WorkspaceView } from "./view.ts";

/** The findings of a file are wanted as they would be with other texts. */
export interface Trial {
  readonly view: WorkspaceView;
  readonly file: string;
  readonly texts: ReadonlyMap<string, string>;
}

interface WaitingTrial extends Trial {
  readonly resolve: (findings: readonly Diagnostic[]) => void;
  readonly reject: (error: unknown) => void;
}

/** What was asked by `WorkspaceView.diagnosticsWith` and is not answered yet. */
export class Trials {
  readonly #waiting: WaitingTrial[] = [];

  get any(): boolean {
    return this.#waiting.length > 0;
  }

  add(trial: Trial): Promise<readonly Diagnostic[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...trial, resolve, reject });
    });
  }

  /** Answers the first one. @throws CompilerFailure when the process ended meanwhile */
  async next(judge: (trial: Trial) => Promise<readonly Diagnostic[]>): Promise<void> {
    const trial = this.#waiting.shift();
    if (!trial) return;
    try {
      trial.resolve(await judge(trial));
    } catch (error) {
      trial.reject(error instanceof SnapshotReleased ? new Cancelled() : error);
      if (error instanceof CompilerFailure) throw error;
    }
  }

  fail(error: unknown = new Cancelled()): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
