import { setTimeout as delay } from "node:timers/promises";
import type { Snapshot as NativeSnapshot } from "typescript/async";
import { createFileSystemLayer } from "typescript/fs";
import type { QuestionCounter } from "./checker.ts";
import { CompilerProcess } from "./compiler-process.ts";
import { CompilerFailure } from "./failures.ts";
import { openNative, type ProgramContext, shareSnapshot } from "./open-snapshot.ts";
import { Overlays } from "./overlays.ts";
import { PackageLookup } from "./packages.ts";
import type { PlannedProject } from "./projects/open-config.ts";
import {
  type ProjectPlan,
  type ProjectRequest,
  planConfigs,
  planProjects,
} from "./projects/plan-projects.ts";
import type { Snapshot } from "./snapshot.ts";

export { CompilerFailure, type CompilerFailureKind, SnapshotReleased } from "./failures.ts";
export type { PlannedProject } from "./projects/open-config.ts";
export type { ProjectPlan, ProjectRequest } from "./projects/plan-projects.ts";
export type { ProjectProblem, ProjectProblemKind } from "./projects/project-problem.ts";
export type { Snapshot } from "./snapshot.ts";

export interface SessionOptions {
  /** Folder that relative paths are resolved against. */
  readonly cwd: string;
  /** Path of the compiler's binary, when it does not lie in node_modules. */
  readonly binary?: string;
  /**
   * Milliseconds without an answer after which the compiler's process counts as hung and is
   * ended. Default: 3 minutes, which is more than opening a very large project takes.
   */
  readonly answerTimeout?: number;
  /** Waits before the process is started again; for tests. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/** Changes since the last snapshot. Paths are absolute. */
export interface FileChanges {
  /** Files whose content on disk changed. */
  readonly changed?: readonly string[];
  readonly created?: readonly string[];
  readonly deleted?: readonly string[];
  /**
   * Texts of unsaved buffers, which go before what is on disk; `undefined` for a buffer that was
   * closed. Buffers that are not named keep their last text.
   */
  readonly overlays?: ReadonlyMap<string, string | undefined>;
}

/** What was opened last: what an update starts from. */
interface Opened {
  readonly native: NativeSnapshot;
  readonly process: CompilerProcess;
  readonly plan: ProjectPlan;
  /** Plans again with what is on disk then. */
  readonly replan: (process: CompilerProcess) => Promise<ProjectPlan>;
  /** The session's own hold, so that an update has something to start from. */
  readonly hold: Snapshot;
}

const defaultAnswerTimeout = 180_000;
const firstWait = 100;
const longestWait = 5_000;

/**
 * The compiler process, and the projects opened in it. One set of projects is open at a time;
 * what is asked of the session is done in order.
 *
 * Its promises reject with {@link CompilerFailure} when the process dies, hangs or cannot be
 * started. The next call starts another process, after a wait that grows with every failure in a
 * row; snapshots of the old one stay unusable.
 */
export class CompilerSession {
  readonly #options: SessionOptions;
  readonly #overlays = new Overlays();
  readonly counter: QuestionCounter = { questions: 0, roundTrips: 0 };
  #packages = new PackageLookup();
  #process: CompilerProcess | undefined;
  #opened: Opened | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #starts = 0;
  #failuresInRow = 0;
  #closed = false;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** How often the compiler's process had to be started again. */
  get restarts(): number {
    return Math.max(0, this.#starts - 1);
  }

  /** The id of the compiler's process in the operating system, while it runs. */
  get processId(): number | undefined {
    return this.#process?.pid;
  }

  /** Starts the compiler's process for what is asked later. A failure is told then. */
  start(): void {
    this.#inOrder(() => this.#running()).catch(() => undefined);
  }

  /** Finds out which programs a request means, without opening them. */
  findProjects(request: ProjectRequest): Promise<ProjectPlan> {
    return this.#inOrder(async () => planProjects((await this.#running()).api, request));
  }

  /**
   * Opens projects in place of those that were open: the given tsconfig files (absolute paths), or
   * everything that a request means. Projects that cannot be opened are among the snapshot's
   * problems; the others are open all the same.
   *
   * @param overlays texts of unsaved buffers: see {@link FileChanges.overlays}
   * @param onPlan told which projects these are, when the compiler has begun to open them
   * @returns a snapshot that the caller must release
   */
  open(
    projects: readonly string[] | ProjectRequest,
    overlays: FileChanges["overlays"] = new Map(),
    onPlan?: (plan: ProjectPlan) => void,
  ): Promise<Snapshot> {
    const replan = (process: CompilerProcess): Promise<ProjectPlan> =>
      isRequest(projects)
        ? planProjects(process.api, projects)
        : planConfigs(process.api, projects);
    return this.#inOrder(() => {
      this.#overlays.apply(overlays);
      return this.#open(replan, onPlan);
    });
  }

  /**
   * Opens everything that a request means, a few projects at a time, so that memory does not grow
   * with their number. What `open` opened stays as it is.
   *
   * Each snapshot is released when the next one is asked for: acquire it to keep it longer. All of
   * them have the same problems.
   *
   * @param filesAtOnce projects are opened together up to so many source files of their own
   */
  async *openEach(request: ProjectRequest, filesAtOnce = 400): AsyncGenerator<Snapshot, void> {
    const plan = await this.findProjects(request);
    let before: Snapshot | undefined;
    try {
      for (const projects of inGroups(plan.projects, filesAtOnce)) {
        const next = await this.#inOrder(async () => {
          const process = await this.#running();
          const part = { projects, problems: plan.problems };
          const native = await openNative(process, part, this.#overlays.open());
          return shareSnapshot(native, part, this.#context(process)).hold();
        });
        // Released only now, so that the declaration files that both need are not read twice.
        await before?.release();
        before = next;
        yield next;
      }
    } finally {
      await before?.release();
    }
  }

