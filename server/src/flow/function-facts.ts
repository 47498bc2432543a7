import { type FunctionLikeDeclaration, isIdentifier, type Node } from "../compiler/ast.ts";
import type { Call, FunctionSummary } from "../model/index.ts";
import { type DeclaredCallees, inputsOf } from "./declared-callees.ts";
import { decoratorNames, type Functions } from "./functions.ts";
import { invokedInPlace, type Loops } from "./loops.ts";
import { parameterUses } from "./parameter-use.ts";
import { returnedOperation } from "./returns.ts";
import type { Scopes } from "./scope.ts";
import type { Structure } from "./structure.ts";
import { functionAround, methodCall, rangeOf, shortText, wrapped } from "./syntax.ts";
import type { Usages } from "./usage.ts";

/** What function summaries are made from. */
export interface FunctionFactSources {
  readonly structure: Structure;
  readonly functions: Functions;
  readonly callees: DeclaredCallees;
  readonly loops: Loops;
  readonly usages: Usages;
  readonly scopes: Scopes;
  readonly operations: ReadonlyMap<Node, number>;
}

/** The functions of the file as facts. */
export function functionFacts(sources: FunctionFactSources): readonly FunctionSummary[] {
  const { structure, functions, scopes, operations } = sources;
  const calls = callsByFunction(sources);
  return structure.functions.map((owner, index) => {
    const { name, node } = functions.nameOf(owner);
    const around = functionAround(owner);
    const id = functions.idOf(owner);
    const inPlace = runsInPlace(owner, sources);
    return {
      index,
      id,
      name,
      at: rangeOf(node ?? owner),
      range: rangeOf(owner),
      parent: around && structure.functionIndex.get(around),
      class: functions.classOf(owner),
      parameters: owner.parameters.map((parameter) =>
        isIdentifier(parameter.name) ? parameter.name.text : "",
      ),
      decorators: decoratorNames(owner),
      calls: calls.get(index) ?? [],
      returnsOperation: returnedOperation(owner, scopes, operations),
      ...(inPlace && { inPlace }),
    };
  });
}

/** Calls of functions of the project, by the function that they stand in. */
function callsByFunction(sources: FunctionFactSources): ReadonlyMap<number, readonly Call[]> {
  const { structure, functions, callees, loops, usages, scopes } = sources;
  const { functionIndex } = structure;
  const calls = new Map<number, Call[]>();
  for (const call of structure.calls) {
    const callee = functions.calleeOf(call);
    const id = callee ? functions.idOf(callee) : callees.idOf(call);
    const owner = id === undefined ? undefined : functions.indexAt(call);
    if (id === undefined || owner === undefined) continue;
    const around = loops.around(call, inputsOf(call));
    const isDependent = (input: Node): boolean =>
      around.some(({ dependent }) => dependent) &&
      loops.around(call, [input]).some(({ dependent }) => dependent);
    const receiver = methodCall(call)?.receiver;
    const receiverDependent = receiver !== undefined && isDependent(receiver);
    const parameters = parameterUses(call, call.arguments, { scopes, loops, functionIndex });
    const fact: Call = {
      callee: id,
      text: shortText(call.expression),
      range: rangeOf(call),
      at: rangeOf(methodCall(call)?.nameNode ?? call.expression),
      loops: around,
      usage: usages.of(call),
      arguments: call.arguments.map((argument, position) => ({
        dependent: isDependent(argument),
        parameters: parameters[position] ?? [],
      })),
      ...(receiverDependent && { receiverDependent }),
      discarded: usages.isDiscarded(call),
    };
    const list = calls.get(owner);
    if (list) list.push(fact);
    else calls.set(owner, [fact]);
  }
  return calls;
}

/** Whether a function surely runs where it is written. */
function runsInPlace(owner: FunctionLikeDeclaration, { loops }: FunctionFactSources): boolean {
  if (loops.callbackLoopOf(owner) || invokedInPlace(owner)) return true;
  const callback = wrapped(owner);
  const parts = methodCall(callback.parent);
  return parts?.name === "then" && parts.call.arguments[0] === callback;
}
