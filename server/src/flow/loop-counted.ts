import {
  type Expression,
  isBinaryExpression,
  isCallExpression,
  isFunctionLikeDeclaration,
  isIdentifier,
  isNumericLiteral,
  isPropertyAccessExpression,
  type Node,
  SyntaxKind,
} from "../compiler/ast.ts";
import type { LoopSource } from "../model/index.ts";
import { type LoopSources, sourceOf } from "./loop-source.ts";
import type { LoopStatement } from "./structure.ts";
import { encloses, methodCall, unwrap, walk } from "./syntax.ts";

const takingOne: ReadonlySet<string> = new Set(["pop", "shift", "next", "dequeue"]);

/** What `for (;;)`, `while` and `do` run over. */
export function readCountedSource(loop: LoopStatement, sources: LoopSources): LoopSource {
  const { condition, incrementor } = headOf(loop);
  const step = stepOf(incrementor ?? loop.statement, condition, sources);
  if (step === "many") return { kind: "chunks" };
  const drawn = drawnFrom(loop, sources);
  if (drawn === "some") return { kind: "chunks" };
  if (drawn) {
    const source = sourceOf(drawn, sources);
    return source.kind === "query" ? source : { kind: "collection" };
  }
  if (!condition || isAlwaysTrue(condition)) return { kind: "repeat" };
  if (step === "one") return ofBound(loop, condition, sources);
  return changesInside(condition, loop, sources) ? { kind: "repeat" } : { kind: "unknown" };
}

function headOf(loop: LoopStatement): {
  readonly condition: Expression | undefined;
  readonly incrementor: Expression | undefined;
} {
  const head = loop as LoopStatement & {
    readonly condition?: Expression;
    readonly incrementor?: Expression;
    readonly expression?: Expression;
  };
  if (loop.kind === SyntaxKind.ForStatement) {
    return { condition: head.condition, incrementor: head.incrementor };
  }
  return { condition: head.expression, incrementor: undefined };
}

/** By how much a variable of the condition goes on at each run. */
function stepOf(
  where: Node,
  condition: Expression | undefined,
  sources: LoopSources,
): "one" | "many" | undefined {
  const counted = new Set<Node>();
  if (condition) {
    walk(condition, (node) => {
      const declaration = isIdentifier(node) && sources.scopes.declarationOf(node);
      if (declaration) counted.add(declaration);
      return true;
    });
  }
  const isCounted = (node: Expression): boolean => {
    const inner = unwrap(node);
    const declaration = isIdentifier(inner) && sources.scopes.declarationOf(inner);
    return (
      declaration !== false && declaration !== undefined && (counted.has(declaration) || !condition)
    );
  };
  let found: "one" | "many" | undefined;
  walk(where, (node) => {
    if (found || isFunctionLikeDeclaration(node)) return false;
    const step = stepAt(node, isCounted, sources);
    if (step) found = step;
    return true;
  });
  return found;
}

function stepAt(
  node: Node,
  isCounted: (target: Expression) => boolean,
  sources: LoopSources,
): "one" | "many" | undefined {
  if (
    node.kind === SyntaxKind.PrefixUnaryExpression ||
    node.kind === SyntaxKind.PostfixUnaryExpression
  ) {
    const unary = node as Node & { readonly operator: SyntaxKind; readonly operand: Expression };
    const counts =
      unary.operator === SyntaxKind.PlusPlusToken || unary.operator === SyntaxKind.MinusMinusToken;
    return counts && isCounted(unary.operand) ? "one" : undefined;
  }
  if (!isBinaryExpression(node) || !isCounted(node.left)) return undefined;
  const operator = node.operatorToken.kind;
  if (operator === SyntaxKind.PlusEqualsToken || operator === SyntaxKind.MinusEqualsToken) {
    return amount(node.right, sources);
  }
  const { right } = node;
  if (operator !== SyntaxKind.EqualsToken || !isBinaryExpression(right)) return undefined;
  const adds =
    right.operatorToken.kind === SyntaxKind.PlusToken ||
    right.operatorToken.kind === SyntaxKind.MinusToken;
  return adds && isCounted(right.left) ? amount(right.right, sources) : undefined;
}

function amount(expression: Expression, sources: LoopSources): "one" | "many" {
  const value = sources.constants.bySyntax(expression);
  return value.known && value.value === 1 ? "one" : "many";
}

/** `i < 5` is constant, `i < rows.length` runs over the rows; a counter that the body does not use repeats. */
function ofBound(loop: LoopStatement, condition: Expression, sources: LoopSources): LoopSource {
  const test = unwrap(condition);
  if (!isBinaryExpression(test)) return { kind: "repeat" };
  if (test.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken) {
    const first = ofBound(loop, test.left, sources);
    return first.kind === "constant" || first.kind === "query"
      ? first
      : ofBound(loop, test.right, sources);
  }
  for (const side of [test.right, test.left]) {
    const bound = sources.scopes.origin(side);
    const value = sources.constants.bySyntax(bound);
    if (value.known && typeof value.value === "number") {
      return { kind: "constant", size: isNumericLiteral(bound) ? value.value : undefined };
    }
    if (isPropertyAccessExpression(bound) && /^(length|size)$/.test(bound.name.text)) {
      return sourceOf(bound.expression, sources);
    }
  }
  return usesCounter(loop, test, sources) ? { kind: "collection" } : { kind: "repeat" };
}

function usesCounter(loop: LoopStatement, test: Expression, sources: LoopSources): boolean {
  let used = false;
  walk(test, (node) => {
    const declaration = isIdentifier(node) && sources.scopes.declarationOf(node);
    if (!declaration) return true;
    const writes = sources.scopes.writesTo(declaration);
    if (!writes.some((write) => encloses(loop, write.name))) return true;
    const reads = sources.scopes
      .referencesTo(declaration)
      .filter((name) => !writes.some((write) => write.name === name));
    used ||= reads.some((name) => encloses(loop.statement, name));
    return true;
  });
  return used;
}

/** The collection that each run takes from: `queue.shift()`. `some`: it takes several at once. */
function drawnFrom(loop: LoopStatement, sources: LoopSources): Expression | "some" | undefined {
  let found: Expression | "some" | undefined;
  walk(loop, (node) => {
    if (found || isFunctionLikeDeclaration(node)) return false;
    const parts = isCallExpression(node) ? methodCall(node) : undefined;
    if (!parts) return true;
    const receiver = unwrap(parts.receiver);
    const declaration = isIdentifier(receiver) && sources.scopes.declarationOf(receiver);
    if (!declaration || encloses(loop, declaration)) return true;
    if (parts.name === "splice") found = "some";
    else if (takingOne.has(parts.name)) found = receiver;
    return true;
  });
  return found;
}

function isAlwaysTrue(condition: Expression): boolean {
  const inner = unwrap(condition);
  return (
    inner.kind === SyntaxKind.TrueKeyword || (isNumericLiteral(inner) && Number(inner.text) !== 0)
  );
}

/** Whether a condition asks anew at each run: it calls something, or the body assigns what it mentions. */
function changesInside(condition: Expression, loop: LoopStatement, sources: LoopSources): boolean {
  let found = false;
  walk(condition, (node) => {
    if (found) return false;
    if (isCallExpression(node)) found = true;
    const declaration = isIdentifier(node) && sources.scopes.declarationOf(node);
    if (declaration) {
      found ||= sources.scopes.writesTo(declaration).some((write) => encloses(loop, write.name));
    }
    return !found;
  });
  return found;
}
