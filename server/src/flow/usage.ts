import {
  type Expression,
  isArrayLiteralExpression,
  isArrowFunction,
  isAssignmentOperator,
  isBinaryExpression,
  isCallExpression,
  isConditionalExpression,
  isElementAccessExpression,
  isForOfStatement,
  isFunctionLikeDeclaration,
  isIdentifier,
  isNewExpression,
  isPropertyAccessExpression,
  isVariableDeclaration,
  isVariableStatement,
  type Node,
  SyntaxKind,
  type VariableDeclaration,
} from "../compiler/ast.ts";
import type { Usage } from "../model/index.ts";
import type { Loops } from "./loops.ts";
import type { Scopes } from "./scope.ts";
import {
  functionAround,
  isGlobalCall,
  isTransparent,
  methodCall,
  promiseCombinators,
  wrapped,
} from "./syntax.ts";

const continuations: ReadonlySet<string> = new Set(["then", "catch", "finally"]);
const promiseMethods: ReadonlySet<string> = new Set([...promiseCombinators, "resolve"]);
/** Array methods that hand the results of their callback on as an array. */
const collecting: ReadonlySet<string> = new Set(["map", "flatMap", "from"]);

/** Says what becomes of the promise (or builder) that a call returns. */
export class Usages {
  readonly #scopes: Scopes;
  readonly #loops: Loops;

  constructor(scopes: Scopes, loops: Loops) {
    this.#scopes = scopes;
    this.#loops = loops;
  }

  of(call: Expression): Usage {
    let node: Node = call;
    for (;;) {
      const parent: Node | undefined = node.parent;
      if (!parent) return "dropped";
      if (isTransparent(parent)) {
        node = parent;
        continue;
      }
      switch (parent.kind) {
        case SyntaxKind.AwaitExpression:
          return "awaited";
        case SyntaxKind.ReturnStatement:
          return this.#returnedBy(functionAround(parent));
        case SyntaxKind.YieldExpression:
        case SyntaxKind.ThrowStatement:
          return "returned";
        case SyntaxKind.VoidExpression:
          return "voided";
        case SyntaxKind.ExpressionStatement:
          return "dropped";
        case SyntaxKind.SpreadElement:
        case SyntaxKind.SpreadAssignment:
          node = parent;
          continue;
        case SyntaxKind.PropertyAssignment:
        case SyntaxKind.ShorthandPropertyAssignment:
        case SyntaxKind.PropertyDeclaration:
        case SyntaxKind.Parameter:
        case SyntaxKind.BindingElement:
        case SyntaxKind.ExportAssignment:
          return "stored";
      }
      if (isArrowFunction(parent)) {
        return parent.body === node ? this.#returnedBy(parent) : "argument";
      }
      if (isConditionalExpression(parent)) {
        if (parent.condition === node) return "argument";
        node = parent;
        continue;
      }
      if (isBinaryExpression(parent)) {
        const usage = this.#inBinary(parent, node);
        if (usage) return usage;
        node = parent;
        continue;
      }
      if (isVariableDeclaration(parent)) return this.#inVariable(parent);
      if (isForOfStatement(parent)) return parent.awaitModifier ? "awaited" : "argument";
      if (isArrayLiteralExpression(parent)) return this.#inArray(parent);
      if (isPropertyAccessExpression(parent)) return this.#chained(parent);
      if (isElementAccessExpression(parent) && parent.expression === node) return "chained";
      if (isCallExpression(parent) && parent.expression !== node) return this.#asArgument(parent);
      if (isNewExpression(parent)) return "argument";
      return "argument";
    }
  }

