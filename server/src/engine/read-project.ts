import type { Adapter } from "../adapters/adapter.ts";
import { type CancellationToken, checkpoint } from "../base/index.ts";
import type { SourceFile } from "../compiler/ast.ts";
import type { Program } from "../compiler/program.ts";
import type { FileFacts } from "../model/index.ts";
import { Callers } from "./callers.ts";
import type { InternalProblems } from "./failure.ts";
import { ReadAhead } from "./read-ahead.ts";
import { AdapterFailure, readSourceFacts } from "./read-file.ts";
import type { SourceWatch } from "./source-watch.ts";
import { commentsOf } from "./suppressions/comments.ts";
import { type Directive, directiveMarker, directivesOf } from "./suppressions/directives.ts";
import type { SourceTexts } from "./text/source-texts.ts";

/** What the analysis keeps of one source file. Plain data. */
export interface ReadFile {
  readonly file: string;
  /** `undefined` when no adapter is concerned, or one failed. */
  readonly facts: FileFacts | undefined;
  readonly directives: readonly Directive[];
  /** The text that was analysed, when the context asks for it. */
  readonly text?: string;
}

export interface ReadContext {
  readonly adapters: readonly Adapter[];
  readonly problems: InternalProblems;
  readonly token: CancellationToken;
  /** Whether an error means that the compiler is gone, so that no other file can be read. */
  readonly isFatal: (error: unknown) => boolean;
  readonly texts: SourceTexts;
  /** Keep the texts of all files: fixes are made in what was analysed, not in what the disk holds later. */
  readonly keepTexts?: boolean;
  /** Also read where strings name parts of the mapping: see {@link FileFacts.mentions}. */
  readonly mentions?: boolean;
  /** Has read some of the files before. */
  readonly ahead?: ReadAhead;
  /** Told of every tree that is read, while it is there. */
  readonly onTree?: (file: string, source: SourceFile) => void;
  /** Told of every text that is read. */
  readonly watch?: SourceWatch;
  readonly onFile?: (done: number, total: number) => void;
}

/**
 * Files in work at the same time. While the compiler answers the questions of some, the trees of
 * others are decoded and walked, so both processes are busy. More would only cost memory.
 */
const filesInWork = 16;
/** Files that are sifted before their turn comes. Nothing but their texts is held for them. */
const filesSiftedAhead = 48;

/**
 * Reads every source file of the programs once, in the first program that holds it.
 * @returns the files sorted by path
 * @throws Cancelled, and whatever `context.isFatal` says is fatal
 */
