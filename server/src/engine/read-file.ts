import type { Adapter } from "../adapters/adapter.ts";
import type { SourceFile } from "../compiler/ast.ts";
import type { Program } from "../compiler/program.ts";
import { createFileFlow } from "../flow/create-file-flow.ts";
import { FactsBuilder } from "../flow/facts-builder.ts";
import type { FileFacts } from "../model/index.ts";

/**
 * Reads the facts of one file through all adapters that it may concern.
 * @param callsMatter see {@link readSourceFacts}
 * @returns `undefined` when the program has no such file or no adapter is concerned
 */
export async function readFileFacts(
  program: Program,
  file: string,
  adapters: readonly Adapter[],
  callsMatter = false,
  mentions = false,
): Promise<FileFacts | undefined> {
  const source = await program.sourceFile(file);
  return source && readSourceFacts(program, source, file, adapters, callsMatter, mentions);
}

/**
 * The same for a tree that is at hand.
 * @param callsMatter the file's functions and calls are wanted though no adapter is concerned: all, or those of functions of these names
 * @param mentions see {@link FileFacts.mentions}
 * @throws AdapterFailure when an adapter throws: the facts of the file would be incomplete
 */
export async function readSourceFacts(
  program: Program,
  source: SourceFile,
  file: string,
  adapters: readonly Adapter[],
  callsMatter: boolean | ReadonlySet<string> = false,
  mentions = false,
): Promise<FileFacts | undefined> {
  const concerned = adapters.filter((adapter) => adapter.mayConcern(source));
  if (concerned.length === 0 && callsMatter === false) return undefined;
  const flow = createFileFlow(source, program);
  const facts = new FactsBuilder(file, flow);
  await Promise.all(
    concerned.map(async (adapter) => {
      try {
        await adapter.read({ program, source, flow, facts, mentions });
      } catch (cause) {
        throw new AdapterFailure(adapter.name, cause);
      }
    }),
  );
  if (callsMatter !== false) await flow.prepare();
  await facts.prepareCalls(typeof callsMatter === "object" ? callsMatter : undefined);
  return facts.build();
}

/** An adapter threw. `cause` is what it threw. */
export class AdapterFailure extends Error {
  readonly adapter: string;

  constructor(adapter: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "AdapterFailure";
    this.adapter = adapter;
  }
}
