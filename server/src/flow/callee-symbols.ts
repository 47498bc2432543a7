import {
  type Expression,
  type Identifier,
  isClassLikeDeclaration,
  isFunctionDeclaration,
  isFunctionExpression,
  isIdentifier,
  isPropertyAccessExpression,
  type Node,
  SyntaxKind,
} from "../compiler/ast.ts";
import type { SymbolView } from "../compiler/checker.ts";
import type { Program } from "../compiler/program.ts";
import type { Scopes } from "./scope.ts";

/**
 * The symbols of called methods in one file. Calls of one method on one receiver (`this.posts.find`, a
 * hundred times) are one question: the receiver is a name or a chain of properties from the same
 * declaration. What narrowing could tell apart is at most a union, and a method of a union has the
 * declarations of all its members.
 */
export class CalleeSymbols {
  readonly #scopes: Scopes;
  readonly #program: Program;
  readonly #byReceiver = new Map<Node | undefined, Map<string, Promise<SymbolView | undefined>>>();

  constructor(scopes: Scopes, program: Program) {
    this.#scopes = scopes;
    this.#program = program;
  }

  /**
   * @param name the called name
   * @param receiver what it is called on; `undefined` for a plain function
   */
  at(name: Identifier, receiver: Expression | undefined): Promise<SymbolView | undefined> {
    const { checker } = this.#program;
    const chain = this.#chainOf(receiver ?? name);
    if (!chain) return checker.symbolAt(name);
    let known = this.#byReceiver.get(chain.root);
    if (!known) {
      known = new Map();
      this.#byReceiver.set(chain.root, known);
    }
    const key = receiver ? `${chain.path}.${name.text}` : chain.path;
    let symbol = known.get(key);
    if (!symbol) {
      symbol = checker.symbolAt(name);
      known.set(key, symbol);
    }
    return symbol;
  }

  /** The declaration that a chain of properties starts from, and the names along it. */
  #chainOf(receiver: Expression): { readonly root: Node; readonly path: string } | undefined {
    let path = "";
    let step: Expression = receiver;
    while (isPropertyAccessExpression(step) && isIdentifier(step.name)) {
      path = `.${step.name.text}${path}`;
      step = step.expression;
    }
    if (step.kind === SyntaxKind.ThisKeyword) {
      return { root: ownerOfThis(step), path: `this${path}` };
    }
    if (!isIdentifier(step)) return undefined;
    const root = this.#scopes.declarationOf(step);
    return root && { root, path };
  }
}

/** The class, function or file whose `this` a node means. */
function ownerOfThis(node: Node): Node {
  let owner = node.parent;
  while (
    owner.parent &&
    !isClassLikeDeclaration(owner) &&
    !isFunctionDeclaration(owner) &&
    !isFunctionExpression(owner)
  ) {
    owner = owner.parent;
  }
  return owner;
}