export async function readProject(
  programs: readonly Program[],
  context: ReadContext,
): Promise<readonly ReadFile[]> {
  const work = ownFilesOnce(programs);
  const callers = new Callers();
  const results = new Map<string, ReadFile>();
  const keep = (result: ReadFile): void => void results.set(result.file, result);
  await readFiles(work, context, keep, callers);
  const read = [...results.values()].flatMap(({ facts }) => (facts ? [facts] : []));
  const programOf = new Map(work.map(({ file, program }) => [file, program] as const));
  const found = await callers.among(read, (file) => programOf.get(file));
  await readFiles(found.files, context, keep, undefined, found.names);
  return [...results.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

/**
 * Reads some files, several at a time.
 * @param keep told of each file that was read; files that the program does not have are left out
 * @param callers told of the files; `undefined` for files that they found, whose calls matter
 * @param names functions whose calls matter in those; all when left out
 * @throws Cancelled, and whatever `context.isFatal` says is fatal; what was kept until then is right
 */
export async function readFiles(
  work: readonly OwnFile[],
  context: ReadContext,
  keep: (result: ReadFile) => void,
  callers?: Callers,
  names?: ReadonlySet<string>,
): Promise<void> {
  let done = 0;
  const sifting = callers && new Sifting(work, context, callers);
  try {
    await inParallel(work, context, async (item, index) => {
      const result = await readOne(item, context, sifting?.matters(index), names);
      if (result) keep(result);
      if (callers) context.onFile?.(++done, work.length);
    });
  } finally {
    await sifting?.ended();
  }
}

/**
 * Asks which files matter some way ahead of those that are read, so that there is always a tree to be
 * worked on while the compiler answers.
 */
class Sifting {
  readonly #work: readonly OwnFile[];
  readonly #context: ReadContext;
  readonly #callers: Callers;
  readonly #asked: Promise<boolean>[] = [];

  constructor(work: readonly OwnFile[], context: ReadContext, callers: Callers) {
    this.#work = work;
    this.#context = context;
    this.#callers = callers;
  }

  /** Whether the file at a position matters; those behind it are asked about as well. */
  matters(index: number): Promise<boolean> {
    for (let next = this.#asked.length; next <= index + filesSiftedAhead; next++) {
      const item = this.#work[next];
      if (!item) break;
      const answer = mayMatter(item, this.#context, this.#callers);
      // Whoever reads the file is told; a run that failed before reads it no more.
      answer.catch(() => undefined);
      this.#asked.push(answer);
    }
    return this.#asked[index] ?? Promise.resolve(false);
  }

  /** Nothing is asked any more. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#asked);
  }
}

/** Nothing is under way any more when it ends, also when it fails. */
async function inParallel(
  work: readonly OwnFile[],
  { token }: ReadContext,
  visit: (item: OwnFile, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failure: { readonly error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    while (!failure) {
      try {
        checkpoint(token);
        const index = next++;
        const item = work[index];
        if (!item) return;
        await visit(item, index);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(filesInWork, work.length) }, worker));
  if (failure) throw failure.error;
}

/** A source file, with the program that it is read in. */
export interface OwnFile {
  readonly program: Program;
  readonly file: string;
}

/** Every source file of the programs, with the first one that holds it. */
export function ownFilesOnce(programs: readonly Program[]): readonly OwnFile[] {
  const seen = new Set<string>();
  const work: OwnFile[] = [];
  for (const program of programs) {
    for (const file of program.ownFiles) {
      if (seen.has(file)) continue;
      seen.add(file);
      work.push({ program, file });
    }
  }
  return work;
}

/**
 * See {@link readFiles}.
 * @param matters whether the file is worth reading; `undefined` for a file that is read for its calls
 */
async function readOne(
  { program, file }: OwnFile,
  context: ReadContext,
  matters: Promise<boolean> | undefined,
  names: ReadonlySet<string> | undefined,
): Promise<ReadFile | undefined> {
  const { adapters, problems, isFatal } = context;
  let source: SourceFile | undefined;
  let directives: readonly Directive[] = [];
  try {
    if (matters && !(await matters)) return { file, facts: undefined, directives };
    source = await program.sourceFile(file);
    if (!source) return undefined;
    context.onTree?.(file, source);
    directives = readDirectives(source);
    const facts = await readSourceFacts(
      program,
      source,
      file,
      adapters,
      matters ? false : (names ?? true),
      context.mentions,
    );
    return { file, facts, directives, ...(context.keepTexts && { text: source.text }) };
  } catch (error) {
    const failure = error instanceof AdapterFailure ? error : undefined;
    const cause = failure ? failure.cause : error;
    if (isFatal(cause)) throw cause;
    problems.report(failure ? `adapter ${failure.adapter}` : "reading", file, cause);
    return { file, facts: undefined, directives };
  } finally {
    // A tree that stays in memory costs many times its text.
    if (source) program.releaseTree(source);
  }
}

/** Whether the file has facts or directives, as far as its text and the symbols of its calls tell. */
async function mayMatter(
  { program, file }: OwnFile,
  context: ReadContext,
  callers: Callers,
): Promise<boolean> {
  const { adapters, texts, ahead = new ReadAhead(adapters, texts) } = context;
  const { text, probes } = ahead.take(file);
  context.watch?.see(program, file, text);
  callers.see(file, text);
  if (context.keepTexts) return true;
  if (text === undefined || text.includes(directiveMarker)) return true;
  if (probes.some(({ kind }) => kind === "tree")) return true;
  const proofs = adapters.map(async (adapter, index) => {
    const probe = probes[index];
    if (probe?.kind !== "names") return false;
    const symbols = await program.checker.symbolsAtOffsets(file, probe.offsets);
    const declared = await Promise.all(symbols.map((symbol) => symbol?.resolved()));
    return declared.some((symbol) => adapter.packages.some((name) => symbol?.isDeclaredIn(name)));
  });
  return (await Promise.all(proofs)).includes(true);
}

function readDirectives(source: SourceFile): readonly Directive[] {
  const { text } = source;
  return text.includes(directiveMarker) ? directivesOf(text, commentsOf(source)) : [];
}
