import {
  type BindingElement,
  type Expression,
  type Identifier,
  isArrayLiteralExpression,
  isAssignmentOperator,
  isAwaitExpression,
  isBinaryExpression,
  isBindingElement,
  isForInStatement,
  isForOfStatement,
  isIdentifier,
  isObjectLiteralExpression,
  isParameterDeclaration,
  isPostfixUnaryExpression,
  isPrefixUnaryExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
  isVariableDeclaration,
  isVariableDeclarationList,
  type Node,
  NodeFlags,
  type ParameterDeclaration,
  type SourceFile,
  SyntaxKind,
  type VariableDeclaration,
} from "../compiler/ast.ts";
import { Names } from "./names.ts";
import { isTransparent, unwrap } from "./syntax.ts";

/** How a variable is written to. */
export interface Write {
  readonly name: Identifier;
  /** The value of a plain `name = value`; `undefined` for compound, destructuring and counting writes. */
  readonly value: Expression | undefined;
}

/** Lexical scopes of one file, and what its variables hold. */
export class Scopes {
  readonly #names: Names;
  readonly #writes = new Map<Node, readonly Write[]>();

  constructor(source: SourceFile) {
    this.#names = new Names(source);
  }

  /** The declaration of a name: variable, parameter, binding element, function, class, enum, import, type. `undefined` for globals. */
  readonly declarationOf = (name: Identifier): Node | undefined => this.#names.declarationOf(name);

  referencesTo(declaration: Node): readonly Identifier[] {
    return this.#names.referencesTo(declaration);
  }

  /** All assignments to a variable or parameter after its declaration. */
  writesTo(declaration: Node): readonly Write[] {
    let writes = this.#writes.get(declaration);
    if (!writes) {
      writes = this.referencesTo(declaration).flatMap((name) => {
        const write = writeAt(name);
        return write ? [write] : [];
      });
      this.#writes.set(declaration, writes);
    }
    return writes;
  }

  /**
   * The expression that a variable always holds: its initialiser when nothing assigns to it, or the only
   * value ever assigned when it has no initialiser.
   */
  valueOf(declaration: Node): Expression | undefined {
    if (!isVariableDeclaration(declaration) || !isIdentifier(declaration.name)) return undefined;
    if (isLoopVariable(declaration)) return undefined;
    const writes = this.writesTo(declaration);
    if (declaration.initializer) return writes.length === 0 ? declaration.initializer : undefined;
    return writes.length === 1 ? writes[0]?.value : undefined;
  }

  /** Follows variables that hold one expression; see {@link FileFlow.origin}. */
  origin(expression: Expression): Expression {
    let current = expression;
    for (let depth = 0; depth < 32; depth++) {
      if (isTransparent(current)) current = current.expression;
      else if (isAwaitExpression(current)) current = current.expression;
      else if (isIdentifier(current)) {
        const declaration = this.declarationOf(current);
        const value = declaration && this.valueOf(declaration);
        if (!value || value === current) return current;
        current = value;
      } else return current;
    }
    return current;
  }
}

/** Whether a variable is declared with `const`, `using` or `await using`. */
export function isConstVariable(declaration: Node): boolean {
  const list = declaration.parent;
  return (
    isVariableDeclaration(declaration) &&
    isVariableDeclarationList(list) &&
    (list.flags & (NodeFlags.Const | NodeFlags.Using)) !== 0
  );
}

/** Whether a variable is bound by the head of `for … of` or `for … in`. */
export function isLoopVariable(declaration: VariableDeclaration): boolean {
  const head = declaration.parent?.parent;
  return head !== undefined && (isForOfStatement(head) || isForInStatement(head));
}

/** The variable or parameter that a destructured name belongs to; the node itself when it is one. */
export function rootDeclaration(
  node: Node,
): VariableDeclaration | ParameterDeclaration | undefined {
  let current: Node = node;
  while (isBindingElement(current)) current = current.parent.parent;
  return isVariableDeclaration(current) || isParameterDeclaration(current) ? current : undefined;
}

