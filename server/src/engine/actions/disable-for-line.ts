import type { Range } from "../../base/index.ts";
import { partProse } from "../suppressions/apply.ts";
import type { OpaqueRange } from "../suppressions/comments.ts";
import type { Directive } from "../suppressions/directives.ts";
import type { CommentedText } from "./commented-text.ts";
import { type Insertion, plainInsertion, withReason } from "./insertion.ts";
import { lineEndingAt } from "./line-ending.ts";

/**
 * What to insert so that a rule is silent on the line on which a finding begins. In this order: the rule
 * joins a directive of that line; a comment on a line of its own goes above; one goes to the end of the line;
 * one goes between two words of the line; and where the line is all literal, the literal is put between
 * `ormlint-disable` and `ormlint-enable`.
 *
 * @param offset where the finding begins
 * @param knownRules names of all rules, which part the names in a directive from prose
 */
export function disableForLine(
  text: CommentedText,
  rule: string,
  offset: number,
  knownRules: ReadonlySet<string>,
): readonly Insertion[] {
  const line = text.lines.at(offset).line;
  const existing = text.directives.find(
    (directive) => directive.kind === "line" && directive.line === line,
  );
  if (existing) return [joinDirective(text.lines.text, existing, rule, knownRules)];
  const single =
    aboveLine(text, rule, line) ??
    atEndOfLine(text, rule, line) ??
    withinLine(text, rule, line, offset);
  return single ? [single] : aroundLiteral(text, rule, offset);
}

/** Adds a rule to the names in a directive. A reason that lacks its separator gets it. */
function joinDirective(
  text: string,
  { range, rules, reason }: Directive,
  rule: string,
  knownRules: ReadonlySet<string>,
): Insertion {
  const comment = text.slice(range.start, range.end);
  const keyword = /ormlint-[\w-]+/.exec(comment);
  const keywordEnd = range.start + (keyword ? keyword.index + keyword[0].length : 2);
  const named = partProse(rules, knownRules);
  const last = named.rules.at(-1);
  const offset = last?.range.end ?? keywordEnd;
  const name = last ? `, ${rule}` : ` ${rule}`;
  if (named.prose) return plainInsertion(offset, `${name} --`);
  const separated =
    reason !== undefined || /(?:^|\s)--(?:\s|$)/.test(bodyFrom(comment, offset - range.start));
  return separated ? plainInsertion(offset, name) : withReason(offset, `${name} -- `, "");
}

/** What a comment says from an offset on, without its end. */
function bodyFrom(comment: string, from: number): string {
  return comment.slice(from).replace(/\*\/$/, "");
}

/** A comment on a line of its own, where the line does not begin within a literal or a comment. */
function aboveLine(text: CommentedText, rule: string, line: number): Insertion | undefined {
  const { lines } = text;
  const offset = lines.lineStart(line);
  if (insideComment(text, offset)) return undefined;
  const indent = /^\s*/.exec(lines.line(line))?.[0] ?? "";
  const ending = lineEndingAt(lines, line);
  const directive = `ormlint-disable-next-line ${rule} -- `;
  const around = text.opaque.find((range) => reaches(range, offset));
  if (!around) return withReason(offset, `${indent}// ${directive}`, ending);
  if (around.kind !== "jsx-text" || joinsWords(lines.text, around, offset)) return undefined;
  return withReason(offset, `${indent}{/* ${directive}`, ` */}${ending}`);
}

/** Whether a comment at an offset would be text of the literal or of the JSX. */
function reaches({ kind, start, end }: OpaqueRange, offset: number): boolean {
  return start < offset && (kind === "jsx-text" ? offset <= end : offset < end);
}

/** Whether the text of JSX would lose the space that a line break between two of its words stands for. */
function joinsWords(text: string, { start, end }: Range, offset: number): boolean {
  return /\S/.test(text.slice(start, offset)) && /\S/.test(text.slice(offset, end));
}

function atEndOfLine(text: CommentedText, rule: string, line: number): Insertion | undefined {
  const offset = text.lines.lineStart(line) + text.lines.line(line).trimEnd().length;
  const inText = text.opaque.some(
    ({ kind, start, end }) =>
      (kind === "jsx-text" ? start <= offset : start < offset) && offset < end,
  );
  if (inText || insideComment(text, offset)) return undefined;
  return withReason(offset, ` // ormlint-disable-line ${rule} -- `, "");
}

/** Before the finding, or in the first hole of a template on its line. */
function withinLine(
  text: CommentedText,
  rule: string,
  line: number,
  finding: number,
): Insertion | undefined {
  const place = [finding, ...holesOn(text, line)].find(
    (offset) =>
      !insideComment(text, offset) && !text.opaque.some((range) => isWithin(range, offset)),
  );
  if (place === undefined) return undefined;
  return withReason(place, `/* ormlint-disable-line ${rule} -- `, " */ ");
}

function isWithin({ kind, start, end }: OpaqueRange, offset: number): boolean {
  // Beside the text of JSX are tags and braces: there is code only within them.
  return kind === "jsx-text" ? start <= offset && offset <= end : start < offset && offset < end;
}

/** Where the holes of templates begin on a line. */
function holesOn({ lines, opaque }: CommentedText, line: number): readonly number[] {
  return opaque
    .filter(({ end }) => lines.text.slice(end - 2, end) === "${" && lines.at(end).line === line)
    .map(({ end }) => end);
}

function aroundLiteral(text: CommentedText, rule: string, offset: number): readonly Insertion[] {
  const literal = text.opaque.find(
    ({ kind, start, end }) => kind === "literal" && start <= offset && offset < end,
  );
  if (!literal) return [];
  return [
    withReason(literal.whole.start, `/* ormlint-disable ${rule} -- `, " */ "),
    plainInsertion(literal.whole.end, ` /* ormlint-enable ${rule} */`),
  ];
}

function insideComment({ comments, lines }: CommentedText, offset: number): boolean {
  return comments.some(({ range }) => {
    // What follows a comment to the end of its line belongs to it.
    const toLineEnd = lines.text.startsWith("//", range.start);
    return range.start < offset && (toLineEnd ? offset <= range.end : offset < range.end);
  });
}
