import type { Range } from "../../base/index.ts";
import type { LineIndex } from "../../engine/index.ts";
import type { Colours } from "../colours.ts";
import { displayWidth, printable } from "./display-width.ts";

/** Lines longer than this are cut around what is marked. Cells. */
const maximumWidth = 140;
/** Lines shown before and after the marked one. */
const context = 1;
/** Marked lines shown of a range over many lines. */
const maximumMarkedLines = 4;

/** The lines around a range, with line numbers, and carets under the range. */
export function codeFrame(
  lines: LineIndex,
  range: Range,
  colours: Colours,
  paint: (text: string) => string,
): readonly string[] {
  const start = lines.at(range.start);
  const end = lines.at(Math.max(range.start, range.end));
  const lastMarked = Math.min(end.line, start.line + maximumMarkedLines - 1);
  const first = Math.max(1, start.line - context);
  const last = Math.min(lines.lineCount, lastMarked + context);
  const gutter = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const line = lines.line(number);
    const marked = number >= start.line && number <= lastMarked;
    const from = number === start.line ? start.column - 1 : line.search(/\S|$/);
    const to = number === end.line ? end.column - 1 : line.length;
    const cut = cutLine(line, marked ? from : 0, marked ? to : 0);
    const label = `${marked ? ">" : " "} ${String(number).padStart(gutter)} | `;
    frame.push(`${marked ? paint(label) : colours.dim(label)}${cut.text}`.trimEnd());
    if (!marked) continue;
    const carets = "^".repeat(Math.max(1, cut.width));
    const empty = " ".repeat(gutter + 2);
    frame.push(`${colours.dim(`${empty} | `)}${" ".repeat(cut.indent)}${paint(carets)}`);
  }
  return frame;
}

/** A line made printable, with where the span `from`–`to` (UTF-16 units) stands in it, in cells. */
function cutLine(
  line: string,
  from: number,
  to: number,
): { text: string; indent: number; width: number } {
  const before = printable(line.slice(0, from));
  const through = printable(line.slice(0, Math.max(from, to)));
  const all = printable(line);
  const indent = displayWidth(before);
  const width = displayWidth(through) - indent;
  if (displayWidth(all) <= maximumWidth) return { text: all, indent, width };
  const lead = Math.max(0, indent - 40);
  const shown = sliceCells(all, lead, maximumWidth);
  const mark = lead > 0 ? "\u2026" : "";
  return {
    text: `${mark}${shown}\u2026`,
    indent: indent - lead + mark.length,
    width: Math.min(width, maximumWidth - (indent - lead)),
  };
}

/** The part of a text that stands in some cells of a line. */
function sliceCells(text: string, from: number, count: number): string {
  let position = 0;
  let result = "";
  for (const character of text) {
    if (position >= from && position < from + count) result += character;
    position += displayWidth(character);
  }
  return result;
}
