import { type Fact, known, unknown } from "../../base/index.ts";
import {
  type ClassLikeDeclaration,
  type Expression,
  isIdentifier,
  isPropertyAccessExpression,
  type Node,
  type SourceFile,
  SyntaxKind,
} from "../../compiler/ast.ts";
import type { SymbolView, TypeView } from "../../compiler/checker.ts";
import type { Program } from "../../compiler/program.ts";
import { type EntityId, entityId } from "../../model/index.ts";

/** Identity of a class of this file; equal to what its symbol gives elsewhere. */
export function ownClassId(node: ClassLikeDeclaration, source: SourceFile): EntityId | undefined {
  const modifiers = (node.modifiers ?? []) as readonly Node[];
  if (modifiers.some((modifier) => modifier.kind === SyntaxKind.DefaultKeyword)) {
    return entityId(source.path, "default");
  }
  return node.name ? entityId(source.path, node.name.text) : undefined;
}

/** Identity of the class that a symbol is; `undefined` when it is no class. */
export function classIdOf(symbol: SymbolView): EntityId | undefined {
  const declaration = symbol.declarations.find(
    (site) => site.kind === SyntaxKind.ClassDeclaration || site.kind === SyntaxKind.ClassExpression,
  );
  return declaration && entityId(declaration.path, symbol.name);
}

/** The symbol that an expression such as `User` or `entities.User` names, imports followed. */
export async function namedSymbol(
  expression: Expression,
  program: Program,
): Promise<SymbolView | undefined> {
  const name = isPropertyAccessExpression(expression) ? expression.name : expression;
  if (!isIdentifier(name)) return undefined;
  const symbol = await program.checker.symbolAt(name);
  return symbol?.resolved();
}

/** The entity that an expression stands for: a class, or a constant that holds an `EntitySchema`. */
export async function entityNamedBy(
  expression: Expression,
  program: Program,
): Promise<Fact<EntityId>> {
  const symbol = await namedSymbol(expression, program);
  if (!symbol || symbol.declarations.length === 0) return unknown("unresolved-import");
  const id = classIdOf(symbol);
  if (id !== undefined) return known(id);
  return schemaEntity(await symbol.type(), symbol);
}

/** The entity of a value of type `EntitySchema<X>`: `X` when it is declared, otherwise the constant itself. */
export async function schemaEntity(
  type: TypeView,
  constant: SymbolView | undefined,
): Promise<Fact<EntityId>> {
  const owner = await type.symbol();
  if (owner?.name !== "EntitySchema" || !owner.isDeclaredIn("typeorm")) {
    return unknown("unresolved-entity");
  }
  const [mapped] = await type.typeArguments();
  const declared = await mapped?.symbol();
  const site = declared?.declarations.find(
    ({ kind }) => kind === SyntaxKind.ClassDeclaration || kind === SyntaxKind.InterfaceDeclaration,
  );
  if (declared && site) return known(entityId(site.path, declared.name));
  const home = constant?.declarations[0];
  return constant && home
    ? known(entityId(home.path, constant.name))
    : unknown("unresolved-entity");
}
