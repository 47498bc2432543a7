import {
  isParameterDeclaration,
  isPropertyDeclaration,
  type Node,
  SyntaxKind,
} from "../compiler/ast.ts";
import { type SymbolView, TypeFlags, type TypeView } from "../compiler/checker.ts";
import type { Program } from "../compiler/program.ts";
import { entityId, type ValueBase, type ValueType } from "../model/index.ts";

/** What is told of one constituent of a type. */
interface Part {
  readonly base: ValueBase;
  readonly literal?: string | number | boolean;
  readonly promise?: ValueType;
  readonly element?: ValueType;
  readonly symbol?: SymbolView;
}

/** Deeper element types are not told apart. */
const maxDepth = 3;
const maxText = 120;
const namedBases: ReadonlyMap<string, ValueBase> = new Map([
  ["Date", "date"],
  ["Buffer", "buffer"],
  ["Uint8Array", "buffer"],
  ["Array", "array"],
  ["ReadonlyArray", "array"],
]);
const anonymousNames: ReadonlySet<string> = new Set([
  "__type",
  "__object",
  "__function",
  "__class",
]);

/** Reduces types of the checker to what rules ask about. Remembers its answers by type. */
export class ValueTypes {
  readonly #program: Program;
  readonly #answers = new Map<number, Promise<ValueType>>();

  constructor(program: Program) {
    this.#program = program;
  }

