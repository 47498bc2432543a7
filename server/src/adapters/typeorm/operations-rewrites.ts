import {
  type Expression,
  type Identifier,
  isAwaitExpression,
  isBlock,
  isCallExpression,
  isExpressionStatement,
  isForOfStatement,
  isIdentifier,
  isPropertyAccessExpression,
  isVariableDeclarationList,
  type Node,
  SyntaxKind,
} from "../../compiler/ast.ts";
import {
  functionAround,
  inlineFunction,
  methodCall,
  rangeOf,
  unwrap,
  walk,
} from "../../flow/syntax.ts";
import type { Rewrite, Usage } from "../../model/index.ts";
import type { OrmCall } from "./operations-calls.ts";
import { argumentsOf } from "./operations-draft.ts";
import type { OperationScope } from "./operations-scope.ts";

/** Awaits a call whose promise is dropped, where the function around it is asynchronous. */
export function awaitRewrite(call: Node, usage: Usage, scope: OperationScope): Rewrite | undefined {
  if (usage !== "dropped" || !isExpressionStatement(call.parent)) return undefined;
  const around = functionAround(call);
  const asynchronous = around?.modifiers?.some(
    (modifier) => modifier.kind === SyntaxKind.AsyncKeyword,
  );
  if (!asynchronous || around?.asteriskToken) return undefined;
  const at = call.getStart();
  const file = scope.flow.source.fileName;
  return { edits: [{ file, range: { start: at, end: at }, newText: "await " }] };
}

/** Writes that take an array of rows as well as one row. */
const bulkMethods: ReadonlySet<string> = new Set([
  ...["save", "insert", "remove", "softRemove", "recover"],
]);

/**
 * One write of all rows in place of a loop whose only statement writes the row at hand. The rows must be
 * an array that reading has no effect on. The writes then share one transaction, so it is a suggestion.
 */
export async function bulkRewrite(
  call: OrmCall,
  scope: OperationScope,
): Promise<Rewrite | undefined> {
  if (!bulkMethods.has(call.method) || !call.receiver) return undefined;
  const row = argumentsOf(call).at(-1);
  const loop = row && isIdentifier(row) ? loopOver(call.call, row, scope) : undefined;
  if (!row || !loop || !isPure(loop.rows)) return undefined;
  if (mentions(call.receiver, loop.row, scope)) return undefined;
  const others = argumentsOf(call).slice(0, -1);
  if (others.some((other) => mentions(other, loop.row, scope) || !isPure(other))) return undefined;
  const around = functionAround(loop.statement);
  const asynchronous = around?.modifiers?.some(
    (modifier) => modifier.kind === SyntaxKind.AsyncKeyword,
  );
  if (!asynchronous) return undefined;
  const type = await scope.flow.valueTypeOf(loop.rows);
  if (type.base !== "array" || type.optional || type.nullable || type.promise) return undefined;
  const text = call.call.getText();
  const start = row.getStart() - call.call.getStart();
  const bulk = `${text.slice(0, start)}${loop.rows.getText()}${text.slice(start + row.getText().length)}`;
  const file = scope.flow.source.fileName;
  return {
    kind: "suggestion",
    edits: [{ file, range: rangeOf(loop.statement), newText: `await ${bulk};` }],
  };
}

interface RowLoop {
  readonly statement: Node;
  readonly rows: Expression;
  /** Declaration of the row at hand. */
  readonly row: Node;
}

/** The `for … of` or `forEach` whose whole body is the call, awaited or not. */
function loopOver(call: Node, row: Identifier, scope: OperationScope): RowLoop | undefined {
  const written = isAwaitExpression(call.parent) ? call.parent : call;
  const declaration = scope.flow.declarationOf(row);
  if (!declaration) return undefined;
  const statement = written.parent;
  const body = isExpressionStatement(statement) ? statement : undefined;
  const block = body && isBlock(body.parent) ? body.parent : undefined;
  if (block && block.statements.length !== 1) return undefined;
  const whole = block ?? body ?? written;
  const loop = whole.parent;
  if (isForOfStatement(loop)) {
    if (loop.statement !== whole || loop.awaitModifier) return undefined;
    if (!isVariableDeclarationList(loop.initializer)) return undefined;
    if (loop.initializer.declarations[0] !== declaration) return undefined;
    return { statement: loop, rows: loop.expression, row: declaration };
  }
  const callback = inlineFunction(loop);
  const callbackCall = callback?.parent && methodCall(callback.parent);
  if (!callback || callbackCall?.name !== "forEach") return undefined;
  if (callback.parameters.length !== 1 || callback.parameters[0] !== declaration) return undefined;
  if (!isExpressionStatement(callbackCall.call.parent)) return undefined;
  return { statement: callbackCall.call.parent, rows: callbackCall.receiver, row: declaration };
}

/** Names and property reads: evaluating them once or many times is the same. */
function isPure(expression: Expression): boolean {
  const inner = unwrap(expression);
  if (isIdentifier(inner) || inner.kind === SyntaxKind.ThisKeyword) return true;
  return isPropertyAccessExpression(inner) && isPure(inner.expression);
}

function mentions(node: Node, declaration: Node, scope: OperationScope): boolean {
  let found = false;
  walk(node, (inner) => {
    if (isCallExpression(inner) && found) return false;
    if (isIdentifier(inner) && scope.flow.declarationOf(inner) === declaration) found = true;
    return !found;
  });
  return found;
}
