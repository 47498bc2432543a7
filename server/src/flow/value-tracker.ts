import {
  type BindingName,
  isArrayLiteralExpression,
  isArrowFunction,
  isAssignmentOperator,
  isBinaryExpression,
  isCallExpression,
  isConditionalExpression,
  isElementAccessExpression,
  isForOfStatement,
  isNewExpression,
  isPropertyAccessExpression,
  isVariableDeclaration,
  type Node,
  SyntaxKind,
} from "../compiler/ast.ts";
import { isOnlyTested } from "./presence.ts";
import { functionAround, isTransparent, wrapped } from "./syntax.ts";
import { followAccess } from "./value-access.ts";
import { assignTo, bindName, iterateOver } from "./value-binding.ts";
import { followArgument, followConstruction } from "./value-calls.ts";
import { arrayOf, type Cursor, elementOf, noteUse } from "./value-cursor.ts";
import {
  followArrayLiteral,
  followContained,
  followElement,
  followReturned,
} from "./value-leaving.ts";
import { ValueLog } from "./value-log.ts";
import type { TrackerContext, Tracking } from "./value-tracking.ts";

/** Enough for any real function; a stop for generated ones. */
const maxSteps = 2000;
/** Longer paths come from walking a tree in a loop (`node = node.parent`). */
const maxPath = 5;

/** Follows one value forward through a file, and collects the properties that are read of it. */
export class ValueTracker implements Tracking {
  readonly context: TrackerContext;
  readonly log: ValueLog;
  readonly owner: Node | undefined;
  readonly #seen = new Map<Node, Set<string>>();
  #steps = 0;

  constructor(context: TrackerContext, owner: Node | undefined) {
    this.context = context;
    this.log = new ValueLog(context.presence);
    this.owner = owner;
  }

  bind(name: BindingName, at: Cursor, from: Node): void {
    bindName(this, name, at, from);
  }

  enterVariable(declaration: Node, at: Cursor): boolean {
    const key = `${at.path.join(".")}|${at.frames.map((frame) => frame.call.pos).join(",")}`;
    const seen = this.#seen.get(declaration);
    if (seen?.has(key)) return false;
    if (seen) seen.add(key);
    else this.#seen.set(declaration, new Set([key]));
    return true;
  }

  /** Follows a value from an expression to what is done with it. */
  follow(node: Node, at: Cursor): void {
    if (++this.#steps > maxSteps || at.path.length > maxPath) {
      this.log.escape = "escapes";
      return;
    }
    const { parent } = node;
    if (isTransparent(parent) || parent.kind === SyntaxKind.AwaitExpression) {
      this.follow(parent, at);
      return;
    }
    if (isOnlyTested(node)) {
      noteUse(at.read, "check");
      // `a || b` as a condition still only tests.
      return;
    }
    if (isPropertyAccessExpression(parent) || isElementAccessExpression(parent)) {
      if (parent.expression === node) followAccess(this, parent, node, at);
      else noteUse(at.read, "value");
      return;
    }
    if (isBinaryExpression(parent)) {
      this.#inBinary(parent, node, at);
      return;
    }
    if (isConditionalExpression(parent)) {
      this.follow(parent, { ...at, mixed: true });
      return;
    }
    if (isVariableDeclaration(parent)) {
      this.bind(parent.name, at, node);
      return;
    }
    if (isForOfStatement(parent)) {
      iterateOver(this, parent.initializer, node, at);
      return;
    }
    if (isCallExpression(parent)) {
      if (parent.expression === node) noteUse(at.read, "deref");
      else followArgument(this, parent, node, at);
      return;
    }
    if (isNewExpression(parent)) {
      followConstruction(this, parent, at);
      return;
    }
    this.#elsewhere(parent, node, at);
  }

  #elsewhere(parent: Node, node: Node, at: Cursor): void {
    switch (parent.kind) {
      case SyntaxKind.ReturnStatement:
      case SyntaxKind.YieldExpression:
        followReturned(this, functionAround(parent), at);
        return;
      case SyntaxKind.ArrowFunction:
        if (isArrowFunction(parent) && parent.body === node) followReturned(this, parent, at);
        else noteUse(at.read, "value");
        return;
      case SyntaxKind.SpreadElement: {
        const holder = parent.parent;
        if (isArrayLiteralExpression(holder)) {
          noteUse(at.read, this.log.strict(node));
          followArrayLiteral(this, holder, {
            ...arrayOf(elementOf(at)),
            mixed: at.mixed || holder.elements.length > 1,
          });
        } else if (isCallExpression(holder)) followArgument(this, holder, parent, at);
        else this.log.handOut(parent, at);
        return;
      }
      case SyntaxKind.ArrayLiteralExpression:
        if (isArrayLiteralExpression(parent)) followElement(this, parent, node, at);
        return;
      case SyntaxKind.SpreadAssignment:
      case SyntaxKind.PropertyAssignment:
      case SyntaxKind.ShorthandPropertyAssignment:
        followContained(this, parent.parent, at);
        return;
      case SyntaxKind.ExpressionStatement:
      case SyntaxKind.VoidExpression:
      case SyntaxKind.SwitchStatement:
      case SyntaxKind.CaseClause:
        return;
      case SyntaxKind.TemplateSpan:
      case SyntaxKind.PrefixUnaryExpression:
      case SyntaxKind.PostfixUnaryExpression:
      case SyntaxKind.DeleteExpression:
      case SyntaxKind.ForInStatement:
        noteUse(at.read, "value");
        return;
      default:
        this.log.handOut(parent, at);
    }
  }

  #inBinary(parent: Node, node: Node, at: Cursor): void {
    if (!isBinaryExpression(parent)) return;
    const operator = parent.operatorToken.kind;
    switch (operator) {
      case SyntaxKind.QuestionQuestionToken:
      case SyntaxKind.BarBarToken:
        this.follow(parent, parent.right === node ? { ...at, mixed: true } : at);
        return;
      case SyntaxKind.AmpersandAmpersandToken:
        this.follow(parent, at);
        return;
      case SyntaxKind.CommaToken:
        if (parent.right === node) this.follow(parent, at);
        return;
      case SyntaxKind.InKeyword:
        noteUse(at.read, parent.right === node ? this.log.strict(node) : "value");
        return;
      default:
        break;
    }
    if (!isAssignmentOperator(operator) || parent.right !== node) {
      noteUse(at.read, "value");
      return;
    }
    assignTo(this, parent.left, at);
    if (wrapped(parent).parent.kind !== SyntaxKind.ExpressionStatement) this.follow(parent, at);
  }
}
