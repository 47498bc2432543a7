import type { Adapter } from "../../adapters/adapter.ts";
import { Cancelled, type Diagnostic } from "../../base/index.ts";
import {
  CompilerFailure,
  type FileChanges,
  type ProjectRequest,
  SnapshotReleased,
} from "../../compiler/session.ts";
import type { Rule } from "../../rules/support/define-rule.ts";
import { compilerBinary } from "../compiler-binary.ts";
import { errorMessage, InternalProblems, UserFailure } from "../failure.ts";
import { mistakeText } from "../read-sources.ts";
import { Buffers } from "./buffers.ts";
import { FolderFiles } from "./folder-files.ts";
import { FolderSetup } from "./folder-setup.ts";
import type { LiveConfiguration } from "./live-configuration.ts";
import type { LiveListener, LiveState } from "./live-listener.ts";
import { OpenedPrograms } from "./opened-programs.ts";
import { PendingChanges } from "./pending-changes.ts";
import { ToldMistakes } from "./told-mistakes.ts";
import { type Trial, Trials } from "./trials.ts";
import type { WorkspaceView } from "./view.ts";
import { ViewBuilder } from "./view-builder.ts";
import { Waiters } from "./waiters.ts";

export interface LiveOptions {
  /** Absolute path with forward slashes. */
  readonly folder: string;
  readonly rules: readonly Rule[];
  readonly adapters: readonly Adapter[];
  readonly listener: LiveListener;
  /** Milliseconds without an answer after which the compiler counts as hung. */
  readonly answerTimeout?: number;
}

/** The compiler is started again so many times in a row; then it takes a change. */
const startsInRow = 4;

/** Files that are outdated are read again once nobody has changed anything for so long. Milliseconds. */
const calm = 200;
/** So many of them at once, so that a change waits for few. */
const staleAtOnce = 4;

/**
 * Keeps the facts of a folder current while its files are edited. All work is done in one line:
 * changes first, then what somebody waits for, then the rest.
 */
