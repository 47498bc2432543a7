import type { Adapter } from "../../adapters/adapter.ts";
import { type CancellationToken, Cancelled, type Diagnostic } from "../../base/index.ts";
import type { Program } from "../../compiler/program.ts";
import {
  CompilerFailure,
  CompilerSession,
  type FileChanges,
  type ProjectRequest,
  type Snapshot,
  SnapshotReleased,
} from "../../compiler/session.ts";
import type { Dialect, FileFacts } from "../../model/index.ts";
import { linkProject } from "../../project/link.ts";
import type { Project } from "../../project/project.ts";
import type { Rule } from "../../rules/support/define-rule.ts";
import { Callers } from "../callers.ts";
import { compilerBinary } from "../compiler-binary.ts";
import { unmatchedGlobs } from "../config/unmatched-globs.ts";
import { databaseDrivers } from "../database-drivers.ts";
import { errorMessage, InternalProblems, UserFailure } from "../failure.ts";
import { layerPatterns } from "../layer-patterns.ts";
import { ormPresence } from "../orm-presence.ts";
import { foldersOf, projectRequest } from "../projects.ts";
import {
  type OwnFile,
  ownFilesOnce,
  type ReadContext,
  type ReadFile,
  readFiles,
} from "../read-project.ts";
import { SourceTexts } from "../text/source-texts.ts";
import { Dependents } from "./dependents.ts";
import { JudgedView } from "./judged-view.ts";
import { type LiveConfiguration, readLiveConfiguration } from "./live-configuration.ts";
import { PendingChanges } from "./pending-changes.ts";
import type { WorkspaceView } from "./view.ts";

/** `no-orm`: no supported ORM is there, and nothing was read. */
export type LiveState = "loading" | "ready" | "error" | "no-orm";

/** Told of what happens in a folder. */
export interface LiveListener {
  /** The state is another one, or there is a newer view. */
  changed(): void;
  /** The first reading of the folder's files goes on. */
  progress(done: number, total: number): void;
  /** The compiler's process ended. @param final it is not started again until something changes */
  compilerFailed(message: string, final: boolean): void;
  /** It was started again, and has opened what was open. */
  compilerRestarted(): void;
  /** Something inside ormlint failed; the rest goes on. */
  failed(message: string): void;
}

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

