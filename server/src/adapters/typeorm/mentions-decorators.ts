import {
  type ClassElement,
  type ClassLikeDeclaration,
  type Expression,
  isArrayLiteralExpression,
  isGetAccessorDeclaration,
  isObjectLiteralExpression,
  isPropertyDeclaration,
  isSetAccessorDeclaration,
} from "../../compiler/ast.ts";
import { unwrap } from "../../flow/syntax.ts";
import type { EntityId, NameOrigin, NameText } from "../../model/index.ts";
import { findCandidates } from "./entities-candidates.ts";
import { decoratorsOf, type OrmDecorator, readDecorator } from "./entities-decorators.ts";
import { ownClassId } from "./entities-identity.ts";
import { type EntityReader, entityReader } from "./entities-reader.ts";
import { joinColumns, joinTable, paths, targetName } from "./mentions-relations.ts";
import type { WrittenNames } from "./mentions-texts.ts";
import type { OperationScope } from "./operations-scope.ts";
import { writtenName } from "./option-bag.ts";

const relationDecorators: ReadonlySet<string> = new Set([
  ...["OneToOne", "OneToMany", "ManyToOne", "ManyToMany"],
]);

/** Reads the names in the arguments of decorators: targets, inverse sides, indexed properties, joined columns. */
export async function readDecoratorNames(
  { context }: OperationScope,
  names: WrittenNames,
): Promise<readonly NameText[]> {
  const reader = entityReader(context);
  const { classes } = findCandidates(context.flow.structure, reader.imports);
  const read = await Promise.all(
    classes.map(async (node) => {
      const id = ownClassId(node, reader.source);
      if (id === undefined) return [];
      const [own, members] = await Promise.all([
        ormDecorators(node, reader),
        Promise.all(node.members.map((member) => ofMember(member, id, names, reader))),
      ]);
      return [...own.flatMap((each) => ofClass(each, id, names)), ...members.flat()];
    }),
  );
  return read.flat();
}

async function ormDecorators(
  node: ClassLikeDeclaration | ClassElement,
  { program, imports }: EntityReader,
): Promise<readonly OrmDecorator[]> {
  const read = await Promise.all(
    decoratorsOf(node).map((decorator) => readDecorator(decorator, program, imports)),
  );
  return read.filter((decorator) => decorator?.kind === "typeorm");
}

function ofClass(
  { name, arguments: args }: OrmDecorator,
  entity: EntityId,
  names: WrittenNames,
): readonly NameText[] {
  const from: NameOrigin = { entity, path: [] };
  if (name === "Index" || name === "Unique") {
    const list = args.find((argument) => isList(argument));
    return list ? paths(list, from, names) : [];
  }
  if (name !== "Entity" && name !== "ViewEntity") return [];
  return args.flatMap((argument) =>
    names
      .keys(argument)
      .filter((option) => option.name === "orderBy")
      .flatMap(({ value }) => names.keys(value))
      .map(({ part, key }): NameText => ({ grammar: "path", parts: [part], from, key })),
  );
}

function isList(argument: Expression): boolean {
  return isArrayLiteralExpression(unwrap(argument));
}

async function ofMember(
  member: ClassElement,
  entity: EntityId,
  names: WrittenNames,
  reader: EntityReader,
): Promise<readonly NameText[]> {
  const named =
    isPropertyDeclaration(member) ||
    isGetAccessorDeclaration(member) ||
    isSetAccessorDeclaration(member);
  const property = named ? writtenName(member.name) : undefined;
  if (property === undefined || decoratorsOf(member).length === 0) return [];
  const decorators = await ormDecorators(member, reader);
  const owner: NameOrigin = { entity, path: [] };
  const target: NameOrigin = { entity, path: [property] };
  return decorators.flatMap(({ name, arguments: args }): readonly NameText[] => {
    const [first, second] = args;
    if (relationDecorators.has(name)) {
      return [
        ...(first ? targetName(first, names) : []),
        ...(second && !isObject(second) ? paths(second, target, names, "relation") : []),
      ];
    }
    switch (name) {
      case "JoinColumn":
        return first ? joinColumns(first, owner, target, names) : [];
      case "JoinTable":
        return first ? joinTable(first, owner, target, names) : [];
      case "RelationId":
        return first ? paths(first, owner, names, "relation") : [];
      default:
        return [];
    }
  });
}

function isObject(expression: Expression): boolean {
  return isObjectLiteralExpression(unwrap(expression));
}
