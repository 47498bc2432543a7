import { factValue } from "../../base/index.ts";
import {
  type Expression,
  isArrowFunction,
  isFunctionExpression,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isStringLiteral,
  type Node,
} from "../../compiler/ast.ts";
import { functionAround, rangeOf, unwrap } from "../../flow/syntax.ts";
import type { Transaction, TransactionStep } from "../../model/index.ts";
import type { OrmCall } from "./operations-calls.ts";
import { argumentsOf } from "./operations-draft.ts";
import { receiverKind } from "./operations-methods.ts";
import type { OperationScope } from "./operations-scope.ts";
import { isGiven, runsGivenWork, takesHandle } from "./transactions-callers.ts";
import { readDecoratedTransactions } from "./transactions-decorators.ts";

/** A transaction with its place in the text, for the order of the facts. */
interface Placed {
  readonly at: number;
  readonly transaction: Transaction;
}

/** Adds the transactions of a file: callbacks, steps taken by hand, decorated methods. */
export async function readTransactions(scope: OperationScope): Promise<void> {
  const [callbacks, manual, decorated] = await Promise.all([
    Promise.all([...scope.calls.values()].map((call) => callbackTransaction(call, scope))),
    manualTransactions(scope),
    readDecoratedTransactions(scope),
  ]);
  const all: Placed[] = [
    ...callbacks.flatMap((each) => each ?? []),
    ...manual,
    ...decorated.map((transaction) => place(transaction)),
  ];
  all.sort((a, b) => a.at - b.at);
  for (const { transaction } of all) scope.context.facts.addTransaction(transaction);
}

function place(transaction: Transaction): Placed {
  return { at: transaction.steps[0]?.range.start ?? 0, transaction };
}

async function callbackTransaction(
  call: OrmCall,
  scope: OperationScope,
): Promise<Placed | undefined> {
  if (call.method !== "transaction" || !call.receiver) return undefined;
  const given = runsCallersWork(call, scope);
  return place({
    orm: "typeorm",
    form: "callback",
    api: `${receiverKind(call.declaredBy)}.transaction`,
    function: scope.flow.functionAt(call.call),
    steps: [{ kind: "run", range: rangeOf(call.call), at: rangeOf(call.name) }],
    usage: scope.flow.usageOf(call.call),
    runsCallersWork: given,
    ...(!given && (await takesHandle(call.call, scope)) ? { joinsCallers: true } : {}),
  });
}

/** Whether the callback is a parameter of the function around, or waits for one that it calls. */
function runsCallersWork(call: OrmCall, scope: OperationScope): boolean {
  const callback = argumentsOf(call).at(-1);
  if (!callback) return false;
  const inner = unwrap(callback);
  if (isIdentifier(inner)) return isGiven(inner, inner, scope);
  return (isArrowFunction(inner) || isFunctionExpression(inner)) && runsGivenWork(inner, scope);
}

const runnerSteps: ReadonlyMap<string, TransactionStep> = new Map([
  ["startTransaction", "begin"],
  ["commitTransaction", "commit"],
  ["rollbackTransaction", "rollback"],
  ["release", "release"],
]);

interface ManualStep {
  readonly call: OrmCall;
  readonly kind: TransactionStep;
  readonly receiver: Expression;
  /** Tells one function's steps on one handle from all others. */
  readonly group: string;
}

/** The steps that functions take by hand on query runners, and by SQL text. */
async function manualTransactions(scope: OperationScope): Promise<readonly Placed[]> {
  const keys = new Map<Node, number>();
  const steps = await Promise.all(
    [...scope.calls.values()].map(async (call): Promise<ManualStep | undefined> => {
      const { receiver } = call;
      if (!receiver) return undefined;
      const kind = await stepOf(call, scope);
      if (!kind) return undefined;
      const group = `${scope.flow.functionAt(call.call)} ${handleKey(receiver, keys, scope)}`;
      return { call, kind, receiver, group };
    }),
  );
  const groups = new Map<string, ManualStep[]>();
  for (const step of steps) {
    if (!step) continue;
    const group = groups.get(step.group) ?? [];
    group.push(step);
    groups.set(step.group, group);
  }
  const found = await Promise.all(
    [...groups.values()].map((group) => manualTransaction(group, scope)),
  );
  return found.flatMap((each) => each ?? []);
}

async function stepOf(call: OrmCall, scope: OperationScope): Promise<TransactionStep | undefined> {
  if (receiverKind(call.declaredBy) === "QueryRunner") {
    const step = runnerSteps.get(call.method);
    if (step) return step;
  }
  return call.method === "query" ? stepOfText(call, scope) : undefined;
}

/** What constant SQL text does to a transaction; savepoints are none of it. */
async function stepOfText(
  call: OrmCall,
  scope: OperationScope,
): Promise<TransactionStep | undefined> {
  const [argument] = argumentsOf(call);
  if (!argument) return undefined;
  const inner = unwrap(argument);
  const isText = isStringLiteral(inner) || isNoSubstitutionTemplateLiteral(inner);
  const text = isText ? inner.text : isIdentifier(inner) ? await constantText(inner, scope) : "";
  const [first, second, third] = text.trim().replace(/;\s*$/, "").toUpperCase().split(/\s+/);
  const savepoint = second === "TO" || third === "TO";
  if (first === "BEGIN" || (first === "START" && second === "TRANSACTION")) return "begin";
  if (first === "COMMIT" || (first === "END" && second !== "IF")) return "commit";
  return first === "ROLLBACK" && !savepoint ? "rollback" : undefined;
}

async function constantText(expression: Expression, scope: OperationScope): Promise<string> {
  const value = factValue(await scope.flow.constantOf(expression));
  return typeof value === "string" ? value : "";
}

/** One key per variable, or per text for anything else: `this.runner`. */
function handleKey(receiver: Expression, keys: Map<Node, number>, scope: OperationScope): string {
  const inner = unwrap(receiver);
  const declaration = isIdentifier(inner) ? scope.flow.declarationOf(inner) : undefined;
  if (!declaration) return inner.getText();
  const key = keys.get(declaration) ?? keys.size;
  keys.set(declaration, key);
  return `#${key}`;
}

/** A runner that is only released has taken part in no transaction here. */
async function manualTransaction(
  group: readonly ManualStep[],
  scope: OperationScope,
): Promise<Placed | undefined> {
  const ordered = [...group].sort((a, b) => a.call.name.getStart() - b.call.name.getStart());
  const main = ordered.find((step) => step.kind !== "release");
  if (!main) return undefined;
  const owner = functionAround(main.call.call);
  const given = owner?.body !== undefined && runsGivenWork(owner.body, scope);
  // Whoever commits a runner that it was given commits the caller's transaction.
  const ofCaller = isIdentifier(main.receiver) && isGiven(main.receiver, main.receiver, scope);
  const joins = !given && !ofCaller && (await takesHandle(main.call.call, scope));
  return place({
    orm: "typeorm",
    form: "manual",
    api: `${receiverKind(main.call.declaredBy)}.${main.call.method}`,
    function: scope.flow.functionAt(main.call.call),
    steps: ordered.map(({ call, kind }) => ({
      kind,
      range: rangeOf(call.call),
      at: rangeOf(call.name),
    })),
    runsCallersWork: given,
    ...(joins ? { joinsCallers: true } : {}),
  });
}
