import type { Range } from "../base/index.ts";
import type { LoopUse, Usage } from "./operation.ts";

/** Identity of a function that other files may call: `<path>#Class.method` or `<path>#name`. */
export type FunctionId = string;

/** What one function does, as far as its own text tells. Composed along calls by the project. */
export interface FunctionSummary {
  /** Position in {@link FileFacts.functions}. */
  readonly index: number;
  readonly id: FunctionId | undefined;
  readonly name: string;
  /** Of the name, or of the whole function when it has none. */
  readonly at: Range;
  readonly range: Range;
  /** The function around it. */
  readonly parent: number | undefined;
  /** Class that declares it: position in {@link FileFacts.classes}. */
  readonly class: number | undefined;
  readonly parameters: readonly string[];
  /** Decorators by name, for boundaries and transactions. */
  readonly decorators: readonly string[];
  readonly calls: readonly Call[];
  /** The function returns what this operation yields. */
  readonly returnsOperation: number | undefined;
  /** It surely runs when the function around it does: the callback of an array method, or called where it is written. */
  readonly inPlace?: boolean;
}

/** A parameter of one of the functions around some code. */
export interface ParameterUse {
  /** Position in {@link FileFacts.functions}. */
  readonly function: number;
  /** Position in the function's list of parameters. */
  readonly parameter: number;
}

/** What decides the value of an argument. */
export interface ArgumentUse {
  /** It depends on what one of the loops around the call iterates. */
  readonly dependent: boolean;
  readonly parameters: readonly ParameterUse[];
}

/** A call of a function of the project. */
export interface Call {
  /** Declared function when it could be resolved. */
  readonly callee: FunctionId | undefined;
  readonly text: string;
  readonly range: Range;
  readonly at: Range;
  readonly loops: readonly LoopUse[];
  readonly usage: Usage;
  readonly arguments: readonly ArgumentUse[];
  /** What it is called on depends on what one of the loops around iterates. */
  readonly receiverDependent?: true;
  /** Nothing is done with what the call gives, once it is awaited. */
  readonly discarded: boolean;
}

/** A class, as far as layers and handles need it. */
export interface ClassFact {
  readonly index: number;
  readonly name: string;
  readonly range: Range;
  readonly at: Range;
  readonly decorators: readonly string[];
  /** Names of the classes and interfaces that it extends, with their packages when they are in one. */
  readonly bases: readonly { readonly name: string; readonly package?: string }[];
}

export type LoopKind = "for-of" | "for-in" | "for" | "while" | "do" | "callback";

/** What a loop runs over. */
export type LoopSource =
  /** Rows of an operation, or a relation of one: position in {@link FileFacts.operations}. */
  | { readonly kind: "query"; readonly operation: number }
  /** A collection of unknown size that comes from outside: parameter, property, call. */
  | { readonly kind: "collection" }
  /** A literal or constant collection, or a counted loop with a constant bound. */
  | { readonly kind: "constant"; readonly size: number | undefined }
  /** Pieces of a larger whole: chunks, batches, pages. */
  | { readonly kind: "chunks" }
  /** Repeats the same work: retry, polling, draining a queue. */
  | { readonly kind: "repeat" }
  | { readonly kind: "unknown" };

export interface Loop {
  readonly index: number;
  readonly kind: LoopKind;
  /** The method that takes the callback: `map`, `forEach`. */
  readonly method?: string;
  readonly range: Range;
  /** Of the keyword or the method's name. */
  readonly at: Range;
  readonly source: LoopSource;
  /** Text of what is iterated, for messages. */
  readonly text: string;
}
