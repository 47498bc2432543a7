import type { Range } from "../../base/index.ts";
import {
  type Expression,
  isCallExpression,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isStringLiteral,
  isTemplateExpression,
} from "../../compiler/ast.ts";
import { soleResult } from "../../flow/origin-checks.ts";
import { inlineFunction, methodCall, unwrap } from "../../flow/syntax.ts";
import type { Hole, SqlPart } from "../../model/index.ts";
import { literalPositions } from "../../sql/position-map.ts";
import { HOLE, type SqlToken, scanSql, sqlSource } from "../../sql/scanner.ts";
import type { BindingRequest } from "./sql-binding.ts";
import { piecesOf } from "./sql-binding-style.ts";

/** A stretch of the source that a placeholder takes the place of. */
export interface BindSpan {
  readonly start: number;
  readonly end: number;
  /** What closes the literal again, when the span runs to the end of the expression. */
  readonly after: string;
  /** Source of the bound value. */
  readonly value: string;
  readonly list: boolean;
}

const BINDABLE_STATEMENTS = new Set("SELECT INSERT UPDATE DELETE WITH REPLACE MERGE".split(" "));
const COMPARISONS = new Set("= <> != < > <= >= <=> ~ ~* !~ !~* ~~ || + - / %".split(" "));
const BEFORE_VALUE = new Set(
  "LIKE ILIKE RLIKE REGEXP BETWEEN AND THEN ELSE TO LIMIT OFFSET".split(" "),
);

/**
 * Finds the source of every value to bind: a whole quoted string with the holes in it, or a bare hole.
 * @returns `undefined` when one of them cannot be bound where it stands
 */
export function spansToBind(
  request: BindingRequest,
  wanted: ReadonlySet<Hole>,
  source: string,
): readonly BindSpan[] | undefined {
  const { parts, expression, sink } = request;
  const inPlace = parts.every((part) => {
    const range = rangeOfPart(part);
    return expression.getStart() <= range.start && range.end <= expression.getEnd();
  });
  if (!inPlace) return undefined;
  const tokens = scanSql(sqlSource(piecesOf(parts))).filter((token) => token.kind !== "comment");
  if (sink === "statement" && !BINDABLE_STATEMENTS.has(tokens[0]?.text.toUpperCase() ?? ""))
    return undefined;
  // A driver prepares a statement with parameters, and takes no second one with it.
  const end = tokens.findIndex((token) => token.text === ";");
  if (sink === "statement" && end !== -1 && end < tokens.length - 1) return undefined;
  const holes = parts.flatMap((part, index) =>
    part.kind === "hole" ? [{ hole: part.hole, index }] : [],
  );
  const spans: BindSpan[] = [];
  const done = new Set<number>();
  for (const [position, { hole, index }] of holes.entries()) {
    if (!wanted.has(hole) || done.has(position)) continue;
    const at = tokens.findIndex((token) => token.holes.includes(position));
    const token = tokens[at];
    if (!token || !takesParameter(tokens, at)) return undefined;
    for (const other of token.holes) done.add(other);
    const node = request.holes[position];
    if (!node) return undefined;
    const span =
      token.kind === "string"
        ? isQuotedJoin(node)
          ? undefined
          : quotedSpan(parts, token, source)
        : token.holes.length === 1 && token.text === HOLE
          ? bareSpan(parts, index, hole, node, source)
          : undefined;
    if (!span) return undefined;
    spans.push(span);
  }
  return spans;
}

/** A parameter may stand where the token stands: compared, listed or assigned, not part of a literal of a type. */
function takesParameter(tokens: readonly SqlToken[], at: number): boolean {
  const before = tokens[at - 1];
  if (!before) return false;
  if (before.kind === "operator") return COMPARISONS.has(before.text);
  if (before.text === "(" || before.text === ",") return true;
  return before.kind === "word" && BEFORE_VALUE.has(before.text.toUpperCase());
}

/** `'%${x}%'` becomes a parameter with the value `%${x}%`. */
function quotedSpan(
  parts: readonly SqlPart[],
  token: SqlToken,
  source: string,
): BindSpan | undefined {
  if (!token.text.startsWith("'") || token.open) return undefined;
  const content = token.text.slice(1, -1);
  if (content.includes("''") || content.includes("\\")) return undefined;
  const start = sourceOf(parts, token.start, source);
  const end = sourceOf(parts, token.end - 1, source);
  if (!start || !end || !sameLiteral(parts, start.part, end.part, source)) return undefined;
  const texts = content.split(HOLE);
  const holes = token.holes.map((position) => holeAt(parts, position)?.text ?? "");
  const alone = holes.length === 1 && texts.every((text) => text === "");
  const value = alone
    ? (holes[0] ?? "")
    : `\`${texts.map((text, index) => (index === 0 ? "" : `\${${holes[index - 1]}}`) + escapeTemplate(text)).join("")}\``;
  return { start: start.offset, end: end.offset + 1, after: "", value, list: false };
}

