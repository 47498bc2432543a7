import { type Fact, known, type Range, unknown } from "../../base/index.ts";
import {
  type AccessorDeclaration,
  type ClassElement,
  type ClassLikeDeclaration,
  isGetAccessorDeclaration,
  isPropertyDeclaration,
  isSetAccessorDeclaration,
  type Node,
  type PropertyDeclaration,
} from "../../compiler/ast.ts";
import {
  derivedTableName,
  type Entity,
  type EntityId,
  type EntityKind,
  type UnknownPart,
} from "../../model/index.ts";
import { columnDecorator, isEmbedding, readColumn, readEmbedded } from "./columns.ts";
import { markForeignKeys } from "./columns-foreign-keys.ts";
import { implicitColumns } from "./columns-implicit.ts";
import { readConstant, stringFact } from "./constants.ts";
import { rangeOf } from "./edits.ts";
import { mixedClassId, mixinAround, readBase } from "./entities-base.ts";
import {
  decoratorsOf,
  type OrmDecorator,
  type ReadDecorator,
  readDecorator,
} from "./entities-decorators.ts";
import { ownClassId } from "./entities-identity.ts";
import { readCheck, readIndex } from "./entities-indexes.ts";
import type { EntityReader, MappedMember } from "./entities-reader.ts";
import { OptionBag, writtenName } from "./option-bag.ts";
import { readRelation, relationDecorator } from "./relations.ts";

/** Reads a class; `undefined` when nothing on it is TypeORM's. */
export async function readEntity(
  node: ClassLikeDeclaration,
  reader: EntityReader,
): Promise<Entity | undefined> {
  const [onClass, members] = await Promise.all([
    readAll(node, reader),
    Promise.all(node.members.map((member) => readMember(member, reader))),
  ]);
  const decorators = onClass.filter(isOrm);
  const mapped = members.filter((member) => member !== undefined);
  const orm = decorators.length > 0 || mapped.some((member) => member.decorators.length > 0);
  if (!orm && !mapped.some(hasCustomDecorator)) return undefined;
  const id = ownClassId(node, reader.source) ?? anonymousId(node, reader);
  if (id === undefined) return undefined;
  return build(node, id, decorators, onClass, mapped, reader);
}

interface DecoratedMember {
  readonly node: PropertyDeclaration | AccessorDeclaration;
  readonly property: string;
  readonly decorators: readonly OrmDecorator[];
  readonly opaque: readonly UnknownPart[];
}

function isOrm(decorator: ReadDecorator): decorator is OrmDecorator {
  return decorator.kind === "typeorm";
}

function hasCustomDecorator({ opaque }: DecoratedMember): boolean {
  return opaque.some(({ reason }) => reason === "custom-decorator");
}

async function readAll(
  node: ClassLikeDeclaration | ClassElement,
  { program, imports }: EntityReader,
): Promise<readonly ReadDecorator[]> {
  const read = await Promise.all(
    decoratorsOf(node).map((decorator) => readDecorator(decorator, program, imports)),
  );
  return read.filter((decorator) => decorator !== undefined);
}

async function readMember(
  node: ClassElement,
  reader: EntityReader,
): Promise<DecoratedMember | undefined> {
  const isProperty = isPropertyDeclaration(node);
  if (!isProperty && !isGetAccessorDeclaration(node) && !isSetAccessorDeclaration(node)) {
    return undefined;
  }
  const property = writtenName(node.name);
  if (property === undefined) return undefined;
  const decorators = await readAll(node, reader);
  const orm = decorators.filter(isOrm);
  if (!isProperty && orm.length === 0) return undefined;
  const opaque = decorators.flatMap((decorator) =>
    decorator.kind === "opaque"
      ? [{ reason: decorator.reason, range: rangeOf(decorator.node), property }]
      : [],
  );
  return orm.length > 0 || opaque.length > 0
    ? { node, property, decorators: orm, opaque }
    : undefined;
}

/** A class without a name is one that a mixin returns. */
function anonymousId(node: ClassLikeDeclaration, { source }: EntityReader): EntityId | undefined {
  const around = mixinAround(node);
  return around === undefined ? undefined : mixedClassId(source.path, around, node);
}

