import type { Adapter } from "../../adapters/adapter.ts";
import type { CancellationToken } from "../../base/index.ts";
import {
  CompilerFailure,
  type FileChanges,
  type Snapshot,
  SnapshotReleased,
} from "../../compiler/session.ts";
import type { FileFacts } from "../../model/index.ts";
import { Callers } from "../callers.ts";
import type { InternalProblems } from "../failure.ts";
import {
  type OwnFile,
  ownFilesOnce,
  type ReadContext,
  type ReadFile,
  readFiles,
} from "../read-project.ts";
import { SourceWatch } from "../source-watch.ts";
import type { SourceTexts } from "../text/source-texts.ts";
import type { Buffers } from "./buffers.ts";
import { Dependents } from "./dependents.ts";
import type { OpenedPrograms } from "./opened-programs.ts";

export interface FolderFilesOptions {
  readonly adapters: readonly Adapter[];
  readonly problems: InternalProblems;
  readonly programs: OpenedPrograms;
  readonly buffers: Buffers;
  /** Cancelled as soon as a change came in. */
  readonly token: CancellationToken;
}

/** What was read of a folder's files, and what is to be read. */
export class FolderFiles {
  readonly #options: FolderFilesOptions;
  readonly #read = new Map<string, ReadFile>();
  readonly #unread = new Set<string>();
  /** Files whose facts are of another text than they have now. */
  readonly #edited = new Set<string>();
  readonly #followed = new Set<string>();
  readonly #dependents = new Dependents();
  #callers = new Callers();
  #callersDue = true;
  /** While the files are read for the first time. */
  #watch: SourceWatch | undefined;

  constructor(options: FolderFilesOptions) {
    this.#options = options;
  }

  get read(): ReadonlyMap<string, ReadFile> {
    return this.#read;
  }

  /** Files that were never read. */
  get unread(): ReadonlySet<string> {
    return this.#unread;
  }

  /** Files whose facts may be outdated by changes of others. */
  get stale(): ReadonlySet<string> {
    return this.#dependents.stale;
  }

  /** Whether it is not known yet which files the last changes concern. */
  get comparisonDue(): boolean {
    return this.#dependents.due;
  }

  /** Whether files without facts may matter to the queries of others, for their calls. */
  get callersDue(): boolean {
    return this.#callersDue;
  }

  /** Whether the facts of a file may be outdated by a change of another one. */
  mayConcern(file: string): boolean {
    return this.#dependents.mayConcern(file);
  }

  /** Forgets everything. */
  clear(): void {
    this.#read.clear();
    this.#unread.clear();
    this.#edited.clear();
    this.#dependents.clear();
  }

  /** Programs were opened: every file is to be read. What was read counts until then. */
  opened(): void {
    this.#followed.clear();
    this.#dependents.clear();
    this.#callers = new Callers();
    const { adapters, programs, buffers } = this.#options;
    this.#watch = new SourceWatch(adapters.flatMap((adapter) => adapter.packages));
    this.#forgetMissing();
    for (const file of programs.byFile.keys()) this.#unread.add(file);
    for (const file of buffers.open) if (programs.byFile.has(file)) this.#edited.add(file);
  }

