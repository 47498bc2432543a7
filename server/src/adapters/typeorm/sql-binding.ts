import type { TextEdit } from "../../base/index.ts";
import type { CallExpression, Expression } from "../../compiler/ast.ts";
import type { Hole, Rewrite, SqlPart, SqlSink } from "../../model/index.ts";
import type { ReadContext } from "../adapter.ts";
import { editOfParameters } from "./sql-binding-arguments.ts";
import { BoundNames, type NameRegistry } from "./sql-binding-names.ts";
import { spansToBind } from "./sql-binding-spans.ts";
import type { StyleReading } from "./sql-binding-style.ts";
import { leavesParametersBehind } from "./sql-binding-subqueries.ts";
import type { SqlArgument, SqlSignature } from "./sql-texts-sinks.ts";

/** A text, and everything about its call that binding depends on. */
export interface BindingRequest {
  readonly call: CallExpression;
  readonly expression: Expression;
  readonly argument: SqlArgument;
  readonly direct: boolean;
  readonly kind: SqlSignature["kind"];
  readonly sink: SqlSink;
  readonly parts: readonly SqlPart[];
  readonly holes: readonly Expression[];
  readonly placeholders: StyleReading;
  readonly context: ReadContext;
  readonly names: NameRegistry;
}

const HARMLESS = new Set([
  "constant",
  "numeric",
  "metadata",
  "subquery",
  "escaped",
  "allow-listed",
]);
const SCALARS = new Set(["string", "number", "bigint", "boolean"]);

/** Whether text in this hole may change what the statement says. */
export function needsBinding(hole: Hole): boolean {
  return (hole.slot === "value" || hole.slot === "list") && !HARMLESS.has(hole.origin.kind);
}

/**
 * The edits that turn every value that is pasted into the text into a bound parameter.
 * @returns `undefined` when one of them cannot be bound, or when something else would change
 */
export function bindRewrite(request: BindingRequest): Rewrite | undefined {
  const { argument, direct, parts, placeholders } = request;
  const holes = parts.flatMap((part) => (part.kind === "hole" ? [part.hole] : []));
  const wanted = holes.filter(needsBinding);
  if (wanted.length === 0 || !direct || argument.parameters === undefined) return undefined;
  if (leavesParametersBehind(request)) return undefined;
  if (placeholders.next === undefined || placeholders.written.computed) return undefined;
  if (holes.some((hole) => hole.nested !== undefined)) return undefined;
  if (placeholders.next === "question" && placeholders.written.questions > 0) return undefined;
  const source = request.context.source.text;
  const spans = spansToBind(request, new Set(wanted), source);
  if (!spans) return undefined;

  const names = new BoundNames(request, request.names);
  const file = request.context.source.fileName;
  const edits: TextEdit[] = [];
  const values: { name: string; value: string }[] = [];
  let number = Math.max(0, ...placeholders.written.numbers);
  for (const span of spans) {
    if (placeholders.next === "named") {
      const { name, known } = names.nameFor(span.value);
      if (!known) values.push({ name, value: span.value });
      edits.push(edit(file, span.start, span.end, (span.list ? ":..." : ":") + name + span.after));
      continue;
    }
    if (span.list) return undefined;
    values.push({ name: "", value: span.value });
    const mark = placeholders.next === "dollar" ? `$${++number}` : "?";
    edits.push(edit(file, span.start, span.end, mark + span.after));
  }
  const parameters = editOfParameters(request, values);
  if (!parameters) return undefined;
  edits.push({ file, ...parameters });
  return { kind: kindOf(request, wanted, names), edits };
}

function edit(file: string, start: number, end: number, newText: string): TextEdit {
  return { file, range: { start, end }, newText };
}

/** Safe only where the bound value is what the text spelled before. */
function kindOf(
  request: BindingRequest,
  wanted: readonly Hole[],
  names: BoundNames,
): "safe" | "suggestion" {
  if (!request.placeholders.certain || !names.certain) return "suggestion";
  return wanted.every(keepsMeaning) ? "safe" : "suggestion";
}

function keepsMeaning(hole: Hole): boolean {
  const type = hole.slot === "list" ? (hole.valueType.element ?? hole.valueType) : hole.valueType;
  if (!SCALARS.has(type.base) || type.nullable || type.optional) return false;
  // Text outside quotes is SQL of its own: a value once bound is something else.
  return hole.quoted || hole.slot === "list" || type.base !== "string";
}
