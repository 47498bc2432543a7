import {
  type Block,
  type Expression,
  isAwaitExpression,
  isBinaryExpression,
  isBlock,
  isCallExpression,
  isConditionalExpression,
  isElementAccessExpression,
  isIdentifier,
  isIfStatement,
  isPropertyAccessExpression,
  isVariableDeclaration,
  type Node,
  type Statement,
  SyntaxKind,
} from "../compiler/ast.ts";
import type { Scopes } from "./scope.ts";
import { encloses, isTransparent, methodCall, unwrap, walk } from "./syntax.ts";

const asking: ReadonlySet<string> = new Set(["get", "has"]);
const keeping: ReadonlySet<string> = new Set(["set"]);
const fallbacks: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.QuestionQuestionToken,
  SyntaxKind.BarBarToken,
]);
const keepingOperators: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.EqualsToken,
  SyntaxKind.QuestionQuestionEqualsToken,
  SyntaxKind.BarBarEqualsToken,
]);

/**
 * Whether a node runs only when a cache does not hold the answer: `cache.get(id) ?? (await load(id))`, `if
 * (!cache.has(id)) …`, or after `if (cached) return cached`. A cache lives longer than the code that is
 * asked about, and that code fills it.
 * @param within the loop or function around the node
 */
export function isMemoised(node: Node, within: Node, scopes: Scopes): boolean {
  const asked = new Set<string>();
  for (let child = node, { parent } = node; parent && child !== within; ) {
    for (const condition of conditionsBefore(child, parent)) {
      for (const holder of holdersAsked(condition, within, scopes)) asked.add(holder);
    }
    child = parent;
    parent = parent.parent;
  }
  return asked.size > 0 && keepsIn(asked, within);
}

/** The expressions that decide whether a child of a node is come to. */
function conditionsBefore(child: Node, parent: Node): readonly Expression[] {
  if (isBinaryExpression(parent) && parent.right === child) {
    const operator = parent.operatorToken.kind;
    const decides = fallbacks.has(operator) || operator === SyntaxKind.AmpersandAmpersandToken;
    const assignsOnce = operator !== SyntaxKind.EqualsToken && keepingOperators.has(operator);
    return decides || assignsOnce ? [parent.left] : [];
  }
  if (isConditionalExpression(parent)) return parent.condition === child ? [] : [parent.condition];
  if (isIfStatement(parent)) return parent.expression === child ? [] : [parent.expression];
  if (!isBlock(parent)) return [];
  return waysOut(parent).flatMap(({ end, condition }) => (end <= child.pos ? [condition] : []));
}

/** A statement of a block that may leave it. */
interface WayOut {
  readonly condition: Expression;
  /** Where the statement ends. */
  readonly end: number;
}

const waysOutOf = new WeakMap<Block, readonly WayOut[]>();

function waysOut(block: Block): readonly WayOut[] {
  let ways = waysOutOf.get(block);
  if (!ways) {
    ways = block.statements.flatMap((statement) =>
      isIfStatement(statement) && leaves(statement.thenStatement)
        ? [{ condition: statement.expression, end: statement.end }]
        : [],
    );
    waysOutOf.set(block, ways);
  }
  return ways;
}

function leaves(statement: Statement): boolean {
  const last = isBlock(statement) ? statement.statements.at(-1) : statement;
  return last?.kind === SyntaxKind.ReturnStatement || last?.kind === SyntaxKind.ContinueStatement;
}

/** The texts of what a condition asks for something kept, when it lives outside of the code. */
function holdersAsked(condition: Expression, within: Node, scopes: Scopes): readonly string[] {
  const holders: string[] = [];
  const note = (holder: Expression) => {
    if (livesOutside(holder, within, scopes)) holders.push(unwrap(holder).getText());
  };
  const look = (expression: Node): void => {
    walk(expression, (part) => {
      const parts = methodCall(part);
      if (parts) {
        if (asking.has(parts.name)) note(parts.receiver);
        return true;
      }
      if (isElementAccessExpression(part)) note(part.expression);
      if (isPropertyAccessExpression(part) && !isCallExpression(part.parent)) note(part);
      if (!isIdentifier(part)) return true;
      const declaration = scopes.declarationOf(part);
      if (!declaration || !isVariableDeclaration(declaration)) return true;
      if (!encloses(within, declaration)) note(part);
      else if (declaration.initializer && isLookup(declaration.initializer)) {
        look(declaration.initializer);
      }
      return true;
    });
  };
  look(condition);
  return holders;
}

function isLookup(value: Expression): boolean {
  let inner = value;
  while (isTransparent(inner) || isAwaitExpression(inner)) inner = inner.expression;
  const parts = methodCall(inner);
  return parts ? asking.has(parts.name) : isElementAccessExpression(inner);
}

/** Whether what a chain of properties starts from is `this`, or declared outside of the code. */
function livesOutside(holder: Expression, within: Node, scopes: Scopes): boolean {
  let root = unwrap(holder);
  while (isPropertyAccessExpression(root) || isElementAccessExpression(root)) {
    root = unwrap(root.expression);
  }
  if (root.kind === SyntaxKind.ThisKeyword) return true;
  if (!isIdentifier(root)) return false;
  const declaration = scopes.declarationOf(root);
  return declaration === undefined || !encloses(within, declaration);
}

/** Whether the code puts something into one of the holders. */
function keepsIn(holders: ReadonlySet<string>, within: Node): boolean {
  let found = false;
  walk(within, (part) => {
    if (found) return false;
    const parts = methodCall(part);
    if (parts) found = keeping.has(parts.name) && holders.has(unwrap(parts.receiver).getText());
    else if (isBinaryExpression(part) && keepingOperators.has(part.operatorToken.kind)) {
      const target = unwrap(part.left);
      found =
        holders.has(target.getText()) ||
        (isElementAccessExpression(target) && holders.has(unwrap(target.expression).getText()));
    }
    return !found;
  });
  return found;
}
