import type { Adapter } from "../adapters/adapter.ts";
import type { Program } from "../compiler/program.ts";
import { createFileFlow } from "../flow/create-file-flow.ts";
import { FactsBuilder } from "../flow/facts-builder.ts";
import type { FileFacts } from "../model/index.ts";

/**
 * Reads the facts of one file through all adapters that it may concern.
 * @returns `undefined` when the program has no such file or no adapter is concerned
 */
export async function readFileFacts(
  program: Program,
  file: string,
  adapters: readonly Adapter[],
): Promise<FileFacts | undefined> {
  const source = await program.sourceFile(file);
  if (!source) return undefined;
  const concerned = adapters.filter((adapter) => adapter.mayConcern(source));
  if (concerned.length === 0) return undefined;
  const flow = createFileFlow(source, program);
  const facts = new FactsBuilder(file, flow);
  await Promise.all(concerned.map((adapter) => adapter.read({ program, source, flow, facts })));
  return facts.build();
}
