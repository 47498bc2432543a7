import { readFileSync } from "node:fs";
import type { Diagnostic } from "typescript/async";
import type { ProjectProblem } from "./project-problem.ts";

/** The compiler's code for a value that is none of those that an option takes. */
const noSuchChoice = 6046;

/**
 * The compiler's codes for what it passes over in a tsconfig: a value of another type, a value that is none of
 * the choices, a name close to an option's, a tsconfig that is no object. Names that are close to no option are
 * told by nobody: other tools, and older versions of the compiler, have options of their own.
 */
const passedOver = new Set([5024, noSuchChoice, 5025, 5092]);

/** Values that older versions of the compiler took, in lower case. */
const formerChoices = new Set(["es3", "none", "node12"]);

/**
 * What a tsconfig and those that it extends say in vain, so that the project is read with other options than
 * its author means.
 *
 * @param errors of the compiler about the tsconfig
 * @param path of the tsconfig
 */
export function optionProblems(errors: readonly Diagnostic[], path: string): ProjectProblem[] {
  return errors
    .filter((error) => passedOver.has(error.code))
    .filter((error) => error.code !== noSuchChoice || !formerChoices.has(writtenAt(error)))
    .map((error) => ({
      kind: "invalid-option",
      file: error.fileName ?? path,
      ...(error.startPosition && {
        position: {
          line: error.startPosition.line + 1,
          column: error.startPosition.character + 1,
        },
      }),
      message: `The compiler passes this over: ${error.text}`,
    }));
}

/** The string that stands where an error is, in lower case; empty when it cannot be read. */
function writtenAt({ fileName, startPosition }: Diagnostic): string {
  if (fileName === undefined || startPosition === undefined) return "";
  try {
    const line = readFileSync(fileName, "utf8").split(/\r?\n/)[startPosition.line] ?? "";
    const [, value = ""] = /^["']([^"']*)/.exec(line.slice(startPosition.character)) ?? [];
    return value.toLowerCase();
  } catch {
    return "";
  }
}
