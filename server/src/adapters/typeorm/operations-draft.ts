import type { Fact, Range } from "../../base/index.ts";
import { type Expression, isCallExpression, type Node } from "../../compiler/ast.ts";
import { rangeOf } from "../../flow/syntax.ts";
import type { EntityId, Operation } from "../../model/index.ts";
import type { OrmCall } from "./operations-calls.ts";
import type { OperationScope } from "./operations-scope.ts";

/** An operation that was read, with the node that evaluates to its result. */
export interface Draft {
  readonly node: Node;
  readonly operation: Omit<Operation, "index">;
}

/** The arguments of a call; of a tagged template, the values in its holes. */
export function argumentsOf(call: OrmCall): readonly Expression[] {
  const node = call.call;
  return isCallExpression(node) ? node.arguments : [];
}

/** An empty range before the closing parenthesis of a call, where another argument would stand. */
export function endOfArguments(call: OrmCall): Range {
  const end = call.call.getEnd() - (isCallExpression(call.call) ? 1 : 0);
  return { start: end, end };
}

/** The parts that every operation of TypeORM has, from its call. */
export function commonParts(
  call: OrmCall,
  entity: Fact<EntityId>,
  inputs: readonly Node[],
  scope: OperationScope,
): Pick<
  Operation,
  "orm" | "entity" | "range" | "at" | "function" | "usage" | "loops" | "parameters" | "discarded"
> {
  return {
    orm: "typeorm",
    entity,
    range: rangeOf(call.call),
    at: rangeOf(call.name),
    function: scope.flow.functionAt(call.call),
    usage: scope.flow.usageOf(call.call),
    discarded: scope.flow.isDiscarded(call.call),
    loops: scope.flow.loopsAround(call.call, inputs),
    parameters: scope.flow.parametersOf(call.call, inputs),
  };
}
