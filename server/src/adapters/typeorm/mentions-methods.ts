import { factValue } from "../../base/index.ts";
import { type Expression, isArrayLiteralExpression, isIdentifier } from "../../compiler/ast.ts";
import { unwrap } from "../../flow/syntax.ts";
import type { NameOrigin, NameText } from "../../model/index.ts";
import type { WrittenNames } from "./mentions-texts.ts";
import type { OrmCall } from "./operations-calls.ts";
import { argumentsOf } from "./operations-draft.ts";
import { entityOfCarrier } from "./operations-entity.ts";
import { targetOf } from "./operations-method-calls.ts";
import { methodSpec } from "./operations-methods.ts";
import type { OperationScope } from "./operations-scope.ts";

/** Options whose keys are properties of the entity, deeper ones those of its relations. */
const keyedOptions: ReadonlySet<string> = new Set(["select", "relations", "where", "order"]);
/** Methods of repositories whose first argument names a column. */
const aggregates: ReadonlySet<string> = new Set(["sum", "average", "minimum", "maximum"]);

/** Reads the names in the arguments of repositories, managers and active records, and in find options. */
export async function readMethodNames(
  scope: OperationScope,
  names: WrittenNames,
): Promise<readonly NameText[]> {
  const read = await Promise.all(
    [...scope.calls.values()].map((call) => readCall(call, scope, names)),
  );
  return read.flat();
}

async function readCall(
  call: OrmCall,
  scope: OperationScope,
  names: WrittenNames,
): Promise<readonly NameText[]> {
  const args = argumentsOf(call);
  if (call.method === "setFindOptions") {
    const type = call.receiver && (await scope.context.program.checker.typeAt(call.receiver));
    const id = type && factValue(await entityOfCarrier(type));
    return args[0] && id !== undefined ? optionNames(args[0], { entity: id, path: [] }, names) : [];
  }
  if (/^get(?:Tree|Mongo)?Repository$/.test(call.method)) return entityName(args[0], names);
  const spec = methodSpec(call.declaredBy, call.method);
  if (!spec || !call.receiver) return [];
  const { entity, offset } = await targetOf(call, spec, scope);
  const named = offset === 1 ? entityName(args[0], names) : [];
  const from = originOf(factValue(entity), named);
  if (!from) return named;
  const own = args.slice(offset);
  return [...named, ...ownNames(call, own, from, names)];
}

function ownNames(
  call: OrmCall,
  args: readonly Expression[],
  from: NameOrigin,
  names: WrittenNames,
): readonly NameText[] {
  const [first, second] = args;
  if (!first) return [];
  if (aggregates.has(call.method)) {
    return [
      ...pathsIn(first, from, names, "column"),
      ...(second ? keysIn(second, from, names) : []),
    ];
  }
  if (call.method === "increment" || call.method === "decrement") {
    return [
      ...keysIn(first, from, names),
      ...(second ? pathsIn(second, from, names, "column") : []),
    ];
  }
  if (call.method === "upsert") return second ? conflictPaths(second, from, names) : [];
  const spec = methodSpec(call.declaredBy, call.method);
  switch (spec?.input) {
    case "options":
    case "tree-options":
      // Before 0.3 conditions may stand in place of the options, and the options behind them.
      return [
        ...optionNames(first, from, names),
        ...(second ? optionNames(second, from, names) : []),
      ];
    case "ids":
    case "entity":
    case "id":
      return second ? optionNames(second, from, names) : [];
    case "where":
    case "criteria":
      return keysIn(first, from, names);
    default:
      return [];
  }
}

function optionNames(
  options: Expression,
  from: NameOrigin,
  names: WrittenNames,
): readonly NameText[] {
  return names.keys(options).flatMap(({ name, value }) => {
    if (!keyedOptions.has(name)) return [];
    const takes = name === "relations" ? "relation" : name === "select" ? "column" : undefined;
    const listed = name === "relations" || name === "select";
    const paths = listed && !isObjectOf(value, names) ? pathsIn(value, from, names, takes) : [];
    return [...paths, ...(isList(value) && listed ? [] : keysIn(value, from, names))];
  });
}

function isList(value: Expression): boolean {
  return isArrayLiteralExpression(unwrap(value));
}

function isObjectOf(value: Expression, names: WrittenNames): boolean {
  return !isIdentifier(unwrap(value)) && !isList(value) && names.keys(value).length > 0;
}

function conflictPaths(
  value: Expression,
  from: NameOrigin,
  names: WrittenNames,
): readonly NameText[] {
  const option = names.keys(value).find(({ name }) => name === "conflictPaths");
  if (!option) return pathsIn(value, from, names, "column");
  return [...pathsIn(option.value, from, names, "column"), ...keysIn(option.value, from, names)];
}

function pathsIn(
  value: Expression,
  from: NameOrigin,
  names: WrittenNames,
  takes: NameText["takes"],
): readonly NameText[] {
  return names
    .texts(value)
    .map((parts) => ({ grammar: "path" as const, parts, from, ...(takes ? { takes } : {}) }));
}

/** Keys of conditions, orders and the like; a nested object is about what its key leads to. */
function keysIn(value: Expression, from: NameOrigin, names: WrittenNames): readonly NameText[] {
  return names
    .keys(value)
    .flatMap(({ name, part, key, value: inner }) => [
      { grammar: "path" as const, parts: [part], from, key },
      ...(key === "key"
        ? keysIn(inner, { ...from, path: [...from.path, ...name.split(".")] }, names)
        : []),
    ]);
}

function entityName(value: Expression | undefined, names: WrittenNames): readonly NameText[] {
  const parts = value && names.text(value);
  return parts ? [{ grammar: "entity", parts }] : [];
}

function originOf(entity: string | undefined, named: readonly NameText[]): NameOrigin | undefined {
  if (entity !== undefined) return { entity, path: [] };
  const [part] = named[0]?.parts ?? [];
  return part?.kind === "text" ? { name: part.text, path: [] } : undefined;
}
