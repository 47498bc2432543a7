import { type Symbol as NativeSymbol, SymbolFlags } from "typescript/async";
import type { Checker } from "./checker.ts";
import { isDefaultLibrary, type PackageIdentity } from "./packages.ts";
import type { TypeView } from "./type-view.ts";

/** Where a symbol is declared: canonical path of the file, and the syntax kind of the declaration. */
export interface DeclarationSite {
  readonly path: string;
  readonly kind: number;
}

/** A named thing: variable, property, method, class, alias of an import. */
export class SymbolView {
  readonly #checker: Checker;
  readonly native: NativeSymbol;
  #resolved: Promise<SymbolView> | undefined;
  #parent: Promise<SymbolView | undefined> | undefined;
  #declared: Promise<TypeView> | undefined;
  #enumMembers: Promise<readonly EnumMember[]> | undefined;

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

  /** Whether it is a property, method or parameter written with `?`. */
  get isOptional(): boolean {
    return this.has(SymbolFlags.Optional);
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

  /** Whether it is declared by the language's own library: `Array`, `Promise`, `Map`. */
  get isFromDefaultLibrary(): boolean {
    return this.native.declarations.some((declaration) =>
      isDefaultLibrary(declaration.path, this.#checker.packageOf(declaration.path)),
    );
  }

  /** The type of the value that the name denotes. */
  type(): Promise<TypeView> {
    return this.#checker.typeOfSymbol(this.native);
  }

  /** The type that the class, interface, enum or type alias of this name declares. */
  declaredType(): Promise<TypeView> {
    this.#declared ??= this.#checker.declaredTypeOf(this.native);
    return this.#declared;
  }

  /**
   * The class, interface, enum or module that declares this member;
   * `undefined` for local names and for members of anonymous types.
   */
  parent(): Promise<SymbolView | undefined> {
    this.#parent ??= this.#checker.parentOf(this.native);
    return this.#parent;
  }

  /** What an import alias stands for; the symbol itself when it is no alias. */
  resolved(): Promise<SymbolView> {
    this.#resolved ??= this.has(SymbolFlags.Alias)
      ? this.#checker.resolveAlias(this.native)
      : Promise.resolve(this);
    return this.#resolved;
  }

  /**
   * The value of an enum member, computed by the compiler;
   * `undefined` for any other symbol, and for members computed when the program runs.
   */
  async enumValue(): Promise<string | number | undefined> {
    if (!this.has(SymbolFlags.EnumMember)) return undefined;
    const value = (await this.type()).literal;
    return typeof value === "string" || typeof value === "number" ? value : undefined;
  }

  /** The members of an enum in their order; empty for any other symbol. */
  enumMembers(): Promise<readonly EnumMember[]> {
    this.#enumMembers ??= this.#readEnumMembers();
    return this.#enumMembers;
  }

  async #readEnumMembers(): Promise<readonly EnumMember[]> {
    if (!this.has(SymbolFlags.Enum)) return [];
    const members = await this.#checker.single(() => this.native.getExports());
    return Promise.all(
      [...members.values()]
        .map((member) => this.#checker.symbolView(member))
        .filter((member) => member.has(SymbolFlags.EnumMember))
        .map(async (member) => ({ name: member.name, value: await member.enumValue() })),
    );
  }
}

/** A member of an enum; its value is `undefined` when it is computed when the program runs. */
export interface EnumMember {
  readonly name: string;
  readonly value: string | number | undefined;
}
