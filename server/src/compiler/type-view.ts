import { type Type, TypeFlags, type TypeParameter } from "typescript/async";
import type { Checker } from "./checker.ts";
import type { SignatureView } from "./signature-view.ts";
import type { SymbolView } from "./symbol-view.ts";

/** A type as the compiler sees it. Everything that costs a question returns a promise. */
export class TypeView {
  readonly #checker: Checker;
  readonly native: Type;
  /** Equal for equal types of one program; unrelated between programs and between snapshots. */
  readonly id: number;
  /** Arguments that replace the native type's own: see {@link Checker.instantiated}. */
  readonly #given: readonly TypeView[] | undefined;
  #parts: Promise<readonly TypeView[]> | undefined;
  #symbol: Promise<SymbolView | undefined> | undefined;
  #alias: Promise<SymbolView | undefined> | undefined;
  #arguments: Promise<readonly TypeView[]> | undefined;
  #bases: Promise<readonly TypeView[]> | undefined;
  #properties: Map<string, Promise<SymbolView | undefined>> | undefined;
  #allProperties: Promise<readonly SymbolView[]> | undefined;
  #signatures: Promise<readonly SignatureView[]> | undefined;
  #awaited: Promise<TypeView> | undefined;
  #array: Promise<boolean> | undefined;
  #element: Promise<TypeView | undefined> | undefined;
  #constraint: Promise<TypeView | undefined> | undefined;
  #nonNullable: Promise<TypeView> | undefined;
  #text: Promise<string> | undefined;

  constructor(checker: Checker, native: Type, id: number, given?: readonly TypeView[]) {
    this.#checker = checker;
    this.native = native;
    this.id = id;
    this.#given = given;
  }

  /** The checker of the program that the type belongs to. */
  get checker(): Checker {
    return this.#checker;
  }

  /** Whether any of the given {@link TypeFlags} is set. */
  has(flags: TypeFlags): boolean {
    return (this.native.flags & flags) !== 0;
  }

  /** Whether it is `any`, or could not be determined (an import that does not resolve). */
  get isAny(): boolean {
    return this.has(TypeFlags.Any);
  }

  /** Whether the type could not be determined, as after an import that does not resolve. */
  get isError(): boolean {
    return this.native.isErrorType();
  }

  /** Whether it is an enum, or a member of one. */
  get isEnum(): boolean {
    return this.has(TypeFlags.EnumLike);
  }

  /** Whether it is a type parameter, `this` included: see {@link constraint}. */
  get isTypeParameter(): boolean {
    return this.native.isTypeParameter();
  }

  /** The value of a literal type, enum members included; otherwise `undefined`. */
  get literal(): string | number | boolean | bigint | undefined {
    return this.native.isLiteralType() ? this.native.value : undefined;
  }

