import {
  type Expression,
  isCallExpression,
  isFunctionLikeDeclaration,
  isIdentifier,
  isVariableDeclaration,
  type Node,
  SyntaxKind,
} from "../compiler/ast.ts";
import type { SymbolView } from "../compiler/checker.ts";
import type { Program } from "../compiler/program.ts";
import type { Loop, LoopKind, LoopSource, LoopUse } from "../model/index.ts";
import { isArray } from "./arrays.ts";
import type { Constants } from "./constants.ts";
import { dependsOnLoop } from "./loop-dependence.ts";
import { caughtInside, leavesAfterOneRun } from "./loop-exit.ts";
import type { LoopSources } from "./loop-source.ts";
import { isMemoised } from "./memoised.ts";
import { readLoopSource } from "./read-loop-source.ts";
import type { Scopes } from "./scope.ts";
import {
  type CallbackLoop,
  isCallbackLoop,
  iterableOf,
  type KnownLoop,
  type LoopStatement,
  type Structure,
} from "./structure.ts";
import {
  isGlobalCall,
  methodCall,
  promiseCombinators,
  rangeOf,
  shortText,
  unwrap,
  walk,
  wrapped,
} from "./syntax.ts";

/** The loops of one file: which calls are loops, what surrounds a node, what each runs over. */
export class Loops {
  readonly #scopes: Scopes;
  readonly #structure: () => Structure;
  readonly #constants: Constants;
  readonly #program: Program;
  /** Candidates whose method the checker found to be one of the default library. */
  readonly #proven = new Set<CallbackLoop>();
  /** `for … of` loops whose element is an array itself. */
  readonly #overArrays = new Set<KnownLoop>();
  #known: readonly KnownLoop[] | undefined;
  #byNode = new Map<Node, number>();

  constructor(scopes: Scopes, structure: () => Structure, constants: Constants, program: Program) {
    this.#scopes = scopes;
    this.#constants = constants;
    this.#structure = structure;
    this.#program = program;
  }

