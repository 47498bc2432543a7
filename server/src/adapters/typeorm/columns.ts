import { type Fact, known, unknown } from "../../base/index.ts";
import { isIdentifier, isPropertyDeclaration } from "../../compiler/ast.ts";
import type { Column, Embedded, GeneratedKind, Rewrites } from "../../model/index.ts";
import { buildColumn } from "./columns-build.ts";
import { annotationRewrites, optionRewrites, optionSite } from "./columns-rewrites.ts";
import {
  type ColumnKind,
  constructorType,
  type GivenArguments,
  readColumnType,
  takesLength,
} from "./columns-type-source.ts";
import { readConstant, returnedExpression, unwrapped } from "./constants.ts";
import { rangeOf } from "./edits.ts";
import type { OrmDecorator } from "./entities-decorators.ts";
import { entityNamedBy } from "./entities-identity.ts";
import type { EntityReader, MappedMember } from "./entities-reader.ts";
import { OptionBag } from "./option-bag.ts";

/** TypeORM's column decorators. See `decorator/columns` and `decorator/tree` in its source. */
const columnKinds: ReadonlyMap<string, ColumnKind> = new Map([
  ["Column", { role: "plain", typeArgument: true }],
  ["PrimaryColumn", { role: "primary", typeArgument: true }],
  ["PrimaryGeneratedColumn", { role: "primary" }],
  ["ObjectIdColumn", { role: "object-id" }],
  ["CreateDateColumn", { role: "created-at", implied: "createDate" }],
  ["UpdateDateColumn", { role: "updated-at", implied: "updateDate" }],
  ["DeleteDateColumn", { role: "deleted-at", implied: "deleteDate" }],
  ["VersionColumn", { role: "version", implied: "version" }],
  ["ViewColumn", { role: "view" }],
  ["VirtualColumn", { role: "virtual", typeArgument: true }],
  ["TreeLevelColumn", { role: "tree", implied: "treeLevel" }],
]);

/** The decorator that makes a column of a member. */
export function columnDecorator(decorators: readonly OrmDecorator[]): OrmDecorator | undefined {
  return decorators.find(({ name }) => columnKinds.has(name));
}

/** Whether a column decorator embeds another class: `@Column(() => Name)`. */
export function isEmbedding(decorator: OrmDecorator): boolean {
  const [first] = decorator.arguments;
  return (
    decorator.name === "Column" &&
    first !== undefined &&
    returnedExpression(unwrapped(first)) !== undefined
  );
}

/** Reads `@Column(() => Name, { prefix })`. */
export async function readEmbedded(
  member: MappedMember,
  decorator: OrmDecorator,
  { program, flow }: EntityReader,
): Promise<Embedded> {
  const [first, second] = decorator.arguments;
  const named = first && returnedExpression(unwrapped(first));
  const options = await OptionBag.read(second, flow);
  const [target, prefix, array] = await Promise.all([
    named ? entityNamedBy(named, program) : unknown("unresolved-entity"),
    options.constant("prefix"),
    options.constant("array"),
  ]);
  return {
    property: member.property,
    range: rangeOf(member.node.name),
    target,
    prefix: embeddingPrefix(prefix, member.property),
    array: member.valueType.base === "array" || (array.known && array.value === true),
  };
}

/** `undefined` and `true` give the property's name, `false` none. From `EmbeddedMetadata.buildPrefix`. */
export function embeddingPrefix(
  written: Awaited<ReturnType<OptionBag["constant"]>>,
  property: string,
): Fact<string> {
  if (!written.known) return written;
  if (typeof written.value === "string") return known(written.value);
  return known(written.value === false ? "" : property);
}