  /** See {@link FileFlow.valueTypeOf}. */
  async at(node: Node): Promise<ValueType> {
    const type = await this.describe(await this.#program.checker.typeAt(node));
    return isMarkedOptional(node) && !type.optional ? { ...type, optional: true } : type;
  }

  /** See {@link FileFlow.describe}. */
  describe(type: TypeView): Promise<ValueType> {
    let answer = this.#answers.get(type.id);
    if (!answer) {
      answer = this.#read(type, 0);
      this.#answers.set(type.id, answer);
    }
    return answer;
  }

  async #read(type: TypeView, depth: number): Promise<ValueType> {
    const [text, constituents] = await Promise.all([type.text(), this.#constituents(type)]);
    const present = constituents.filter((part) => !part.has(missing));
    const parts = await Promise.all(present.map((part) => this.#part(part, depth)));
    const nullable = constituents.some((part) => part.has(TypeFlags.Null));
    const optional = constituents.some((part) => part.has(TypeFlags.Undefined | TypeFlags.Void));
    const first = parts[0];
    const promised = first?.promise;
    if (promised && parts.every((part) => part.promise)) {
      return {
        ...(parts.length === 1 ? promised : { ...promised, base: "mixed" as const }),
        text: shorten(text),
        nullable: promised.nullable || nullable,
        optional: promised.optional || optional,
        promise: true,
      };
    }
    return {
      text: shorten(text),
      base: commonBase(parts),
      nullable,
      optional,
      strictNullChecks: this.#program.options.strictNullChecks,
      promise: false,
      ...literalsOf(parts),
      ...elementOf(parts),
      ...this.#named(parts),
    };
  }

  /** The members of a union, with type parameters replaced by what they extend. */
  async #constituents(type: TypeView, depth = 0): Promise<readonly TypeView[]> {
    if (type.has(TypeFlags.Union)) {
      const members = await type.parts();
      const nested = await Promise.all(
        members.map((member) =>
          member.has(TypeFlags.Instantiable) ? this.#constituents(member, depth + 1) : [member],
        ),
      );
      return nested.flat();
    }
    if (depth > maxDepth || !type.has(TypeFlags.InstantiableNonPrimitive)) return [type];
    const bound = await this.#boundOf(type);
    return bound && bound.id !== type.id ? this.#constituents(bound, depth + 1) : [type];
  }

  async #boundOf(type: TypeView): Promise<TypeView | undefined> {
    const { native } = type;
    const { checker } = this.#program;
    if (native.isTypeParameter()) {
      const constraint = await checker.single(() => native.getConstraint());
      return constraint && checker.view(constraint);
    }
    // Conditional and indexed types that depend on a type parameter: the checker's apparent type, when it has one.
    return checker.view(await checker.single(() => native.getApparentType()));
  }

  async #part(type: TypeView, depth: number): Promise<Part> {
    const simple = simpleBase(type);
    if (simple) return withLiteral(simple, type.literal);
    if (type.has(TypeFlags.Intersection)) return this.#intersection(type, depth);
    if (!type.has(TypeFlags.Object)) return { base: "unknown" };
    if (type.native.isTupleType()) {
      return { base: "array", ...(await this.#elementOf(await type.typeArguments(), depth)) };
    }
    const symbol = await type.symbol();
    if (!symbol) return { base: "object" };
    const builtIn = isPlatform(symbol);
    if (builtIn && (symbol.name === "Promise" || symbol.name === "PromiseLike")) {
      const [resolved] = await type.typeArguments();
      if (resolved && depth < maxDepth) {
        return { base: "object", promise: await this.#read(resolved, depth + 1) };
      }
      return { base: "object" };
    }
    const base = builtIn ? namedBases.get(symbol.name) : undefined;
    if (base === "array") {
      return { base, ...(await this.#elementOf((await type.typeArguments()).slice(0, 1), depth)) };
    }
    return base ? { base, symbol } : { base: "object", symbol };
  }

  async #elementOf(
    types: readonly TypeView[],
    depth: number,
  ): Promise<{ readonly element?: ValueType }> {
    const [first, ...others] = types;
    if (!first || depth >= maxDepth) return {};
    if (others.some((other) => other.id !== first.id)) return {};
    return { element: await this.#read(first, depth + 1) };
  }

  /** A branded primitive (`string & { __brand: … }`) is its primitive; a mix of objects is an object. */
  async #intersection(type: TypeView, depth: number): Promise<Part> {
    const members = await type.intersected();
    const parts = await Promise.all(members.map((member) => this.#part(member, depth)));
    const special = parts.find((part) => part.base !== "object" && part.base !== "unknown");
    if (special) return special;
    const named = parts.filter((part) => part.symbol && !anonymousNames.has(part.symbol.name));
    const [only] = named;
    return only && named.length === 1 ? only : { base: "object" };
  }

  /** Name and origin of the class or interface, when all constituents share it. */
  #named(
    parts: readonly Part[],
  ): Pick<ValueType, "declaredAs" | "symbolName" | "symbolPackage"> | undefined {
    const symbol = parts[0]?.symbol;
    if (!symbol || anonymousNames.has(symbol.name)) return undefined;
    if (parts.some((part) => part.symbol !== symbol)) return undefined;
    const path = symbol.declarations[0]?.path;
    if (path === undefined) return { symbolName: symbol.name };
    if (path.includes("/node_modules/") || isPlatformPath(path)) {
      const owner = isLibraryPath(path) ? "typescript" : symbol.package?.name;
      return { symbolName: symbol.name, ...(owner === undefined ? {} : { symbolPackage: owner }) };
    }
    return { symbolName: symbol.name, declaredAs: entityId(path, symbol.name) };
  }
}

const missing = TypeFlags.Null | TypeFlags.Undefined | TypeFlags.Void;

/** The base of types that need no question. */
function simpleBase(type: TypeView): ValueBase | undefined {
  if (type.has(TypeFlags.Any)) return "any";
  if (type.has(TypeFlags.Unknown)) return "unknown";
  if (type.has(TypeFlags.Never)) return "never";
  const { literal } = type;
  if (literal !== undefined) {
    const kind = typeof literal;
    if (kind === "string" || kind === "number" || kind === "boolean" || kind === "bigint")
      return kind;
  }
  // An index type `keyof T` may hold numbers and symbols too, but stands for property names.
  if (type.has(TypeFlags.StringLike | TypeFlags.Index)) return "string";
  if (type.has(TypeFlags.NumberLike)) return "number";
  if (type.has(TypeFlags.BigIntLike)) return "bigint";
  if (type.has(TypeFlags.BooleanLike)) return "boolean";
  if (type.has(TypeFlags.ESSymbolLike)) return "symbol";
  return type.has(TypeFlags.NonPrimitive) ? "object" : undefined;
}

function withLiteral(base: ValueBase, literal: TypeView["literal"]): Part {
  return literal === undefined || typeof literal === "bigint" ? { base } : { base, literal };
}

function commonBase(parts: readonly Part[]): ValueBase {
  const bases = new Set(parts.map((part) => part.base));
  if (bases.size === 0) return "never";
  if (bases.size > 1) return "mixed";
  return parts[0]?.base ?? "never";
}

function literalsOf(parts: readonly Part[]): Pick<ValueType, "literals"> | undefined {
  const literals = new Set<string | number | boolean>();
  for (const part of parts) {
    if (part.literal === undefined) return undefined;
    literals.add(part.literal);
  }
  if (literals.size === 0 || (literals.has(true) && literals.has(false))) return undefined;
  return { literals: [...literals] };
}

function elementOf(parts: readonly Part[]): Pick<ValueType, "element"> | undefined {
  const element = parts[0]?.element;
  if (!element || parts.some((part) => part.element?.text !== element.text)) return undefined;
  return { element };
}

/** Whether a symbol comes from the language's default libraries or from Node's types. */
function isPlatform(symbol: SymbolView): boolean {
  return symbol.declarations.some(({ path }) => isPlatformPath(path));
}

function isPlatformPath(path: string): boolean {
  return isLibraryPath(path) || path.includes("/node_modules/@types/node/");
}

/** Whether a file is one of the language's default libraries, which lie inside a package of each platform. */
function isLibraryPath(path: string): boolean {
  return /\/lib\.[a-z0-9.]+\.d\.ts$/.test(path);
}

function isMarkedOptional(node: Node): boolean {
  const parent = node.parent;
  if (isParameterDeclaration(parent))
    return parent.name === node && parent.questionToken !== undefined;
  if (isPropertyDeclaration(parent) || parent.kind === SyntaxKind.PropertySignature) {
    const member = parent as Node & { readonly name?: Node; readonly postfixToken?: Node };
    return member.name === node && member.postfixToken?.kind === SyntaxKind.QuestionToken;
  }
  return false;
}

function shorten(text: string): string {
  return text.length > maxText ? `${text.slice(0, maxText - 1)}…` : text;
}
