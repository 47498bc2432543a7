import { type Fact, known, unknown } from "../../base/index.ts";
import {
  type EnumDeclaration,
  type Expression,
  isCallExpression,
  isEnumDeclaration,
  isIdentifier,
  isPropertyAccessExpression,
  SyntaxKind,
} from "../../compiler/ast.ts";
import { enumMemberValue } from "../../flow/enums.ts";
import type { Constant } from "../../flow/file-flow.ts";
import { isConstantRecord, unwrapped } from "./constants.ts";
import { namedSymbol } from "./entities-identity.ts";
import type { EntityReader } from "./entities-reader.ts";
import type { OptionBag } from "./option-bag.ts";

type EnumValues = readonly (string | number)[];

/** The values of the `enum` option: a list, an object, an enum, or `Object.values` of one. */
export async function readEnum(
  options: OptionBag,
  reader: EntityReader,
): Promise<Fact<EnumValues | undefined>> {
  const expression = options.expression("enum");
  const declared = expression && (await declaredValues(expression, reader));
  if (declared) return known(declared);
  const read = await options.constant("enum");
  if (!read.known) return read;
  const { value } = read;
  if (value === undefined || value === null) return known(undefined);
  const values = Array.isArray(value)
    ? (value as readonly Constant[])
    : isConstantRecord(value)
      ? objectValues(Object.entries(value))
      : undefined;
  return values?.every(isScalar) ? known(values) : unknown("dynamic-expression");
}

function isScalar(value: Constant): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/** TypeORM leaves out the numeric keys, by which numeric enums map back to their names. */
function objectValues<T>(entries: readonly (readonly [string, T])[]): readonly T[] {
  return entries.filter(([key]) => Number.isNaN(Number(key))).map(([, value]) => value);
}

async function declaredValues(
  expression: Expression,
  { flow, program }: EntityReader,
): Promise<EnumValues | undefined> {
  const behind = unwrapped(flow.origin(expression));
  const listed = objectOfValues(behind);
  const named = listed ?? behind;
  if (!isIdentifier(named) && !isPropertyAccessExpression(named)) return undefined;
  const symbol = await namedSymbol(named, program);
  const sites = symbol?.declarations ?? [];
  const [site] = sites;
  if (!symbol || sites.length !== 1 || site?.kind !== SyntaxKind.EnumDeclaration) return undefined;
  const source = await program.otherFile(site.path);
  const declaration = source?.statements.find(
    (statement): statement is EnumDeclaration =>
      isEnumDeclaration(statement) && statement.name.text === symbol.name,
  );
  if (!declaration) return undefined;
  const values = declaration.members.map((member) => enumMemberValue(declaration, member));
  const read = values.filter((value) => value !== undefined);
  // `Object.values` of a numeric enum also gives the names.
  if (listed && read.some((value) => typeof value === "number")) return undefined;
  return read.length === values.length ? read : undefined;
}

/** `Colour` of `Object.values(Colour)`. */
function objectOfValues(expression: Expression): Expression | undefined {
  if (!isCallExpression(expression)) return undefined;
  const callee = expression.expression;
  const isValues =
    isPropertyAccessExpression(callee) &&
    callee.name.text === "values" &&
    isIdentifier(callee.expression) &&
    callee.expression.text === "Object";
  return isValues ? expression.arguments[0] : undefined;
}
