import {
  type Checker as NativeChecker,
  type Symbol as NativeSymbol,
  ObjectFlags,
  type Signature,
  SymbolFlags,
  type Type,
  TypeFlags,
  type TypeReference,
} from "typescript/async";
import type { Node } from "./ast.ts";
import type { PackageIdentity, PackageLookup } from "./packages.ts";

export { ObjectFlags, SymbolFlags, TypeFlags };

/** Where a symbol is declared: canonical path of the file, and the syntax kind of the declaration. */
export interface DeclarationSite {
  readonly path: string;
  readonly kind: number;
}

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
 * Answers are remembered for the life of the snapshot.
 */
export class Checker {
  readonly #native: NativeChecker;
  readonly #packages: PackageLookup;
  readonly #counter: QuestionCounter;
  readonly #types = new Map<number, TypeView>();
  readonly #symbols = new WeakMap<NativeSymbol, SymbolView>();
  readonly #typeQueue: Batch<Node, TypeView>;
  readonly #symbolQueue: Batch<Node, SymbolView | undefined>;
  readonly #symbolTypeQueue: Batch<NativeSymbol, TypeView>;

  constructor(native: NativeChecker, packages: PackageLookup, counter: QuestionCounter) {
    this.#native = native;
    this.#packages = packages;
    this.#counter = counter;
    this.#typeQueue = new Batch(counter, async (nodes) =>
      (await native.getTypeAtLocation(nodes)).map((type) => this.view(type)),
    );
    this.#symbolQueue = new Batch(counter, async (nodes) =>
      (await native.getSymbolAtLocation(nodes)).map((symbol) => symbol && this.symbolView(symbol)),
    );
    this.#symbolTypeQueue = new Batch(counter, async (symbols) =>
      (await native.getTypeOfSymbol(symbols)).map((type) => this.view(type)),
    );
  }

  /** The type at a node, as narrowed there. */
  typeAt(node: Node): Promise<TypeView> {
    return this.#typeQueue.ask(node);
  }

  /** The symbol that a name denotes. For an import it is the alias: see {@link SymbolView.resolved}. */
  symbolAt(node: Node): Promise<SymbolView | undefined> {
    return this.#symbolQueue.ask(node);
  }

  typeOfSymbol(symbol: NativeSymbol): Promise<TypeView> {
    return this.#symbolTypeQueue.ask(symbol);
  }

  /** The declaration that a call resolves to, after overload resolution. */
  async signatureAt(call: Node): Promise<SignatureView> {
    return new SignatureView(
      this,
      await this.single(() => this.#native.getResolvedSignature(call)),
    );
  }

  /** The type that a type annotation denotes. */
  async typeOfTypeNode(node: Node): Promise<TypeView> {
    return this.typeAt(node);
  }

  async awaited(type: TypeView): Promise<TypeView> {
    const awaited = await this.single(() => this.#native.getAwaitedType(type.native));
    return awaited ? this.view(awaited) : type;
  }

  async resolveAlias(symbol: NativeSymbol): Promise<SymbolView> {
    return this.symbolView(await this.single(() => this.#native.getAliasedSymbol(symbol)));
  }

  async textOf(type: TypeView): Promise<string> {
    return this.single(() => this.#native.typeToString(type.native));
  }

  async propertyOf(type: TypeView, name: string): Promise<SymbolView | undefined> {
    const symbol = await this.single(() => this.#native.getPropertyOfType(type.native, name));
    return symbol && this.symbolView(symbol);
  }

  async argumentsOf(type: TypeReference): Promise<readonly TypeView[]> {
    const types = await this.single(() => this.#native.getTypeArguments(type));
    return types.map((argument) => this.view(argument));
  }

  /** Counts a question that the native client batches by itself. */
  single<T>(ask: () => Promise<T>): Promise<T> {
    this.#counter.questions++;
    return ask();
  }

  packageOf(path: string): PackageIdentity | undefined {
    return this.#packages.of(path);
  }

  view(type: Type): TypeView {
    let view = this.#types.get(type.id);
    if (!view) {
      view = new TypeView(this, type);
      this.#types.set(type.id, view);
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
}

/** Collects the questions of one turn of the event loop into one request. */
class Batch<K extends object, V> {
  readonly #answers = new WeakMap<K, Promise<V>>();
  readonly #counter: QuestionCounter;
  readonly #send: (keys: K[]) => Promise<V[]>;
  #waiting: { key: K; resolve: (value: V) => void; reject: (error: unknown) => void }[] = [];

  constructor(counter: QuestionCounter, send: (keys: K[]) => Promise<V[]>) {
    this.#counter = counter;
    this.#send = send;
  }

  ask(key: K): Promise<V> {
    let answer = this.#answers.get(key);
    if (!answer) {
      this.#counter.questions++;
      answer = new Promise<V>((resolve, reject) => {
        if (this.#waiting.length === 0) setImmediate(() => void this.#flush());
        this.#waiting.push({ key, resolve, reject });
      });
      this.#answers.set(key, answer);
    }
    return answer;
  }

  async #flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#counter.roundTrips++;
    try {
      const values = await this.#send(waiting.map((question) => question.key));
      for (const [index, question] of waiting.entries()) question.resolve(values[index] as V);
    } catch (error) {
      for (const question of waiting) question.reject(error);
    }
  }
}

/** A type as the compiler sees it. Everything that costs a question returns a promise. */
export class TypeView {
  readonly #checker: Checker;
  readonly native: Type;
  #parts: Promise<readonly TypeView[]> | undefined;
  #symbol: Promise<SymbolView | undefined> | undefined;
  #arguments: Promise<readonly TypeView[]> | undefined;
  #bases: Promise<readonly TypeView[]> | undefined;

  constructor(checker: Checker, native: Type) {
    this.#checker = checker;
    this.native = native;
  }

  get id(): number {
    return this.native.id;
  }

  /** Whether any of the given {@link TypeFlags} is set. */
  has(flags: TypeFlags): boolean {
    return (this.native.flags & flags) !== 0;
  }

  get isAny(): boolean {
    return this.has(TypeFlags.Any);
  }

  /** The value of a literal type, enum members included; otherwise `undefined`. */
  get literal(): string | number | boolean | bigint | undefined {
    return this.native.isLiteralType() ? this.native.value : undefined;
  }

  /** Constituents of a union; the type itself when it is none. */
  parts(): Promise<readonly TypeView[]> {
    this.#parts ??= this.has(TypeFlags.Union) ? this.#members() : Promise.resolve([this]);
    return this.#parts;
  }

  /** Members of an intersection; the type itself when it is none. */
  intersected(): Promise<readonly TypeView[]> {
    return this.has(TypeFlags.Intersection) ? this.#members() : Promise.resolve([this]);
  }

  async #members(): Promise<readonly TypeView[]> {
    const native = this.native;
    if (!native.isUnionType() && !native.isIntersectionType()) return [this];
    const types = await this.#checker.single(() => native.getTypes());
    return types.map((type) => this.#checker.view(type));
  }

  /** The class, interface, enum, or other symbol that the type comes from. */
  symbol(): Promise<SymbolView | undefined> {
    this.#symbol ??= this.#checker
      .single(() => this.native.getSymbol())
      .then((symbol) => symbol && this.#checker.symbolView(symbol));
    return this.#symbol;
  }

  /** The alias that the type was written with, such as `Relation` of `Relation<User>`. */
  async aliasSymbol(): Promise<SymbolView | undefined> {
    const symbol = await this.#checker.single(() => this.native.getAliasSymbol());
    return symbol && this.#checker.symbolView(symbol);
  }

  async aliasArguments(): Promise<readonly TypeView[]> {
    const types = await this.#checker.single(() => this.native.getAliasTypeArguments());
    return types.map((type) => this.#checker.view(type));
  }

  /** `[User]` of `Repository<User>`; empty for a type that is no reference. */
  typeArguments(): Promise<readonly TypeView[]> {
    this.#arguments ??= this.#readArguments();
    return this.#arguments;
  }

  async #readArguments(): Promise<readonly TypeView[]> {
    const native = this.native;
    if (!native.isTypeReference()) return [];
    return this.#checker.argumentsOf(native);
  }

  /** Base classes and interfaces, instantiated with this type's arguments. */
  baseTypes(): Promise<readonly TypeView[]> {
    this.#bases ??= this.#readBases();
    return this.#bases;
  }

  async #readBases(): Promise<readonly TypeView[]> {
    const bases = await this.#checker.single(() => this.native.getBaseTypes());
    return (bases ?? []).map((type) => this.#checker.view(type));
  }

  property(name: string): Promise<SymbolView | undefined> {
    return this.#checker.propertyOf(this, name);
  }

  text(): Promise<string> {
    return this.#checker.textOf(this);
  }
}

/** A named thing: variable, property, method, class, alias of an import. */
export class SymbolView {
  readonly #checker: Checker;
  readonly native: NativeSymbol;
  #resolved: Promise<SymbolView> | undefined;

  constructor(checker: Checker, native: NativeSymbol) {
    this.#checker = checker;
    this.native = native;
  }

  get name(): string {
    return this.native.name;
  }

  has(flags: SymbolFlags): boolean {
    return (this.native.flags & flags) !== 0;
  }

  get declarations(): readonly DeclarationSite[] {
    return this.native.declarations;
  }

  /** The package of the first declaration, when it is in one. */
  get package(): PackageIdentity | undefined {
    const path = this.native.declarations[0]?.path;
    return path === undefined ? undefined : this.#checker.packageOf(path);
  }

  /** Whether some declaration lies in the package of that name. The proof that a call is an ORM's. */
  isDeclaredIn(packageName: string): boolean {
    return this.native.declarations.some(
      (declaration) => this.#checker.packageOf(declaration.path)?.name === packageName,
    );
  }

  type(): Promise<TypeView> {
    return this.#checker.typeOfSymbol(this.native);
  }

  /** What an import alias stands for; the symbol itself when it is no alias. */
  resolved(): Promise<SymbolView> {
    this.#resolved ??= this.has(SymbolFlags.Alias)
      ? this.#checker.resolveAlias(this.native)
      : Promise.resolve(this);
    return this.#resolved;
  }
}

/** The declaration that a call was resolved to. */
export class SignatureView {
  readonly #checker: Checker;
  readonly native: Signature;

  constructor(checker: Checker, native: Signature) {
    this.#checker = checker;
    this.native = native;
  }

  get declaration(): DeclarationSite | undefined {
    return this.native.declaration;
  }

  async returnType(): Promise<TypeView> {
    return this.#checker.view(await this.#checker.single(() => this.native.getReturnType()));
  }

  async parameterNames(): Promise<readonly string[]> {
    const parameters = await this.#checker.single(() => this.native.getParameters());
    return parameters.map((parameter) => parameter.name);
  }
}
