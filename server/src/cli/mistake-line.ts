import type { Diagnostic } from "../base/index.ts";
import { SourceTexts, shownPath } from "../engine/index.ts";

/**
 * One line about a configuration file that is wrong: its first mistake, with place and reason, and how many others it has.
 * @param cwd working folder, which the file's path is shown from
 */
export function mistakeLine([first, ...more]: readonly Diagnostic[], cwd: string): string {
  if (!first) return "the configuration is wrong";
  const { line, column } = new SourceTexts().of(first.file).at(first.range.start);
  const others = more.length > 0 ? ` (and ${more.length} more)` : "";
  return `${shownPath(cwd, first.file)}:${line}:${column}: ${first.message}${others}`;
}
