import {
  type ArrowFunction,
  type CallExpression,
  type Expression,
  type FunctionExpression,
  type Identifier,
  isArrayLiteralExpression,
  isArrowFunction,
  isComputedPropertyName,
  isFunctionExpression,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isObjectLiteralExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isSpreadElement,
  isStringLiteral,
  isTemplateExpression,
  isTemplateHead,
  type Node,
} from "../../compiler/ast.ts";
import { resultsOf as returnedBy } from "../../flow/origin-callers.ts";
import { readSqlExpression } from "../../flow/sql-expression.ts";
import { unwrap } from "../../flow/syntax.ts";
import type { SqlSink } from "../../model/index.ts";
import type { ReadContext } from "../adapter.ts";
import { bindRewrite } from "./sql-binding.ts";
import type { NameRegistry } from "./sql-binding-names.ts";
import { placeholderStyle } from "./sql-binding-style.ts";
import { TypeormSqlKnowledge } from "./sql-texts-knowledge.ts";
import {
  SQL_METHODS,
  type SqlArgument,
  type SqlSignature,
  sqlSignature,
  WRITING_METHODS,
} from "./sql-texts-sinks.ts";

/** A call whose name is one that may take SQL. */
interface Candidate {
  readonly call: CallExpression;
  readonly name: Identifier;
  readonly receiver: Expression | undefined;
}

/** An expression that reaches a place where TypeORM takes SQL. */
interface Taken {
  readonly candidate: Candidate;
  readonly signature: SqlSignature;
  readonly argument: SqlArgument;
  readonly expression: Expression;
  readonly sink: SqlSink;
  /** The text stands in the call itself, not in a function or a list that is passed. */
  readonly direct: boolean;
}

/**
 * Reads every text that reaches TypeORM as SQL: statements, clauses of query builders, raw find
 * operators, values written as functions.
 * @returns for each call, the positions of its texts in the file's facts
 */
export async function readSqlTexts(
  context: ReadContext,
): Promise<ReadonlyMap<Node, readonly number[]>> {
  const candidates = candidatesIn(context.flow.structure.calls);
  const symbols = await Promise.all(
    candidates.map(async ({ name, receiver }) =>
      (await context.flow.symbolOfCallee(name, receiver))?.resolved(),
    ),
  );
  const knowledge = new TypeormSqlKnowledge(context.flow);
  const taken: Promise<readonly Taken[]>[] = [];
  for (const [index, candidate] of candidates.entries()) {
    const declared = symbols[index]?.declarations.find(
      (site) => context.program.packageOf(site.path)?.name === "typeorm",
    );
    const signature = declared && sqlSignature(declared.path, candidate.name.text);
    if (!signature) continue;
    if (signature.api === "Raw") noteColumnParameter(candidate.call, knowledge);
    for (const argument of signature.arguments)
      taken.push(textsOf(candidate, signature, argument, context));
  }
  if (taken.length > 0) await context.flow.prepare();
  const texts = (await Promise.all(taken)).flat();
  const readings = await Promise.all(
    texts.map(({ expression, sink }) =>
      readSqlExpression(expression, sink, context.flow, knowledge),
    ),
  );
  const indexes = new Map<Node, number[]>();
  const names: NameRegistry = new Map();
  texts.forEach((text, position) => {
    const reading = readings[position];
    if (!reading) return;
    const { call, name } = text.candidate;
    const { expression, signature } = text;
    const placeholders = placeholderStyle(reading.parts, signature.kind, readings);
    const rewrite = bindRewrite({
      call,
      expression,
      argument: text.argument,
      direct: text.direct,
      kind: signature.kind,
      sink: text.sink,
      parts: reading.parts,
      holes: reading.holes,
      placeholders,
      context,
      names,
    });
    const index = context.facts.addSqlText({
      orm: "typeorm",
      api: signature.api,
      sink: text.sink,
      range: { start: expression.getStart(), end: expression.getEnd() },
      at: { start: name.getStart(), end: name.getEnd() },
      function: context.flow.functionAt(call),
      parts: reading.parts,
      placeholders: placeholders.style,
      rewrites: rewrite ? { "bind-parameter": rewrite } : {},
    });
    indexes.set(call, [...(indexes.get(call) ?? []), index]);
  });
  return indexes;
}

function candidatesIn(calls: readonly CallExpression[]): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const call of calls) {
    const callee = call.expression;
    const name = isPropertyAccessExpression(callee) ? callee.name : callee;
    if (!isIdentifier(name) || !SQL_METHODS.has(name.text)) continue;
    if (call.arguments.length > 0 && mayHoldSql(call, name.text)) {
      const receiver = isPropertyAccessExpression(callee) ? callee.expression : undefined;
      found.push({ call, name, receiver });
    }
  }
  return found;
}

