import {
  type Checker as NativeChecker,
  type Signature as NativeSignature,
  type Symbol as NativeSymbol,
  ObjectFlags,
  SymbolFlags,
  type Type,
  TypeFlags,
  type TypeReference,
} from "typescript/async";
import type { Expression, Node } from "./ast.ts";
import { Batch } from "./batch.ts";
import type { PackageIdentity, PackageLookup } from "./packages.ts";
import { SignatureView } from "./signature-view.ts";
import { SymbolView } from "./symbol-view.ts";
import { TypeView } from "./type-view.ts";

export { type DeclarationSite, SymbolView } from "./symbol-view.ts";
export { ObjectFlags, SignatureView, SymbolFlags, TypeFlags, TypeView };

/** Counts of what was asked of the compiler process. */
export interface QuestionCounter {
  /** Questions asked by callers. */
  questions: number;
  /** Requests that went to the process, each answering one or many questions. */
  roundTrips: number;
}

/**
 * Asks the compiler about nodes of one program. Every question returns a promise; the questions
 * asked in one turn of the event loop travel as one request. Ask for everything that is wanted,
 * then await: never await one question before asking an independent one.
 *
 * Answers are remembered for the life of the snapshot. A question on a released snapshot rejects
 * with `SnapshotReleased`; one that the process did not live to answer rejects with `CompilerFailure`.
 */
export class Checker {
  readonly #native: NativeChecker;
  readonly #packages: PackageLookup;
  readonly #counter: QuestionCounter;
  readonly #ensureUsable: () => void;
  readonly #types = new Map<number, TypeView>();
  readonly #instantiated = new Map<string, TypeView>();
  readonly #symbols = new WeakMap<NativeSymbol, SymbolView>();
  readonly #signatures = new WeakMap<NativeSignature, SignatureView>();
  readonly #derived = new Map<string, Promise<unknown>>();
  readonly #typeQueue: Batch<Node, TypeView>;
  readonly #symbolQueue: Batch<Node, SymbolView | undefined>;
  readonly #symbolTypeQueue: Batch<NativeSymbol, TypeView>;
  readonly #signatureQueue = new WeakMap<Node, Promise<SignatureView>>();

