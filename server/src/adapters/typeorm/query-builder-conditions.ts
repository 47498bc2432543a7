import type { Range } from "../../base/index.ts";
import {
  type Expression,
  isArrowFunction,
  isFunctionExpression,
  isNewExpression,
  isNoSubstitutionTemplateLiteral,
  isStringLiteral,
  isTemplateExpression,
} from "../../compiler/ast.ts";
import { rangeOf, unwrap } from "../../flow/syntax.ts";
import type { Condition, ConditionEntry } from "../../model/index.ts";
import { statedObject } from "./find-options-object.ts";
import { readWhere } from "./find-options-where.ts";
import { argumentsOf } from "./operations-draft.ts";
import type { OperationScope } from "./operations-scope.ts";
import type { BuilderHistory, BuilderStep } from "./query-builder-history.ts";

const conditionSteps: ReadonlySet<string> = new Set([
  ...["where", "andWhere", "orWhere", "whereInIds", "andWhereInIds", "orWhereInIds"],
  ...["whereExists", "andWhereExists", "orWhereExists", "whereEntity", "of"],
]);

/**
 * The condition of a builder: present when some clause is added on every path, absent when none is added
 * on any. An empty object given to `where` adds no clause.
 * @param optionsCondition what `setFindOptions` adds
 * @param absentAt where a condition would stand
 */
export async function readBuilderCondition(
  history: BuilderHistory,
  optionsCondition: Condition | undefined,
  absentAt: Range,
  scope: OperationScope,
): Promise<Condition> {
  const clauses = history.steps.filter(
    (step) => conditionSteps.has(step.call.method) || restricts(step),
  );
  const read = await Promise.all(clauses.map((step) => readClause(step, scope)));
  const certain = read.filter((_, index) => clauses[index]?.certain);
  const parts = [...certain, ...(optionsCondition ? [optionsCondition] : [])];
  const present = parts.filter((part) => part.kind === "present");
  const [first] = present;
  if (first) {
    const entries: readonly ConditionEntry[] = present.flatMap((part) => part.entries);
    return {
      kind: "present",
      range: first.range,
      entries,
      other: present.some((part) => part.other),
    };
  }
  const undecided = parts.some((part) => part.kind === "unknown" || part.kind === "value");
  if (undecided || history.escapes || certain.length < clauses.length) {
    return { kind: "unknown", reason: "dynamic-expression" };
  }
  const empty = parts.find((part) => part.kind === "empty");
  return empty ?? { kind: "absent", range: absentAt };
}

/** An inner join with a condition of its own leaves out the rows that do not meet it. */
function restricts(step: BuilderStep): boolean {
  const position = step.call.method.startsWith("innerJoinAndMap") ? 3 : 2;
  return step.call.method.startsWith("innerJoin") && argumentsOf(step.call).length > position;
}

async function readClause(step: BuilderStep, scope: OperationScope): Promise<Condition> {
  const [argument] = argumentsOf(step.call);
  if (!argument) return { kind: "unknown", reason: "dynamic-expression" };
  const range = rangeOf(argument);
  const other: Condition = { kind: "present", range, entries: [], other: true };
  if (!/^(and|or)?where$/i.test(step.call.method)) return other;
  if (isClause(unwrap(argument))) return other;
  if (!statedObject(argument, scope)) {
    const type = await scope.flow.valueTypeOf(argument);
    if (type.base === "string" && !type.optional && !type.nullable) return other;
    if (type.symbolName === "Brackets" || type.symbolName === "NotBrackets") return other;
  }
  return readWhere(argument, { place: "builder-where", version: step.call.version }, scope);
}

/** SQL text, `new Brackets(…)`, or a function that makes the text. */
function isClause(expression: Expression): boolean {
  return (
    isStringLiteral(expression) ||
    isNoSubstitutionTemplateLiteral(expression) ||
    isTemplateExpression(expression) ||
    isNewExpression(expression) ||
    isArrowFunction(expression) ||
    isFunctionExpression(expression)
  );
}