  /**
   * Takes over changes on disk and in unsaved buffers.
   *
   * @returns the snapshot with the changes, which the caller must release; earlier ones stay as
   *   they are until they are released
   */
  update(changes: FileChanges): Promise<Snapshot> {
    return this.#inOrder(() => this.#update(changes));
  }

  /**
   * A hold on the newest snapshot, once everything that was asked before is done; `undefined` when
   * nothing is open.
   */
  acquire(): Promise<Snapshot | undefined> {
    return this.#inOrder(async () => {
      if (this.#opened?.process.failure) return this.#open(this.#opened.replan);
      return this.#opened?.hold.acquire();
    });
  }

  /** Ends the compiler process. What is still under way rejects; so does everything later. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#opened = undefined;
    const process = this.#process;
    this.#process = undefined;
    await process?.close();
    await this.#last.catch(() => undefined);
  }

  #inOrder<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(() => {
      if (this.#closed) throw new CompilerFailure("closed", "the compiler session is closed");
      return task();
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #open(replan: Opened["replan"], onPlan?: (plan: ProjectPlan) => void): Promise<Snapshot> {
    const process = await this.#running();
    this.#packages = new PackageLookup();
    const plan = await replan(process);
    const opening = openNative(process, plan, this.#overlays.all());
    onPlan?.(plan);
    return this.#adopt(process, await opening, plan, replan);
  }

  async #update(changes: FileChanges): Promise<Snapshot> {
    const opened = this.#opened;
    if (!opened) throw new Error("no project is open: call open first");
    const touched = this.#overlays.apply(changes.overlays ?? new Map());
    const created = changes.created ?? [];
    const deleted = changes.deleted ?? [];
    const mustReplan =
      opened.process.failure !== undefined ||
      created.length > 0 ||
      deleted.length > 0 ||
      (changes.changed ?? []).some((path) => decidesProjects(path, opened.plan));
    if (mustReplan) return this.#open(opened.replan);
    const changed = [...new Set([...(changes.changed ?? []), ...touched])];
    if (changed.length === 0) return opened.hold.acquire();
    const layer = this.#overlays.layerFor(changed);
    const native = await opened.native.update({
      ensurePrograms: true,
      fileNotifications: { changed },
      ...(layer.length === 0 ? {} : { fileSystem: createFileSystemLayer(layer) }),
    });
    return this.#adopt(opened.process, native, opened.plan, opened.replan);
  }

  async #adopt(
    process: CompilerProcess,
    native: NativeSnapshot,
    plan: ProjectPlan,
    replan: Opened["replan"],
  ): Promise<Snapshot> {
    const shared = shareSnapshot(native, plan, this.#context(process));
    const before = this.#opened;
    this.#failuresInRow = 0;
    this.#opened = { native, process, plan, replan, hold: shared.hold() };
    const snapshot = shared.hold();
    await before?.hold.release();
    return snapshot;
  }

  #context(process: CompilerProcess): ProgramContext {
    return { process, packages: this.#packages, counter: this.counter };
  }

  /** The running process, or a new one in place of one that ended. */
  async #running(): Promise<CompilerProcess> {
    if (this.#process && !this.#process.failure) return this.#process;
    if (this.#process) {
      await this.#process.close();
      this.#process = undefined;
      this.#failuresInRow++;
    }
    if (this.#failuresInRow > 1) {
      const milliseconds = Math.min(firstWait * 2 ** (this.#failuresInRow - 2), longestWait);
      await (this.#options.wait ?? delay)(milliseconds);
    }
    this.#starts++;
    try {
      const process = await CompilerProcess.start({
        cwd: this.#options.cwd,
        binary: this.#options.binary,
        answerTimeout: this.#options.answerTimeout ?? defaultAnswerTimeout,
        onRoundTrip: () => {
          this.counter.roundTrips++;
        },
      });
      if (this.#closed) {
        await process.close();
        throw new CompilerFailure("closed", "the compiler session is closed");
      }
      this.#process = process;
      return process;
    } catch (error) {
      this.#failuresInRow++;
      throw error;
    }
  }
}

function isRequest(projects: readonly string[] | ProjectRequest): projects is ProjectRequest {
  return "cwd" in projects;
}

function inGroups(projects: readonly PlannedProject[], files: number): PlannedProject[][] {
  const groups: PlannedProject[][] = [];
  let room = 0;
  for (const project of projects) {
    const group = groups.at(-1);
    if (group && project.ownFiles.length <= room) group.push(project);
    else {
      groups.push([project]);
      room = files;
    }
    room -= project.ownFiles.length;
  }
  return groups;
}

/** Whether a change of the file can change which programs there are, or their options. */
function decidesProjects(path: string, plan: ProjectPlan): boolean {
  const normal = path.replaceAll("\\", "/");
  return (
    /\/(package|[tj]sconfig(\.[^/]*)?)\.json$/.test(normal) ||
    plan.projects.some((project) => project.dependsOn.includes(normal))
  );
}
