import type { Expression, NewExpression } from "../../compiler/ast.ts";
import type { EntityId, NameOrigin, NameText } from "../../model/index.ts";
import { findCandidates } from "./entities-candidates.ts";
import { type EntityReader, entityReader } from "./entities-reader.ts";
import { schemaId } from "./entity-schema-identity.ts";
import { joinColumns, joinTable, paths, targetName } from "./mentions-relations.ts";
import type { WrittenNames } from "./mentions-texts.ts";
import type { OperationScope } from "./operations-scope.ts";
import { OptionBag } from "./option-bag.ts";

/** Reads the names in `new EntitySchema(…)`: targets, inverse sides, joined and indexed columns. */
export async function readSchemaNames(
  { context }: OperationScope,
  names: WrittenNames,
): Promise<readonly NameText[]> {
  const reader = entityReader(context);
  const { schemas } = findCandidates(context.flow.structure, reader.imports);
  const read = await Promise.all(schemas.map((node) => ofSchema(node, names, reader)));
  return read.flat();
}

async function ofSchema(
  node: NewExpression,
  names: WrittenNames,
  reader: EntityReader,
): Promise<readonly NameText[]> {
  const [options] = node.arguments ?? [];
  if (!options) return [];
  const type = await reader.program.checker.typeAt(node);
  const home = await type.symbol();
  if (home?.name !== "EntitySchema" || !home.isDeclaredIn("typeorm")) return [];
  const id = await schemaId(node, type, await OptionBag.read(options, reader.flow), reader);
  if (id === undefined) return [];
  return names.keys(options).flatMap(({ name, value }): readonly NameText[] => {
    switch (name) {
      case "relations":
        return names
          .keys(value)
          .flatMap((relation) => ofRelation(relation.name, relation.value, id, names));
      case "indices":
      case "uniques":
        return names
          .keys(value)
          .filter((option) => option.name === "columns")
          .flatMap((option) => paths(option.value, { entity: id, path: [] }, names));
      default:
        return [];
    }
  });
}

function ofRelation(
  property: string,
  options: Expression,
  entity: EntityId,
  names: WrittenNames,
): readonly NameText[] {
  const owner: NameOrigin = { entity, path: [] };
  const target: NameOrigin = { entity, path: [property] };
  return names.keys(options).flatMap(({ name, value }): readonly NameText[] => {
    switch (name) {
      case "target":
        return targetName(value, names);
      case "inverseSide":
        return paths(value, target, names, "relation");
      case "joinColumn":
        return joinColumns(value, owner, target, names);
      case "joinTable":
        return joinTable(value, owner, target, names);
      default:
        return [];
    }
  });
}
