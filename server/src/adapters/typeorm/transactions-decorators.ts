import {
  type Decorator,
  type Identifier,
  isCallExpression,
  isDecorator,
  isIdentifier,
  isImportSpecifier,
  isMethodDeclaration,
  type MethodDeclaration,
  type Node,
} from "../../compiler/ast.ts";
import { rangeOf, walk } from "../../flow/syntax.ts";
import type { Transaction } from "../../model/index.ts";
import type { OperationScope } from "./operations-scope.ts";

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
    candidates(scope.flow.source).map(async ({ method, decorator, name }) => {
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
      };
      return transaction;
    }),
  );
  return found.filter((transaction) => transaction !== undefined);
}

function candidates(source: Node): readonly Candidate[] {
  const renamed = new Set<string>();
  const found: Candidate[] = [];
  walk(source, (node) => {
    if (
      isImportSpecifier(node) &&
      node.propertyName &&
      decoratorNames.has(node.propertyName.text)
    ) {
      renamed.add(node.name.text);
    }
    if (isMethodDeclaration(node)) {
      for (const modifier of node.modifiers ?? []) {
        const name = isDecorator(modifier) ? decoratorName(modifier) : undefined;
        if (!name || !isDecorator(modifier)) continue;
        if (decoratorNames.has(name.text) || renamed.has(name.text)) {
          found.push({ method: node, decorator: modifier, name });
        }
      }
    }
    return true;
  });
  return found;
}

function decoratorName(decorator: Decorator): Identifier | undefined {
  const { expression } = decorator;
  const callee = isCallExpression(expression) ? expression.expression : expression;
  return isIdentifier(callee) ? callee : undefined;
}
