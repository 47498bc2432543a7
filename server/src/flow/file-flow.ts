import type { Fact } from "../base/index.ts";
import type { Expression, Identifier, Node, SourceFile } from "../compiler/ast.ts";
import type { SymbolView, TypeView } from "../compiler/checker.ts";
import type { Program } from "../compiler/program.ts";
import type {
  ClassFact,
  FunctionSummary,
  Loop,
  LoopUse,
  ParameterUse,
  ResultShape,
  ResultUse,
  Usage,
  ValueType,
} from "../model/index.ts";
import type { Structure } from "./structure.ts";

/** A value that the source states, as plain data. Objects keep their property order. */
export type Constant =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Constant[]
  | { readonly [key: string]: Constant };

/** The parts of {@link FileFacts} that belong to no ORM. */
export interface FlowFrame {
  readonly functions: readonly FunctionSummary[];
  readonly classes: readonly ClassFact[];
  readonly loops: readonly Loop[];
}

/** ORM-neutral reading of one file: scopes, functions, loops, constants, value flow. */
export interface FileFlow {
  readonly source: SourceFile;
  readonly program: Program;

  /** Nodes of the kinds that readers look for, from one walk of the tree. */
  readonly structure: Structure;

  /**
   * Asks the checker, in one batch, what syntax does not tell about loops and base classes. Awaited by an
   * adapter as soon as it has proven something in the file, before it asks about loops, usage or results;
   * without it the calls in doubt count as no loops. Later calls await the first.
   */
  prepare(): Promise<void>;

  /**
   * Asks the checker, in one batch, which functions of other classes and files the calls run that are
   * waited for or stand in loops; without it only calls within the file are known. Asks nothing when
   * nobody prepared the flow.
   * @param operations the nodes of the ORM's calls, which run no function of the project
   * @param names functions that are worth asking about; all when left out
   */
  prepareCalls(operations: ReadonlyMap<Node, number>, names?: ReadonlySet<string>): Promise<void>;

  /**
   * The symbol of a called name. Calls of one method on one receiver are one question.
   * @param receiver what it is called on; `undefined` for a plain function
   */
  symbolOfCallee(
    name: Identifier,
    receiver: Expression | undefined,
  ): Promise<SymbolView | undefined>;

  /** The declaration that a name refers to, by lexical scope within the file; `undefined` for globals. */
  declarationOf(name: Identifier): Node | undefined;

  /** All uses of a declared variable, parameter or function in the file, the declaration itself left out. */
  referencesTo(declaration: Node): readonly Identifier[];

  /** Follows `const` variables with a single assignment, parentheses, `as`, `satisfies`, `!` and `await` to the expression behind. */
  origin(expression: Expression): Expression;

  /** Index of the function around a node (the node's own, when it is a function's body). */
  functionAt(node: Node): number | undefined;

  /** Index of the class around a node. */
  classAt(node: Node): number | undefined;

  /**
   * Loops around a node within its function, callbacks of array methods included, innermost first.
   * @param inputs expressions that decide what the node does: a use is dependent when one of them mentions what the loop iterates
   */
  loopsAround(node: Node, inputs: readonly Node[]): readonly LoopUse[];

  /**
   * Parameters of the functions around a node that decide what it does.
   * @param inputs as for {@link loopsAround}
   */
  parametersOf(node: Node, inputs: readonly Node[]): readonly ParameterUse[];

  /** What becomes of the value of a call that returns a promise or a builder. */
  usageOf(call: Expression): Usage;

  /** Whether nothing is done with what a call gives, for one element of a loop or for all of them. */
  isDiscarded(call: Expression): boolean;

  /** What is read of the rows that a call yields, followed through local variables, destructuring, callbacks and helpers of the same file. */
  resultUse(call: Expression, shape: ResultShape): ResultUse;

  /** The value of an expression, folded through constants, enums, literal types, templates and object or array literals. */
  constantOf(expression: Expression): Promise<Fact<Constant>>;

  /** The type at an expression or declaration name, reduced. */
  valueTypeOf(node: Node): Promise<ValueType>;

  /** A type, reduced. */
  describe(type: TypeView): Promise<ValueType>;

  /**
   * Closes the file. The frame is empty when nobody prepared the flow or asked for a function or class:
   * then no fact refers to it. Ties loops and functions to the operations that the adapters found.
   * @param operations the node of each operation's call, with its index
   */
  finish(operations: ReadonlyMap<Node, number>): FlowFrame;
}
