import type { Program } from "../../compiler/program.ts";
import {
  CompilerSession,
  type FileChanges,
  type ProjectRequest,
  type SessionOptions,
  type Snapshot,
} from "../../compiler/session.ts";
import type { Dialect } from "../../model/index.ts";
import { databaseDrivers } from "../database-drivers.ts";
import { ownFilesOnce } from "../read-project.ts";

/** The programs of a folder as the compiler has them: one snapshot at a time, replaced at every change. */
export class OpenedPrograms {
  readonly #session: CompilerSession;
  readonly #onRestart: () => void;
  #snapshot: Snapshot | undefined;
  /** The one before, which is not freed yet. */
  #outdated: Snapshot | undefined;
  #byFile: ReadonlyMap<string, Program> = new Map();
  #plan: readonly (readonly string[])[] = [];
  #drivers: readonly Dialect[] = [];
  #restarts = 0;

  /** @param onRestart told when another process of the compiler has opened what was open */
  constructor(options: SessionOptions, onRestart: () => void) {
    this.#session = new CompilerSession(options);
    this.#onRestart = onRestart;
  }

  /** The newest snapshot; `undefined` when nothing is open. */
  get snapshot(): Snapshot | undefined {
    return this.#snapshot;
  }

  /** Every source file, with the program that it is read in. */
  get byFile(): ReadonlyMap<string, Program> {
    return this.#byFile;
  }

  /** Databases whose drivers the projects depend on. */
  get drivers(): readonly Dialect[] {
    return this.#drivers;
  }

  /** The id of the compiler's process in the operating system, while it runs. */
  get processId(): number | undefined {
    return this.#session.processId;
  }

  /** @throws CompilerFailure, UserFailure; then everything is as it was */
  async open(request: ProjectRequest, overlays: FileChanges["overlays"]): Promise<void> {
    this.#adopt(await this.#session.open(request, overlays));
  }

  /** @throws CompilerFailure, UserFailure; then everything is as it was */
  async update(changes: FileChanges): Promise<void> {
    this.#adopt(await this.#session.update(changes));
  }

  /**
   * Has the compiler take other texts of some files for as long as they are used.
   * @param own the texts that these files have
   * @throws CompilerFailure, and what `use` throws
   */
  async withTexts<T>(
    texts: ReadonlyMap<string, string>,
    own: NonNullable<FileChanges["overlays"]>,
    use: (snapshot: Snapshot) => Promise<T>,
  ): Promise<T> {
    try {
      const snapshot = await this.#session.update({ overlays: texts });
      try {
        return await use(snapshot);
      } finally {
        await snapshot.release();
      }
    } finally {
      const restored = await this.#session.update({ overlays: own });
      await restored.release();
    }
  }

  /**
   * Frees what the newest snapshot took the place of. The compiler answers in order and takes a while for
   * it, so call this when nobody waits for an answer.
   */
  freeOutdated(): void {
    const before = this.#outdated;
    this.#outdated = undefined;
    // Nobody waits until it is freed, nor for its failure: a process that ended has freed everything.
    before?.release().catch(() => undefined);
  }

  /** Lets go of everything; the compiler's process stays. */
  async drop(): Promise<void> {
    this.freeOutdated();
    const before = this.#snapshot;
    this.#snapshot = undefined;
    this.#byFile = new Map();
    await before?.release();
  }

  /** Ends the compiler's process. What is under way rejects; so does everything later. */
  close(): Promise<void> {
    return this.#session.close();
  }

  #adopt(snapshot: Snapshot): void {
    this.freeOutdated();
    this.#outdated = this.#snapshot;
    this.#snapshot = snapshot;
    const { programs } = snapshot;
    this.#byFile = new Map(
      ownFilesOnce(programs).map(({ file, program }) => [file, program] as const),
    );
    if (this.#session.restarts > this.#restarts) this.#onRestart();
    this.#restarts = this.#session.restarts;
    const plan = programs.map(({ ownFiles }) => ownFiles);
    if (plan.length === this.#plan.length && plan.every((files, at) => files === this.#plan[at]))
      return;
    this.#plan = plan;
    this.#drivers = databaseDrivers(programs);
  }
}
