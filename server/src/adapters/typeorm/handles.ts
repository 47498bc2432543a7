import { ancestorIn } from "../../compiler/ancestors.ts";
import {
  type Expression,
  isCallExpression,
  isDecorator,
  isIdentifier,
  isParameterDeclaration,
  isPropertyAccessExpression,
  type Node,
  type ParameterDeclaration,
  SyntaxKind,
} from "../../compiler/ast.ts";
import { functionAround, rangeOf, unwrapAwait } from "../../flow/syntax.ts";
import type { Handle } from "../../model/index.ts";
import type { OrmCall } from "./operations-calls.ts";
import { receiverKind } from "./operations-methods.ts";
import type { OperationScope } from "./operations-scope.ts";

const carriers: readonly string[] = [
  ...["DataSource", "Connection", "EntityManager", "QueryRunner", "BaseEntity"],
  ...["Repository", "TreeRepository", "AbstractRepository"],
];

/** Calls that hand on the connection of their receiver. */
const handingOn: ReadonlySet<string> = new Set([
  ...["getRepository", "getTreeRepository", "getCustomRepository", "withRepository"],
  ...["extend", "createQueryBuilder", "createEntityManager", "getConnection"],
]);

/** Properties through which one object of TypeORM reaches another one of the same connection. */
const sameConnection: ReadonlySet<string> = new Set(["manager", "connection", "dataSource"]);

/**
 * The connection or transaction that a call's receiver works on: follows local variables, `manager`
 * properties and repositories obtained from a manager back to where the handle comes from.
 */
export async function handleOf(
  call: OrmCall,
  text: string,
  scope: OperationScope,
): Promise<Handle> {
  const given = runnerArgument(call);
  if (given) return handleOfExpression(given, text, scope);
  if (!call.receiver) return { kind: "pool", origin: rangeOf(call.name), text };
  if (receiverKind(call.declaredBy) === "BaseEntity") {
    return { kind: "pool", origin: rangeOf(call.receiver), text };
  }
  return handleOfExpression(call.receiver, text, scope);
}

/** The query runner that `createQueryBuilder` is given: its last argument, when it is no entity and no alias. */
function runnerArgument(call: OrmCall): Expression | undefined {
  if (call.method !== "createQueryBuilder" || !isCallExpression(call.call)) return undefined;
  const kind = receiverKind(call.declaredBy);
  const position = kind === "Repository" ? 1 : call.call.arguments.length === 1 ? 0 : 2;
  return call.receiver ? call.call.arguments[position] : undefined;
}

/** The handle behind an expression that holds a repository, manager, data source or query runner. */
export async function handleOfExpression(
  expression: Expression,
  text: string,
  scope: OperationScope,
): Promise<Handle> {
  const root = rootOf(expression, scope);
  const origin = rangeOf(root);
  if (isCallExpression(root)) {
    const proven = scope.calls.get(root);
    if (proven && !proven.receiver) return { kind: "pool", origin, text };
    if (proven?.method === "createQueryRunner") return runnerHandle(expression, root, text, scope);
    return { kind: "unknown", origin, text };
  }
  const type = await scope.context.program.checker.typeAt(root);
  const carrier = await ancestorIn(type, "typeorm", carriers);
  const name = (await carrier?.symbol())?.name;
  if (name === undefined) return { kind: "unknown", origin, text };
  const kind = receiverKind(name);
  const parameter = parameterOf(root, scope);
  if (parameter) return parameterHandle(parameter, kind, root, text, scope);
  if (kind === "QueryRunner") return runnerHandle(expression, root, text, scope);
  // A repository's own methods may run inside a transaction through `withRepository`.
  if (root.kind === SyntaxKind.ThisKeyword) return { kind: "unknown", origin, text };
  return { kind: "pool", origin, text };
}

/** Goes back over variables, `manager` properties and calls that hand the connection on. */
function rootOf(expression: Expression, scope: OperationScope): Expression {
  let current = expression;
  for (let steps = 0; steps < 16; steps++) {
    const inner = unwrapAwait(scope.flow.origin(unwrapAwait(current)));
    const proven = scope.calls.get(inner);
    if (proven?.receiver && handingOn.has(proven.method)) current = proven.receiver;
    else if (isPropertyAccessExpression(inner) && reachesFurther(inner.expression, inner.name.text))
      current = inner.expression;
    else return inner;
  }
  return current;
}

/** `this.manager` is an injected property, `runner.manager` and `this.source.manager` lead further. */
function reachesFurther(receiver: Expression, property: string): boolean {
  return sameConnection.has(property) && receiver.kind !== SyntaxKind.ThisKeyword;
}

function parameterOf(root: Expression, scope: OperationScope): ParameterDeclaration | undefined {
  if (!isIdentifier(root)) return undefined;
  const declaration = scope.flow.declarationOf(root);
  return declaration && isParameterDeclaration(declaration) ? declaration : undefined;
}

function parameterHandle(
  parameter: ParameterDeclaration,
  kind: string,
  root: Expression,
  text: string,
  scope: OperationScope,
): Handle {
  const origin = rangeOf(parameter.name);
  if (isTransactionParameter(parameter, scope)) return { kind: "transaction", origin, text };
  if (kind === "EntityManager") return { kind: "manager-parameter", origin, text };
  if (kind === "QueryRunner") return runnerHandle(root, root, text, scope);
  if (kind === "DataSource") return { kind: "pool", origin, text };
  return { kind: "unknown", origin, text };
}

/** The manager that `transaction(cb)` hands to its callback, or that 0.2 injects by `@TransactionManager()`. */
function isTransactionParameter(parameter: ParameterDeclaration, scope: OperationScope): boolean {
  const injected = (parameter.modifiers ?? []).some(
    (modifier) =>
      isDecorator(modifier) && /^@Transaction(Manager|Repository)\b/.test(modifier.getText()),
  );
  if (injected) return true;
  const owner = parameter.parent;
  const call = owner?.parent && scope.calls.get(owner.parent);
  return call?.method === "transaction" && call.call !== owner;
}

/** A query runner runs a transaction from its `startTransaction` on, in the same function. */
function runnerHandle(use: Node, root: Expression, text: string, scope: OperationScope): Handle {
  const origin = rangeOf(root);
  const around = functionAround(use);
  const started = [...scope.calls.values()].some(
    (call) =>
      call.method === "startTransaction" &&
      call.receiver !== undefined &&
      call.call.getStart() < use.getStart() &&
      functionAround(call.call) === around &&
      rootOf(call.receiver, scope).getText() === root.getText(),
  );
  return { kind: started ? "transaction" : "query-runner", origin, text };
}
