import { type Fact, known, unknown } from "../../base/index.ts";
import { type Expression, isIdentifier } from "../../compiler/ast.ts";
import type { Column, ColumnRole } from "../../model/index.ts";
import type { ReflectedName, RoleType, SourceType } from "./column-types.ts";
import type { ColumnTypeReading } from "./columns-build.ts";
import { reflectedType } from "./columns-reflected.ts";
import { stringFact, unwrapped } from "./constants.ts";
import type { OrmDecorator } from "./entities-decorators.ts";
import type { EntityReader, MappedMember } from "./entities-reader.ts";
import type { OptionBag } from "./option-bag.ts";

/** What one of TypeORM's column decorators makes. */
export interface ColumnKind {
  readonly role: ColumnRole;
  /** The type that the driver chooses when none is written. */
  readonly implied?: RoleType;
  /** The decorator takes a type or an embedded class as its first argument. */
  readonly typeArgument?: true;
}

/** The arguments of a column decorator, told apart. */
export interface GivenArguments {
  readonly options: OptionBag;
  /** The type as first argument. */
  readonly type: Fact<SourceType> | undefined;
}

const constructorNames: ReadonlySet<string> = new Set([
  "String",
  "Number",
  "Boolean",
  "Date",
  "Buffer",
]);

/** `String`, `Number`, … when the name is the global one. */
export async function constructorType(
  expression: Expression,
  program: EntityReader["program"],
): Promise<SourceType | undefined> {
  if (!isIdentifier(expression) || !constructorNames.has(expression.text)) return undefined;
  const symbol = await program.checker.symbolAt(expression);
  const own = symbol?.declarations.some(({ path }) => !isLibrary(path, program));
  return own ? undefined : { kind: "constructor", name: expression.text as ReflectedName };
}

function isLibrary(path: string, program: EntityReader["program"]): boolean {
  const name = program.packageOf(path)?.name;
  return (
    path.startsWith("bundled:") ||
    name === undefined ||
    name === "@types/node" ||
    name === "typescript" ||
    name.startsWith("@typescript/")
  );
}

export async function readColumnType(
  member: MappedMember,
  decorator: OrmDecorator,
  kind: ColumnKind,
  given: GivenArguments,
  reader: EntityReader,
): Promise<ColumnTypeReading> {
  if (decorator.name === "PrimaryGeneratedColumn") return generatedType(given, reader);
  const written = given.type ?? (await typeOption(given.options, reader));
  if (written) return writtenReading(written);
  if (kind.implied) {
    return { source: "implied", type: known({ kind: "role", role: kind.implied }) };
  }
  if (kind.role === "view" || kind.role === "object-id") {
    return { source: "implied", type: unknown("unsupported-syntax") };
  }
  const reflected = await reflectedType(member.node, reader);
  if (reflected.kind === "built-in" && constructorNames.has(reflected.name)) {
    const name = reflected.name as ReflectedName;
    return { source: "reflected", type: known({ kind: "constructor", name }) };
  }
  return {
    source: "reflected",
    type: unknown("unsupported-syntax"),
    ...("name" in reflected ? { unusableConstructor: reflected.name } : {}),
  };
}

/** The reading of a type that the options or arguments name. */
export function writtenReading(type: Fact<SourceType>): ColumnTypeReading {
  return {
    source: "written",
    ...(type.known && type.value.kind === "written" ? { written: type.value.name } : {}),
    type,
  };
}

/** The `type` option: a name or a constructor; `undefined` when it is not set. */
export async function typeOption(
  options: OptionBag,
  { flow, program }: EntityReader,
): Promise<Fact<SourceType> | undefined> {
  const expression = options.expression("type");
  const behind = expression && unwrapped(flow.origin(expression));
  if (behind && isIdentifier(behind)) {
    const builtIn = await constructorType(behind, program);
    if (builtIn) return known(builtIn);
  }
  const name = stringFact(await options.constant("type"));
  if (!name.known) return name;
  return name.value === undefined ? undefined : known({ kind: "written", name: name.value });
}

/** From `decorator/columns/PrimaryGeneratedColumn`: the strategy stands first, and gives the type. */
async function generatedType(
  given: GivenArguments,
  reader: EntityReader,
): Promise<ColumnTypeReading> {
  const written = await typeOption(given.options, reader);
  if (written) return writtenReading(written);
  const strategy = given.type;
  if (strategy && !strategy.known) return { source: "implied", type: strategy };
  const name =
    strategy?.known && strategy.value.kind === "written" ? strategy.value.name : "increment";
  if (name === "uuid") {
    return { source: "implied", type: known({ kind: "written", name: "uuid" }) };
  }
  if (name === "rowid") {
    return { source: "implied", type: known({ kind: "written", name: "int" }) };
  }
  return { source: "implied", type: known({ kind: "constructor", name: "Number" }) };
}

const sizedTypes: ReadonlySet<string> = new Set([
  "varchar",
  "character varying",
  "char varying",
  "nvarchar",
  "national varchar",
  "varchar2",
  "nvarchar2",
  "varying character",
  "char",
  "character",
  "nchar",
]);

/** Whether a `length` option means something for the column's type. */
export function takesLength(type: ColumnTypeReading, database: Column["database"]): boolean {
  if (!database.known || !type.type.known) return false;
  const source = type.type.value;
  return source.kind === "constructor"
    ? source.name === "String"
    : source.kind === "written" && sizedTypes.has(source.name);
}
