import { type Fact, known, unknown } from "../../base/index.ts";
import {
  type Expression,
  isArrayLiteralExpression,
  isClassLikeDeclaration,
  isObjectLiteralExpression,
  isStringLiteral,
  type Node,
  SyntaxKind,
} from "../../compiler/ast.ts";
import type { TypeView } from "../../compiler/checker.ts";
import { rangeOf, unwrap } from "../../flow/syntax.ts";
import type { Condition, EntityId, Loads, Operation, Paging, Rewrite } from "../../model/index.ts";
import {
  type FindReading,
  type FindSetting,
  isLegacyOptions,
  placeOf,
  readFindOptions,
  withoutOptions,
} from "./find-options.ts";
import { relationsProperty } from "./find-options-add-relation.ts";
import { missingId } from "./find-options-missing-values.ts";
import { statedObject } from "./find-options-object.ts";
import { readWhere } from "./find-options-where.ts";
import { handleOf } from "./handles.ts";
import type { OrmCall } from "./operations-calls.ts";
import { argumentsOf, commonParts, type Draft, endOfArguments } from "./operations-draft.ts";
import {
  entityOfCarrier,
  entityOfRow,
  entityOfTarget,
  isEntityTarget,
} from "./operations-entity.ts";
import { type MethodSpec, methodSpec, receiverKind } from "./operations-methods.ts";
import { awaitRewrite, bulkRewrite } from "./operations-rewrites.ts";
import type { OperationScope } from "./operations-scope.ts";
import { isAtLeast } from "./operations-version.ts";

/** The entity of a call, and where its own arguments begin. */
export interface Target {
  readonly entity: Fact<EntityId>;
  readonly offset: number;
  /** The row itself is the receiver: `user.save()`. */
  readonly rowIsReceiver: boolean;
}

/**
 * Reads a call of a method of `Repository`, `EntityManager`, `DataSource`, `QueryRunner` or an active
 * record; `undefined` for calls that run nothing.
 */
export async function readMethodCall(
  call: OrmCall,
  sql: readonly number[],
  scope: OperationScope,
): Promise<Draft | undefined> {
  const spec = methodSpec(call.declaredBy, call.method);
  if (!spec || !call.receiver) return undefined;
  const text = call.receiver.getText();
  const [target, handle] = await Promise.all([
    targetOf(call, spec, scope),
    handleOf(call, text, scope),
  ]);
  const args = argumentsOf(call).slice(target.offset);
  const [reading, written, bulk] = await Promise.all([
    readInput(call, spec, args, scope),
    spec.input === "rows" ? writtenOf(call, target, args, scope) : undefined,
    spec.input === "rows" ? bulkRewrite(call, scope) : undefined,
  ]);
  const inputs: readonly Node[] = [call.receiver, ...argumentsOf(call)];
  const common = commonParts(call, target.entity, inputs, scope);
  const shape = written?.rows === "many" ? spec.shape && "rows" : spec.shape;
  const awaiting = awaitRewrite(call.call, common.usage, scope);
  const rewrites = {
    ...(reading.addRelation && spec.shape ? { "add-relation": reading.addRelation } : {}),
    ...(awaiting ? { await: awaiting } : {}),
    ...(bulk ? { "bulk-write": bulk } : {}),
  };
  const operation: Omit<Operation, "index"> = {
    ...common,
    api: `${receiverKind(call.declaredBy)}.${call.method}`,
    kind: spec.kind,
    handle,
    condition: reading.condition,
    loads: reading.loads,
    paging: reading.paging,
    lock: reading.lock,
    result: shape ? scope.flow.resultUse(call.call as Expression, shape) : undefined,
    rows: written?.rows ?? (spec.single ? "one" : "unknown"),
    ...(written?.type ? { written: written.type } : {}),
    sql,
    rewrites,
  };
  return { node: call.call, operation };
}