interface Waiter {
  /** The file that is asked about: its facts must not be outdated by changes of others. */
  readonly file: string | undefined;
  readonly resolve: (view: WorkspaceView | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** The findings of a file are wanted as they would be with other texts. */
interface Trial {
  readonly view: WorkspaceView;
  readonly file: string;
  readonly texts: ReadonlyMap<string, string>;
  readonly resolve: (findings: readonly Diagnostic[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Keeps the facts of a folder current while its files are edited. All work is done in one line:
 * changes first, then what somebody waits for, then the rest.
 */
export class LiveFolder {
  readonly #options: LiveOptions;
  readonly #session: CompilerSession;
  readonly #pending = new PendingChanges();
  readonly #waiters = new Set<Waiter>();
  readonly #problems = new InternalProblems();
  readonly #unsaved = new Map<string, string>();
  /** The unsaved texts that the compiler has: those that facts and ranges are of. */
  readonly #taken = new Map<string, string>();
  readonly #read = new Map<string, ReadFile>();
  readonly #unread = new Set<string>();
  /** Files whose facts are of another text than they have now. */
  readonly #edited = new Set<string>();
  #callers = new Callers();
  #callersDue = true;
  readonly #followed = new Set<string>();
  readonly #dependents = new Dependents();
  #lastChange = 0;
  #calmTimer: NodeJS.Timeout | undefined;
  #texts = new SourceTexts();
  #configuration: LiveConfiguration | undefined;
  #request: ProjectRequest | undefined;
  #snapshot: Snapshot | undefined;
  #programOf: ReadonlyMap<string, Program> = new Map();
  #plan: readonly (readonly string[])[] = [];
  #drivers: readonly Dialect[] = [];
  #view: JudgedView | undefined;
  #state: LiveState = "loading";
  #restarts = 0;
  #failures = 0;
  #failure: string | undefined;
  #onceWhole: (() => void)[] = [];
  readonly #trials: Trial[] = [];
  #told = 0;
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(options: LiveOptions) {
    this.#options = options;
    const { answerTimeout } = options;
    this.#session = new CompilerSession({
      cwd: options.folder,
      binary: compilerBinary(),
      ...(answerTimeout !== undefined && { answerTimeout }),
    });
    this.#pending.reopen = true;
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
    return this.#configuration;
  }

  /** The id of the compiler's process in the operating system, while it runs. */
  get compilerProcess(): number | undefined {
    return this.#session.processId;
  }

  /** Begins to read the folder. */
  start(): void {
    this.#wake();
  }

  /** Takes over the text of an unsaved buffer; `undefined` when it was closed. */
  edit(file: string, text: string | undefined): void {
    if (this.#unsaved.get(file) === text) return;
    if (text === undefined) this.#unsaved.delete(file);
    else this.#unsaved.set(file, text);
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
   * @throws CompilerFailure, UserFailure when nothing can be read
   */
  view(file?: string): Promise<WorkspaceView | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiters.add({ file, resolve, reject });
      this.#wake();
    });
  }

  /** Whether a view is the state of the folder with every change that was received so far. */
  isCurrent(view: WorkspaceView): boolean {
    return view === this.#view && !this.#pending.any;
  }

  /** The same, once every file was read. */
  async whole(): Promise<WorkspaceView | undefined> {
    for (;;) {
      const view = await this.view();
      if (!view || view.complete) return view;
      await new Promise<void>((resolve) => this.#onceWhole.push(resolve));
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#calmTimer);
    await this.#session.close();
    await this.#running;
    for (const { reject } of [...this.#waiters, ...this.#trials.splice(0)]) reject(new Cancelled());
    this.#waiters.clear();
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
      const wanted = this.#pending.any || this.#waiters.size > 0 || this.#trials.length > 0;
      if (!this.#closed && wanted) this.#wake();
    });
  }

  async #run(): Promise<void> {
    // Changes that arrive together are taken over together.
    await new Promise(setImmediate);
    while (!this.#closed) {
      try {
        const more = await this.#step();
        this.#answer();
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
    if (this.#pending.reconfigure || this.#pending.reopen) await this.#configure();
    else if (this.#state === "no-orm") {
      this.#pending.take();
      for (const { reject } of this.#trials.splice(0)) reject(new Cancelled());
      return false;
    } else if (this.#pending.any || !this.#snapshot) await this.#takeOver();
    else if (this.#wanted().length > 0) await this.#readAgain(this.#wanted());
    else if (this.#trials.length > 0) await this.#tryNext();
    else if (this.#dependents.due) await this.#compare();
    else if (this.#unread.size > 0) await this.#readRest();
    else if (!this.#callersDue && this.#dependents.stale.size === 0) return false;
    else if (!this.#isCalm()) return false;
    else if (this.#dependents.stale.size > 0)
      await this.#readAgain([...this.#dependents.stale].slice(0, staleAtOnce));
    else await this.#readCallers();
    return true;
  }

  /** Files that somebody waits for, and whose facts are outdated or not there yet. */
  #wanted(): readonly string[] {
    const { stale } = this.#dependents;
    return [...this.#waiters].flatMap(({ file }) =>
      file !== undefined && (stale.has(file) || this.#unread.has(file)) ? [file] : [],
    );
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

  async #compare(): Promise<void> {
    if (!this.#snapshot) return;
    await this.#dependents.compare({
      programOf: this.#programOf,
      programs: this.#snapshot.programs,
      texts: this.#texts,
      read: this.#read.keys(),
    });
  }

  /** Reads files whose facts may be outdated. */
  async #readAgain(files: readonly string[]): Promise<void> {
    await this.#readSome(files);
    // What is not in any program any more is not read.
    for (const file of files) this.#dependents.wasRead(file);
    const { stale } = this.#dependents;
    if (stale.size === 0 || this.#waiters.size > 0) this.#publish();
  }

  async #configure(): Promise<void> {
    const { folder, rules, adapters } = this.#options;
    const reopen = this.#pending.reopen;
    this.#pending.reconfigure = false;
    this.#pending.reopen = false;
    try {
      const configuration = await readLiveConfiguration(folder, rules, this.#configuration);
      this.#configuration = configuration;
      const request = projectRequest(folder, [], configuration.configuration.projects);
      const before = this.#request;
      this.#request = request;
      if (!reopen && JSON.stringify(request) === JSON.stringify(before)) {
        this.#publish();
        return;
      }
      const packages = adapters.flatMap((adapter) => adapter.packages);
      if ((await ormPresence(foldersOf(request), packages)) === "possible")
        await this.#open(request);
      else {
        await this.#drop();
        this.#setState("no-orm");
      }
    } catch (error) {
      this.#pending.reopen ||= reopen;
      throw error;
    }
  }

  async #open(request: ProjectRequest): Promise<void> {
    const changes = this.#pending.take();
    try {
      await this.#adopt(await this.#session.open(request, changes.overlays));
    } catch (error) {
      this.#pending.putBack(changes);
      throw error;
    }
    this.#followed.clear();
    this.#dependents.clear();
    this.#callers = new Callers();
    this.#setState("loading");
    this.#take(changes.overlays ?? new Map());
    this.#texts = this.#texts.after(new Map(this.#taken), [
      ...this.#read.keys(),
      ...this.#programOf.keys(),
    ]);
    this.#forgetMissing();
    for (const file of this.#programOf.keys()) this.#unread.add(file);
    for (const file of this.#unsaved.keys()) this.#edited.add(file);
    await this.#readEdited();
  }

  async #takeOver(): Promise<void> {
    const changes = this.#pending.take();
    const { changed = [], created = [], deleted = [], overlays = new Map() } = changes;
    const before = this.#programOf;
    try {
      await this.#adopt(await this.#session.update(changes));
    } catch (error) {
      this.#pending.putBack(changes);
      throw error;
    }
    const edited = [...overlays.keys()].filter((file) => this.#differs(file, overlays.get(file)));
    const others = [...changed, ...created, ...deleted];
    this.#take(overlays);
    this.#texts = this.#texts.after(new Map(this.#taken), [...overlays.keys(), ...others]);
    this.#forgetMissing();
    for (const file of this.#programOf.keys()) if (!before.has(file)) this.#unread.add(file);
    // Imports may lead elsewhere, and options may be others.
    if (created.length + deleted.length > 0 || others.some((file) => file.endsWith(".json")))
      this.#dependents.changedAll(this.#read.keys());
    for (const file of overlays.keys()) this.#dependents.changed(file, false);
    for (const file of [...edited, ...others]) {
      this.#dependents.changed(file, true);
      if (this.#programOf.has(file)) this.#edited.add(file);
      // It may call functions that query now, though it has no facts.
      this.#callersDue ||= !this.#read.get(file)?.facts;
    }
    // Open files go first.
    for (const file of overlays.keys()) if (this.#unread.has(file)) this.#edited.add(file);
    await this.#readEdited();
  }

  /** Takes note of what the compiler was given: by now, buffers may hold later texts. */
  #take(overlays: NonNullable<FileChanges["overlays"]>): void {
    for (const [file, text] of overlays)
      if (text === undefined) this.#taken.delete(file);
      else this.#taken.set(file, text);
  }

  /** Whether a text is another than that which was there before. */
  #differs(file: string, text: string | undefined): boolean {
    const before = this.#texts.of(file).text;
    return before !== (text ?? new SourceTexts().read(file));
  }

  #forgetMissing(): void {
    for (const files of [this.#unread, this.#edited])
      for (const file of files) if (!this.#programOf.has(file)) files.delete(file);
    for (const file of this.#read.keys()) if (!this.#programOf.has(file)) this.#read.delete(file);
  }

  /** A change may have cut off the reading of those before it, whose facts are of older texts. */
  async #readEdited(): Promise<void> {
    await this.#readSome([...this.#edited]);
    if (this.#state !== "loading" || this.#unsaved.size > 0) this.#publish();
  }

  async #readRest(): Promise<void> {
    const { listener } = this.#options;
    const total = this.#programOf.size;
    const report = (): void => listener.progress(total - this.#unread.size, total);
    report();
    const { token } = this.#readContext();
    const trials = this.#trials;
    await this.#readSome([...this.#unread], {
      onFile: report,
      // What somebody waits for goes before.
      token: {
        get cancelled() {
          return token.cancelled || trials.length > 0;
        },
      },
    });
    this.#callersDue = true;
    if (this.#state !== "loading") this.#publish();
  }

  async #readCallers(): Promise<void> {
    const facts = this.#facts();
    const programOf = (file: string): Program | undefined => this.#programOf.get(file);
    const { files } = await this.#callers.among(facts, programOf);
    const fresh = files.map(({ file }) => file).filter((file) => !this.#followed.has(file));
    for (const file of fresh) this.#followed.add(file);
    await this.#readSome(fresh);
    this.#callersDue = false;
    this.#setState("ready");
    this.#publish();
  }

  async #readSome(
    files: readonly string[],
    { onFile, token }: { onFile?: () => void; token?: CancellationToken } = {},
  ): Promise<void> {
    const work = files.flatMap((file): OwnFile[] => {
      const program = this.#programOf.get(file);
      return program ? [{ program, file }] : [];
    });
    const keep = (result: ReadFile): void => {
      const before = this.#read.get(result.file);
      this.#callersDue ||= !before || callsOf(before.facts) !== callsOf(result.facts);
      this.#read.set(result.file, result);
      this.#unread.delete(result.file);
      this.#edited.delete(result.file);
      this.#dependents.wasRead(result.file);
      onFile?.();
    };
    const followed = work.filter(({ file }) => this.#followed.has(file));
    const others = work.filter(({ file }) => !this.#followed.has(file));
    const context = { ...this.#readContext(), ...(token && { token }) };
    await readFiles(others, context, keep, this.#callers);
    await readFiles(followed, context, keep);
    // A file that its program does not have after all is not asked for again.
    for (const file of files) {
      this.#unread.delete(file);
      this.#edited.delete(file);
    }
  }

  /** See `WorkspaceView.diagnosticsWith`. */
  #diagnosticsWith(
    view: WorkspaceView,
    file: string,
    texts: ReadonlyMap<string, string>,
  ): Promise<readonly Diagnostic[]> {
    if (this.#closed) return Promise.reject(new Cancelled());
    return new Promise((resolve, reject) => {
      this.#trials.push({ view, file, texts, resolve, reject });
      this.#wake();
    });
  }

  async #tryNext(): Promise<void> {
    const trial = this.#trials.shift();
    if (!trial) return;
    try {
      trial.resolve(await this.#try(trial));
    } catch (error) {
      trial.reject(error instanceof SnapshotReleased ? new Cancelled() : error);
      if (error instanceof CompilerFailure) throw error;
    }
  }

  /** Nothing that the folder holds becomes another, but for the texts that the compiler is given and given back. */
  async #try({ view, file, texts }: Trial): Promise<readonly Diagnostic[]> {
    if (view !== this.#view || !this.#configuration) throw new Cancelled();
    const unsaved = new Map([...this.#taken, ...texts]);
    const sources = this.#texts.after(unsaved, texts.keys());
    try {
      const snapshot = await this.#session.update({ overlays: texts });
      try {
        const read = new Map(this.#read);
        const context = { ...this.#readContext(), texts: sources };
        for (const own of ownFilesOnce(snapshot.programs)) {
          if (!texts.has(own.file)) continue;
          const callers = this.#followed.has(own.file) ? undefined : new Callers();
          await readFiles([own], context, (result) => read.set(result.file, result), callers);
        }
        return this.#viewOf(read, sources, snapshot, this.#configuration).diagnosticsOf(file);
      } finally {
        await snapshot.release();
      }
    } finally {
      const own = [...texts.keys()].map((path) => [path, this.#taken.get(path)] as const);
      const restored = await this.#session.update({ overlays: new Map(own) });
      await restored.release();
    }
  }

  #readContext(): ReadContext {
    const pending = this.#pending;
    return {
      adapters: this.#options.adapters,
      problems: this.#problems,
      texts: this.#texts,
      mentions: true,
      onTree: (file, source) => this.#dependents.see(file, source),
      token: {
        get cancelled() {
          return pending.any;
        },
      },
      isFatal: (error) => error instanceof CompilerFailure || error instanceof SnapshotReleased,
    };
  }

  async #adopt(snapshot: Snapshot): Promise<void> {
    const before = this.#snapshot;
    this.#snapshot = snapshot;
    this.#failures = 0;
    // Nobody waits until it is freed.
    void before?.release();
    const { programs } = snapshot;
    this.#programOf = new Map(
      ownFilesOnce(programs).map(({ file, program }) => [file, program] as const),
    );
    if (this.#session.restarts > this.#restarts) this.#options.listener.compilerRestarted();
    this.#restarts = this.#session.restarts;
    const plan = programs.map(({ ownFiles }) => ownFiles);
    if (plan.length === this.#plan.length && plan.every((files, at) => files === this.#plan[at]))
      return;
    this.#plan = plan;
    this.#drivers = databaseDrivers(programs);
  }

  async #drop(): Promise<void> {
    const before = this.#snapshot;
    this.#snapshot = undefined;
    this.#view = undefined;
    this.#read.clear();
    this.#unread.clear();
    this.#edited.clear();
    this.#dependents.clear();
    await before?.release();
  }

  #facts(read: ReadonlyMap<string, ReadFile> = this.#read): readonly FileFacts[] {
    return [...read.values()].flatMap(({ facts }) => (facts ? [facts] : []));
  }

  #publish(): void {
    if (!this.#snapshot || !this.#configuration) return;
    this.#view = this.#viewOf(
      new Map(this.#read),
      this.#texts,
      this.#snapshot,
      this.#configuration,
    );
    this.#options.listener.changed();
    this.#tellProblems();
  }

  #viewOf(
    files: ReadonlyMap<string, ReadFile>,
    texts: SourceTexts,
    snapshot: Snapshot,
    { configuration, findings, baseline }: LiveConfiguration,
  ): JudgedView {
    const { folder, rules, adapters } = this.#options;
    const project: Project = linkProject(this.#facts(files), {
      layers: layerPatterns(configuration),
      drivers: this.#drivers,
    });
    const complete = this.#state === "ready";
    const whole = complete && configuration.folder === folder && files.size > 0;
    return new JudgedView({
      folder,
      context: { configuration, rules, adapters, problems: this.#problems, texts },
      project,
      complete,
      files,
      baseline,
      configurationFindings: [
        ...findings,
        ...(whole ? unmatchedGlobs(configuration, [...files.keys()]) : []),
      ],
      snapshot,
      diagnosticsWith: (...trial) => this.#diagnosticsWith(...trial),
    });
  }

  #tellProblems(): void {
    for (const { part, file, message } of this.#problems.list.slice(this.#told)) {
      const place = file === undefined ? "" : ` in ${file}`;
      this.#options.listener.failed(`internal error of ${part}${place}: ${message}`);
    }
    this.#told = this.#problems.list.length;
  }

  #answer(): void {
    if (this.#pending.any) return;
    if (this.#state === "no-orm") this.#settle(({ resolve }) => resolve(undefined));
    const view = this.#view;
    if (!view) return;
    for (const waiter of [...this.#waiters]) {
      const { file, resolve } = waiter;
      if (file !== undefined && this.#isOutdated(file)) continue;
      this.#waiters.delete(waiter);
      resolve(view);
    }
  }

  /** Whether the newest view may tell something else of a file than is so. */
  #isOutdated(file: string): boolean {
    // While a folder is opened, a file is judged by what was read until then.
    const unread = this.#state === "loading" ? this.#unread.has(file) : this.#unread.size > 0;
    return unread || this.#dependents.mayConcern(file);
  }

  #settle(how: (waiter: Waiter) => void): void {
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const waiter of waiters) how(waiter);
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
        if (!this.#snapshot) this.#pending.reopen = true;
        else this.#pending.renew = true;
        return true;
      }
    } else if (!(error instanceof UserFailure)) listener.failed(errorMessage(error));
    this.#failure = errorMessage(error);
    this.#setState("error");
    this.#settle(({ reject }) => reject(error));
    for (const { reject } of this.#trials.splice(0)) reject(error);
    return false;
  }
}

/** What decides which other files matter to a file's queries: the functions that it has, and what they call. */
function callsOf(facts: FileFacts | undefined): string {
  if (!facts) return "";
  const functions = facts.functions.map(({ name, calls }) => [
    name,
    calls.map(({ callee, loops }) => [callee, loops.length]),
  ]);
  return JSON.stringify([functions, facts.operations.map((operation) => operation.function)]);
}
