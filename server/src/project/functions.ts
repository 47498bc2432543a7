import type { Range } from "../base/index.ts";
import type { ClassFact, FileFacts, FunctionId } from "../model/index.ts";
import type { LinkedFunction, ReachedOperation } from "./project.ts";

/** How many calls away an operation still counts as run by a function. */
const MAX_CALL_DEPTH = 4;
/** How many functions are visited from one start, so that linking stays linear in their number. */
const MAX_VISITED_FUNCTIONS = 64;

/** The functions of all files, tied together by their calls. */
export interface LinkedFunctions {
  functionById(id: FunctionId): LinkedFunction | undefined;
  /**
   * Operations that a function runs: its own, those of the callbacks inside it, and those of the
   * functions that these call. Each operation once, by the shortest path.
   */
  operationsOf(facts: FileFacts, functionIndex: number): readonly ReachedOperation[];
}

/** Ties functions by the identities that their calls name. Work is done when something is asked. */
export function linkFunctions(files: ReadonlyMap<string, FileFacts>): LinkedFunctions {
  const byId = new Map<FunctionId, LinkedFunction>();
  for (const facts of files.values()) {
    for (const summary of facts.functions) {
      if (summary.id !== undefined && !byId.has(summary.id)) {
        byId.set(summary.id, { facts, summary });
      }
    }
  }
  const bodies = new BodyIndex();
  const reached = new WeakMap<FileFacts, Map<number, readonly ReachedOperation[]>>();

  return {
    functionById: (id) => byId.get(id),
    operationsOf(facts, functionIndex) {
      const ofFile = reached.get(facts) ?? new Map<number, readonly ReachedOperation[]>();
      reached.set(facts, ofFile);
      const answered = ofFile.get(functionIndex);
      if (answered) return answered;
      const found = reach(facts, functionIndex, byId, bodies);
      ofFile.set(functionIndex, found);
      return found;
    },
  };
}

/** What stands inside one function, callbacks included: positions in its file's facts. */
interface Body {
  readonly operations: readonly number[];
  readonly calls: readonly { readonly callee: FunctionId; readonly range: Range; text: string }[];
}

/** Bodies by function, computed once for each file. */
class BodyIndex {
  readonly #ofFile = new WeakMap<FileFacts, readonly Body[]>();

  of(facts: FileFacts, functionIndex: number): Body | undefined {
    let bodies = this.#ofFile.get(facts);
    if (!bodies) {
      bodies = readBodies(facts);
      this.#ofFile.set(facts, bodies);
    }
    return bodies[functionIndex];
  }
}

function readBodies(facts: FileFacts): readonly Body[] {
  const bodies = facts.functions.map(() => ({
    operations: [] as number[],
    calls: [] as Body["calls"][number][],
  }));
  const around = facts.functions.map((summary) => enclosingFunctions(facts, summary.index));
  for (const operation of facts.operations) {
    if (operation.function === undefined) continue;
    for (const index of around[operation.function] ?? []) {
      bodies[index]?.operations.push(operation.index);
    }
  }
  for (const summary of facts.functions) {
    for (const { callee, range, text } of summary.calls) {
      if (callee === undefined) continue;
      for (const index of around[summary.index] ?? []) {
        bodies[index]?.calls.push({ callee, range, text });
      }
    }
  }
  return bodies;
}

/** The class that a function belongs to, itself or through the functions around it. */
export function classAround(
  facts: FileFacts,
  functionIndex: number | undefined,
): ClassFact | undefined {
  if (functionIndex === undefined) return undefined;
  for (const index of enclosingFunctions(facts, functionIndex)) {
    const owner = facts.functions[index]?.class;
    if (owner !== undefined) return facts.classes[owner];
  }
  return undefined;
}

/** The function itself and those around it, innermost first: positions in its file's facts. */
export function enclosingFunctions(facts: FileFacts, functionIndex: number): readonly number[] {
  const chain: number[] = [];
  let index: number | undefined = functionIndex;
  while (index !== undefined && !chain.includes(index)) {
    chain.push(index);
    index = facts.functions[index]?.parent;
  }
  return chain;
}

interface Visit {
  readonly facts: FileFacts;
  readonly index: number;
  readonly path: ReachedOperation["path"];
}

function reach(
  facts: FileFacts,
  functionIndex: number,
  byId: ReadonlyMap<FunctionId, LinkedFunction>,
  bodies: BodyIndex,
): readonly ReachedOperation[] {
  const found: ReachedOperation[] = [];
  const seenOperations = new Map<FileFacts, Set<number>>();
  const seenFunctions = new Set<FunctionId>();
  const queue: Visit[] = [{ facts, index: functionIndex, path: [] }];
  for (const visit of queue) {
    const body = bodies.of(visit.facts, visit.index);
    if (!body) continue;
    for (const index of body.operations) {
      const operation = visit.facts.operations[index];
      const seen = seenOperations.get(visit.facts) ?? new Set<number>();
      seenOperations.set(visit.facts, seen);
      if (!operation || seen.has(index)) continue;
      seen.add(index);
      found.push({ facts: visit.facts, operation, path: visit.path });
    }
    if (visit.path.length >= MAX_CALL_DEPTH) continue;
    for (const { callee, range, text } of body.calls) {
      if (seenFunctions.has(callee) || queue.length >= MAX_VISITED_FUNCTIONS) continue;
      seenFunctions.add(callee);
      const target = byId.get(callee);
      if (!target) continue;
      const step = { file: visit.facts.file, range, text };
      queue.push({
        facts: target.facts,
        index: target.summary.index,
        path: [...visit.path, step],
      });
    }
  }
  return found;
}
