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
}

/** Reads the TypeScript of one ORM into facts. Knows nothing of rules. */
export interface Adapter {
  readonly name: string;
  /** npm packages whose declarations prove that code uses this ORM. */
  readonly packages: readonly string[];
  readonly capabilities: ReadonlySet<Capability>;
  /**
   * The cheapest test, on the text alone: `false` only when no tree of this text can concern the adapter.
   * A file that fails it is never fetched from the compiler.
   */
  mayConcernText(text: string): boolean;
  /**
   * Cheap test on the tree alone: whether the file can hold anything for this adapter. Asks no question.
   */
  mayConcern(source: SourceFile): boolean;
  /** Adds the file's facts. Asks its questions in few batches: independent questions before any await. */
  read(context: ReadContext): Promise<void>;
}