  /**
   * The compiler took over changes.
   * @param before the files that there were
   * @param edited those of the overlays whose texts are others now
   */
  changed(
    { changed = [], created = [], deleted = [], overlays = new Map() }: FileChanges,
    before: { has(file: string): boolean },
    edited: readonly string[],
  ): void {
    const { byFile } = this.#options.programs;
    const others = [...changed, ...created, ...deleted];
    this.#forgetMissing();
    for (const file of byFile.keys()) if (!before.has(file)) this.#unread.add(file);
    // Imports may lead elsewhere, and options may be others.
    if (created.length + deleted.length > 0 || others.some((file) => file.endsWith(".json")))
      this.#dependents.changedAll(this.#read.keys());
    for (const file of overlays.keys()) this.#dependents.changed(file, false);
    for (const file of [...edited, ...others]) {
      this.#dependents.changed(file, true);
      if (byFile.has(file)) this.#edited.add(file);
      // It may call functions that query now, though it has no facts.
      this.#callersDue ||= !this.#read.get(file)?.facts;
    }
    // Open files go first.
    for (const file of overlays.keys()) if (this.#unread.has(file)) this.#edited.add(file);
  }

  /** A change may have cut off the reading of those before it, whose facts are of older texts. */
  readEdited(): Promise<void> {
    return this.#readSome([...this.#edited]);
  }

  /** Reads files whose facts may be outdated. */
  async readAgain(files: readonly string[]): Promise<void> {
    await this.#readSome(files);
    // What is not in any program any more is not read.
    for (const file of files) this.#dependents.wasRead(file);
  }

  /** @param token cancelled when something goes before */
  async readRest(onFile: () => void, token: CancellationToken): Promise<void> {
    const changes = this.#options.token;
    await this.#readSome([...this.#unread], {
      onFile,
      token: {
        get cancelled() {
          return changes.cancelled || token.cancelled;
        },
      },
    });
    this.#callersDue = true;
  }

  /** Reads the files that matter for their calls. */
  async readCallers(): Promise<void> {
    const { byFile } = this.#options.programs;
    const { files } = await this.#callers.among(factsOf(this.#read), (file) => byFile.get(file));
    const fresh = files.map(({ file }) => file).filter((file) => !this.#followed.has(file));
    for (const file of fresh) this.#followed.add(file);
    await this.#readSome(fresh);
    this.#callersDue = false;
  }

  /** Finds out which files' facts the last changes may have outdated. @throws Cancelled */
  async compare(): Promise<void> {
    const { programs, buffers, token } = this.#options;
    if (!programs.snapshot) return;
    await this.#dependents.compare({
      programOf: programs.byFile,
      programs: programs.snapshot.programs,
      texts: buffers.texts,
      read: this.#read.keys(),
      token,
    });
  }

  /**
   * What was read, with some files as they are in a snapshot. What is kept stays as it is.
   * @param texts the texts of that snapshot
   */
  async readWith(
    snapshot: Snapshot,
    files: { has(file: string): boolean },
    texts: SourceTexts,
  ): Promise<ReadonlyMap<string, ReadFile>> {
    const read = new Map(this.#read);
    const context = { ...this.#readContext(), texts };
    for (const own of ownFilesOnce(snapshot.programs)) {
      if (!files.has(own.file)) continue;
      const callers = this.#followed.has(own.file) ? undefined : new Callers();
      await readFiles([own], context, (result) => read.set(result.file, result), callers);
    }
    return read;
  }

  #forgetMissing(): void {
    const { byFile } = this.#options.programs;
    for (const files of [this.#unread, this.#edited])
      for (const file of files) if (!byFile.has(file)) files.delete(file);
    for (const file of this.#read.keys()) if (!byFile.has(file)) this.#read.delete(file);
  }

  async #readSome(
    files: readonly string[],
    { onFile, token }: { onFile?: () => void; token?: CancellationToken } = {},
  ): Promise<void> {
    const { byFile } = this.#options.programs;
    const work = files.flatMap((file): OwnFile[] => {
      const program = byFile.get(file);
      return program ? [{ program, file }] : [];
    });
    const keep = (result: ReadFile): void => {
      this.#keep(result);
      onFile?.();
    };
    const followed = work.filter(({ file }) => this.#followed.has(file));
    const others = work.filter(({ file }) => !this.#followed.has(file));
    const context: ReadContext = {
      ...this.#readContext(),
      onTree: (file, source) => this.#dependents.see(file, source),
      ...(token && { token }),
    };
    await readFiles(others, context, keep, this.#callers);
    await readFiles(followed, context, keep);
    // A file that its program does not have after all is not asked for again.
    for (const file of files) {
      this.#unread.delete(file);
      this.#edited.delete(file);
    }
  }

  /** What was noticed while the files were read for the first time, a line each; empty at later calls. */
  async noticed(cwd: string): Promise<readonly string[]> {
    const watch = this.#watch;
    this.#watch = undefined;
    return watch ? watch.mistakes(cwd) : [];
  }

  #keep(result: ReadFile): void {
    const { file, facts } = result;
    const before = this.#read.get(file);
    this.#callersDue ||= !before || callsOf(before.facts) !== callsOf(facts);
    this.#read.set(file, result);
    this.#unread.delete(file);
    this.#edited.delete(file);
    this.#dependents.wasRead(file);
  }

  #readContext(): ReadContext {
    const { adapters, problems, buffers, token } = this.#options;
    return {
      adapters,
      problems,
      texts: buffers.texts,
      mentions: true,
      ...(this.#watch && { watch: this.#watch }),
      token,
      isFatal: (error) => error instanceof CompilerFailure || error instanceof SnapshotReleased,
    };
  }
}

/** The facts of files that have some. */
export function factsOf(read: ReadonlyMap<string, ReadFile>): readonly FileFacts[] {
  return [...read.values()].flatMap(({ facts }) => (facts ? [facts] : []));
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