/** All names that a declaration binds, destructured ones included, as declarations. */
export function boundDeclarations(
  declaration: VariableDeclaration | ParameterDeclaration | BindingElement,
): readonly Node[] {
  const name = declaration.name;
  if (name === undefined) return [];
  if (isIdentifier(name)) return [declaration];
  return name.elements.flatMap((element) =>
    isBindingElement(element) ? boundDeclarations(element) : [],
  );
}

/** The write that an identifier is the target of; `undefined` when it is read. */
export function writeAt(name: Node): Write | undefined {
  if (!isIdentifier(name)) return undefined;
  let target: Node = name;
  while (target.parent && isTransparent(target.parent)) target = target.parent;
  const parent = target.parent;
  if (isBinaryExpression(parent) && parent.left === target) {
    const operator = parent.operatorToken.kind;
    if (operator === SyntaxKind.EqualsToken) return { name, value: parent.right };
    if (isAssignmentOperator(operator)) return { name, value: undefined };
    return undefined;
  }
  return isAssignmentTarget(target) ? { name, value: undefined } : undefined;
}

/** Whether an expression is assigned to, counted up or down, deleted, or the variable of a loop. */
export function isAssignmentTarget(node: Node): boolean {
  let target: Node = node;
  for (;;) {
    const parent: Node | undefined = target.parent;
    if (!parent) return false;
    if (isTransparent(parent)) {
      target = parent;
      continue;
    }
    if (isBinaryExpression(parent)) {
      if (parent.left !== target) return false;
      if (isAssignmentOperator(parent.operatorToken.kind)) return true;
      return false;
    }
    if (isPrefixUnaryExpression(parent) || isPostfixUnaryExpression(parent)) {
      return (
        parent.operator === SyntaxKind.PlusPlusToken ||
        parent.operator === SyntaxKind.MinusMinusToken
      );
    }
    if (parent.kind === SyntaxKind.DeleteExpression) return true;
    if (isForOfStatement(parent) || isForInStatement(parent)) return parent.initializer === target;
    if (isSpreadElement(parent) || isSpreadAssignment(parent)) {
      target = parent;
      continue;
    }
    if (isPropertyAssignment(parent)) {
      if (parent.initializer !== target) return false;
      target = parent;
      continue;
    }
    if (isShorthandPropertyAssignment(parent)) {
      if (parent.name !== target) return false;
      target = parent;
      continue;
    }
    if (isArrayLiteralExpression(parent) || isObjectLiteralExpression(parent)) {
      if (!isPattern(parent)) return false;
      return true;
    }
    return false;
  }
}

/** Whether an array or object literal is the left side of a destructuring assignment. */
function isPattern(literal: Node): boolean {
  let current: Node = literal;
  for (;;) {
    const parent: Node | undefined = current.parent;
    if (!parent) return false;
    if (isBinaryExpression(parent)) {
      if (parent.left !== current || parent.operatorToken.kind !== SyntaxKind.EqualsToken) {
        return false;
      }
      return true;
    }
    if (isForOfStatement(parent) || isForInStatement(parent)) return parent.initializer === current;
    if (
      isTransparent(parent) ||
      isArrayLiteralExpression(parent) ||
      isObjectLiteralExpression(parent) ||
      isSpreadElement(parent) ||
      isSpreadAssignment(parent)
    ) {
      current = parent;
      continue;
    }
    if (isPropertyAssignment(parent) && parent.initializer === current) {
      current = parent;
      continue;
    }
    return false;
  }
}

/** Whether two expressions name the same variable, behind parentheses and assertions. */
export function sameVariable(scopes: Scopes, a: Expression, b: Expression): boolean {
  const left = unwrap(a);
  const right = unwrap(b);
  if (!isIdentifier(left) || !isIdentifier(right)) return false;
  const declaration = scopes.declarationOf(left);
  return declaration !== undefined && declaration === scopes.declarationOf(right);
}