  /**
   * The values that a type of literals can have: of a literal, of a union of literals, of an enum
   * (its members). `undefined` when any part is wider than a literal. `null` and `undefined`
   * are left out: see {@link nonNullable}.
   */
  async literals(): Promise<readonly (string | number | boolean | bigint)[] | undefined> {
    const values: (string | number | boolean | bigint)[] = [];
    for (const part of await this.parts()) {
      if (part.has(TypeFlags.Null | TypeFlags.Undefined)) continue;
      const value = part.literal;
      if (value === undefined) return undefined;
      values.push(value);
    }
    return values;
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
  aliasSymbol(): Promise<SymbolView | undefined> {
    this.#alias ??= this.#checker
      .single(() => this.native.getAliasSymbol())
      .then((symbol) => symbol && this.#checker.symbolView(symbol));
    return this.#alias;
  }

  async aliasArguments(): Promise<readonly TypeView[]> {
    const types = await this.#checker.single(() => this.native.getAliasTypeArguments());
    return types.map((type) => this.#checker.view(type));
  }

  /**
   * `[User]` of `Repository<User>`: one for each type parameter of the class or interface.
   * Empty for a type that is no reference.
   */
  typeArguments(): Promise<readonly TypeView[]> {
    this.#arguments ??= this.#given ? Promise.resolve(this.#given) : this.#readArguments();
    return this.#arguments;
  }

  async #readArguments(): Promise<readonly TypeView[]> {
    const native = this.native;
    if (!native.isTypeReference()) return [];
    if (native.isTupleType()) return this.#checker.argumentsOf(native);
    // The compiler appends the type of `this` to the arguments of some references.
    const [given, parameters] = await Promise.all([
      this.#checker.argumentsOf(native),
      this.#typeParameters(),
    ]);
    return given.slice(0, parameters.length);
  }

  /** The type parameters of the generic class or interface that the type refers to. */
  async #typeParameters(): Promise<readonly TypeParameter[]> {
    const native = this.native;
    if (native.isClassOrInterface()) return this.#checker.single(() => native.getTypeParameters());
    if (!native.isTypeReference()) return [];
    const target = await this.#checker.single(() => native.getTarget());
    return this.#checker.single(() => target.getTypeParameters());
  }

  /**
   * Base classes and interfaces, with this type's arguments in place of the type parameters of
   * its declaration. An argument of a base that only mentions a type parameter (`Base<T[]>`)
   * stays as it was declared.
   */
  baseTypes(): Promise<readonly TypeView[]> {
    this.#bases ??= this.#readBases();
    return this.#bases;
  }

  async #readBases(): Promise<readonly TypeView[]> {
    const native = this.native;
    if (native.isClassOrInterface() && !this.#given) {
      const bases = await this.#checker.single(() => native.getBaseTypes());
      return (bases ?? []).map((type) => this.#checker.view(type));
    }
    if (!native.isTypeReference() || native.isTupleType()) return [];
    const [declared, parameters, given] = await Promise.all([
      this.#checker.single(() => native.getTarget()).then((target) => this.#declaredBases(target)),
      this.#typeParameters(),
      this.typeArguments(),
    ]);
    const replacements = new Map(
      parameters.map((parameter, index) => [parameter.id, given[index]] as const),
    );
    return Promise.all(declared.map((base) => this.#substitute(base, replacements)));
  }

  #declaredBases(target: Type): Promise<readonly TypeView[]> {
    // A class is its own target; reading the bases of an instantiation of it must not recurse.
    return this.#checker.view(target).baseTypes();
  }

  async #substitute(
    base: TypeView,
    replacements: ReadonlyMap<number, TypeView | undefined>,
  ): Promise<TypeView> {
    const own = replacements.get(base.id);
    if (own) return own;
    if (base.native.isIntersectionType()) return base;
    const declared = await base.typeArguments();
    const replaced = declared.map((argument) => replacements.get(argument.id) ?? argument);
    if (replaced.every((argument, index) => argument === declared[index])) return base;
    return this.#checker.instantiated(base.native, replaced);
  }

  /** What a type parameter is known to be: its constraint, resolved; otherwise `undefined`. */
  constraint(): Promise<TypeView | undefined> {
    this.#constraint ??= this.has(TypeFlags.Instantiable)
      ? this.#checker.constraintOf(this.native)
      : Promise.resolve(undefined);
    return this.#constraint;
  }

  /** The type without `null` and `undefined`. */
  nonNullable(): Promise<TypeView> {
    this.#nonNullable ??= this.has(TypeFlags.Union | TypeFlags.Instantiable)
      ? this.#checker.nonNullableOf(this.native)
      : Promise.resolve(this);
    return this.#nonNullable;
  }

  property(name: string): Promise<SymbolView | undefined> {
    this.#properties ??= new Map();
    let property = this.#properties.get(name);
    if (!property) {
      property = this.#checker.propertyOf(this, name);
      this.#properties.set(name, property);
    }
    return property;
  }

  /** All properties and methods, inherited ones included. */
  properties(): Promise<readonly SymbolView[]> {
    this.#allProperties ??= this.#checker.propertiesOf(this);
    return this.#allProperties;
  }

  /** The ways to call a value of this type; empty when it cannot be called. */
  callSignatures(): Promise<readonly SignatureView[]> {
    this.#signatures ??= this.#checker
      .single(() => this.native.getCallSignatures())
      .then((signatures) => signatures.map((each) => this.#checker.signatureView(each)));
    return this.#signatures;
  }

  /** The type that `await` gives; the type itself when it is no promise. */
  awaited(): Promise<TypeView> {
    this.#awaited ??= this.has(TypeFlags.Object | TypeFlags.UnionOrIntersection)
      ? this.#checker.nativeAwaited(this.native).then((awaited) => awaited ?? this)
      : Promise.resolve(this);
    return this.#awaited;
  }

  /**
   * Whether it is a promise: an object whose awaited type is another one, so that classes derived
   * from `Promise` and thenables of libraries count. A union is none: ask its {@link parts}.
   */
  async isPromise(): Promise<boolean> {
    if (!this.has(TypeFlags.Object | TypeFlags.Intersection)) return false;
    return (await this.awaited()).id !== this.native.id;
  }

  /** Whether it is a tuple such as `[string, number]`. */
  get isTuple(): boolean {
    return this.native.isTupleType();
  }

  /** Whether it is an array (`T[]`, `readonly T[]`). A tuple is none: see {@link isTuple}. */
  isArray(): Promise<boolean> {
    this.#array ??=
      this.native.isTypeReference() && !this.isTuple
        ? this.#checker.isArray(this.native)
        : Promise.resolve(false);
    return this.#array;
  }

  /** The type of an array's elements; for a tuple, the union of them; otherwise `undefined`. */
  elementType(): Promise<TypeView | undefined> {
    this.#element ??= this.#readElement();
    return this.#element;
  }

  async #readElement(): Promise<TypeView | undefined> {
    if (this.isTuple) {
      const element = await this.#checker.single(() => this.native.getNumberIndexType());
      return element && this.#checker.view(element);
    }
    if (!(await this.isArray())) return undefined;
    return (await this.typeArguments())[0];
  }

  /** The type as TypeScript writes it. */
  text(): Promise<string> {
    this.#text ??= this.#given ? this.#instantiatedText() : this.#checker.textOf(this);
    return this.#text;
  }

  async #instantiatedText(): Promise<string> {
    const [symbol, given] = await Promise.all([
      this.symbol(),
      this.typeArguments().then((types) => Promise.all(types.map((type) => type.text()))),
    ]);
    return `${symbol?.name ?? ""}<${given.join(", ")}>`;
  }
}