async function build(
  node: ClassLikeDeclaration,
  id: EntityId,
  decorators: readonly OrmDecorator[],
  onClass: readonly ReadDecorator[],
  members: readonly DecoratedMember[],
  reader: EntityReader,
): Promise<Entity> {
  const { flow, program } = reader;
  const named = (name: string) => decorators.find((decorator) => decorator.name === name);
  const name = node.name?.text ?? id.slice(id.lastIndexOf("#") + 1);
  const kind = kindOf(decorators);
  const treeParent = propertyUnder(members, "TreeParent");
  const treeChildren = propertyUnder(members, "TreeChildren");
  const mapped = await Promise.all(
    members
      .filter((member) => member.decorators.length > 0)
      .map(
        async (member): Promise<MappedMember> => ({
          ...member,
          valueType: await flow.valueTypeOf(member.node.name),
          owner: id,
        }),
      ),
  );
  const columns = mapped.flatMap((member) => {
    const decorator = columnDecorator(member.decorators);
    return decorator && !isEmbedding(decorator) ? [{ member, decorator }] : [];
  });
  const embedded = mapped.flatMap((member) => {
    const decorator = columnDecorator(member.decorators);
    return decorator && isEmbedding(decorator) ? [{ member, decorator }] : [];
  });
  const relations = mapped.flatMap((member) => {
    const decorator = relationDecorator(member.decorators);
    return decorator ? [{ member, decorator }] : [];
  });
  const [table, base, readColumns, readRelations, readEmbeddeds, indexes, checks] =
    await Promise.all([
      readTable(named("Entity") ?? named("ViewEntity"), reader),
      readBase(node, program),
      Promise.all(columns.map(({ member, decorator }) => readColumn(member, decorator, reader))),
      Promise.all(
        relations.map(({ member, decorator }) =>
          readRelation(
            member,
            decorator,
            decorator.name === "TreeParent" ? treeChildren : treeParent,
            reader,
          ),
        ),
      ),
      Promise.all(embedded.map(({ member, decorator }) => readEmbedded(member, decorator, reader))),
      readIndexes(decorators, members, reader),
      Promise.all(
        [...decorators, ...members.flatMap((member) => member.decorators)]
          .filter(({ name: check }) => check === "Check" || check === "Exclusion")
          .map((decorator) => readCheck(decorator, flow)),
      ),
    ]);
  const [implicit, ownColumns] = await Promise.all([
    implicitColumns(decorators, readColumns, reader),
    markForeignKeys(readColumns, readRelations, async ({ property }, key) => {
      const member = mapped.find((candidate) => candidate.property === property);
      return member !== undefined && valueHas(member.node.name, key, reader);
    }),
  ]);
  return {
    orm: "typeorm",
    id,
    file: reader.source.fileName,
    name,
    range: node.name ? rangeOf(node.name) : classKeyword(node),
    kind,
    ...tableNames(kind, name, table.name),
    schema: table.schema,
    base,
    singleTableRoot: named("TableInheritance") !== undefined,
    columns: [...ownColumns, ...implicit],
    relations: readRelations,
    embedded: readEmbeddeds,
    indexes,
    checks,
    defaultOrder: table.ordered,
    unknownParts: unknownParts(onClass, members),
    rewrites: {},
  };
}

/** Whether the value of a relation's property, awaited, has a property of that name. */
async function valueHas(name: Node, key: string, { program }: EntityReader): Promise<boolean> {
  const type = await program.checker.awaited(await program.checker.typeAt(name));
  const found = await Promise.all((await type.parts()).map((part) => part.property(key)));
  return found.some((property) => property !== undefined);
}

function classKeyword(node: ClassLikeDeclaration): Range {
  const start = node.getStart();
  return { start, end: Math.min(node.getEnd(), start + "class".length) };
}

function kindOf(decorators: readonly OrmDecorator[]): EntityKind {
  const names = new Set(decorators.map(({ name }) => name));
  if (names.has("ChildEntity")) return "child";
  if (names.has("Entity")) return "table";
  return names.has("ViewEntity") ? "view" : "abstract";
}

function propertyUnder(members: readonly DecoratedMember[], name: string): string | undefined {
  return members.find(({ decorators }) => decorators.some((decorator) => decorator.name === name))
    ?.property;
}

interface TableReading {
  readonly name: Fact<string | undefined>;
  readonly schema: Fact<string | undefined>;
  readonly ordered: boolean;
}

/** `@Entity("posts", { schema })`, `@Entity({ name: "posts" })`, `@ViewEntity(…)`. */
async function readTable(
  decorator: OrmDecorator | undefined,
  { flow }: EntityReader,
): Promise<TableReading> {
  const [first, second] = decorator?.arguments ?? [];
  const constant = first && (await readConstant(first, flow));
  const isName = constant?.known === true && typeof constant.value === "string";
  const options = await OptionBag.read(isName ? second : first, flow);
  const [named, schema] = await Promise.all([
    options.constant("name").then(stringFact),
    options.constant("schema").then(stringFact),
  ]);
  return {
    name: isName ? stringFact(constant) : named,
    schema,
    ordered: options.mayHave("orderBy"),
  };
}

/** The table of an entity that has one of its own; Unknown, and without derived names, for the others. */
export function tableNames(
  kind: EntityKind,
  className: string,
  written: Fact<string | undefined>,
): Pick<Entity, "table" | "derivedTable"> {
  if (kind !== "table" && kind !== "view") return { table: unknown("unresolved-entity") };
  if (!written.known) return { table: written };
  if (written.value) return { table: known(written.value) };
  return {
    table: unknown("custom-naming-strategy"),
    derivedTable: derivedTableName(className),
  };
}

async function readIndexes(
  decorators: readonly OrmDecorator[],
  members: readonly DecoratedMember[],
  { flow }: EntityReader,
): Promise<Entity["indexes"]> {
  const isIndex = ({ name }: OrmDecorator): boolean => name === "Index" || name === "Unique";
  return Promise.all([
    ...decorators.filter(isIndex).map((decorator) => readIndex(decorator, undefined, flow)),
    ...members.flatMap(({ decorators: own, property }) =>
      own.filter(isIndex).map((decorator) => readIndex(decorator, property, flow)),
    ),
  ]);
}

/** Decorators that may declare more than was read, on the class and on its properties. */
function unknownParts(
  onClass: readonly ReadDecorator[],
  members: readonly DecoratedMember[],
): readonly UnknownPart[] {
  const parts: UnknownPart[] = [];
  for (const decorator of onClass) {
    if (decorator.kind === "opaque") {
      parts.push({ reason: decorator.reason, range: rangeOf(decorator.node) });
    }
  }
  return [...parts, ...members.flatMap(({ opaque }) => opaque)];
}
