import { isCallExpression, isFunctionLikeDeclaration, type Node } from "../compiler/ast.ts";
import type { Loops } from "./loops.ts";
import { encloses, wrapped } from "./syntax.ts";
import type { ChangeEvent, DraftRead, Frame } from "./value-cursor.ts";

/** Whether something may have loaded or assigned the property before it is read. */
export function mayBeChanged(
  read: DraftRead,
  events: readonly ChangeEvent[],
  origin: Node,
  loops: Loops,
): boolean {
  return events.some(
    (event) => concerns(event, read.path) && mayComeFirst(event, read, origin, loops),
  );
}

function concerns(event: ChangeEvent, path: readonly string[]): boolean {
  const enough =
    event.kind === "write" ? path.length >= event.path.length : path.length > event.path.length;
  return enough && event.path.every((name, index) => path[index] === name);
}

function mayComeFirst(event: ChangeEvent, read: DraftRead, origin: Node, loops: Loops): boolean {
  const [from] = event.frames;
  const [to] = read.frames;
  if (from?.returned && to?.returned && from.call !== to.call) return false;
  const eventSteps = steps(event.frames, event.node);
  const readSteps = steps(read.frames, read.name);
  let level = 0;
  while (
    level < eventSteps.length - 1 &&
    level < readSteps.length - 1 &&
    eventSteps[level] === readSteps[level]
  ) {
    level++;
  }
  const first = eventSteps[level];
  const second = readSteps[level];
  if (!first || !second || first === second) return true;
  if (first.end <= second.getStart()) return true;
  if (runningFunction(first, loops) !== runningFunction(second, loops)) return true;
  return shareLoop(first, second, origin, loops);
}

function steps(frames: readonly Frame[], node: Node): readonly Node[] {
  return [...frames.map((frame) => frame.call), node];
}

/** The function in which a node runs, callbacks that run in place left aside. */
function runningFunction(node: Node, loops: Loops): Node | undefined {
  for (let current: Node | undefined = node.parent; current; current = current.parent) {
    if (!isFunctionLikeDeclaration(current)) continue;
    if (loops.callbackLoopOf(current)) continue;
    const outer = wrapped(current);
    if (isCallExpression(outer.parent) && outer.parent.expression === outer) continue;
    return current;
  }
  return undefined;
}

/** Whether a loop runs both again with the same rows: the query stands outside of it. */
function shareLoop(first: Node, second: Node, origin: Node, loops: Loops): boolean {
  for (let current: Node | undefined = first.parent; current; current = current.parent) {
    if (loops.indexOf(current) === undefined) continue;
    if (encloses(current, second) && !encloses(current, origin)) return true;
  }
  return false;
}
