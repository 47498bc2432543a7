import type { LineIndex } from "../text/line-index.ts";

/** How a line ends, counted from 1; the last one as the line before it, and the only one with LF. */
export function lineEndingAt(lines: LineIndex, line: number): string {
  for (const candidate of [line, line - 1]) {
    if (candidate < 1) continue;
    const whole = lines.text.slice(lines.lineStart(candidate), lines.lineStart(candidate + 1));
    const ending = /[\r\n\u2028\u2029]+$/.exec(whole)?.[0];
    if (ending !== undefined) return ending;
  }
  return "\n";
}
