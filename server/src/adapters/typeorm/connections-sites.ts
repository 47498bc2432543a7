import {
  type CallExpression,
  type Expression,
  isArrayLiteralExpression,
  isArrowFunction,
  isBlock,
  isClassLikeDeclaration,
  isFunctionDeclaration,
  isFunctionExpression,
  isIdentifier,
  isMethodDeclaration,
  isNewExpression,
  isPropertyAccessExpression,
  isReturnStatement,
  isSatisfiesExpression,
  isSpreadElement,
  isTypeReferenceNode,
  type NewExpression,
  type Node,
  type TypeNode,
} from "../../compiler/ast.ts";
import type { TypeView } from "../../compiler/checker.ts";
import { namedBases } from "../../flow/class-bases.ts";
import { functionAround, isTransparent } from "../../flow/syntax.ts";
import { returnedExpression, unwrapped } from "./constants.ts";
import type { Candidates } from "./entities-candidates.ts";
import type { EntityReader } from "./entities-reader.ts";
import { OptionBag } from "./option-bag.ts";

/** A place where options of a connection are given, proven to be TypeORM's. */
export interface ConnectionSite {
  readonly api: string;
  /** The call, or the options themselves. */
  readonly node: Node;
  /** The name of what is called, or the options. */
  readonly at: Node;
  readonly options: Expression | undefined;
}

/** Finds the options of connections: one site for each object of options in the file. */
export async function connectionSites(
  candidates: Candidates,
  reader: EntityReader,
): Promise<readonly ConnectionSite[]> {
  const found = await Promise.all([
    ...candidates.connections.map((node) => callSites(node, reader)),
    ...candidates.options.map(async (node): Promise<readonly ConnectionSite[]> => {
      const expression = isSatisfiesExpression(node) ? node.expression : node.initializer;
      if (!expression || !(await isOptionsType(node.type, reader))) return [];
      return [optionsSite(expression)];
    }),
    ...candidates.literals.map(async (literal): Promise<readonly ConnectionSite[]> => {
      const type = await reader.program.checker.contextualTypeAt(literal);
      const proven = type ? await isOrmOptions(type) : await isMadeByFactory(literal, reader);
      return proven ? [optionsSite(literal)] : [];
    }),
  ]);
  const seen = new Set<Node>();
  return found.flat().filter(({ node, options }) => {
    const key = options ? unwrapped(reader.flow.origin(options)) : node;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function optionsSite(expression: Expression): ConnectionSite {
  const options = unwrapped(expression);
  return { api: "DataSourceOptions", node: options, at: options, options };
}

/** The package that proves what a called name is. */
const homes: ReadonlyMap<string, string> = new Map([
  ["DataSource", "typeorm"],
  ["Connection", "typeorm"],
  ["createConnection", "typeorm"],
  ["createConnections", "typeorm"],
  ["forRoot", "@nestjs/typeorm"],
  ["forRootAsync", "@nestjs/typeorm"],
]);

async function callSites(
  node: NewExpression | CallExpression,
  reader: EntityReader,
): Promise<readonly ConnectionSite[]> {
  const callee = node.expression;
  const name = isPropertyAccessExpression(callee) ? callee.name : callee;
  if (!isIdentifier(name)) return [];
  const symbol = await (await reader.program.checker.symbolAt(name))?.resolved();
  const home = symbol && homes.get(symbol.name);
  if (!symbol || home === undefined || !symbol.isDeclaredIn(home)) return [];
  const [first] = node.arguments ?? [];
  const api = isNewExpression(node)
    ? `new ${symbol.name}`
    : home === "typeorm"
      ? symbol.name
      : `TypeOrmModule.${symbol.name}`;
  const site = (options: Expression | undefined): ConnectionSite => ({
    api,
    node,
    at: name,
    options,
  });
  switch (symbol.name) {
    case "createConnections":
      return listed(first, reader).map(site);
    case "forRootAsync":
      return (await factoryResults(first, reader)).map(site);
    default:
      return [site(first)];
  }
}

function listed(expression: Expression | undefined, { flow }: EntityReader): readonly Expression[] {
  const list = expression && unwrapped(flow.origin(expression));
  if (!list || !isArrayLiteralExpression(list)) return expression ? [expression] : [];
  return list.elements.filter((element) => !isSpreadElement(element));
}

/** What the `useFactory` of asynchronous options returns. */
async function factoryResults(
  expression: Expression | undefined,
  { flow }: EntityReader,
): Promise<readonly Expression[]> {
  const options = await OptionBag.read(expression, flow);
  const factory = options.option("useFactory");
  if (!factory) return [];
  const made =
    factory.node && isMethodDeclaration(factory.node)
      ? factory.node
      : factory.expression && unwrapped(flow.origin(factory.expression));
  if (!made) return [];
  const only = returnedExpression(made);
  if (only) return [only];
  const isFunction =
    isArrowFunction(made) || isFunctionExpression(made) || isMethodDeclaration(made);
  return isFunction && made.body && isBlock(made.body) ? returnsOf(made.body) : [];
}

function returnsOf(body: Node): readonly Expression[] {
  const returned: Expression[] = [];
  const visit = (node: Node): void => {
    if (isArrowFunction(node) || isFunctionExpression(node) || isFunctionDeclaration(node)) return;
    if (isReturnStatement(node) && node.expression) returned.push(unwrapped(node.expression));
    node.forEachChild(visit);
  };
  body.forEachChild(visit);
  return returned;
}

async function isOptionsType(type: TypeNode | undefined, reader: EntityReader): Promise<boolean> {
  if (!type || !isTypeReferenceNode(type) || !isIdentifier(type.typeName)) return false;
  const symbol = await (await reader.program.checker.symbolAt(type.typeName))?.resolved();
  return (
    symbol !== undefined &&
    (symbol.isDeclaredIn("typeorm") || symbol.isDeclaredIn("@nestjs/typeorm"))
  );
}

/** `createTypeOrmOptions() { return { … }; }` in a class that implements NestJS's `TypeOrmOptionsFactory`. */
async function isMadeByFactory(literal: Node, reader: EntityReader): Promise<boolean> {
  let statement: Node | undefined = literal.parent;
  while (statement && isTransparent(statement)) statement = statement.parent;
  const method = functionAround(literal);
  if (!statement || !isReturnStatement(statement)) return false;
  if (!method || !isMethodDeclaration(method) || !isClassLikeDeclaration(method.parent))
    return false;
  if (method.name.getText() !== "createTypeOrmOptions") return false;
  const symbols = await Promise.all(
    namedBases(method.parent).map(async ({ node }) =>
      (await reader.program.checker.symbolAt(node))?.resolved(),
    ),
  );
  return symbols.some((symbol) => symbol?.isDeclaredIn("@nestjs/typeorm"));
}

/** Whether a type is one of TypeORM's interfaces of options, or a union or intersection of them; mapped ones too. */
async function isOrmOptions(type: TypeView): Promise<boolean> {
  for (const part of await type.parts()) {
    for (const member of await part.intersected()) {
      const symbol = await member.symbol();
      if (!symbol?.isDeclaredIn("typeorm")) continue;
      if (/(?:DataSource|Connection)Options$/.test(symbol.name)) return true;
    }
  }
  // `Partial<DataSourceOptions>` keeps the declarations of its members.
  const parts = await type.parts();
  const members = await Promise.all(parts.map((part) => part.property("synchronize")));
  return members.some((member) => member?.isDeclaredIn("typeorm"));
}
