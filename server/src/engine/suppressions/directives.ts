import { nearestName, type Range } from "../../base/index.ts";
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
 * `disable` and `enable` span text; `line` silences findings that begin on `line`; `misspelt` silences
 * nothing.
 */
export interface Directive {
  readonly kind: "line" | "disable" | "enable" | "misspelt";
  /** Of the comment. */
  readonly range: Range;
  /** For `line`: the silenced line, counted from 1. */
  readonly line: number | undefined;
  readonly rules: readonly NamedRule[];
  readonly reason: string | undefined;
  /** Of `misspelt`: what was written, and the form that was most likely meant. */
  readonly misspelling?: { readonly written: string; readonly meant: string };
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
    const word = /^[\s*]*(ormlint-[A-Za-z-]+)(?=\s|$)/.exec(comment.text);
    const name = word?.[1];
    if (!word || name === undefined) continue;
    if (!isForm(name)) {
      const misspelt = misspeltDirective(comment, name, word[0].length);
      if (misspelt) directives.push(misspelt);
      continue;
    }
    const form = forms[name];
    const { rules, reason } = parseBody(comment, word[0].length);
    const { range } = comment;
    const kind = form === "disable" || form === "enable" ? form : "line";
    let line: number | undefined;
    if (form === "this-line") line = lines.at(range.start).line;
    if (form === "next-line") line = nextCodeLine(lines, range.end, comments);
    directives.push({ kind, range, line, rules, reason });
  }
  return directives;
}

function isForm(name: string): name is keyof typeof forms {
  return name in forms;
}

/** Beginnings by which a comment shows that it is meant to silence something. */
const directiveLike = /^ormlint-(?:disable|enable|ignore|suppress|off)/i;

function misspeltDirective(comment: Comment, name: string, end: number): Directive | undefined {
  const known = nearestName(
    name.replace(/-(?:ignore|suppress|off)/i, "-disable"),
    Object.keys(forms),
  );
  if (!directiveLike.test(name) && known === undefined) return undefined;
  // A whole file is silenced by a region that is never ended.
  const meant = /file/i.test(name) ? "ormlint-disable" : (known ?? "ormlint-disable-next-line");
  const stop = comment.range.start + 2 + end;
  const range = { start: stop - name.length, end: stop };
  const misspelling = { written: name, meant };
  return { kind: "misspelt", range, line: undefined, rules: [], reason: undefined, misspelling };
}

/** @param from where the rules begin in the comment's text */
function parseBody(comment: Comment, from: number): Pick<Directive, "rules" | "reason"> {
  const body = comment.text.slice(from);
  const separator = /(?:^|\s)--(?:\s|$)/.exec(body);
  const list = separator ? body.slice(0, separator.index) : body;
  const reason = separator ? body.slice(separator.index + separator[0].length).trim() : "";
  const listStart = comment.range.start + 2 + from;
  const rules = [...list.matchAll(/[^\s,]+/g)].map((match) => ({
    name: match[0],
    range: { start: listStart + match.index, end: listStart + match.index + match[0].length },
  }));
  return { rules, reason: reason === "" ? undefined : reason };
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
