import type { Program } from "../compiler/program.ts";
import type { FileFacts } from "../model/index.ts";
import { linkFunctions } from "../project/functions.ts";

/** What code that waits for something says. */
const waiting = ["async", "Promise", ".then"];
/** The start of a loop, or a method that may run a callback for each element. */
const looping =
  /\b(?:for|while|do)\b\s*(?:await\s*)?[({]|\.\s*(?:map|forEach|flatMap|filter|some|every|find|findIndex|reduce)\s*\(|\bArray\s*\.\s*from\s*\(/g;
const calledName = /([A-Za-z_$][\w$]*)\s*(?:\?\.)?\(/g;
/** A call that is awaited, or handed to the caller. */
const waitedFor = /(?:\bawait|\breturn|=>)\s+(?:[\w$]+[\s?!]*\.\s*)*([A-Za-z_$][\w$]*)\s*\(/g;
const asyncWord = /\basync\b/g;
/** What is assigned an async function, and the name of one. */
const nameAssigned = /([A-Za-z_$][\w$]*)\s*=\s*$/;
const nameAfter = /\s+(?:function\s*)?\*?\s*([A-Za-z_$][\w$]*)/y;
/** The end of a head whose function gives a promise. */
const promiseHead = /\)\s*:\s*Promise\b/g;
const nameBefore = /([A-Za-z_$][\w$]*)\s*(?:<[^<>()]*>\s*)?$/;

interface Unread {
  readonly program: Program;
  readonly text: string;
  /** The calls inside of loops. */
  readonly inLoops: readonly NamedCall[];
}

interface NamedCall {
  readonly name: string;
  readonly offset: number;
}

/** What is worth reading for its calls. */
export interface FoundCallers {
  readonly files: readonly { readonly program: Program; readonly file: string }[];
  /** The names of the functions whose calls matter. */
  readonly names: ReadonlySet<string>;
}

/** Names of functions by the file that declares them. */
type NamesByFile = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Finds, among files that use no ORM themselves, those that matter to the queries of others: they call
 * functions that query in a loop, or stand between such a loop and such a function.
 */
export class Callers {
  readonly #seen = new Map<string, string>();

  /** Takes note of a file's text, in place of what it was before. */
  see(file: string, text: string | undefined): void {
    if (text !== undefined && waiting.some((word) => text.includes(word)))
      this.#seen.set(file, text);
    else this.#seen.delete(file);
  }

  /**
   * The files that are worth reading though no adapter is concerned, for their calls.
   * @param read the facts of all files that were read
   * @param programOf the program that a file is read in
   */
  async among(
    read: readonly FileFacts[],
    programOf: (file: string) => Program | undefined,
  ): Promise<FoundCallers> {
    const querying = queryingFunctions(read);
    const unread = this.#unread(read, programOf);
    if (querying.size === 0 || unread.size === 0) return { files: [], names: new Set() };
    const between = functionsBetween(unread, namesOf(querying));
    const wanted = new Set(filesCalledInLoops(read, between));
    const names = new Set([...namesOf(querying), ...namesOf(between)]);
    await Promise.all(
      [...unread].map(async ([file, { program, inLoops }]) => {
        const offsets = inLoops.filter(({ name }) => names.has(name)).map(({ offset }) => offset);
        for (const { path, name } of await declarationsAt(program, file, offsets)) {
          if (querying.get(path)?.has(name)) wanted.add(file);
          if (!between.get(path)?.has(name)) continue;
          wanted.add(file);
          wanted.add(path);
        }
      }),
    );
    const files = [...wanted].flatMap((file) => {
      const program = unread.get(file)?.program;
      return program ? [{ program, file }] : [];
    });
    return { files, names };
  }

  /** Files whose functions nobody read. */
  #unread(
    read: readonly FileFacts[],
    programOf: (file: string) => Program | undefined,
  ): ReadonlyMap<string, Unread> {
    const followed = new Set(
      read.filter(({ functions }) => functions.length > 0).map(({ file }) => file),
    );
    const unread = new Map<string, Unread>();
    for (const [file, text] of this.#seen) {
      const program = followed.has(file) ? undefined : programOf(file);
      if (program) unread.set(file, { program, text, inLoops: callsInLoops(text) });
    }
    return unread;
  }
}

/** The functions that run operations, themselves or through others. */
function queryingFunctions(read: readonly FileFacts[]): NamesByFile {
  const functions = linkFunctions(new Map(read.map((facts) => [facts.file, facts])));
  const found = new Map<string, Set<string>>();
  for (const facts of read) {
    const names = facts.functions
      .filter(
        ({ id, index }) => id !== undefined && functions.operationsOf(facts, index).length > 0,
      )
      .map(({ name }) => name);
    if (names.length > 0) found.set(facts.file, new Set(names));
  }
  return found;
}

function namesOf(functions: NamesByFile): ReadonlySet<string> {
  return new Set([...functions.values()].flatMap((names) => [...names]));
}

/** Functions of unread files that call something by the name of a function that queries. */
function functionsBetween(
  unread: ReadonlyMap<string, Unread>,
  querying: ReadonlySet<string>,
): NamesByFile {
  const between = new Map<string, ReadonlySet<string>>();
  for (const [file, { text }] of unread) {
    const calls = [...text.matchAll(waitedFor)].some(({ 1: name = "" }) => querying.has(name));
    if (calls) between.set(file, new Set(declaredNames(text)));
  }
  return between;
}

function filesCalledInLoops(read: readonly FileFacts[], functions: NamesByFile): readonly string[] {
  return read.flatMap((facts) =>
    facts.functions.flatMap(({ calls }) =>
      calls.flatMap(({ callee, loops }) => {
        if (callee === undefined || !loops.some(({ dependent }) => dependent)) return [];
        const [file = "", path = ""] = callee.split("#");
        return functions.get(file)?.has(path.slice(path.lastIndexOf(".") + 1)) ? [file] : [];
      }),
    ),
  );
}

/** By brackets alone: a bracket inside of a text or comment may make a loop longer or shorter. */
function callsInLoops(text: string): readonly NamedCall[] {
  const calls: NamedCall[] = [];
  let end = 0;
  for (const loop of text.matchAll(looping)) {
    const start = Math.max(end, loop.index + loop[0].length - 1);
    end = Math.max(end, endOfLoop(text, loop.index + loop[0].length - 1));
    calledName.lastIndex = start;
    for (let call = calledName.exec(text); call && call.index < end; call = calledName.exec(text)) {
      calls.push({ name: call[1] ?? "", offset: call.index });
    }
  }
  return calls;
}

/** The end of the bracket at an offset, and of the statement that follows it. */
function endOfLoop(text: string, from: number): number {
  const head = endOfBracket(text, from);
  const body = /\s*\{/y;
  body.lastIndex = head;
  if (body.test(text)) return endOfBracket(text, body.lastIndex - 1);
  const next = text.indexOf(";", head);
  return next < 0 ? text.length : next;
}

function endOfBracket(text: string, from: number): number {
  let depth = 0;
  for (let offset = from; offset < text.length; offset++) {
    switch (text.charCodeAt(offset)) {
      case 40:
      case 91:
      case 123:
        depth++;
        break;
      case 41:
      case 93:
      case 125:
        depth--;
        if (depth <= 0) return offset + 1;
        break;
    }
  }
  return text.length;
}

/** Names of functions that give promises, as far as their heads tell. */
function declaredNames(text: string): readonly string[] {
  const names: string[] = [];
  for (const { index, 0: word } of text.matchAll(asyncWord)) {
    nameAfter.lastIndex = index + word.length;
    const name =
      nameAssigned.exec(text.slice(Math.max(0, index - 80), index)) ?? nameAfter.exec(text);
    if (name?.[1] !== undefined) names.push(name[1]);
  }
  for (const { index } of text.matchAll(promiseHead)) {
    const start = startOfBracket(text, index);
    const name = nameBefore.exec(text.slice(Math.max(0, start - 80), start));
    if (name?.[1] !== undefined) names.push(name[1]);
  }
  return names;
}

function startOfBracket(text: string, closing: number): number {
  let depth = 0;
  for (let offset = closing; offset >= 0; offset--) {
    const code = text.charCodeAt(offset);
    if (code === 41) depth++;
    else if (code === 40 && --depth === 0) return offset;
  }
  return 0;
}

async function declarationsAt(
  program: Program,
  file: string,
  offsets: readonly number[],
): Promise<readonly { readonly path: string; readonly name: string }[]> {
  if (offsets.length === 0) return [];
  const symbols = await program.checker.symbolsAtOffsets(file, offsets);
  const declared = await Promise.all(symbols.map((symbol) => symbol?.resolved()));
  return declared.flatMap(
    (symbol) => symbol?.declarations.map(({ path }) => ({ path, name: symbol.name })) ?? [],
  );
}
