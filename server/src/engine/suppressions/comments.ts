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

/** All comments of a file in order. Literals, templates, regular expressions and JSX text hold none. */
export function commentsOf(source: SourceFile): readonly Comment[] {
  return scanComments(source.text, opaqueRanges(source));
}

function opaqueRanges(source: SourceFile): readonly Range[] {
  const ranges: Range[] = [];
  const visit = (node: Node): void => {
    if (opaqueKinds.has(node.kind)) {
      // The text of JSX begins where the tag before it ends: what looks like trivia belongs to it.
      const start = node.kind === SyntaxKind.JsxText ? node.pos : node.getStart(source);
      ranges.push({ start, end: node.end });
    }
    node.forEachChild(visit);
  };
  visit(source);
  return ranges.sort((a, b) => a.start - b.start);
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
