import type { ReadContext } from "../adapter.ts";
import { BuilderNames } from "./mentions-builders.ts";
import { readDecoratorNames } from "./mentions-decorators.ts";
import { readMethodNames } from "./mentions-methods.ts";
import { readSchemaNames } from "./mentions-schemas.ts";
import { WrittenNames } from "./mentions-texts.ts";
import { findOrmCalls } from "./operations-calls.ts";
import type { OperationScope } from "./operations-scope.ts";

/** Adds the places of a file where strings and keys name entities, properties, aliases and parameters. */
export async function readMentions(context: ReadContext): Promise<void> {
  const { flow } = context;
  const scope: OperationScope = { context, flow, calls: await findOrmCalls(context) };
  const names = new WrittenNames(flow);
  const [builders, methods, decorators, schemas] = await Promise.all([
    new BuilderNames(scope, names).read(),
    readMethodNames(scope, names),
    readDecoratorNames(scope, names),
    readSchemaNames(scope, names),
  ]);
  const texts = [...builders.texts, ...methods, ...decorators, ...schemas];
  if (texts.length === 0 && builders.scopes.length === 0) return;
  texts.sort((a, b) => startOf(a) - startOf(b));
  context.facts.addMentions({ scopes: builders.scopes, texts });
}

function startOf({
  parts: [first],
}: {
  readonly parts: readonly { readonly range: { readonly start: number } }[];
}): number {
  return first?.range.start ?? 0;
}
