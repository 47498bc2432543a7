import {
  type CallExpression,
  type Expression,
  type Identifier,
  isExpression,
  isIdentifier,
  isPropertyAccessExpression,
  type Node,
  SyntaxKind,
} from "../compiler/ast.ts";
import { type DeclarationSite, SymbolFlags, type SymbolView } from "../compiler/checker.ts";
import type { FunctionId } from "../model/index.ts";
import type { CalleeSymbols } from "./callee-symbols.ts";
import type { Functions } from "./functions.ts";
import type { Loops } from "./loops.ts";
import type { Structure } from "./structure.ts";
import { methodCall, unwrap, wrapped } from "./syntax.ts";

/**
 * The functions that calls run where lexical scope does not tell: members of other classes, imported
 * functions. The declaration that the checker finds names the function; whether its file was read, and
 * whether it has a body there (the methods of interfaces have none), the project knows.
 */
export class DeclaredCallees {
  readonly #structure: () => Structure;
  readonly #functions: Functions;
  readonly #loops: Loops;
  readonly #symbols: CalleeSymbols;
  readonly #ids = new Map<CallExpression, FunctionId>();

  constructor(
    structure: () => Structure,
    functions: Functions,
    loops: Loops,
    symbols: CalleeSymbols,
  ) {
    this.#structure = structure;
    this.#functions = functions;
    this.#loops = loops;
    this.#symbols = symbols;
  }

  /**
   * Asks the checker, in one batch, about the calls that are waited for, and about those that depend on
   * the elements of a loop.
   * @param operations calls that are known to run no function of the project
   * @param names functions that are worth asking about; all when left out
   */
  async prepare(operations: ReadonlyMap<Node, number>, names?: ReadonlySet<string>): Promise<void> {
    const calls = this.#structure().calls.filter((call) => !operations.has(call));
    await Promise.all(calls.map((call) => this.#isWorthAsking(call, names) && this.#ask(call)));
  }

  /** The function of another place that a call runs; `undefined` before {@link prepare}. */
  idOf(call: CallExpression): FunctionId | undefined {
    return this.#ids.get(call);
  }

  #isWorthAsking(call: CallExpression, names: ReadonlySet<string> | undefined): boolean {
    const name = calledName(call);
    return (
      name !== undefined &&
      (names?.has(name.text) ?? true) &&
      (isWaitedFor(call) ||
        this.#loops.around(call, inputsOf(call)).some(({ dependent }) => dependent)) &&
      !this.#functions.calleeOf(call)
    );
  }

  async #ask(call: CallExpression): Promise<void> {
    const name = calledName(call);
    const symbol = name && (await this.#symbols.at(name, methodCall(call)?.receiver));
    const id = symbol && (await this.#idOfSymbol(await symbol.resolved(), call));
    if (id !== undefined) this.#ids.set(call, id);
  }

  async #idOfSymbol(symbol: SymbolView, call: CallExpression): Promise<FunctionId | undefined> {
    const path = pathOfBody(symbol);
    if (path === undefined) return undefined;
    if (!symbol.has(SymbolFlags.Method | SymbolFlags.Property)) return `${path}#${symbol.name}`;
    const parent = await symbol.parent();
    // The members of an object are named after the variable that holds it.
    const isMember = parent?.has(SymbolFlags.Class | SymbolFlags.Interface);
    const holder = isMember ? parent : await this.#receiverSymbol(call);
    if (!holder?.has(SymbolFlags.Class | SymbolFlags.Variable)) return undefined;
    return pathOfBody(holder) === path ? `${path}#${holder.name}.${symbol.name}` : undefined;
  }

  async #receiverSymbol(call: CallExpression): Promise<SymbolView | undefined> {
    const receiver = methodCall(call)?.receiver;
    const inner = receiver && unwrap(receiver);
    if (!inner || !isIdentifier(inner)) return undefined;
    return (await this.#symbols.at(inner, undefined))?.resolved();
  }
}

/** What decides what a call does: its receiver and its arguments. */
export function inputsOf(call: CallExpression): readonly Node[] {
  const receiver = methodCall(call)?.receiver;
  return [...(receiver ? [receiver] : []), ...call.arguments.filter(isExpression)];
}

/** What a call gives is awaited, or handed to the caller. */
function isWaitedFor(call: CallExpression): boolean {
  const { parent } = wrapped(call);
  return (
    parent.kind === SyntaxKind.AwaitExpression ||
    parent.kind === SyntaxKind.ReturnStatement ||
    parent.kind === SyntaxKind.ArrowFunction
  );
}

function calledName(call: CallExpression): Identifier | undefined {
  const callee: Expression = unwrap(call.expression);
  if (isIdentifier(callee)) return callee;
  return isPropertyAccessExpression(callee) && isIdentifier(callee.name) ? callee.name : undefined;
}

/** The one file that declares what may have a body; `undefined` for what only has a type. */
function pathOfBody({ declarations }: SymbolView): string | undefined {
  const [first] = declarations;
  if (!first || /\.d\.[cm]?ts$/.test(first.path)) return undefined;
  return declarations.every((site) => site.path === first.path && mayHaveBody(site))
    ? first.path
    : undefined;
}

function mayHaveBody({ kind }: DeclarationSite): boolean {
  switch (kind) {
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.PropertyDeclaration:
    case SyntaxKind.PropertyAssignment:
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.VariableDeclaration:
    case SyntaxKind.ClassDeclaration:
    case SyntaxKind.ClassExpression:
      return true;
    default:
      return false;
  }
}
