import type { Node } from "../../compiler/ast.ts";
import type { ReadContext } from "../adapter.ts";
import { findOrmCalls } from "./operations-calls.ts";
import { readMethodCall } from "./operations-method-calls.ts";
import type { OperationScope } from "./operations-scope.ts";
import { readBuilderCall } from "./query-builder.ts";
import { readTransactions } from "./transactions.ts";

/**
 * Adds the operations and transactions of a file: calls of repositories, managers, data sources, query
 * runners, active records and query builders.
 * @param sqlByCall positions of the SQL texts of each call in the file's facts
 */
export async function readOperations(
  context: ReadContext,
  sqlByCall: ReadonlyMap<Node, readonly number[]>,
): Promise<void> {
  const calls = await findOrmCalls(context);
  if (calls.size > 0) await context.flow.prepare();
  const scope: OperationScope = { context, flow: context.flow, calls };
  const transactions = readTransactions(scope);
  const drafts = await Promise.all(
    [...calls.values()].map(async (call) => {
      const sql = sqlByCall.get(call.call) ?? [];
      return (
        (await readMethodCall(call, sql, scope)) ?? (await readBuilderCall(call, sqlByCall, scope))
      );
    }),
  );
  await transactions;
  const found = drafts.filter((draft) => draft !== undefined);
  found.sort((a, b) => a.node.getEnd() - b.node.getEnd());
  for (const { node, operation } of found) context.facts.addOperation(node, operation);
}