  constructor(
    native: NativeChecker,
    packages: PackageLookup,
    counter: QuestionCounter,
    ensureUsable: () => void = () => undefined,
  ) {
    this.#native = native;
    this.#packages = packages;
    this.#counter = counter;
    this.#ensureUsable = ensureUsable;
    this.#typeQueue = new Batch(async (nodes) =>
      (await native.getTypeAtLocation(nodes)).map((type) => this.view(type)),
    );
    this.#symbolQueue = new Batch(async (nodes) =>
      (await native.getSymbolAtLocation(nodes)).map((symbol) => symbol && this.symbolView(symbol)),
    );
    this.#symbolTypeQueue = new Batch(async (symbols) =>
      (await native.getTypeOfSymbol(symbols)).map((type) => this.view(type)),
    );
  }

  /** The type at a node, as narrowed there. */
  typeAt(node: Node): Promise<TypeView> {
    return this.single(() => this.#typeQueue.ask(node));
  }

  /**
   * The symbols of the names at some offsets of a file, whose tree need not be fetched.
   * @param path absolute path of a file of the program
   */
  async symbolsAtOffsets(
    path: string,
    offsets: readonly number[],
  ): Promise<readonly (SymbolView | undefined)[]> {
    const symbols = await this.single(() => this.#native.getSymbolAtPosition(path, offsets));
    return symbols.map((symbol) => symbol && this.symbolView(symbol));
  }

  /** The symbol that a name denotes. For an import it is the alias: see {@link SymbolView.resolved}. */
  symbolAt(node: Node): Promise<SymbolView | undefined> {
    return this.single(() => this.#symbolQueue.ask(node));
  }

  typeOfSymbol(symbol: NativeSymbol): Promise<TypeView> {
    return this.single(() => this.#symbolTypeQueue.ask(symbol));
  }

  /** The declaration that a call resolves to, after overload resolution. */
  signatureAt(call: Node): Promise<SignatureView> {
    let answer = this.#signatureQueue.get(call);
    if (!answer) {
      answer = this.single(() => this.#native.getResolvedSignature(call)).then((signature) =>
        this.signatureView(signature),
      );
      this.#signatureQueue.set(call, answer);
    }
    return answer;
  }

  /** The type that a type annotation denotes. */
  typeOfTypeNode(node: Node): Promise<TypeView> {
    return this.typeAt(node);
  }

  /** The value of an enum member, or of an access to a `const` enum's member. */
  constantValue(node: Node): Promise<string | number | undefined> {
    return this.single(() => this.#native.getConstantValue(node));
  }

  /** The type that `await` of a value of this type gives; the type itself when it is no promise. */
  awaited(type: TypeView): Promise<TypeView> {
    return type.awaited();
  }

  /** The type that the place of an expression asks for; `undefined` where nothing is asked. */
  async contextualTypeAt(expression: Expression): Promise<TypeView | undefined> {
    const type = await this.single(() => this.#native.getContextualType(expression));
    return type && this.view(type);
  }

  async nativeAwaited(type: Type): Promise<TypeView | undefined> {
    const awaited = await this.single(() => this.#native.getAwaitedType(type));
    return awaited && this.view(awaited);
  }

  async resolveAlias(symbol: NativeSymbol): Promise<SymbolView> {
    return this.symbolView(await this.single(() => this.#native.getAliasedSymbol(symbol)));
  }

  /** The class, interface, enum or module that declares the symbol, merged declarations included. */
  async parentOf(symbol: NativeSymbol): Promise<SymbolView | undefined> {
    const parent = await this.single(() => this.#native.getParentOfSymbol(symbol));
    return parent && this.symbolView(parent);
  }

  /** The type that a class, interface, enum or type alias declares. */
  async declaredTypeOf(symbol: NativeSymbol): Promise<TypeView> {
    return this.view(await this.single(() => this.#native.getDeclaredTypeOfSymbol(symbol)));
  }

  /** Whether a value of the one type may stand where the other is expected. */
  isAssignable(source: TypeView, target: TypeView): Promise<boolean> {
    return this.single(() => this.#native.isTypeAssignableTo(source.native, target.native));
  }

  async textOf(type: TypeView): Promise<string> {
    return this.single(() => this.#native.typeToString(type.native));
  }

  async propertyOf(type: TypeView, name: string): Promise<SymbolView | undefined> {
    const symbol = await this.single(() => this.#native.getPropertyOfType(type.native, name));
    return symbol && this.symbolView(symbol);
  }

  async propertiesOf(type: TypeView): Promise<readonly SymbolView[]> {
    const symbols = await this.single(() => this.#native.getPropertiesOfType(type.native));
    return symbols.map((symbol) => this.symbolView(symbol));
  }

  async argumentsOf(type: TypeReference): Promise<readonly TypeView[]> {
    const types = await this.single(() => this.#native.getTypeArguments(type));
    return types.map((argument) => this.view(argument));
  }

  isArray(type: Type): Promise<boolean> {
    return this.single(() => this.#native.isArrayType(type));
  }

  async constraintOf(type: Type): Promise<TypeView | undefined> {
    const constraint = await this.single(() => this.#native.getBaseConstraintOfType(type));
    return constraint && this.view(constraint);
  }

  async nonNullableOf(type: Type): Promise<TypeView> {
    return this.view(await this.single(() => this.#native.getNonNullableType(type)));
  }

  /** Counts a question, and rejects it when the snapshot can no longer answer. */
  single<T>(ask: () => Promise<T>): Promise<T> {
    try {
      this.#ensureUsable();
    } catch (error) {
      return Promise.reject(error);
    }
    this.#counter.questions++;
    return ask();
  }

  /**
   * Remembers an answer that was put together from several questions, for the life of the
   * snapshot. The key names the helper and everything that its answer depends on.
   */
  remember<T>(key: string, answer: () => Promise<T>): Promise<T> {
    let remembered = this.#derived.get(key);
    if (!remembered) {
      remembered = answer();
      this.#derived.set(key, remembered);
    }
    // A key names one helper, and so one type of answer.
    return remembered as Promise<T>;
  }

  packageOf(path: string): PackageIdentity | undefined {
    return this.#packages.of(path);
  }

  view(type: Type): TypeView {
    let view = this.#types.get(type.id);
    if (!view) {
      view = new TypeView(this, type, type.id);
      this.#types.set(type.id, view);
    }
    return view;
  }

  /**
   * A generic class or interface with arguments in place of its own type parameters, which the
   * compiler has not been asked to make: its id is negative and used by no type of the compiler.
   */
  instantiated(type: Type, typeArguments: readonly TypeView[]): TypeView {
    const key = `${type.id}<${typeArguments.map((argument) => argument.id).join()}>`;
    let view = this.#instantiated.get(key);
    if (!view) {
      view = new TypeView(this, type, -1 - this.#instantiated.size, typeArguments);
      this.#instantiated.set(key, view);
    }
    return view;
  }

  symbolView(symbol: NativeSymbol): SymbolView {
    let view = this.#symbols.get(symbol);
    if (!view) {
      view = new SymbolView(this, symbol);
      this.#symbols.set(symbol, view);
    }
    return view;
  }

  signatureView(signature: NativeSignature): SignatureView {
    let view = this.#signatures.get(signature);
    if (!view) {
      view = new SignatureView(this, signature);
      this.#signatures.set(signature, view);
    }
    return view;
  }
}
