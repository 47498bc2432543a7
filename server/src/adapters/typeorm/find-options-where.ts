import type { Range } from "../../base/index.ts";
import {
  type Expression,
  isArrayLiteralExpression,
  isCallExpression,
  isConditionalExpression,
  isIdentifier,
  isNewExpression,
  isNonNullExpression,
  isObjectLiteralExpression,
  isSpreadElement,
} from "../../compiler/ast.ts";
import { isTransparent, rangeOf, unwrap } from "../../flow/syntax.ts";
import type { Condition, ConditionEntry } from "../../model/index.ts";
import {
  type ConditionPlace,
  emptyCriteriaThrows,
  type MissingValues,
  missingOperand,
  missingPropertyValues,
  missingWhole,
} from "./find-options-missing-values.ts";
import { type StatedObject, settledOrigin, statedObject } from "./find-options-object.ts";
import { operatorNames } from "./operations-methods.ts";
import { obviousType } from "./operations-obvious-type.ts";
import type { OperationScope } from "./operations-scope.ts";
import type { OrmVersion } from "./operations-version.ts";

export interface WhereSetting {
  readonly place: ConditionPlace;
  readonly version: OrmVersion;
  /** What happens when the whole condition is missing; by default what the place says. */
  readonly whenMissing?: MissingValues;
}

/** What was gathered of one object or list of conditions. */
interface Gathered {
  readonly entries: readonly Promise<ConditionEntry>[];
  /** Something that always holds beyond the entries. */
  readonly other: boolean;
  /** Something may be there that could not be read. */
  readonly opaque: boolean;
  /** Nothing at all is written. */
  readonly empty: boolean;
}

/** Reads the condition of a call: an object, a list of objects, an id, a list of ids. */
export async function readWhere(
  expression: Expression,
  setting: WhereSetting,
  scope: OperationScope,
): Promise<Condition> {
  const inner = unwrap(expression);
  const range = rangeOf(inner);
  if (isConditionalExpression(inner)) return readAlternatives(inner, setting, scope);
  const list = isArrayLiteralExpression(inner) ? inner : settledArray(inner, scope);
  if (list) {
    if (list.elements.length === 0) return emptyCondition(range, "array", setting);
    const parts = list.elements.map((element) =>
      isSpreadElement(element) ? opaque : gatherElement(element, setting, scope),
    );
    return finish(parts, range, "array", setting);
  }
  const object = statedObject(inner, scope);
  if (object) return finish([gather(object, "", setting, scope)], range, "object", setting);
  return readWhole(expression, setting, scope);
}

function settledArray(expression: Expression, scope: OperationScope) {
  const origin = settledOrigin(expression, scope);
  return origin && isArrayLiteralExpression(origin) ? origin : undefined;
}

const opaque: Gathered = { entries: [], other: false, opaque: true, empty: false };

/** An element of a list of criteria: an object of conditions, or an id. */
function gatherElement(
  element: Expression,
  setting: WhereSetting,
  scope: OperationScope,
): Gathered {
  const object = statedObject(element, scope);
  if (object) return gather(object, "", setting, scope);
  const ids = setting.place === "criteria";
  return ids ? { entries: [], other: true, opaque: false, empty: false } : opaque;
}

async function readAlternatives(
  expression: Expression,
  setting: WhereSetting,
  scope: OperationScope,
): Promise<Condition> {
  if (!isConditionalExpression(expression)) return dynamic;
  const [first, second] = await Promise.all([
    readWhere(expression.whenTrue, setting, scope),
    readWhere(expression.whenFalse, setting, scope),
  ]);
  if (first.kind !== "present" || second.kind !== "present") return dynamic;
  return {
    kind: "present",
    range: rangeOf(expression),
    entries: [...first.entries, ...second.entries],
    other: first.other && second.other,
  };
}

const dynamic: Condition = { kind: "unknown", reason: "dynamic-expression" };

function emptyCondition(range: Range, kind: "object" | "array", setting: WhereSetting): Condition {
  const throws = setting.place === "criteria" && emptyCriteriaThrows(kind, setting.version);
  return { kind: "empty", range, ...(throws ? { throws: true } : {}) };
}

async function finish(
  parts: readonly Gathered[],
  range: Range,
  kind: "object" | "array",
  setting: WhereSetting,
): Promise<Condition> {
  // The parts of a list are alternatives: one without a condition makes the whole hold for every row.
  if (parts.some((part) => part.empty)) return emptyCondition(range, kind, setting);
  const entries = await Promise.all(parts.flatMap((part) => part.entries));
  const other = parts.every((part) => part.other);
  if (entries.length === 0 && !other) return dynamic;
  return { kind: "present", range, entries, other };
}

