import type { Node } from "../compiler/ast.ts";
import type { LoopSource } from "../model/index.ts";
import type { KnownLoop, Loops } from "./loops.ts";
import type { Scopes } from "./scope.ts";

/** What the reading of a loop's source needs. */
export interface LoopSources {
  readonly scopes: Scopes;
  readonly loops: Loops;
  /** The node of each operation's call, with its index. */
  readonly operations: ReadonlyMap<Node, number>;
  isOverArrays(loop: KnownLoop): boolean;
}

/** What a loop runs over. */
export function readLoopSource(_loop: KnownLoop, _sources: LoopSources): LoopSource {
  return { kind: "unknown" };
}