export class LiveFolder {
  readonly #options: LiveOptions;
  readonly #pending = new PendingChanges();
  readonly #waiters = new Waiters();
  readonly #trials = new Trials();
  readonly #problems = new InternalProblems();
  readonly #buffers = new Buffers();
  readonly #setup: FolderSetup;
  readonly #programs: OpenedPrograms;
  readonly #files: FolderFiles;
  readonly #views: ViewBuilder;
  #view: WorkspaceView | undefined;
  #state: LiveState = "loading";
  #failures = 0;
  #failure: string | undefined;
  #lastChange = 0;
  #calmTimer: NodeJS.Timeout | undefined;
  #onceWhole: (() => void)[] = [];
  #told = 0;
  readonly #mistakes = new ToldMistakes((mistake) => this.#options.listener.mistaken(mistake));
  /** What was noticed when the files were read first. */
  #noticed: readonly string[] = [];
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(options: LiveOptions) {
    const { folder, rules, adapters, listener, answerTimeout } = options;
    const pending = this.#pending;
    this.#options = options;
    this.#setup = new FolderSetup({ folder, rules, adapters });
    this.#programs = new OpenedPrograms(
      {
        cwd: folder,
        binary: compilerBinary(),
        ...(answerTimeout !== undefined && { answerTimeout }),
      },
      () => listener.compilerRestarted(),
    );
    this.#files = new FolderFiles({
      adapters,
      problems: this.#problems,
      programs: this.#programs,
      buffers: this.#buffers,
      token: {
        get cancelled() {
          return pending.any;
        },
      },
    });
    this.#views = new ViewBuilder({
      folder,
      rules,
      adapters,
      problems: this.#problems,
      diagnosticsWith: (...trial) => this.#diagnosticsWith(...trial),
    });
    pending.reopen = true;
  }

  get folder(): string {
    return this.#options.folder;
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Why the state is `error`. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** The newest view, which may be older than the last change. */
  get newest(): WorkspaceView | undefined {
    return this.#view;
  }

  get configuration(): LiveConfiguration | undefined {
    return this.#setup.configuration;
  }

  /** The id of the compiler's process in the operating system, while it runs. */
  get compilerProcess(): number | undefined {
    return this.#programs.processId;
  }

  /** Begins to read the folder. */
  start(): void {
    this.#wake();
  }

  /** Takes over the text of an unsaved buffer; `undefined` when it was closed. */
  edit(file: string, text: string | undefined): void {
    if (!this.#buffers.edit(file, text)) return;
    this.#pending.edit(file, text);
    this.#lastChange = performance.now();
    this.#retry();
  }

  /** Takes over changes on disk. */
  filesChanged(changes: Omit<FileChanges, "overlays">): void {
    this.#pending.add(changes);
    this.#retry();
  }

  /** Reads the configuration anew. */
  reconfigure(): void {
    this.#pending.reconfigure = true;
    this.#retry();
  }

  /** Reads everything anew, and looks for an ORM again. What was read counts until then. */
  reopen(): void {
    this.#pending.reopen = true;
    this.#retry();
  }

  /**
   * The state of the folder with every change that was received so far. Facts of files that nobody asks
   * about may be outdated by changes of those that they import, for a while.
   * @param file the file that is asked about
   * @returns `undefined` when there is no ORM in it
   * @throws Cancelled when the folder is closed; CompilerFailure, UserFailure when nothing can be read
   */
  view(file?: string): Promise<WorkspaceView | undefined> {
    if (this.#closed) return Promise.reject(new Cancelled());
    const view = this.#waiters.add(file);
    this.#wake();
    return view;
  }

  /** Whether a view is the state of the folder with every change that was received so far. */
  isCurrent(view: WorkspaceView): boolean {
    return view === this.#view && !this.#pending.any;
  }

  /** The same as {@link view}, once every file was read. */
  async whole(): Promise<WorkspaceView | undefined> {
    for (;;) {
      const view = await this.view();
      if (!view || view.complete) return view;
      await new Promise<void>((resolve) => this.#onceWhole.push(resolve));
    }
  }

  /** Ends the compiler's process. Who still waits for something is answered with `Cancelled`. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#calmTimer);
    await this.#programs.close();
    await this.#running;
    this.#waiters.fail();
    this.#trials.fail();
    for (const goOn of this.#onceWhole.splice(0)) goOn();
  }

  #retry(): void {
    this.#failures = 0;
    this.#wake();
  }

  #wake(): void {
    if (this.#closed) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      // Something may have come in after the last step found nothing to do.
      const wanted = this.#pending.any || this.#waiters.any || this.#trials.any;
      if (!this.#closed && wanted) this.#wake();
    });
  }

  async #run(): Promise<void> {
    // Changes that arrive together are taken over together.
    await new Promise(setImmediate);
    while (!this.#closed) {
      try {
        const more = await this.#step();
        if (this.#answer()) await untilSent();
        this.#programs.freeOutdated();
        if (!more) return;
      } catch (error) {
        if (this.#closed) return;
        if (error instanceof Cancelled || error instanceof SnapshotReleased) continue;
        if (!this.#goesOnAfter(error)) return;
      }
    }
  }

  /** @returns whether there may be more to do */
  async #step(): Promise<boolean> {
    const { stale, unread } = this.#files;
    if (this.#pending.reconfigure || this.#pending.reopen) await this.#configure();
    else if (this.#state === "no-orm") {
      this.#pending.take();
      this.#trials.fail();
      return false;
    } else if (this.#pending.any || !this.#programs.snapshot) await this.#takeOver();
    else if (this.#wanted().length > 0) await this.#readAgain(this.#wanted());
    else if (this.#trials.any) await this.#trials.next((trial) => this.#try(trial));
    else if (this.#files.comparisonDue) await this.#files.compare();
    else if (unread.size > 0) await this.#readRest();
    else if (!this.#files.callersDue && stale.size === 0) return false;
    else if (!this.#isCalm()) return false;
    else if (stale.size > 0) await this.#readAgain([...stale].slice(0, staleAtOnce));
    else await this.#readCallers();
    return true;
  }

  /** Files that somebody waits for, and whose facts are outdated or not there yet. */
  #wanted(): readonly string[] {
    const { stale, unread } = this.#files;
    return this.#waiters.files.filter((file) => stale.has(file) || unread.has(file));
  }

  /** Whether nobody types; when somebody does, the work goes on later. */
  #isCalm(): boolean {
    if (this.#state === "loading") return true;
    const left = this.#lastChange + calm - performance.now();
    if (left <= 0) return true;
    clearTimeout(this.#calmTimer);
    this.#calmTimer = setTimeout(() => this.#wake(), left + 1);
    return false;
  }

  async #configure(): Promise<void> {
    const reopen = this.#pending.reopen;
    this.#pending.reconfigure = false;
    this.#pending.reopen = false;
    try {
      const wanted = await this.#setup.read(reopen);
      if (wanted === "unchanged") {
        this.#publish();
        return;
      }
      if (wanted === "no-orm") {
        await this.#drop();
        this.#setState("no-orm");
        return;
      }
      await this.#open(wanted);
    } catch (error) {
      this.#pending.reopen ||= reopen;
      throw error;
    }
    // A change that cuts this off needs nothing to be opened again.
    await this.#readEdited();
  }

  async #open(request: ProjectRequest): Promise<void> {
    const changes = this.#pending.take();
    const { overlays = new Map() } = changes;
    try {
      await this.#programs.open(request, overlays);
    } catch (error) {
      this.#pending.putBack(changes);
      throw error;
    }
    this.#failures = 0;
    this.#noticed = [];
    this.#setState("loading");
    this.#buffers.taken(overlays, [...this.#files.read.keys(), ...this.#programs.byFile.keys()]);
    this.#files.opened();
  }

  async #takeOver(): Promise<void> {
    const changes = this.#pending.take();
    const { changed = [], created = [], deleted = [], overlays = new Map() } = changes;
    const before = this.#programs.byFile;
    try {
      await this.#programs.update(changes);
    } catch (error) {
      this.#pending.putBack(changes);
      throw error;
    }
    this.#failures = 0;
    const edited = [...overlays.keys()].filter((file) =>
      this.#buffers.differs(file, overlays.get(file)),
    );
    this.#buffers.taken(overlays, [...changed, ...created, ...deleted]);
    this.#files.changed(changes, before, edited);
    await this.#readEdited();
  }

  async #readEdited(): Promise<void> {
    await this.#files.readEdited();
    if (this.#state !== "loading" || this.#buffers.open.size > 0) this.#publish();
  }

  async #readAgain(files: readonly string[]): Promise<void> {
    await this.#files.readAgain(files);
    if (this.#files.stale.size === 0 || this.#waiters.any) this.#publish();
  }

  async #readRest(): Promise<void> {
    const { listener } = this.#options;
    const total = this.#programs.byFile.size;
    const report = (): void => listener.progress(total - this.#files.unread.size, total);
    report();
    const trials = this.#trials;
    // What somebody waits for goes before.
    const token = {
      get cancelled() {
        return trials.any;
      },
    };
    await this.#files.readRest(report, token);
    if (this.#state !== "loading") this.#publish();
  }

  async #readCallers(): Promise<void> {
    await this.#files.readCallers();
    this.#noticed = [...this.#noticed, ...(await this.#files.noticed(this.folder))];
    this.#setState("ready");
    this.#publish();
  }

  /** See `WorkspaceView.diagnosticsWith`. */
  #diagnosticsWith(
    view: WorkspaceView,
    file: string,
    texts: ReadonlyMap<string, string>,
  ): Promise<readonly Diagnostic[]> {
    if (this.#closed) return Promise.reject(new Cancelled());
    const findings = this.#trials.add({ view, file, texts });
    this.#wake();
    return findings;
  }

  /** Nothing that the folder holds becomes another, but for the texts that the compiler is given and given back. */
  #try({ view, file, texts }: Trial): Promise<readonly Diagnostic[]> {
    const { configuration } = this.#setup;
    if (view !== this.#view || !configuration) return Promise.reject(new Cancelled());
    const sources = this.#buffers.with(texts);
    const own = this.#buffers.ownOf(texts.keys());
    return this.#programs.withTexts(texts, own, async (snapshot) => {
      const files = await this.#files.readWith(snapshot, texts, sources);
      const complete = this.#state === "ready";
      const { drivers } = this.#programs;
      return this.#views
        .build({ files, texts: sources, snapshot, configuration, drivers, complete })
        .diagnosticsOf(file);
    });
  }

  async #drop(): Promise<void> {
    this.#view = undefined;
    this.#files.clear();
    await this.#programs.drop();
  }

  #publish(): void {
    const { snapshot, drivers } = this.#programs;
    const { configuration } = this.#setup;
    if (!snapshot || !configuration) return;
    this.#view = this.#views.build({
      files: new Map(this.#files.read),
      texts: this.#buffers.texts,
      snapshot,
      configuration,
      drivers,
      complete: this.#state === "ready",
    });
    this.#options.listener.changed();
    this.#tellProblems();
    this.#tellMistakes();
  }

  /** The same that the command line tells. */
  #tellMistakes(): void {
    const projects = this.#programs.snapshot?.problems ?? [];
    this.#mistakes.stand([
      ...(this.#setup.configuration?.mistakes ?? []),
      ...projects.map((problem) => mistakeText(problem, this.folder)),
      ...this.#noticed,
    ]);
  }

  #tellProblems(): void {
    for (const { part, file, message } of this.#problems.list.slice(this.#told)) {
      const place = file === undefined ? "" : ` in ${file}`;
      this.#options.listener.failed(`internal error of ${part}${place}: ${message}`);
    }
    this.#told = this.#problems.list.length;
  }

  /** @returns whether anybody was answered */
  #answer(): boolean {
    if (this.#pending.any) return false;
    if (this.#state === "no-orm") return this.#waiters.answer(undefined, () => false);
    if (!this.#view) return false;
    return this.#waiters.answer(this.#view, (file) => this.#isOutdated(file));
  }

  /** Whether the newest view may tell something else of a file than is so. */
  #isOutdated(file: string): boolean {
    const { unread } = this.#files;
    // While a folder is opened, a file is judged by what was read until then.
    const isUnread = this.#state === "loading" ? unread.has(file) : unread.size > 0;
    return isUnread || this.#files.mayConcern(file);
  }

  #setState(state: LiveState): void {
    if (this.#state === state) return;
    this.#state = state;
    if (state !== "error") this.#failure = undefined;
    if (state !== "loading") for (const goOn of this.#onceWhole.splice(0)) goOn();
    this.#options.listener.changed();
  }

  /** Whether the work goes on after an error. */
  #goesOnAfter(error: unknown): boolean {
    const { listener } = this.#options;
    if (error instanceof CompilerFailure) {
      this.#failures++;
      const final = this.#failures >= startsInRow;
      listener.compilerFailed(error.message, final);
      if (!final) {
        if (!this.#programs.snapshot) this.#pending.reopen = true;
        else this.#pending.renew = true;
        return true;
      }
    } else if (!(error instanceof UserFailure)) listener.failed(errorMessage(error));
    this.#failure = errorMessage(error);
    this.#setState("error");
    this.#waiters.fail(error);
    this.#trials.fail(error);
    return false;
  }
}

/** Who was answered gets to work on it first; what is sent by that is written a turn later. */
async function untilSent(): Promise<void> {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
}
