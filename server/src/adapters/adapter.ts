import type { SourceFile } from "../compiler/ast.ts";
import type { Program } from "../compiler/program.ts";
import type { FactsBuilder } from "../flow/facts-builder.ts";
import type { FileFlow } from "../flow/file-flow.ts";
import type { Capability } from "../model/index.ts";

/** Everything that an adapter needs to read one file. */
export interface ReadContext {
  readonly program: Program;
  readonly source: SourceFile;
  /** Scopes, loops, constants, value flow of this file. */
  readonly flow: FileFlow;
  /** Where the facts go. */
  readonly facts: FactsBuilder;
  /** Also read where strings name parts of the mapping. */
  readonly mentions?: boolean;
}

/**
 * `nothing`: no tree of the text can concern the adapter. `tree`: only the tree can tell. `names`: the tree
 * is worth fetching if the symbol at one of these offsets is declared in one of the adapter's packages.
 */
export type TextProbe =
  | { readonly kind: "nothing" }
  | { readonly kind: "tree" }
  | { readonly kind: "names"; readonly offsets: readonly number[] };

/** Reads the TypeScript of one ORM into facts. Knows nothing of rules. */
export interface Adapter {
  readonly name: string;
  /** npm packages whose declarations prove that code uses this ORM. */
  readonly packages: readonly string[];
  readonly capabilities: ReadonlySet<Capability>;
  /**
   * What the text alone tells, without its tree. Most files of an application have nothing to read, and
   * fetching a tree costs many times what reading a text does.
   */
  probe(text: string): TextProbe;
  /**
   * Cheap test on the tree alone: whether the file can hold anything for this adapter. Asks no question.
   */
  mayConcern(source: SourceFile): boolean;
  /** Adds the file's facts. Asks its questions in few batches: independent questions before any await. */
  read(context: ReadContext): Promise<void>;
}
