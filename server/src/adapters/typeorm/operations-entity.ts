import { type Fact, known, unknown } from "../../base/index.ts";
import { ancestorIn } from "../../compiler/ancestors.ts";
import { ObjectFlags, SymbolFlags, TypeFlags, type TypeView } from "../../compiler/checker.ts";
import { type EntityId, entityId } from "../../model/index.ts";

const nothing = TypeFlags.Undefined | TypeFlags.Null | TypeFlags.Void;

/** The classes of TypeORM that carry an entity as type argument. */
const entityCarriers: readonly string[] = [
  "Repository",
  "TreeRepository",
  "AbstractRepository",
  "QueryBuilder",
  "SelectQueryBuilder",
  "InsertQueryBuilder",
  "UpdateQueryBuilder",
  "DeleteQueryBuilder",
  "SoftDeleteQueryBuilder",
  "RelationQueryBuilder",
];

async function withoutWrapping(type: TypeView): Promise<readonly TypeView[]> {
  const parts = (await type.parts()).filter((part) => !part.has(nothing));
  const members = await Promise.all(parts.map((part) => part.intersected()));
  return members.flat();
}

/** The entity that `Repository<X>`, `SelectQueryBuilder<X>` and the like work on. */
export async function entityOfCarrier(type: TypeView): Promise<Fact<EntityId>> {
  if (type.isAny) return unknown("any-type");
  if (type.has(TypeFlags.TypeParameter)) return unknown("generic-entity");
  const carrier = await ancestorIn(type, "typeorm", entityCarriers);
  const argument = (await carrier?.typeArguments())?.[0];
  return argument ? entityOfRow(argument) : unknown("unresolved-entity");
}

/** The entity of a row, or of an array of rows: the class or interface behind the type. */
export async function entityOfRow(type: TypeView): Promise<Fact<EntityId>> {
  if (type.isAny) return unknown("any-type");
  if (type.has(TypeFlags.TypeParameter)) return unknown("generic-entity");
  const parts = await withoutWrapping(type);
  const ids = new Set<EntityId>();
  let reason: "any-type" | "generic-entity" | "unresolved-entity" = "unresolved-entity";
  for (const part of parts) {
    if (part.isAny) return unknown("any-type");
    if (part.has(TypeFlags.TypeParameter)) reason = "generic-entity";
  }
  const symbols = await Promise.all(parts.map((part) => part.symbol()));
  for (const symbol of symbols) {
    if (!symbol?.has(SymbolFlags.Class | SymbolFlags.Interface)) continue;
    if (symbol.name === "Array" || symbol.name === "ReadonlyArray") continue;
    // `ObjectLiteral` and `BaseEntity` stand for any entity.
    if (symbol.isDeclaredIn("typeorm")) {
      reason = "generic-entity";
      continue;
    }
    const path = symbol.declarations[0]?.path;
    if (path !== undefined) ids.add(entityId(path, symbol.name));
  }
  const [id, ...others] = ids;
  return id !== undefined && others.length === 0 ? known(id) : unknown(reason);
}

/** Whether the type is that of a class itself, or of an `EntitySchema`: an entity as an argument. */
export async function isEntityTarget(type: TypeView): Promise<boolean> {
  const symbol = await type.symbol();
  if (!symbol) return false;
  if (symbol.name === "EntitySchema" && symbol.isDeclaredIn("typeorm")) return true;
  return symbol.has(SymbolFlags.Class) && !isInstance(type);
}

/**
 * The entity that a class, `EntitySchema` or entity name given as an argument stands for.
 * Names and targets computed at run time are unknown.
 */
export async function entityOfTarget(type: TypeView): Promise<Fact<EntityId>> {
  if (type.isAny) return unknown("any-type");
  const symbol = await type.symbol();
  if (!symbol) return unknown("unresolved-entity");
  if (symbol.name === "EntitySchema" && symbol.isDeclaredIn("typeorm")) {
    const argument = (await type.typeArguments())[0];
    return argument ? entityOfRow(argument) : unknown("unresolved-entity");
  }
  const path = symbol.declarations[0]?.path;
  if (!symbol.has(SymbolFlags.Class) || path === undefined) {
    return unknown((await isGenericTarget(type)) ? "generic-entity" : "unresolved-entity");
  }
  return known(entityId(path, symbol.name));
}

async function isGenericTarget(type: TypeView): Promise<boolean> {
  if (type.has(TypeFlags.TypeParameter)) return true;
  const [argument] = await type.aliasArguments();
  return argument?.has(TypeFlags.TypeParameter) ?? false;
}

function isInstance(type: TypeView): boolean {
  const native = type.native;
  return (
    native.isObjectType() &&
    (native.objectFlags & (ObjectFlags.Class | ObjectFlags.Interface | ObjectFlags.Reference)) !== 0
  );
}
