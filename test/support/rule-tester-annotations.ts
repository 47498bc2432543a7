import type { Severity } from "../../server/src/base/index.ts";

/**
 * What a fixture says about one finding. Written in a comment line under the code:
 *
 *     name: string;
 *  // ^^^^ warning: part of the message
 *
 * The carets stand under the range. A comment starts left of its carets, so a range in columns 1 or 2
 * is written `//<^^^^ error: text`, where the character after `<` stands for column 1. The text may be
 * left out. Of a range over several lines the first line's part is marked. Several findings on one
 * line are several comment lines.
 */
export interface Annotation {
  /** Index of the line that the carets point at. */
  readonly line: number;
  /** First column, from 0. */
  readonly start: number;
  /** Column after the last. */
  readonly end: number;
  readonly severity: Severity;
  /** Part of the message; empty when any message will do. */
  readonly text: string;
}

const ANNOTATION = /^(\s*\/\/)(<?)(\s*)(\^+) (error|warning|info)(?:: (.*))?$/;

/** Whether a line of a fixture is an annotation. */
export function isAnnotation(line: string): boolean {
  return ANNOTATION.test(line);
}

/** The annotations of a fixture. @throws Error when one stands above all code */
export function readAnnotations(text: string): readonly Annotation[] {
  const found: Annotation[] = [];
  let line = -1;
  for (const [index, content] of text.split("\n").entries()) {
    const match = ANNOTATION.exec(content);
    if (!match) {
      line = index;
      continue;
    }
    if (line < 0) throw new Error("an annotation needs a line of code above it");
    const [, lead = "", offset = "", space = "", carets = "", severity, message = ""] = match;
    const start = offset === "<" ? space.length : lead.length + space.length;
    found.push({
      line,
      start,
      end: start + carets.length,
      severity: severity as Severity,
      text: message.trim(),
    });
  }
  return found;
}

/** The text without its annotation lines. */
export function stripAnnotations(text: string): string {
  return text
    .split("\n")
    .filter((line) => !isAnnotation(line))
    .join("\n");
}

/** The text with exactly these annotations, in place of those that it has. */
export function writeAnnotations(text: string, annotations: readonly Annotation[]): string {
  const sorted = [...annotations].sort((a, b) => a.start - b.start || a.end - b.end);
  return text
    .split("\n")
    .flatMap((line, index) =>
      isAnnotation(line)
        ? []
        : [line, ...sorted.filter((each) => each.line === index).map(printAnnotation)],
    )
    .join("\n");
}

function printAnnotation(annotation: Annotation): string {
  const { start, end, severity, text } = annotation;
  const carets = "^".repeat(Math.max(1, end - start));
  const lead = start >= 2 ? leadBefore(start) : `//<${" ".repeat(start)}`;
  return `${lead}${carets} ${severity}${text === "" ? "" : `: ${text}`}`;
}

/** A comment's beginning that is `column` wide, indented like code where there is room. */
function leadBefore(column: number): string {
  return column >= 4 ? `${" ".repeat(column - 3)}// ` : `//${" ".repeat(column - 2)}`;
}
