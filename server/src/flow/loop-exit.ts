import {
  isBlock,
  isFunctionLikeDeclaration,
  isIfStatement,
  isLabeledStatement,
  isSwitchStatement,
  isTryStatement,
  type Node,
  type Statement,
  SyntaxKind,
} from "../compiler/ast.ts";
import { isLoopStatement, type LoopStatement } from "./structure.ts";
import { walk } from "./syntax.ts";

/**
 * Whether the loop always ends once it has reached a node: `if (match) { return await load(x); }`,
 * or a `break` after it. Such a node runs at most once, however long the collection is.
 */
export function leavesAfterOneRun(node: Node, loop: LoopStatement): boolean {
  for (
    let child: Node = node, parent = node.parent;
    child !== loop;
    child = parent, parent = parent.parent
  ) {
    if (isFunctionLikeDeclaration(parent)) return false;
    if (child.kind === SyntaxKind.ReturnStatement || child.kind === SyntaxKind.ThrowStatement) {
      return !caughtInside(child, loop);
    }
    const statements = statementsOf(parent);
    if (statements) {
      const from = statements.indexOf(child as Statement);
      const exit =
        from < 0 ? undefined : exitAfter(statements.slice(from + 1), breakTarget(parent) === loop);
      if (exit) return !caughtInside(child, loop);
      if (exit === false) return false;
    }
  }
  return false;
}

function statementsOf(node: Node): readonly Statement[] | undefined {
  if (isBlock(node)) return node.statements;
  if (node.kind === SyntaxKind.CaseClause || node.kind === SyntaxKind.DefaultClause) {
    return (node as Node & { readonly statements: readonly Statement[] }).statements;
  }
  return undefined;
}

/** The loop or switch that a `break` in a statement list ends. */
function breakTarget(list: Node): Node | undefined {
  for (let current: Node | undefined = list; current; current = current.parent) {
    if (isLoopStatement(current) || isSwitchStatement(current)) return current;
  }
  return undefined;
}

/** `true`: these statements certainly end the loop. `false`: they may go on to the next element. `undefined`: neither. */
function exitAfter(statements: readonly Statement[], breaksLoop: boolean): boolean | undefined {
  for (const statement of statements) {
    if (endsLoop(statement, breaksLoop)) return true;
    if (mayContinue(statement)) return false;
  }
  return undefined;
}

function endsLoop(statement: Statement, breaksLoop: boolean): boolean {
  switch (statement.kind) {
    case SyntaxKind.ReturnStatement:
    case SyntaxKind.ThrowStatement:
      return true;
    case SyntaxKind.BreakStatement:
      return breaksLoop && !(statement as Statement & { readonly label?: Node }).label;
    default:
      break;
  }
  if (isBlock(statement)) return exitAfter(statement.statements, breaksLoop) === true;
  if (isIfStatement(statement)) {
    return (
      statement.elseStatement !== undefined &&
      endsLoop(statement.thenStatement, breaksLoop) &&
      endsLoop(statement.elseStatement, breaksLoop)
    );
  }
  if (isLabeledStatement(statement)) return false;
  return false;
}

function mayContinue(statement: Statement): boolean {
  let found = false;
  walk(statement, (node) => {
    if (found || isFunctionLikeDeclaration(node)) return false;
    // A `continue` of a nested loop stays inside it; a labelled one may not.
    if (isLoopStatement(node)) return false;
    found = node.kind === SyntaxKind.ContinueStatement;
    return !found;
  });
  return found;
}

/** Whether an exception between the node and the loop is caught, so that the loop may go on. */
export function caughtInside(node: Node, loop: Node): boolean {
  for (
    let child = node, parent = node.parent;
    parent && child !== loop;
    child = parent, parent = parent.parent
  ) {
    if (!isTryStatement(parent) || parent.tryBlock !== child || !parent.catchClause) continue;
    if (exitAfter(parent.catchClause.block.statements, false) !== true) return true;
  }
  return false;
}
