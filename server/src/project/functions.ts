import type { Range } from "../base/index.ts";
import type {
  Call,
  ClassFact,
  FileFacts,
  FunctionId,
  FunctionSummary,
  ParameterUse,
} from "../model/index.ts";
import type { LinkedFunction, ReachedOperation } from "./project.ts";

/** How many calls away an operation still counts as run by a function. */
const MAX_CALL_DEPTH = 4;
/** How many functions are visited from one start, so that linking stays linear in their number. */
const MAX_VISITED_FUNCTIONS = 64;

/** The functions of all files, tied together by their calls. */
export interface LinkedFunctions {
  functionById(id: FunctionId): LinkedFunction | undefined;
  /** See {@link Project.operationsOf}. */
  operationsOf(facts: FileFacts, functionIndex: number): readonly ReachedOperation[];
  /** See {@link Project.operationsBehind}. */
  operationsBehind(call: Call): readonly ReachedOperation[];
  /** See {@link Project.mayRun}. */
  mayRun(id: FunctionId, wanted: ReadonlySet<FunctionId>): boolean;
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
  const graph: Graph = { byId, bodies: new BodyIndex() };
  const reached = new WeakMap<FileFacts, Map<string, readonly ReachedOperation[]>>();

  const from = (start: Start): readonly ReachedOperation[] => {
    const ofFile = reached.get(start.facts) ?? new Map<string, readonly ReachedOperation[]>();
    reached.set(start.facts, ofFile);
    const key = `${start.index}:${[...start.given].sort().join()}`;
    let found = ofFile.get(key);
    if (!found) {
      found = reach(start, graph);
      ofFile.set(key, found);
    }
    return found;
  };

  return {
    functionById: (id) => byId.get(id),
    operationsOf: (facts, index) => from({ facts, index, given: new Set() }),
    operationsBehind(call) {
      const target = call.callee === undefined ? undefined : byId.get(call.callee);
      if (!target) return [];
      const given = givenBy(call, target.summary, ({ dependent }) => dependent);
      return from({ facts: target.facts, index: target.summary.index, given });
    },
    mayRun: (id, wanted) => mayRun(id, wanted, graph),
  };
}

interface Graph {
  readonly byId: ReadonlyMap<FunctionId, LinkedFunction>;
  readonly bodies: BodyIndex;
}

/** What stands inside one function, callbacks included. */
interface Body {
  readonly operations: readonly { readonly index: number; readonly sure: boolean }[];
  readonly calls: readonly { readonly call: Call; readonly sure: boolean }[];
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

/** `sure`: no callback stands between the function and its part that may run seldom, or never. */
function readBodies(facts: FileFacts): readonly Body[] {
  const bodies = facts.functions.map(() => ({
    operations: [] as { index: number; sure: boolean }[],
    calls: [] as { call: Call; sure: boolean }[],
  }));
  const around = facts.functions.map((summary) => enclosingFunctions(facts, summary.index));
  const inPlace = facts.functions.map((summary) => runsInPlace(summary, facts));
  const forEachAround = (index: number, visit: (body: number, sure: boolean) => void) => {
    let sure = true;
    for (const owner of around[index] ?? []) {
      visit(owner, sure);
      sure &&= inPlace[owner] === true;
    }
  };
  for (const { index, function: owner } of facts.operations) {
    if (owner === undefined) continue;
    forEachAround(owner, (body, sure) => bodies[body]?.operations.push({ index, sure }));
  }
  for (const summary of facts.functions) {
    for (const call of summary.calls) {
      if (call.callee === undefined) continue;
      forEachAround(summary.index, (body, sure) => bodies[body]?.calls.push({ call, sure }));
    }
  }
  return bodies;
}

/** Of an array method, called where it is written, or run in a transaction. */
function runsInPlace(summary: FunctionSummary, { transactions }: FileFacts): boolean {
  if (summary.inPlace) return true;
  return transactions.some(
    ({ form, steps }) =>
      form === "callback" && steps.some(({ range }) => encloses(range, summary.range)),
  );
}

function encloses(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
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

interface Start {
  readonly facts: FileFacts;
  readonly index: number;
  /** Positions of the parameters that are given what is asked about. */
  readonly given: ReadonlySet<number>;
}

interface Visit extends Start {
  readonly path: ReachedOperation["path"];
}

function reach(start: Start, { byId, bodies }: Graph): readonly ReachedOperation[] {
  const found = new Map<FileFacts, Map<number, ReachedOperation>>();
  const visited = new Set<string>();
  const queue: Visit[] = [{ ...start, path: [] }];
  for (const visit of queue) {
    const body = bodies.of(visit.facts, visit.index);
    if (!body) continue;
    const ofFile = found.get(visit.facts) ?? new Map<number, ReachedOperation>();
    found.set(visit.facts, ofFile);
    for (const { index, sure } of body.operations) {
      const operation = visit.facts.operations[index];
      if (!operation) continue;
      const dependent = sure && isGiven(operation.parameters ?? [], visit);
      const known = ofFile.get(index);
      if (known && (known.dependent || !dependent)) continue;
      ofFile.set(index, { facts: visit.facts, operation, path: visit.path, dependent });
    }
    if (visit.path.length >= MAX_CALL_DEPTH) continue;
    for (const { call, sure } of body.calls) {
      const target = call.callee === undefined ? undefined : byId.get(call.callee);
      if (!target || queue.length >= MAX_VISITED_FUNCTIONS) continue;
      const given = sure
        ? givenBy(call, target.summary, ({ parameters }) => isGiven(parameters, visit))
        : new Set<number>();
      const key = `${call.callee}:${[...given].sort().join()}`;
      if (visited.has(key)) continue;
      visited.add(key);
      const step = { file: visit.facts.file, range: call.range, text: call.text };
      queue.push({
        facts: target.facts,
        index: target.summary.index,
        given,
        path: [...visit.path, step],
      });
    }
  }
  return [...found.values()].flatMap((ofFile) => [...ofFile.values()]);
}

function isGiven(uses: readonly ParameterUse[], { index, given }: Start): boolean {
  return uses.some((use) => use.function === index && given.has(use.parameter));
}

/** Positions of the callee's parameters that get an argument of some kind; a rest parameter gets the last ones. */
function givenBy(
  call: Call,
  callee: FunctionSummary,
  isWanted: (argument: Call["arguments"][number]) => boolean,
): ReadonlySet<number> {
  const last = callee.parameters.length - 1;
  return new Set(
    call.arguments.flatMap((argument, position) =>
      isWanted(argument) ? [Math.min(position, last)] : [],
    ),
  );
}

function mayRun(id: FunctionId, wanted: ReadonlySet<FunctionId>, { byId, bodies }: Graph): boolean {
  const queue = [{ id, depth: 0 }];
  const seen = new Set<FunctionId>([id]);
  for (const { id: current, depth } of queue) {
    const target = byId.get(current);
    if (!target || depth > MAX_CALL_DEPTH || queue.length > MAX_VISITED_FUNCTIONS) continue;
    for (const { call } of bodies.of(target.facts, target.summary.index)?.calls ?? []) {
      if (call.callee === undefined) continue;
      if (wanted.has(call.callee)) return true;
      if (seen.has(call.callee)) continue;
      seen.add(call.callee);
      queue.push({ id: call.callee, depth: depth + 1 });
    }
  }
  return false;
}
