import { LineIndex } from "../text/line-index.ts";
import { type Insertion, withReason } from "./insertion.ts";
import { lineEndingAt } from "./line-ending.ts";

/**
 * Whether a rule can be silenced for a whole file by a comment at its top: not where a comment further down
 * ends suppressions.
 */
export function canDisableForFile(text: string): boolean {
  return !text.includes("ormlint-enable");
}

/** What to insert so that a rule is silent in the whole file: a comment at the top, after `#!`. */
export function disableForFile(text: string, rule: string): Insertion {
  const lines = new LineIndex(text);
  const line = text.startsWith("#!") && lines.lineCount > 1 ? 2 : 1;
  const after = ` */${lineEndingAt(lines, line)}`;
  return withReason(lines.lineStart(line), `/* ormlint-disable ${rule} -- `, after);
}