  /** Whether nothing is done with what a call gives, for one element of a loop or for all of them. */
  isDiscarded(call: Node): boolean {
    const outer = wrapped(call);
    const { parent } = outer;
    switch (parent.kind) {
      case SyntaxKind.ExpressionStatement:
        return true;
      case SyntaxKind.AwaitExpression:
      case SyntaxKind.VoidExpression:
        return this.isDiscarded(parent);
      case SyntaxKind.ArrowFunction: {
        const loop = this.#loops.callbackLoopOf(parent);
        return loop !== undefined && this.isDiscarded(loop.call);
      }
      default:
        // The list of all results: `await Promise.all(rows.map(…))`.
        return (
          isGlobalCall(parent, "Promise", promiseCombinators, this.#scopes.declarationOf) &&
          this.isDiscarded(parent)
        );
    }
  }

  /** `undefined` when the value goes on to what surrounds the operator. */
  #inBinary(parent: Node, node: Node): Usage | undefined {
    if (!isBinaryExpression(parent)) return undefined;
    const operator = parent.operatorToken.kind;
    switch (operator) {
      case SyntaxKind.QuestionQuestionToken:
      case SyntaxKind.BarBarToken:
        return undefined;
      case SyntaxKind.AmpersandAmpersandToken:
        return parent.right === node ? undefined : "argument";
      case SyntaxKind.CommaToken:
        return parent.right === node ? undefined : "dropped";
      default:
        break;
    }
    if (!isAssignmentOperator(operator) || parent.right !== node) return "argument";
    // The value of an assignment is the value assigned: `return (this.ready = load())`.
    const outside = wrapped(parent).parent;
    if (outside.kind !== SyntaxKind.ExpressionStatement) return this.of(parent);
    if (isIdentifier(parent.left)) {
      const declaration = this.#scopes.declarationOf(parent.left);
      if (declaration && isVariableDeclaration(declaration) && !this.#isRead(declaration)) {
        return "dropped";
      }
    }
    return "stored";
  }

  #inVariable(declaration: VariableDeclaration): Usage {
    if (!isIdentifier(declaration.name)) return "stored";
    return this.#isRead(declaration) ? "stored" : "dropped";
  }

  /** Whether a variable is exported or mentioned other than as the target of an assignment. */
  #isRead(declaration: VariableDeclaration): boolean {
    const statement = declaration.parent.parent;
    if (statement && isVariableStatement(statement)) {
      const { modifiers } = statement;
      if (modifiers?.some((modifier) => modifier.kind === SyntaxKind.ExportKeyword)) return true;
    }
    // `await using` and `using` variables are read when their scope ends.
    if (/^(await\s+)?using\b/.test(declaration.parent.getText())) return true;
    const writes = new Set<Node>(this.#scopes.writesTo(declaration).map((write) => write.name));
    return this.#scopes.referencesTo(declaration).some((name) => !writes.has(name));
  }

  #inArray(array: Node): Usage {
    const parent = wrapped(array).parent;
    if (isGlobalCall(parent, "Promise", promiseMethods, this.#scopes.declarationOf)) {
      return this.of(parent);
    }
    if (parent.kind === SyntaxKind.ExpressionStatement) return "dropped";
    if (parent.kind === SyntaxKind.ReturnStatement) return "returned";
    return "stored";
  }

  #asArgument(call: Node): Usage {
    if (isGlobalCall(call, "Promise", promiseMethods, this.#scopes.declarationOf)) {
      return this.of(call);
    }
    return "argument";
  }

  #chained(access: Node): Usage {
    const parts = methodCall(wrapped(access).parent);
    if (!parts || parts.call.expression !== wrapped(access)) return "chained";
    if (!continuations.has(parts.name)) return "chained";
    const usage = this.of(parts.call);
    if (usage !== "dropped") return usage;
    // A callback takes the result or the failure: nothing is lost. `finally` takes neither.
    return parts.name === "finally" ? "dropped" : "chained";
  }

  /** What becomes of the value that a function returns. */
  #returnedBy(owner: Node | undefined): Usage {
    if (!owner || !isFunctionLikeDeclaration(owner)) return "returned";
    const outer = wrapped(owner);
    const parent = outer.parent;
    if (isCallExpression(parent) && parent.expression === outer) return this.of(parent);
    const loop = this.#loops.callbackLoopOf(owner);
    if (!loop) return "returned";
    if (loop.method === "forEach") return "dropped";
    if (collecting.has(loop.method)) return this.#collected(loop.call);
    return loop.method.startsWith("reduce") ? "returned" : "argument";
  }

  /** What becomes of an array of promises. */
  #collected(array: Expression): Usage {
    const outer = wrapped(array);
    const parent = outer.parent;
    if (parent.kind === SyntaxKind.AwaitExpression) return "stored";
    const parts = methodCall(wrapped(parent).parent);
    if (isPropertyAccessExpression(parent) && parts && collecting.has(parts.name)) return "chained";
    return this.of(array);
  }
}
