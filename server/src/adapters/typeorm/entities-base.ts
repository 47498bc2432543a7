import { type Fact, known, unknown } from "../../base/index.ts";
import {
  type CallExpression,
  type ClassLikeDeclaration,
  type Expression,
  isArrowFunction,
  isBlock,
  isCallExpression,
  isClassDeclaration,
  isClassExpression,
  isExpressionWithTypeArguments,
  isFunctionDeclaration,
  isFunctionExpression,
  isIdentifier,
  isReturnStatement,
  isVariableDeclaration,
  isVariableStatement,
  type Node,
  SyntaxKind,
} from "../../compiler/ast.ts";
import type { Program } from "../../compiler/program.ts";
import { type EntityId, entityId } from "../../model/index.ts";
import { unwrapped } from "./constants.ts";
import { decoratorsOf } from "./entities-decorators.ts";
import { classIdOf, namedSymbol } from "./entities-identity.ts";

/**
 * The class that a class extends. `undefined`: none, TypeORM's `BaseEntity`, or one of the project's
 * own without decorators, which declares no columns; such a class is passed over for its own base.
 */
export async function readBase(
  node: ClassLikeDeclaration,
  program: Program,
): Promise<Fact<EntityId> | undefined> {
  const clause = node.heritageClauses?.find(({ token }) => token === SyntaxKind.ExtendsKeyword);
  const extended = clause?.types[0];
  if (!extended) return undefined;
  if (!isExpressionWithTypeArguments(extended)) return unknown("unsupported-syntax");
  const written = unwrapped(extended.expression);
  if (isCallExpression(written)) return mixinBase(written, program);
  const symbol = await namedSymbol(written, program);
  if (!symbol || symbol.declarations.length === 0) {
    return unknown(isIdentifier(written) ? "unresolved-import" : "unsupported-syntax");
  }
  if (symbol.name === "BaseEntity" && symbol.isDeclaredIn("typeorm")) return undefined;
  const id = classIdOf(symbol);
  if (id === undefined) {
    const isParameter = symbol.declarations.some(({ kind }) => kind === SyntaxKind.Parameter);
    return unknown(isParameter ? "mixin" : "unsupported-syntax");
  }
  const site = symbol.declarations.find(({ kind }) => kind === SyntaxKind.ClassDeclaration);
  if (symbol.declarations.every(({ path }) => isExternal(path))) {
    return unknown("external-base-class");
  }
  const source = site && (await program.otherFile(site.path));
  const declared = source?.statements
    .filter(isClassDeclaration)
    .find((statement) => statement.name?.text === symbol.name);
  return declared && !isDecorated(declared) ? readBase(declared, program) : known(id);
}

function isExternal(path: string): boolean {
  return path.includes("/node_modules/") || /\.d\.[cm]?ts$/.test(path);
}

function isDecorated(node: ClassLikeDeclaration): boolean {
  return (
    decoratorsOf(node).length > 0 || node.members.some((member) => decoratorsOf(member).length > 0)
  );
}

/**
 * `extends Timestamped(Base)`: the class that the function returns, when its text is in the project.
 * That class's own base is a parameter, so what `Base` adds stays Unknown.
 */
async function mixinBase(call: CallExpression, program: Program): Promise<Fact<EntityId>> {
  const symbol = await namedSymbol(unwrapped(call.expression), program);
  const site = symbol?.declarations[0];
  if (!symbol || !site || site.path.includes("/node_modules/")) return unknown("mixin");
  const source = await program.otherFile(site.path);
  if (!source) return unknown("mixin");
  for (const statement of source.statements) {
    const made = functionNamed(statement, symbol.name);
    const mixed = made && returnedClass(made);
    if (mixed) return known(mixedClassId(source.path, symbol.name, mixed));
  }
  return unknown("mixin");
}

/** Identity of a class that a mixin function returns. */
export function mixedClassId(
  path: string,
  functionName: string,
  node: ClassLikeDeclaration,
): EntityId {
  return entityId(path, node.name ? node.name.text : `${functionName}()`);
}

/** The mixin function that returns a class, by the function's name; `undefined` when none does. */
export function mixinAround(node: ClassLikeDeclaration): string | undefined {
  for (let around: Node | undefined = node.parent; around; around = around.parent) {
    if (isFunctionDeclaration(around)) return around.name?.text;
    if (isArrowFunction(around) || isFunctionExpression(around)) {
      const { parent } = around;
      return isVariableDeclaration(parent) && isIdentifier(parent.name)
        ? parent.name.text
        : undefined;
    }
  }
  return undefined;
}

function functionNamed(statement: Node, name: string): Node | undefined {
  if (isFunctionDeclaration(statement))
    return statement.name?.text === name ? statement : undefined;
  if (!isVariableStatement(statement)) return undefined;
  const { declarations } = statement.declarationList;
  for (const declaration of declarations) {
    if (!isVariableDeclaration(declaration) || !isIdentifier(declaration.name)) continue;
    if (declaration.name.text === name) return declaration.initializer;
  }
  return undefined;
}

/** The class behind the only `return` of a function: an expression, or a declaration in its body. */
function returnedClass(made: Node): ClassLikeDeclaration | undefined {
  if (!isFunctionDeclaration(made) && !isArrowFunction(made) && !isFunctionExpression(made)) {
    return undefined;
  }
  const body: Node | undefined = made.body;
  if (!body) return undefined;
  if (!isBlock(body)) return asClass(unwrapped(body as Expression));
  const returns = body.statements.filter(isReturnStatement);
  const [only] = returns;
  if (returns.length !== 1 || !only?.expression) return undefined;
  const returned = unwrapped(only.expression);
  if (!isIdentifier(returned)) return asClass(returned);
  return body.statements
    .filter(isClassDeclaration)
    .find((declaration) => declaration.name?.text === returned.text);
}

function asClass(node: Node): ClassLikeDeclaration | undefined {
  return isClassExpression(node) ? node : undefined;
}