/** The entity that a call of a method is about. */
export async function targetOf(
  call: OrmCall,
  spec: MethodSpec,
  scope: OperationScope,
): Promise<Target> {
  const kind = receiverKind(call.declaredBy);
  const args = argumentsOf(call);
  const { checker } = scope.context.program;
  if (spec.kind === "raw" || kind === "QueryRunner" || kind === "DataSource") {
    return { entity: unknown("unresolved-entity"), offset: 0, rowIsReceiver: false };
  }
  if (kind === "EntityManager") {
    const [first] = args;
    if (!first) return { entity: unknown("unresolved-entity"), offset: 0, rowIsReceiver: false };
    const type = await checker.typeAt(first);
    const named = spec.input !== "rows" || spec.kind === "insert" || spec.kind === "upsert";
    const isTarget =
      named || isStringLiteral(first) || (args.length > 1 && (await isEntityTarget(type)));
    return isTarget
      ? { entity: await entityOfTarget(type), offset: 1, rowIsReceiver: false }
      : { entity: await entityOfRow(await elementOf(type)), offset: 0, rowIsReceiver: false };
  }
  const type = await receiverType(call, scope);
  if (kind === "BaseEntity") {
    const isStatic = type !== undefined && (await isEntityTarget(type));
    if (!type) return { entity: unknown("unresolved-entity"), offset: 0, rowIsReceiver: false };
    return {
      entity: isStatic ? await entityOfTarget(type) : await entityOfRow(type),
      offset: 0,
      rowIsReceiver: !isStatic,
    };
  }
  const entity = type ? await entityOfCarrier(type) : unknown("unresolved-entity");
  return { entity, offset: 0, rowIsReceiver: false };
}

/** The receiver's type; for `this`, that of the class around it. */
async function receiverType(call: OrmCall, scope: OperationScope): Promise<TypeView | undefined> {
  if (!call.receiver) return undefined;
  const inner = unwrap(call.receiver);
  if (inner.kind !== SyntaxKind.ThisKeyword && inner.kind !== SyntaxKind.SuperKeyword) {
    return scope.context.program.checker.typeAt(call.receiver);
  }
  let around: Node | undefined = inner.parent;
  while (around && !isClassLikeDeclaration(around)) around = around.parent;
  const name = around && isClassLikeDeclaration(around) ? around.name : undefined;
  return scope.context.program.checker.typeAt(name ?? inner);
}

async function elementOf(type: TypeView): Promise<TypeView> {
  const symbol = await type.symbol();
  if (symbol?.name !== "Array" && symbol?.name !== "ReadonlyArray") return type;
  return (await type.typeArguments())[0] ?? type;
}

const nothingLoaded: Loads = { paths: [], complete: known(true), honoursEager: false };
const notPaged: Paging = {
  limit: known(undefined),
  offset: known(undefined),
  ordered: known(false),
};
const noneNeeded: FindReading = {
  condition: { kind: "none-needed" },
  loads: nothingLoaded,
  paging: notPaged,
  lock: known(false),
};

async function readInput(
  call: OrmCall,
  spec: MethodSpec,
  args: readonly Expression[],
  scope: OperationScope,
): Promise<FindReading> {
  const input = args[spec.at ?? 0];
  const setting: FindSetting = {
    method: call.method,
    version: call.version,
    single: spec.single ?? false,
    absentAt: endOfArguments(call),
  };
  switch (spec.input) {
    case "options":
      return readOptions(call, input, args[1], setting, scope);
    case "where":
      return readConditions(call, input, setting, scope);
    case "criteria":
      return { ...noneNeeded, condition: await readCriteria(call, input, scope) };
    case "id":
      return { ...withoutOptions(setting), condition: await readId(call, input, setting, scope) };
    case "ids":
      return readIds(call, input, args[1], setting, scope);
    case "tree-options":
      return {
        ...noneNeeded,
        loads: treeLoads,
        condition: { kind: "absent", range: setting.absentAt },
      };
    case "entity":
      return { ...noneNeeded, loads: spec.shape ? treeLoads : nothingLoaded };
    case "rows":
    case "everything":
    case "text":
      return noneNeeded;
  }
}

/** Trees and preloaded rows come with relations that no option names. */
const treeLoads: Loads = {
  paths: [],
  complete: unknown("dynamic-relations"),
  honoursEager: true,
};

/** Find options; in 0.2 also an id, or bare conditions with options behind them. */
async function readOptions(
  call: OrmCall,
  input: Expression | undefined,
  second: Expression | undefined,
  setting: FindSetting,
  scope: OperationScope,
): Promise<FindReading> {
  if (isAtLeast(call.version, 0, 3, 0)) return withNewOptions(call, input, setting, scope);
  if (!input) return withoutOptions(setting);
  const object = statedObject(input, scope);
  if (object && isLegacyOptions(object)) return readFindOptions(input, setting, scope);
  const options = second ? await readFindOptions(second, setting, scope) : withoutOptions(setting);
  if (object) {
    const { version } = setting;
    return {
      ...options,
      condition: await readWhere(input, { place: "find-where", version }, scope),
    };
  }
  const condition = await readId(call, input, setting, scope);
  if (condition.kind === "unknown" && !second) return readFindOptions(input, setting, scope);
  return { ...options, condition };
}

