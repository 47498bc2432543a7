import {
  type CodeActionContext,
  CodeActionKind,
  CodeActionTriggerKind,
} from "vscode-languageserver/node";

/** All safe fixes of a file: what editors run when a file is saved. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.ormlint`;

/** Whether actions of a kind are asked for, by that kind or one that contains it. */
export function wantsKind({ only }: CodeActionContext, kind: string): boolean {
  if (only === undefined || only.length === 0) return true;
  return only.some((each) => each === "" || each === kind || kind.startsWith(`${each}.`));
}

/** Actions on a whole file are offered when they are named or a person asks, not wherever the cursor goes. */
export function wantsFixAll(context: CodeActionContext): boolean {
  if (!wantsKind(context, fixAllKind)) return false;
  const named = context.only !== undefined && context.only.length > 0;
  return named || context.triggerKind !== CodeActionTriggerKind.Automatic;
}
