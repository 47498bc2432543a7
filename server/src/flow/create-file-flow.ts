import type { SourceFile } from "../compiler/ast.ts";
import type { Program } from "../compiler/program.ts";
import type { FileFlow } from "./file-flow.ts";

/** Prepares the reading of one file. Cheap: work is done when something is asked. */
export function createFileFlow(_source: SourceFile, _program: Program): FileFlow {
  throw new Error("not implemented");
}