/** A call of `find` without options takes them as a new argument. */
async function withNewOptions(
  call: OrmCall,
  input: Expression | undefined,
  setting: FindSetting,
  scope: OperationScope,
): Promise<FindReading> {
  const reading = await readFindOptions(input, setting, scope);
  if (input || !["find", "findAndCount"].includes(call.method)) return reading;
  return { ...reading, addRelation: newOptions(call, scope) };
}

/** Find options as one more argument. */
function newOptions(call: OrmCall, scope: OperationScope): Rewrite {
  const place = placeOf(call.version, scope);
  const separator = argumentsOf(call).length > 0 ? ", " : "";
  const newText = `${separator}{ ${relationsProperty(place)} }`;
  return { edits: [{ file: place.file, range: endOfArguments(call), newText }] };
}

/** `findBy(conditions)`: to load relations it becomes `find({ where: conditions, relations })`. */
async function readConditions(
  call: OrmCall,
  input: Expression | undefined,
  setting: FindSetting,
  scope: OperationScope,
): Promise<FindReading> {
  const base = withoutOptions(setting);
  if (!input) return base;
  const { version } = call;
  const condition = await readWhere(input, { place: "find-where", version }, scope);
  const addRelation = asFindOptions(call, input, scope);
  return { ...base, condition, ...(addRelation ? { addRelation } : {}) };
}

const withOptions: Readonly<Record<string, string>> = {
  findBy: "find",
  findAndCountBy: "findAndCount",
  findOneBy: "findOne",
  findOneByOrFail: "findOneOrFail",
};

function asFindOptions(
  call: OrmCall,
  input: Expression,
  scope: OperationScope,
): Rewrite | undefined {
  const name = withOptions[call.method];
  const inner = unwrap(input);
  if (name === undefined) return undefined;
  if (!isObjectLiteralExpression(inner) && !isArrayLiteralExpression(inner)) return undefined;
  const place = placeOf(call.version, scope);
  const { file } = place;
  const { start, end } = rangeOf(input);
  return {
    edits: [
      { file, range: rangeOf(call.name), newText: name },
      { file, range: { start, end: start }, newText: "{ where: " },
      { file, range: { start: end, end }, newText: `, ${relationsProperty(place)} }` },
    ],
  };
}

async function readCriteria(
  call: OrmCall,
  input: Expression | undefined,
  scope: OperationScope,
): Promise<Condition> {
  if (!input) return { kind: "absent", range: endOfArguments(call), throws: true };
  return readWhere(input, { place: "criteria", version: call.version }, scope);
}

async function readId(
  call: OrmCall,
  input: Expression | undefined,
  setting: FindSetting,
  scope: OperationScope,
): Promise<Condition> {
  if (!input) return { kind: "absent", range: setting.absentAt };
  const whenMissing = missingId(call.method);
  return readWhere(input, { place: "criteria", version: call.version, whenMissing }, scope);
}

/** `findByIds` yields nothing for no ids. */
async function readIds(
  call: OrmCall,
  input: Expression | undefined,
  options: Expression | undefined,
  setting: FindSetting,
  scope: OperationScope,
): Promise<FindReading> {
  const reading = await readFindOptions(options, setting, scope);
  const range = input ? rangeOf(input) : endOfArguments(call);
  return { ...reading, condition: { kind: "present", range, entries: [], other: true } };
}

async function writtenOf(
  call: OrmCall,
  target: Target,
  args: readonly Expression[],
  scope: OperationScope,
): Promise<Pick<Operation, "rows"> & { readonly type?: Operation["written"] }> {
  const row = target.rowIsReceiver ? call.receiver : args[0];
  if (!row) return { rows: "unknown" };
  const type = await scope.flow.valueTypeOf(row);
  if (type.base === "array" || isArrayLiteralExpression(unwrap(row))) return { rows: "many", type };
  return { rows: type.base === "object" ? "one" : "unknown", type };
}