function escapeTemplate(text: string): string {
  return text.replace(/[\\`]|\$\{/g, (found) => `\\${found}`);
}

function holeAt(parts: readonly SqlPart[], position: number): Hole | undefined {
  return parts.flatMap((part) => (part.kind === "hole" ? [part.hole] : []))[position];
}

/** The file offset of a character of the joined text, and the part that it is in. */
function sourceOf(
  parts: readonly SqlPart[],
  offset: number,
  source: string,
): { part: number; offset: number } | undefined {
  let from = 0;
  for (const [index, part] of parts.entries()) {
    const length = part.kind === "text" ? part.text.length : 1;
    if (part.kind === "text" && from <= offset && offset < from + length) {
      const raw = source.slice(part.range.start, part.range.end);
      for (const kind of ["template", "string"] as const) {
        const map = literalPositions(raw, part.range.start, kind);
        if (map.cooked === part.text)
          return { part: index, offset: map.sourceOffset(offset - from) };
      }
      return undefined;
    }
    from += length;
  }
  return undefined;
}

/** Nothing stands between the parts but `+` and the marks of a template: no brackets, no arguments of a call. */
function areJoined(parts: readonly SqlPart[], source: string): boolean {
  return parts.slice(1).every((part, index) => {
    const before = parts[index];
    if (!before) return false;
    const between = source.slice(rangeOfPart(before).end, rangeOfPart(part).start);
    return /^(?:["'`]?\s*\+\s*["'`]?|\$\{\s*|\s*\}|\s*\}\$\{\s*)$/.test(between);
  });
}

function rangeOfPart(part: SqlPart): Range {
  return part.kind === "text" ? part.range : part.hole.range;
}

/** Cutting from one part into another leaves one well-formed literal. */
function sameLiteral(
  parts: readonly SqlPart[],
  first: number,
  last: number,
  source: string,
): boolean {
  if (first === last) return true;
  if (!areJoined(parts.slice(first, last + 1), source)) return false;
  const one = parts[first];
  const other = parts[last];
  if (one?.kind !== "text" || other?.kind !== "text") return false;
  const closing = source[one.range.end];
  const opening = source[other.range.start - 1];
  if (closing === "$") {
    if (opening !== "}") return false;
    // Both ends belong to one template only when all between is templates' own.
    return parts.slice(first, last + 1).every((part, index) => {
      const inner = index > 0 && index < last - first;
      return part.kind === "hole" || !inner || source[part.range.start - 1] === "}";
    });
  }
  return closing === opening && closing !== undefined && "'\"`".includes(closing);
}

function bareSpan(
  parts: readonly SqlPart[],
  index: number,
  hole: Hole,
  node: Expression,
  source: string,
): BindSpan | undefined {
  const before = parts[index - 1];
  const after = parts[index + 1];
  if (before?.kind !== "text") return undefined;
  const value = hole.slot === "list" ? listOf(node) : hole.text;
  if (value === undefined) return undefined;
  const start = before.range.end;
  const list = hole.slot === "list";
  if (after?.kind === "text")
    return sameLiteral(parts, index - 1, index + 1, source)
      ? { start, end: after.range.start, after: "", value, list }
      : undefined;
  const delimiter = source[start];
  if (!areJoined(parts.slice(index - 1, index + 1), source)) return undefined;
  if (after || delimiter === undefined || !"'\"`".includes(delimiter)) return undefined;
  return { start, end: hole.range.end, after: delimiter, value, list };
}

/** The array behind `ids.join(",")` and ``ids.map((id) => `'${id}'`).join(",")``. */
function listOf(node: Expression): string | undefined {
  const inner = unwrap(node);
  if (!isCallExpression(inner)) return isIdentifier(inner) ? inner.getText() : undefined;
  const joined = methodCall(inner);
  if (joined?.name !== "join" || !joinsByComma(inner.arguments[0])) return undefined;
  const mapped = methodCall(unwrap(joined.receiver));
  if (mapped?.name !== "map") return joined.receiver.getText();
  return quotesEach(mapped.call.arguments[0]) ? mapped.receiver.getText() : undefined;
}

/** `names.join("','")`: the quotes of the list are those of the text around, so it is more than one value. */
function isQuotedJoin(node: Expression): boolean {
  const joined = methodCall(unwrap(node));
  const separator = joined?.name === "join" ? joined.call.arguments[0] : undefined;
  if (!separator) return false;
  return !isStringLiteral(separator) || separator.text.includes("'");
}

function joinsByComma(separator: Expression | undefined): boolean {
  if (!separator) return true;
  return (
    (isStringLiteral(separator) || isNoSubstitutionTemplateLiteral(separator)) &&
    separator.text.trim() === ","
  );
}

/** The callback puts quotes around its parameter and does nothing else. */
function quotesEach(callback: Expression | undefined): boolean {
  const inline = inlineFunction(callback);
  const result = inline && soleResult(inline);
  const body = result && unwrap(result);
  const parameter = inline?.parameters[0]?.name.getText();
  if (!body || !isTemplateExpression(body) || body.head.text !== "'") return false;
  const [span, ...more] = body.templateSpans;
  return more.length === 0 && span?.literal.text === "'" && span.expression.getText() === parameter;
}