/** Leaves out the many calls of such names that cannot hold SQL by their arguments alone: no question is asked for them. */
function mayHoldSql(call: CallExpression, name: string): boolean {
  if (WRITING_METHODS.has(name))
    return call.arguments.some((argument) => functionsIn(argument).length > 0);
  const receiver = isPropertyAccessExpression(call.expression) && call.expression.expression;
  return !(receiver && isIdentifier(receiver) && receiver.text === "Array");
}

function noteColumnParameter(call: CallExpression, knowledge: TypeormSqlKnowledge): void {
  const callback = call.arguments[0];
  const parameter = callback && isFunction(callback) ? callback.parameters[0] : undefined;
  if (parameter) knowledge.addColumnParameter(parameter);
}

async function textsOf(
  candidate: Candidate,
  signature: SqlSignature,
  argument: SqlArgument,
  context: ReadContext,
): Promise<readonly Taken[]> {
  const value = candidate.call.arguments[argument.index];
  if (!value || isSpreadElement(value)) return [];
  const take = (expression: Expression, direct: boolean): Taken => ({
    candidate,
    signature,
    argument,
    expression,
    sink: argument.sink,
    direct,
  });
  if (argument.shape === "functions")
    return functionsIn(value).map((expression) => take(expression, false));
  if (argument.shape === "subquery") return opensParenthesis(value) ? [take(value, true)] : [];
  if (isText(value)) return [take(value, true)];
  if (isArrayLiteralExpression(value)) {
    const items = value.elements.filter((item) => !isSpreadElement(item));
    const kept = await Promise.all(items.map((item) => isTextual(item, context)));
    return items.filter((_, index) => kept[index]).map((item) => take(item, false));
  }
  if (isFunction(value)) {
    const results = resultsOf(value);
    const kept = await Promise.all(results.map((result) => isTextual(result, context)));
    return results.filter((_, index) => kept[index]).map((result) => take(result, false));
  }
  if (isObjectLiteralExpression(value))
    return argument.shape === "keys" ? computedKeys(value).map((key) => take(key, false)) : [];
  return (await isTextual(value, context)) ? [take(value, true)] : [];
}

/** Text that starts with `(`, as written in place. */
function opensParenthesis(value: Expression): boolean {
  const first = isTemplateExpression(value) ? value.head : value;
  return isTextStart(first) && first.text.trimStart().startsWith("(");
}

function isTextStart(node: Node): node is Node & { readonly text: string } {
  return isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node) || isTemplateHead(node);
}

/** Text for certain, by its syntax. */
function isText(expression: Expression): boolean {
  return (
    isStringLiteral(expression) ||
    isNoSubstitutionTemplateLiteral(expression) ||
    isTemplateExpression(expression)
  );
}

/** Text by its syntax or its type. What has no type is left alone: it may be an object of conditions. */
async function isTextual(expression: Expression, context: ReadContext): Promise<boolean> {
  if (isText(expression)) return true;
  if (!isReadable(expression)) return false;
  return (await context.flow.valueTypeOf(expression)).base === "string";
}

function isReadable(expression: Expression): boolean {
  return !isObjectLiteralExpression(expression) && !isFunction(expression);
}

function isFunction(node: Node): node is ArrowFunction | FunctionExpression {
  return isArrowFunction(node) || isFunctionExpression(node);
}

/** `{ count: () => "count + 1" }`: what the functions return. */
function functionsIn(value: Expression): readonly Expression[] {
  const written = unwrap(value);
  const objects = isArrayLiteralExpression(written) ? written.elements.map(unwrap) : [written];
  return objects.flatMap((object) =>
    isObjectLiteralExpression(object)
      ? object.properties.flatMap((property) =>
          isPropertyAssignment(property) && isFunction(property.initializer)
            ? resultsOf(property.initializer)
            : [],
        )
      : [],
  );
}

/** `{ [column]: "ASC" }`: the computed keys. */
function computedKeys(value: Expression): readonly Expression[] {
  if (!isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap((property) => {
    const name = isPropertyAssignment(property) ? property.name : undefined;
    return name && isComputedPropertyName(name) ? [name.expression] : [];
  });
}

function resultsOf(callback: ArrowFunction | FunctionExpression): readonly Expression[] {
  return returnedBy(callback) ?? [];
}
