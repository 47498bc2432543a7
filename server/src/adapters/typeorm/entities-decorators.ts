import type { UnknownReason } from "../../base/index.ts";
import {
  type ClassElement,
  type ClassLikeDeclaration,
  type Decorator,
  type Expression,
  type Identifier,
  isCallExpression,
  isClassDeclaration,
  isClassExpression,
  isDecorator,
  isGetAccessorDeclaration,
  isIdentifier,
  isMethodDeclaration,
  isPropertyAccessExpression,
  isPropertyDeclaration,
  isSetAccessorDeclaration,
  type Node,
} from "../../compiler/ast.ts";
import type { SymbolView } from "../../compiler/checker.ts";
import type { Program } from "../../compiler/program.ts";
import type { ImportedName } from "../../flow/structure.ts";

/** A decorator of TypeORM's own. */
export interface OrmDecorator {
  readonly kind: "typeorm";
  /** As TypeORM exports it, whatever it was imported as. */
  readonly name: string;
  readonly node: Decorator;
  readonly arguments: readonly Expression[];
}

/** A decorator that may apply TypeORM's, or whose declaration was not found. */
export interface OpaqueDecorator {
  readonly kind: "opaque";
  readonly reason: UnknownReason;
  readonly node: Decorator;
}

export type ReadDecorator = OrmDecorator | OpaqueDecorator;

/** Packages that depend on TypeORM but whose decorators declare no columns. */
const harmlessPackages: ReadonlySet<string> = new Set(["@nestjs/typeorm", "typeorm-transactional"]);

/** Packages whose decorators have nothing to do with columns: not asked about. */
const unrelatedPackages =
  /^(?:class-validator|class-transformer|reflect-metadata|inversify|tsyringe|typedi|type-graphql|routing-controllers|@nestjs\/(?!typeorm).*|@mikro-orm\/.*|@angular\/.*)$/;

/** Names that a file imports, as the modules export them. */
export class ImportedNames {
  readonly #byLocalName: ReadonlyMap<string, ImportedName>;
  readonly #symbols = new Map<string, Promise<SymbolView | undefined>>();

  constructor(names: readonly ImportedName[]) {
    this.#byLocalName = new Map(names.map((name) => [name.local, name]));
  }

  /** The exported name behind a local one; the local one itself when it is not imported by name. */
  exported(local: string): string {
    return this.#byLocalName.get(local)?.exported ?? local;
  }

  module(local: string): string | undefined {
    return this.#byLocalName.get(local)?.module();
  }

  /** What a decorator's name stands for. Every use of one import is one question. */
  symbolOf(name: Identifier, program: Program): Promise<SymbolView | undefined> {
    const asked = this.#symbols.get(name.text);
    if (asked) return asked;
    const symbol = program.checker.symbolAt(name).then((found) => found?.resolved());
    if (this.#byLocalName.has(name.text)) this.#symbols.set(name.text, symbol);
    return symbol;
  }
}

export function decoratorsOf(node: ClassLikeDeclaration | ClassElement): readonly Decorator[] {
  const canHaveSome =
    isClassDeclaration(node) ||
    isClassExpression(node) ||
    isPropertyDeclaration(node) ||
    isMethodDeclaration(node) ||
    isGetAccessorDeclaration(node) ||
    isSetAccessorDeclaration(node);
  const modifiers: readonly Node[] = (canHaveSome && node.modifiers) || [];
  return modifiers.filter(isDecorator);
}

/** The name that a decorator is written with: `Column` of `@Column()` and of `@orm.Column()`. */
export function decoratorName(decorator: Decorator): Identifier | undefined {
  const { expression } = decorator;
  const callee = isCallExpression(expression) ? expression.expression : expression;
  if (isIdentifier(callee)) return callee;
  if (isPropertyAccessExpression(callee) && isIdentifier(callee.name)) return callee.name;
  return undefined;
}

/** Whether the import alone shows that a decorator has nothing to do with columns. */
export function isUnrelated(decorator: Decorator, imports: ImportedNames): boolean {
  const name = decoratorName(decorator);
  const module = name && imports.module(name.text);
  return module !== undefined && unrelatedPackages.test(module);
}

/** What a decorator is, by the package that declares it; `undefined`: nothing to do with TypeORM. */
export async function readDecorator(
  decorator: Decorator,
  program: Program,
  imports: ImportedNames,
): Promise<ReadDecorator | undefined> {
  if (isUnrelated(decorator, imports)) return undefined;
  const name = decoratorName(decorator);
  if (!name) return { kind: "opaque", reason: "custom-decorator", node: decorator };
  const resolved = await imports.symbolOf(name, program);
  if (!resolved || resolved.declarations.length === 0) {
    return imports.module(name.text) === "typeorm"
      ? ormDecorator(decorator, imports.exported(name.text))
      : { kind: "opaque", reason: "unresolved-import", node: decorator };
  }
  if (resolved.isDeclaredIn("typeorm")) return ormDecorator(decorator, resolved.name);
  return mayApplyColumns(resolved, program)
    ? { kind: "opaque", reason: "custom-decorator", node: decorator }
    : undefined;
}

function ormDecorator(node: Decorator, name: string): OrmDecorator {
  const { expression } = node;
  return {
    kind: "typeorm",
    name,
    node,
    arguments: isCallExpression(expression) ? expression.arguments : [],
  };
}

/** The project's own decorators and those of packages built on TypeORM may declare columns themselves. */
function mayApplyColumns(symbol: SymbolView, program: Program): boolean {
  const path = symbol.declarations[0]?.path;
  if (path === undefined) return false;
  if (!path.includes("/node_modules/")) return true;
  const home = program.packageOf(path);
  return (
    home !== undefined && !harmlessPackages.has(home.name) && home.dependsOn.includes("typeorm")
  );
}
