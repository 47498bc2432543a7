import type { Range } from "../../base/index.ts";
import { LineIndex } from "../text/line-index.ts";
import type { Comment } from "./comments.ts";

/** The text without which a file has no directive. */
export const directiveMarker = "ormlint-";

/** A rule's name as a directive writes it. */
export interface NamedRule {
  readonly name: string;
  readonly range: Range;
}

/**
 * A comment that silences rules. Plain data.
 * `disable` and `enable` span text; `line` silences findings that begin on `line`.
 */
export interface Directive {
  readonly kind: "line" | "disable" | "enable";
  /** Of the comment. */
  readonly range: Range;
  /** For `line`: the silenced line, counted from 1. */
  readonly line: number | undefined;
  readonly rules: readonly NamedRule[];
  readonly reason: string | undefined;
}

const forms = {
  "ormlint-disable-next-line": "next-line",
  "ormlint-disable-line": "this-line",
  "ormlint-disable": "disable",
  "ormlint-enable": "enable",
} as const;

/** Reads the directives among a file's comments. */
export function directivesOf(text: string, comments: readonly Comment[]): readonly Directive[] {
  const lines = new LineIndex(text);
  const directives: Directive[] = [];
  for (const comment of comments) {
    const parsed = parseDirective(comment);
    if (!parsed) continue;
    const { form, rules, reason } = parsed;
    const { range } = comment;
    const kind = form === "disable" || form === "enable" ? form : "line";
    let line: number | undefined;
    if (form === "this-line") line = lines.at(range.start).line;
    if (form === "next-line") line = nextCodeLine(lines, range.end, comments);
    directives.push({ kind, range, line, rules, reason });
  }
  return directives;
}

function parseDirective(comment: Comment) {
  const word = /^[\s*]*(ormlint-[a-z-]+)(?=\s|$)/.exec(comment.text);
  const name = word?.[1];
  if (!word || name === undefined || !(name in forms)) return undefined;
  const form = forms[name as keyof typeof forms];
  const body = comment.text.slice(word[0].length);
  const separator = /(?:^|\s)--(?:\s|$)/.exec(body);
  const list = separator ? body.slice(0, separator.index) : body;
  const reason = separator ? body.slice(separator.index + separator[0].length).trim() : "";
  const listStart = comment.range.start + 2 + word[0].length;
  const rules = [...list.matchAll(/[^\s,]+/g)].map((match) => ({
    name: match[0],
    range: { start: listStart + match.index, end: listStart + match.index + match[0].length },
  }));
  return { form, rules, reason: reason === "" ? undefined : reason };
}

/** The first line after a comment's that holds code: comments and empty lines between do not count. */
function nextCodeLine(lines: LineIndex, from: number, comments: readonly Comment[]): number {
  let line = lines.at(from).line + 1;
  let position = lines.lineStart(line);
  const { text } = lines;
  while (position < text.length) {
    const comment = comments.find(({ range }) => range.start <= position && position < range.end);
    if (comment) position = comment.range.end;
    else if (/\s/.test(text.charAt(position))) position++;
    else break;
  }
  line = Math.max(line, lines.at(position).line);
  return line;
}
