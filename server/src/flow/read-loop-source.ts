import type { LoopSource } from "../model/index.ts";
import { readCountedSource } from "./loop-counted.ts";
import { type LoopSources, sourceOf } from "./loop-source.ts";
import { isCallbackLoop, iterableOf, type KnownLoop } from "./structure.ts";

/** What a loop runs over. */
export function readLoopSource(loop: KnownLoop, sources: LoopSources): LoopSource {
  if (sources.isOverArrays(loop)) return { kind: "chunks" };
  const iterable = iterableOf(loop);
  if (iterable) return sourceOf(iterable, sources, 0);
  return isCallbackLoop(loop) ? { kind: "unknown" } : readCountedSource(loop, sources);
}
