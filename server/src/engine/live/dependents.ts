import { type CancellationToken, checkpoint } from "../../base/index.ts";
import type { SourceFile } from "../../compiler/ast.ts";
import type { Program } from "../../compiler/program.ts";
import type { SourceTexts } from "../text/source-texts.ts";
import { ImportGraph } from "./import-graph.ts";
import { type OutwardShape, outwardShape } from "./outward-shape.ts";

/** So many texts are searched for imports before others get a turn. */
const textsAtOnce = 50;

/** What a comparison needs. */
export interface CompareContext {
  readonly programOf: ReadonlyMap<string, Program>;
  readonly programs: readonly Program[];
  readonly texts: SourceTexts;
  /** Files whose facts were read. */
  readonly read: Iterable<string>;
  readonly token: CancellationToken;
}

/**
 * Knows which files' facts may be outdated because of what changed in others: facts hold types, and
 * these come from the files that a file imports. Only what other files can see of a change counts.
 */
export class Dependents {
  /** Files that are to be read again. */
  readonly stale = new Set<string>();
  readonly #shapes = new Map<string, string>();
  /** Files that were changed, or opened, and not yet looked at; by whether the text is another. */
  readonly #due = new Map<string, boolean>();
  /** Shapes of changed files whose trees were there when they were read. */
  readonly #seen = new Map<string, OutwardShape>();
  readonly #readByOthers = new Set<string>();
  readonly #graph = new ImportGraph();
  #files: ReadonlyMap<string, Program> | undefined;

  /** Whether files were changed whose outward shape is not compared yet. */
  get due(): boolean {
    return this.#due.size > 0;
  }

  /** Whether the facts of a file may be outdated. */
  mayConcern(file: string): boolean {
    if (this.stale.has(file)) return true;
    for (const [changed, differs] of this.#due) if (differs && changed !== file) return true;
    return false;
  }

  /** @param differs whether the text is another than that which the facts were read from */
  changed(file: string, differs: boolean): void {
    this.#seen.delete(file);
    this.#due.set(file, differs || (this.#due.get(file) ?? false));
  }

  /** Any file may be concerned. */
  changedAll(read: Iterable<string>): void {
    for (const file of read) this.stale.add(file);
    this.#files = undefined;
  }

  wasRead(file: string): void {
    this.stale.delete(file);
  }

  /** Forgets everything. */
  clear(): void {
    this.stale.clear();
    this.#due.clear();
    this.#shapes.clear();
    this.#seen.clear();
    this.#files = undefined;
  }

  /** Takes note of the tree of a file that was changed: it need not be fetched to be compared. */
  see(file: string, source: SourceFile): void {
    if (this.#due.has(file))
      this.#seen.set(file, outwardShape(source, this.#readByOthers.has(file)));
  }

  /**
   * Compares the shapes of the changed files with those that they had, and notes the files that depend on them.
   * @throws Cancelled; then it is still due
   */
  async compare(context: CompareContext): Promise<void> {
    for (const program of context.programs)
      for (const path of program.readByOthers) this.#readByOthers.add(path);
    const due = [...this.#due];
    const digests = new Map<string, string>();
    const outward: string[] = [];
    let everything = false;
    for (const [file, differs] of due) {
      const shape = this.#seen.get(file) ?? (await this.#shapeOf(file, context));
      const { digest, global } = shape ?? { digest: "", global: false };
      // A body may import as well.
      if (differs && this.#graph.has(file)) this.#see(file, context.texts);
      const before = this.#shapes.get(file);
      digests.set(file, digest);
      if (!differs || before === digest) continue;
      // A file of no program concerns nobody.
      if (!shape && before === undefined) continue;
      if (global) everything = true;
      outward.push(file);
    }
    if (outward.length > 0) {
      const concerned = everything ? undefined : await this.#dependentsOf(outward, context);
      for (const file of context.read)
        if (concerned === undefined ? !outward.includes(file) : concerned.has(file))
          this.stale.add(file);
    }
    for (const [file, digest] of digests) this.#shapes.set(file, digest);
    for (const [file, differs] of due) {
      this.#seen.delete(file);
      if (this.#due.get(file) === differs) this.#due.delete(file);
    }
  }

  async #shapeOf(file: string, context: CompareContext): Promise<OutwardShape | undefined> {
    const source = await treeOf(file, context);
    return source && outwardShape(source, this.#readByOthers.has(file));
  }

  async #dependentsOf(
    files: readonly string[],
    { programOf, texts, token }: CompareContext,
  ): Promise<ReadonlySet<string>> {
    if (!this.#files || !sameKeys(this.#files, programOf)) this.#graph.keep(programOf.keys());
    this.#files = programOf;
    for (const file of files) this.#see(file, texts);
    let seen = 0;
    for (const file of programOf.keys()) {
      if (this.#graph.has(file)) continue;
      this.#see(file, texts);
      if (++seen % textsAtOnce > 0) continue;
      await new Promise(setImmediate);
      checkpoint(token);
    }
    return this.#graph.dependentsOf(files);
  }

  /** Takes note of what a file imports. */
  #see(file: string, texts: SourceTexts): void {
    const text = texts.read(file);
    if (text !== undefined) this.#graph.see(file, text);
  }
}

function sameKeys(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const key of a.keys()) if (!b.has(key)) return false;
  return true;
}

async function treeOf(
  file: string,
  { programOf, programs }: CompareContext,
): Promise<SourceFile | undefined> {
  const own = programOf.get(file);
  for (const program of own ? [own] : programs) {
    const source = await program.sourceFile(file);
    if (!source) continue;
    // The tree is used at once: nothing is asked of it later.
    program.releaseTree(source);
    return source;
  }
  return undefined;
}