/** Reads a column from its decorator and those beside it. */
export async function readColumn(
  member: MappedMember,
  decorator: OrmDecorator,
  reader: EntityReader,
): Promise<Column> {
  const { edits } = reader;
  const kind = columnKinds.get(decorator.name) ?? { role: "plain" };
  const given = await readArguments(decorator, kind, reader);
  const type = await readColumnType(member, decorator, kind, given, reader);
  const primaryOption = await given.options.constant("primary");
  const primary =
    kind.role === "primary" ||
    kind.role === "object-id" ||
    (primaryOption.known && primaryOption.value === true);
  const generated = await readGenerated(member, decorator, given.options, reader);
  const { node } = member;
  const rewrites = (database: Column["database"]): Rewrites => {
    const site = optionSite(decorator.node, given.options.literal, edits);
    const fromOptions =
      site && !given.options.open
        ? optionRewrites(site, {
            sized: takesLength(type, database),
            typeArgument: kind.typeArgument === true,
            typed: kind.role !== "view" && kind.role !== "tree" && kind.role !== "object-id",
            canBeNull: !primary && kind.role !== "view" && kind.role !== "virtual",
          })
        : {};
    return { ...fromOptions, ...annotationRewrites(node, edits) };
  };
  return buildColumn(
    {
      property: member.property,
      range: rangeOf(node.name),
      role: primary && kind.role === "plain" ? "primary" : kind.role,
      primary,
      mayBePrimary: !primaryOption.known,
      type,
      options: given.options,
      generated,
      unique: member.decorators.some(
        ({ name, arguments: list }) => name === "Unique" && list.length === 0,
      ),
      valueType: member.valueType,
      initialised: isPropertyDeclaration(node) && node.initializer !== undefined,
      rewrites,
    },
    reader,
  );
}

/** Tells the overloads apart: a type, a strategy or options first, options second. */
async function readArguments(
  decorator: OrmDecorator,
  kind: ColumnKind,
  { flow, program }: EntityReader,
): Promise<GivenArguments> {
  const [first, second] = decorator.arguments;
  if (!first) return { options: await OptionBag.read(undefined, flow), type: undefined };
  const takesName = kind.typeArgument || decorator.name === "PrimaryGeneratedColumn";
  if (takesName) {
    const behind = unwrapped(flow.origin(first));
    const builtIn = isIdentifier(behind) ? await constructorType(behind, program) : undefined;
    if (builtIn) {
      const options = await OptionBag.read(second, flow);
      // `@Column(String)` registers an embedded class by mistake: only `@PrimaryColumn` takes constructors.
      const usable = decorator.name === "PrimaryColumn";
      return { options, type: usable ? known(builtIn) : unknown("unsupported-syntax") };
    }
    const constant = await readConstant(first, flow);
    if (constant.known && typeof constant.value === "string") {
      const options = await OptionBag.read(second, flow);
      return { options, type: known({ kind: "written", name: constant.value }) };
    }
  }
  return { options: await OptionBag.read(first, flow), type: undefined };
}

const strategies: ReadonlySet<string> = new Set(["increment", "uuid", "rowid", "identity"]);

/** A strategy as TypeORM names it. */
export function generatedKind(
  strategy: Awaited<ReturnType<OptionBag["constant"]>>,
): Fact<GeneratedKind | undefined> {
  if (!strategy.known) return strategy;
  if (strategy.value === undefined || strategy.value === false) return known(undefined);
  if (strategy.value === true) return known("increment");
  return typeof strategy.value === "string" && strategies.has(strategy.value)
    ? known(strategy.value as GeneratedKind)
    : unknown("dynamic-expression");
}

async function readGenerated(
  member: MappedMember,
  decorator: OrmDecorator,
  options: OptionBag,
  { flow }: EntityReader,
): Promise<Fact<GeneratedKind | undefined>> {
  const beside = member.decorators.find(({ name }) => name === "Generated");
  if (beside) {
    const [strategy] = beside.arguments;
    return generatedKind(strategy ? await readConstant(strategy, flow) : known(true));
  }
  if (decorator.name === "PrimaryGeneratedColumn") {
    const [first] = decorator.arguments;
    const strategy = first ? await readConstant(first, flow) : known(true);
    if (strategy.known && typeof strategy.value === "string") return generatedKind(strategy);
    return strategy.known || options.literal ? known("increment") : strategy;
  }
  if (options.option("asExpression")) return known("expression");
  return generatedKind(await options.constant("generated"));
}
