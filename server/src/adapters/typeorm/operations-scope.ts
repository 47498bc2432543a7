import type { FileFlow } from "../../flow/file-flow.ts";
import type { ReadContext } from "../adapter.ts";
import type { OrmCalls } from "./operations-calls.ts";

/** What every part of the reading of operations shares: one file, its flow, its proven calls. */
export interface OperationScope {
  readonly context: ReadContext;
  readonly flow: FileFlow;
  readonly calls: OrmCalls;
}
