import { Cancelled } from "../../base/index.ts";
import type { WorkspaceView } from "./view.ts";

interface Waiter {
  /** The file that is asked about: its facts must not be outdated by changes of others. */
  readonly file: string | undefined;
  readonly resolve: (view: WorkspaceView | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Those who wait for a view of a folder. */
export class Waiters {
  readonly #waiting = new Set<Waiter>();

  get any(): boolean {
    return this.#waiting.size > 0;
  }

  /** The files that somebody asks about. */
  get files(): readonly string[] {
    return [...this.#waiting].flatMap(({ file }) => (file === undefined ? [] : [file]));
  }

  /** @returns what they are answered with */
  add(file: string | undefined): Promise<WorkspaceView | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.add({ file, resolve, reject });
    });
  }

  /**
   * Answers those whom a view is good enough for.
   * @param isOutdated whether it may tell something else of a file than is so
   * @returns whether anybody was answered
   */
  answer(view: WorkspaceView | undefined, isOutdated: (file: string) => boolean): boolean {
    const before = this.#waiting.size;
    for (const waiter of [...this.#waiting]) {
      const { file, resolve } = waiter;
      if (file !== undefined && isOutdated(file)) continue;
      this.#waiting.delete(waiter);
      resolve(view);
    }
    return this.#waiting.size < before;
  }

  fail(error: unknown = new Cancelled()): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(error);
  }
}
