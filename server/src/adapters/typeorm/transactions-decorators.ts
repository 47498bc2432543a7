import {
  type Decorator,
  type Identifier,
  isCallExpression,
  isDecorator,
  isIdentifier,
  isObjectLiteralExpression,
  type MethodDeclaration,
} from "../../compiler/ast.ts";
import type { Structure } from "../../flow/structure.ts";
import { rangeOf } from "../../flow/syntax.ts";
import type { Transaction } from "../../model/index.ts";
import type { OperationScope } from "./operations-scope.ts";
import { elementName } from "./option-bag.ts";

/** Packages whose decorators open a transaction around a method of TypeORM code; `typeorm` itself until 0.2. */
const packages: readonly string[] = [
  "typeorm",
  "typeorm-transactional",
  "typeorm-transactional-cls-hooked",
];

const decoratorNames: ReadonlySet<string> = new Set(["Transactional", "Transaction"]);

interface Candidate {
  readonly method: MethodDeclaration;
  readonly decorator: Decorator;
  readonly name: Identifier;
}

/** Methods under `@Transactional()` or `@Transaction()`, proven by the package that declares the decorator. */
export async function readDecoratedTransactions(
  scope: OperationScope,
): Promise<readonly Transaction[]> {
  const found = await Promise.all(
    candidates(scope.flow.structure).map(async ({ method, decorator, name }) => {
      const symbol = await scope.context.program.checker.symbolAt(name);
      const target = await symbol?.resolved();
      const declaredBy = target?.package?.name;
      if (!target || declaredBy === undefined || !packages.includes(declaredBy)) return undefined;
      const transaction: Transaction = {
        orm: "typeorm",
        form: "decorator",
        api: `@${target.name}`,
        function: scope.flow.functionAt(method.body ?? method),
        steps: [{ kind: "run", range: rangeOf(decorator), at: rangeOf(name) }],
        runsCallersWork: false,
        ...(joins(decorator, declaredBy) ? { joinsCallers: true } : {}),
      };
      return transaction;
    }),
  );
  return found.filter((transaction) => transaction !== undefined);
}

/**
 * A decorated method joins the transaction that it is called in (documentation of typeorm-transactional, "Transaction
 * propagation"), unless it asks for a new one. The decorator of TypeORM itself always begins one.
 */
function joins(decorator: Decorator, declaredBy: string): boolean {
  if (declaredBy === "typeorm") return false;
  const called = decorator.expression;
  const options = isCallExpression(called) ? called.arguments[0] : undefined;
  if (!options || !isObjectLiteralExpression(options)) return true;
  return !options.properties.some(
    (property) =>
      elementName(property) === "propagation" && /\bREQUIRES_NEW\b/.test(property.getText()),
  );
}

function candidates({ importedNames, methods }: Structure): readonly Candidate[] {
  const renamed = new Set<string>();
  for (const { exported, local } of importedNames) {
    if (exported !== local && decoratorNames.has(exported)) renamed.add(local);
  }
  const found: Candidate[] = [];
  for (const method of methods) {
    for (const modifier of method.modifiers ?? []) {
      const name = isDecorator(modifier) ? decoratorName(modifier) : undefined;
      if (!name || !isDecorator(modifier)) continue;
      if (decoratorNames.has(name.text) || renamed.has(name.text)) {
        found.push({ method, decorator: modifier, name });
      }
    }
  }
  return found;
}

function decoratorName(decorator: Decorator): Identifier | undefined {
  const { expression } = decorator;
  const callee = isCallExpression(expression) ? expression.expression : expression;
  return isIdentifier(callee) ? callee : undefined;
}
