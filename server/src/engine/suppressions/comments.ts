import type { Range } from "../../base/index.ts";
import { type Node, type SourceFile, SyntaxKind } from "../../compiler/ast.ts";

/** A comment: its range with the delimiters, and what is written between them. */
export interface Comment {
  readonly range: Range;
  readonly text: string;
}

/** Kinds whose text may hold `//` or `/*` without beginning a comment. */
const opaqueKinds: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
  SyntaxKind.RegularExpressionLiteral,
  SyntaxKind.JsxText,
]);

/** A part of a text in which nothing begins a comment. */
export interface OpaqueRange extends Range {
  /** In the text of JSX a comment can stand in braces; in a literal there can be none. */
  readonly kind: "literal" | "jsx-text";
  /** The whole literal: of a template with holes, from its first to its last backtick. */
  readonly whole: Range;
}

/** All comments of a file in order. Literals, templates, regular expressions and JSX text hold none. */
export function commentsOf(source: SourceFile): readonly Comment[] {
  return scanComments(source.text, opaqueRanges(source));
}

/** The literals, templates, regular expressions and JSX texts of a file, sorted; they do not overlap. */
export function opaqueRanges(source: SourceFile): readonly OpaqueRange[] {
  const ranges: OpaqueRange[] = [];
  const rangeOf = (node: Node): Range => ({ start: node.getStart(source), end: node.end });
  const visit = (node: Node, template: Range | undefined): void => {
    if (opaqueKinds.has(node.kind)) {
      const jsx = node.kind === SyntaxKind.JsxText;
      // The text of JSX begins where the tag before it ends: what looks like trivia belongs to it.
      const range = jsx ? { start: node.pos, end: node.end } : rangeOf(node);
      ranges.push({
        ...range,
        kind: jsx ? "jsx-text" : "literal",
        whole: isTemplatePart(node) ? (template ?? range) : range,
      });
    }
    const around = isTemplate(node) ? rangeOf(node) : template;
    node.forEachChild((child) => visit(child, around));
  };
  visit(source, undefined);
  return ranges.sort((a, b) => a.start - b.start);
}

/** In types, too, a template can have holes. */
function isTemplate({ kind }: Node): boolean {
  return kind === SyntaxKind.TemplateExpression || kind === SyntaxKind.TemplateLiteralType;
}

function isTemplatePart({ kind }: Node): boolean {
  return (
    kind === SyntaxKind.TemplateHead ||
    kind === SyntaxKind.TemplateMiddle ||
    kind === SyntaxKind.TemplateTail
  );
}

/**
 * Comments of a text outside the given ranges.
 * @param opaque sorted, not overlapping
 */
export function scanComments(text: string, opaque: readonly Range[]): readonly Comment[] {
  const comments: Comment[] = [];
  let next = 0;
  let position = text.startsWith("#!") ? endOfLine(text, 0) : 0;
  while (position < text.length) {
    const hole = opaque[next];
    if (hole && position >= hole.start) {
      position = Math.max(position, hole.end);
      next++;
      continue;
    }
    const comment = commentAt(text, position);
    if (comment) comments.push(comment);
    position = comment ? comment.range.end : position + 1;
  }
  return comments;
}

function commentAt(text: string, start: number): Comment | undefined {
  if (text[start] !== "/") return undefined;
  if (text[start + 1] === "/") {
    const end = endOfLine(text, start);
    return { range: { start, end }, text: text.slice(start + 2, end) };
  }
  if (text[start + 1] !== "*") return undefined;
  const close = text.indexOf("*/", start + 2);
  const end = close < 0 ? text.length : close + 2;
  return {
    range: { start, end },
    text: text.slice(start + 2, close < 0 ? text.length : close),
  };
}

function endOfLine(text: string, from: number): number {
  const lineEnd = /[\r\n\u2028\u2029]/g;
  lineEnd.lastIndex = from;
  return lineEnd.exec(text)?.index ?? text.length;
}