  /** Loops in the order of the text. Candidates that are not proven are left out. */
  get known(): readonly KnownLoop[] {
    if (!this.#known) {
      this.#known = this.#structure().loops.filter(
        (loop) => !isCallbackLoop(loop) || this.#proven.has(loop) || this.#isCertain(loop),
      );
      this.#byNode = new Map(
        this.#known.map((loop, index) => [isCallbackLoop(loop) ? loop.callback : loop, index]),
      );
    }
    return this.#known;
  }

  /** Index of the loop of a statement, or of a callback function that runs per element. */
  indexOf(node: Node): number | undefined {
    void this.known;
    return this.#byNode.get(node);
  }

  /** The loop whose callback a function is. */
  callbackLoopOf(node: Node): CallbackLoop | undefined {
    const index = this.indexOf(node);
    const loop = index === undefined ? undefined : this.known[index];
    return loop && isCallbackLoop(loop) ? loop : undefined;
  }

  /** Asks the checker, in one batch, about the candidates that syntax does not decide. */
  async prepare(): Promise<void> {
    const loops = this.#structure().loops.filter(callsSomething);
    const open = loops.filter(isCallbackLoop).filter((loop) => !this.#isCertain(loop));
    const elements = loops.flatMap((loop) => {
      const variable = this.#elementVariable(loop);
      return variable ? [{ loop, variable }] : [];
    });
    const [symbols, types] = await Promise.all([
      Promise.all(open.map((loop) => this.#program.checker.symbolAt(loop.nameNode))),
      Promise.all(elements.map(({ variable }) => this.#program.checker.typeAt(variable))),
    ]);
    for (const [index, loop] of open.entries()) {
      const symbol = symbols[index];
      if (symbol && this.#isOfDefaultLibrary(symbol)) this.#proven.add(loop);
    }
    const typeSymbols = await Promise.all(types.map((type) => type.symbol()));
    for (const [index, { loop }] of elements.entries()) {
      const symbol = typeSymbols[index];
      const named = symbol?.name === "Array" || symbol?.name === "ReadonlyArray";
      if (symbol && named && this.#isOfDefaultLibrary(symbol)) this.#overArrays.add(loop);
    }
    this.#known = undefined;
  }

  /** See {@link FileFlow.loopsAround}. */
  around(node: Node, inputs: readonly Node[]): readonly LoopUse[] {
    const uses: LoopUse[] = [];
    let inner: Node = node;
    for (let outer = node.parent; outer; inner = outer, outer = outer.parent) {
      const index = this.indexOf(outer);
      if (index === undefined) {
        if (!isFunctionLikeDeclaration(outer)) continue;
        const call = invokedInPlace(outer);
        if (!call) break;
        continue;
      }
      const loop = this.known[index];
      if (!loop || !runsPerElement(loop, inner)) continue;
      if (!isCallbackLoop(loop) && leavesAfterOneRun(node, loop)) continue;
      const body = isCallbackLoop(loop) ? loop.callback : loop;
      if (isMemoised(node, body, this.#scopes)) continue;
      const dependent = dependsOnLoop(loop, inputs, this.#scopes, this);
      const caught = dependent && (isCaughtItself(node) || caughtInside(node, body));
      uses.push({ loop: index, dependent, ...(caught && { caught }) });
    }
    return uses;
  }

  /** The loops as facts. */
  facts(operations: ReadonlyMap<Node, number>): readonly Loop[] {
    const sources: LoopSources = {
      scopes: this.#scopes,
      constants: this.#constants,
      loops: this,
      operations,
      found: new Map(),
      isOverArrays: (loop) => this.#overArrays.has(loop),
    };
    return this.known.map((loop, index) => ({
      index,
      ...describeLoop(loop),
      source: readLoopSource(loop, sources) satisfies LoopSource,
    }));
  }

  #isCertain(loop: CallbackLoop): boolean {
    if (loop.method === "from") {
      const receiver = methodCall(loop.call)?.receiver;
      return (
        receiver !== undefined &&
        isIdentifier(receiver) &&
        this.#scopes.declarationOf(receiver) === undefined
      );
    }
    const receiver = methodCall(loop.call)?.receiver;
    if (receiver && isArray(receiver, this.#scopes)) return true;
    const parent = wrapped(loop.call).parent;
    return (
      isGlobalCall(parent, "Promise", promiseCombinators, this.#scopes.declarationOf) &&
      parent.arguments.some((argument) => unwrap(argument) === loop.call)
    );
  }

  #elementVariable(loop: KnownLoop): Node | undefined {
    if (isCallbackLoop(loop)) {
      const name = loop.callback.parameters[loop.method.startsWith("reduce") ? 1 : 0]?.name;
      return name && isIdentifier(name) ? name : undefined;
    }
    if (loop.kind !== SyntaxKind.ForOfStatement) return undefined;
    const { initializer } = loop as Extract<LoopStatement, { readonly expression: Expression }> & {
      readonly initializer: Node;
    };
    if (initializer.kind !== SyntaxKind.VariableDeclarationList) return undefined;
    let name: Node | undefined;
    initializer.forEachChild((child) => {
      if (isVariableDeclaration(child) && isIdentifier(child.name)) name = child.name;
    });
    return name;
  }

  #isOfDefaultLibrary(symbol: SymbolView): boolean {
    return symbol.declarations.some(({ path }) => {
      if (!/\/lib\.[a-z0-9.]+\.d\.ts$/.test(path)) return false;
      const owner = this.#program.packageOf(path)?.name;
      return owner === "typescript" || owner?.startsWith("@typescript/") === true;
    });
  }
}

/** `save(row).catch(report)`: the failure of the promise is taken. */
function isCaughtItself(node: Node): boolean {
  const { parent } = wrapped(node);
  const parts = methodCall(wrapped(parent).parent);
  if (!parts || parts.receiver !== wrapped(node)) return false;
  return parts.name === "catch" || (parts.name === "then" && parts.call.arguments.length > 1);
}

/** Whether a loop's body holds a call: only such loops matter to anyone. */
function callsSomething(loop: KnownLoop): boolean {
  let found = false;
  walk(isCallbackLoop(loop) ? loop.callback : loop.statement, (node) => {
    if (found) return false;
    found = node.kind === SyntaxKind.CallExpression || node.kind === SyntaxKind.AwaitExpression;
    return !found;
  });
  return found;
}

/** Whether a part of a loop runs once per element. `part` is a child of the loop (or of the callback). */
function runsPerElement(loop: KnownLoop, part: Node): boolean {
  if (isCallbackLoop(loop)) return part === loop.callback.body;
  switch (loop.kind) {
    case SyntaxKind.ForOfStatement:
    case SyntaxKind.ForInStatement:
      return part === loop.statement;
    case SyntaxKind.ForStatement:
      return part !== (loop as LoopStatement & { readonly initializer?: Node }).initializer;
    default:
      return true;
  }
}

/** The call of a function that is written and called in one place. */
export function invokedInPlace(node: Node): Node | undefined {
  const outer = wrapped(node);
  const parent = outer.parent;
  return isCallExpression(parent) && parent.expression === outer ? parent : undefined;
}

const loopKinds: Readonly<Partial<Record<SyntaxKind, LoopKind>>> = {
  [SyntaxKind.ForOfStatement]: "for-of",
  [SyntaxKind.ForInStatement]: "for-in",
  [SyntaxKind.ForStatement]: "for",
  [SyntaxKind.WhileStatement]: "while",
  [SyntaxKind.DoStatement]: "do",
};

function describeLoop(loop: KnownLoop): Omit<Loop, "index" | "source"> {
  const iterable = iterableOf(loop);
  if (isCallbackLoop(loop)) {
    return {
      kind: "callback",
      method: loop.method,
      range: rangeOf(loop.call),
      at: rangeOf(loop.nameNode),
      text: iterable ? shortText(iterable) : "",
    };
  }
  const start = loop.getStart();
  const keyword = loop.kind === SyntaxKind.WhileStatement ? 5 : 3;
  const length = loop.kind === SyntaxKind.DoStatement ? 2 : keyword;
  const head = iterable ?? headOf(loop);
  return {
    kind: loopKinds[loop.kind] ?? "for",
    range: rangeOf(loop),
    at: { start, end: start + length },
    text: head ? shortText(head) : "",
  };
}

function headOf(loop: LoopStatement): Node | undefined {
  if (loop.kind === SyntaxKind.ForStatement) {
    return (loop as LoopStatement & { readonly condition?: Node }).condition;
  }
  return (loop as LoopStatement & { readonly expression?: Node }).expression;
}