/** Reads the conditions of one object; nested objects are those of relations and embedded columns. */
function gather(
  object: StatedObject,
  prefix: string,
  setting: WhereSetting,
  scope: OperationScope,
): Gathered {
  const entries: Promise<ConditionEntry>[] = [];
  let other = false;
  let unread = object.opaqueBefore.length > 0;
  let written = 0;
  for (const property of object.properties) {
    const path = prefix === "" ? property.name : `${prefix}.${property.name}`;
    const value = unwrap(property.value);
    const nested = isObjectLiteralExpression(value) ? statedObject(value, scope) : undefined;
    if (nested) {
      const inside = gather(nested, path, setting, scope);
      entries.push(...inside.entries);
      other ||= inside.other && !property.guarded;
      unread ||= inside.opaque;
      if (!inside.empty) written++;
      continue;
    }
    written++;
    const operands = operatorOperands(value, scope);
    if (operands) {
      for (const [operator, operand] of operands.values) {
        const found = entry(operand, path, missingOperand(operator), scope);
        entries.push(exactOperators.has(operator) ? found : found.then(inexact));
      }
      other ||= operands.values.length === 0 && !property.guarded;
    } else if (property.guarded) {
      unread = true;
    } else {
      entries.push(
        entry(
          believed(property.value),
          path,
          missingPropertyValues(setting.place, setting.version),
          scope,
        ),
      );
    }
  }
  return { entries, other, opaque: unread, empty: written === 0 && !unread };
}

/** Operators that name the values which are looked for. */
const exactOperators: ReadonlySet<string> = new Set(["Equal", "In", "Any"]);

function inexact(entry: ConditionEntry): ConditionEntry {
  return { ...entry, inexact: true };
}

const textOperators: ReadonlySet<string> = new Set(["Raw", "IsNull"]);

/** The values inside an operator such as `In(ids)` or `Not(Equal(x))`, each with its operator. */
function operatorOperands(
  value: Expression,
  scope: OperationScope,
): { readonly values: readonly (readonly [operator: string, operand: Expression])[] } | undefined {
  if (isNewExpression(value)) return { values: [] };
  if (!isCallExpression(value)) return undefined;
  const name = scope.calls.get(value)?.method;
  if (name === undefined || !operatorNames.has(name)) return undefined;
  if (textOperators.has(name)) return { values: [] };
  const values = value.arguments.flatMap((argument) => {
    if (isSpreadElement(argument)) return [];
    const inner = operatorOperands(unwrap(argument), scope);
    return inner ? inner.values : [[name, argument] as const];
  });
  return { values };
}

async function entry(
  value: Expression,
  path: string,
  missing: MissingValues,
  scope: OperationScope,
): Promise<ConditionEntry> {
  const inner = unwrap(value);
  const valueType = obviousType(inner) ?? (await scope.flow.valueTypeOf(value));
  const deliberate = writesUndefined(inner) ? { deliberate: true } : {};
  return { path, range: rangeOf(inner), valueType, ...missing, ...deliberate };
}

/**
 * The expression whose type is believed: `id!` says that the author knows better. `id as number` only
 * says what the types of the ORM want to hear.
 */
function believed(value: Expression): Expression {
  let current = value;
  while (isTransparent(current) && !isNonNullExpression(current)) current = current.expression;
  return current;
}

/** `wanted ? value : undefined`: leaving the condition out is what the text says. */
function writesUndefined(value: Expression): boolean {
  const inner = unwrap(value);
  if (isIdentifier(inner)) return inner.text === "undefined";
  if (!isConditionalExpression(inner)) return false;
  return writesUndefined(inner.whenTrue) || writesUndefined(inner.whenFalse);
}

/** Reads a criteria that is one value: an id, a list of ids, an object that cannot be seen into. */
async function readWhole(
  expression: Expression,
  setting: WhereSetting,
  scope: OperationScope,
): Promise<Condition> {
  const missing = setting.whenMissing ?? missingWhole(setting.place);
  const whole = await entry(believed(expression), "", missing, scope);
  const { base, optional, nullable } = whole.valueType;
  if (base === "any" || base === "unknown") return { kind: "unknown", reason: "any-type" };
  if (base === "object" && !optional && !nullable) return dynamic;
  return { kind: "value", entry: whole };
}
