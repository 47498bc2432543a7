import type { Call, FileFacts } from "../../model/index.ts";
import type { Project, ReachedOperation } from "../../project/project.ts";
import type { ElementLoop } from "./element-loop.ts";
import { describeOperation } from "./names.ts";
import { purposeOf } from "./purpose.ts";

/** The option of rules about loops that says whether code counts which runs seldom. */
export const includeScripts = {
  type: "boolean",
  default: false,
  description: "Also judge migrations, seeds, scripts and tests.",
} as const;

/**
 * Whether a function is to be judged by a rule about loops.
 * @param functionIndex position in {@link FileFacts.functions}; `undefined` at the top of a module
 */
export function isJudged(
  options: { readonly includeScripts: boolean },
  project: Project,
  facts: FileFacts,
  functionIndex: number | undefined,
): boolean {
  return options.includeScripts || purposeOf(project, facts, functionIndex) === "application";
}

/**
 * What is reported of a call in a loop that runs an operation elsewhere: the steps to it are related.
 * @param found the loop around the call
 * @param label what the operation is, for the place where it stands
 */
export function calledInLoop(
  call: Call,
  found: ElementLoop,
  reached: ReachedOperation,
  label: string,
  { facts, project }: { readonly facts: FileFacts; readonly project: Project },
) {
  return {
    at: call.at,
    message: "called" as const,
    data: {
      call: call.text,
      operation: describeOperation(reached.operation, project),
      each: found.each,
    },
    related: [
      { file: facts.file, range: found.loop.at, message: "the loop" },
      ...reached.path.map(({ file, range }) => ({ file, range, message: "calls on" })),
      { file: reached.facts.file, range: reached.operation.at, message: label },
    ],
  };
}
