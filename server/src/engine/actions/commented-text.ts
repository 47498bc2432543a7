import type { SourceFile } from "../../compiler/ast.ts";
import {
  type Comment,
  type OpaqueRange,
  opaqueRanges,
  scanComments,
} from "../suppressions/comments.ts";
import { type Directive, directivesOf } from "../suppressions/directives.ts";
import { LineIndex } from "../text/line-index.ts";

/** A file's text with what decides where a comment can be put. Plain data but for the index of lines. */
export interface CommentedText {
  readonly lines: LineIndex;
  /** Sorted, not overlapping. */
  readonly opaque: readonly OpaqueRange[];
  readonly comments: readonly Comment[];
  readonly directives: readonly Directive[];
}

/** Reads the places of comments from a tree. Nothing of the tree is kept. */
export function commentedText(source: SourceFile): CommentedText {
  const { text } = source;
  const opaque = opaqueRanges(source);
  const comments = scanComments(text, opaque);
  return { lines: new LineIndex(text), opaque, comments, directives: directivesOf(text, comments) };
}
