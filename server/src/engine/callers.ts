import type { Program } from "../compiler/program.ts";
import type { FileFacts } from "../model/index.ts";
import { linkFunctions } from "../project/functions.ts";
import type { SourceTexts } from "./text/source-texts.ts";

/** What code that waits for something says. */
const waiting = /\basync\b|\bPromise\b|\.then\b/;
/** The start of a loop, or a method that may run a callback for each element. */
const looping =
  /\b(?:for|while|do)\b\s*(?:await\s*)?[({]|\.\s*(?:map|forEach|flatMap|filter|some|every|find|findIndex|reduce)\s*[(<]|\bArray\s*\.\s*from\b/;
const calledName = /([A-Za-z_$][\w$]*)\s*(?:\?\.)?\(/g;
/** A function that gives a promise, as far as its head tells. */
const declaredName =
  /\basync\s+(?:function\s*)?\*?\s*([A-Za-z_$][\w$]*)|\bfunction\s+([A-Za-z_$][\w$]*)|([A-Za-z_$][\w$]*)\s*=\s*async\b|([A-Za-z_$][\w$]*)\s*\([^()]*\)\s*:\s*Promise\b/g;

interface Calls {
  readonly program: Program;
  /** Names that the text calls. */
  readonly names: ReadonlySet<string>;
  /** The calls behind the start of the first loop. */
  readonly inLoops: readonly { readonly name: string; readonly offset: number }[];
  readonly text: string;
}

/**
 * Finds, among files that use no ORM themselves, those that matter to the queries of others: they call
 * functions that query in a loop, or stand between such a loop and such a function.
 */
export class Callers {
  readonly #seen = new Map<string, Program>();

  /** Takes note of a file's text, which is not kept. */
  see(program: Program, file: string, text: string | undefined): void {
    if (text !== undefined && waiting.test(text)) this.#seen.set(file, program);
  }

  /**
   * The files that are worth reading though no adapter is concerned.
   * @param read the facts of all files that were read
   */
  async among(
    read: readonly FileFacts[],
    texts: SourceTexts,
  ): Promise<readonly { readonly program: Program; readonly file: string }[]> {
    const querying = queryingFunctions(read);
    if (querying.names.size === 0) return [];
    const followed = new Set(
      read.filter(({ functions }) => functions.length > 0).map(({ file }) => file),
    );
    const unread = new Map<string, Calls>();
    for (const [file, program] of this.#seen) {
      const text = followed.has(file) ? undefined : texts.read(file);
      if (text !== undefined) unread.set(file, { program, ...callsOf(text) });
    }
    const between = [...unread].filter(([, { names }]) => intersects(names, querying.names));
    const betweenFiles = new Set(between.map(([file]) => file));
    const wanted = new Set(
      calledInLoops(read).filter((file) => betweenFiles.has(file) && unread.has(file)),
    );
    const names = new Set([
      ...querying.names,
      ...between.flatMap(([, { text }]) => declaredNames(text)),
    ]);
    await Promise.all(
      [...unread].map(async ([file, { program, inLoops }]) => {
        const offsets = inLoops.filter(({ name }) => names.has(name)).map(({ offset }) => offset);
        for (const path of await declaringFiles(program, file, offsets)) {
          if (!querying.files.has(path) && !betweenFiles.has(path)) continue;
          wanted.add(file);
          if (betweenFiles.has(path)) wanted.add(path);
        }
      }),
    );
    return [...wanted].flatMap((file) => {
      const program = unread.get(file)?.program;
      return program ? [{ program, file }] : [];
    });
  }
}

/** Names of the functions that run operations, themselves or through others, and their files. */
function queryingFunctions(read: readonly FileFacts[]): {
  readonly names: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
} {
  const functions = linkFunctions(new Map(read.map((facts) => [facts.file, facts])));
  const names = new Set<string>();
  const files = new Set<string>();
  for (const facts of read) {
    for (const { id, index, name } of facts.functions) {
      if (id === undefined || functions.operationsOf(facts, index).length === 0) continue;
      names.add(name);
      files.add(facts.file);
    }
  }
  return { names, files };
}

/** Files of the functions that are called in loops. */
function calledInLoops(read: readonly FileFacts[]): readonly string[] {
  return read.flatMap(({ functions }) =>
    functions.flatMap(({ calls }) =>
      calls.flatMap(({ callee, loops }) =>
        callee !== undefined && loops.some(({ dependent }) => dependent)
          ? [callee.slice(0, callee.lastIndexOf("#"))]
          : [],
      ),
    ),
  );
}

function callsOf(text: string): Omit<Calls, "program"> {
  const loop = text.search(looping);
  const names = new Set<string>();
  const inLoops: Calls["inLoops"][number][] = [];
  for (const { 1: name = "", index } of text.matchAll(calledName)) {
    names.add(name);
    if (loop >= 0 && index > loop) inLoops.push({ name, offset: index });
  }
  return { names, inLoops, text };
}

function declaredNames(text: string): readonly string[] {
  return [...text.matchAll(declaredName)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? match[4] ?? "",
  );
}

async function declaringFiles(
  program: Program,
  file: string,
  offsets: readonly number[],
): Promise<ReadonlySet<string>> {
  if (offsets.length === 0) return new Set();
  const symbols = await program.checker.symbolsAtOffsets(file, offsets);
  const declared = await Promise.all(symbols.map((symbol) => symbol?.resolved()));
  return new Set(declared.flatMap((symbol) => symbol?.declarations.map(({ path }) => path) ?? []));
}

function intersects(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const each of some) if (others.has(each)) return true;
  return false;
}
