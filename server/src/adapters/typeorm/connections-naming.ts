import { type Fact, known, unknown } from "../../base/index.ts";
import {
  type ClassDeclaration,
  type ClassElement,
  isClassDeclaration,
  isExpressionWithTypeArguments,
  isMethodDeclaration,
  isNewExpression,
  isPropertyDeclaration,
  SyntaxKind,
} from "../../compiler/ast.ts";
import type { SymbolView } from "../../compiler/checker.ts";
import type { NamingStrategyName } from "../../model/index.ts";
import { unwrapped } from "./constants.ts";
import { classIdOf, namedSymbol } from "./entities-identity.ts";
import type { EntityReader } from "./entities-reader.ts";
import { type OptionBag, writtenName } from "./option-bag.ts";

/** The strategy that the options name; TypeORM's default when they name none. */
export async function readNaming(
  options: OptionBag,
  { flow, program }: EntityReader,
): Promise<Fact<NamingStrategyName>> {
  const expression = options.expression("namingStrategy");
  if (!expression) {
    if (options.option("namingStrategy")) return unknown("custom-naming-strategy");
    return options.open ? unknown(options.open) : known("default");
  }
  const made = unwrapped(flow.origin(expression));
  if (!isNewExpression(made)) return unknown("custom-naming-strategy");
  return strategyOf(await namedSymbol(unwrapped(made.expression), program), program);
}

/** Methods whose results are names of tables and columns. */
const namingMethods: ReadonlySet<string> = new Set([
  "tableName",
  "columnName",
  "joinColumnName",
  "joinTableName",
  "joinTableColumnName",
  "joinTableInverseColumnName",
  "relationName",
  "prefixTableName",
  "closureJunctionTableName",
]);

/** A class of the project counts as the strategy that it extends, when it overrides none of its names. */
async function strategyOf(
  symbol: SymbolView | undefined,
  program: EntityReader["program"],
): Promise<Fact<NamingStrategyName>> {
  if (!symbol) return unknown("unresolved-import");
  if (symbol.name === "DefaultNamingStrategy" && symbol.isDeclaredIn("typeorm")) {
    return known("default");
  }
  if (symbol.name === "SnakeNamingStrategy" && symbol.isDeclaredIn("typeorm-naming-strategies")) {
    return known("snake");
  }
  const path = symbol.declarations[0]?.path;
  if (path === undefined || classIdOf(symbol) === undefined || path.includes("/node_modules/")) {
    return unknown("custom-naming-strategy");
  }
  const source = await program.otherFile(path);
  const declaration = source?.statements.find(
    (statement): statement is ClassDeclaration =>
      isClassDeclaration(statement) && statement.name?.text === symbol.name,
  );
  const extended = declaration?.heritageClauses?.find(
    ({ token }) => token === SyntaxKind.ExtendsKeyword,
  )?.types[0];
  if (!declaration || !extended || !isExpressionWithTypeArguments(extended)) {
    return unknown("custom-naming-strategy");
  }
  if (declaration.members.some(overridesNames)) return unknown("custom-naming-strategy");
  return strategyOf(await namedSymbol(unwrapped(extended.expression), program), program);
}

function overridesNames(member: ClassElement): boolean {
  if (!isMethodDeclaration(member) && !isPropertyDeclaration(member)) return false;
  const name = writtenName(member.name);
  return name === undefined || namingMethods.has(name);
}
