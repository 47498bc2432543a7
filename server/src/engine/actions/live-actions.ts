import type { CancellationToken, Diagnostic, TextEdit } from "../../base/index.ts";
import { rules } from "../../rules/index.ts";
import type { WorkspaceView } from "../live/view.ts";
import { unusedSuppression } from "../suppressions/unused-suppression.ts";
import { type CommentedText, commentedText } from "./commented-text.ts";
import { disableForFile } from "./disable-for-file.ts";
import { disableForLine } from "./disable-for-line.ts";
import { fixFile } from "./fix-file.ts";
import type { Insertion } from "./insertion.ts";
import { type Offer, offersFor } from "./offers.ts";

const suppressible: ReadonlySet<string> = new Set(rules.map(({ name }) => name));
const documented: ReadonlySet<string> = new Set([...suppressible, unusedSuppression.name]);

/** What can be done about some findings of a file of a view. */
export function offersIn(
  view: WorkspaceView,
  file: string,
  findings: readonly Diagnostic[],
): readonly Offer[] {
  return offersFor(findings, {
    lines: view.texts.of(file),
    all: view.diagnosticsOf(file),
    documented,
    mayEdit: (path) => mayEdit(view, path),
    suppressible: (rule) => suppressible.has(rule),
  });
}

/** Whether a fix may change a file: one that is read as source of the folder. */
export function mayEdit(view: WorkspaceView, file: string): boolean {
  return view.files.includes(file);
}

/**
 * The edits of all safe fixes of a file: of one rule, in every file that they reach; or of all rules, in this
 * file alone.
 */
export function fixAll(
  view: WorkspaceView,
  file: string,
  rule: string | undefined,
  token: CancellationToken,
): Promise<readonly TextEdit[]> {
  return fixFile(view.diagnosticsOf(file), {
    ...(rule !== undefined && { rule }),
    mayEdit: (path) => path === file || (rule !== undefined && mayEdit(view, path)),
    textOf: (path) => view.texts.of(path).text,
    analyse: (changed) => view.diagnosticsWith(file, changed, token),
  });
}

/** Whether there is anything that {@link fixAll} of all rules would do. */
export function hasFixes(view: WorkspaceView, file: string): boolean {
  return view
    .diagnosticsOf(file)
    .some(({ fixes }) =>
      fixes.some(({ kind, edits }) => kind === "safe" && edits.every((edit) => edit.file === file)),
    );
}

/**
 * What to insert so that the rule of a finding is silent on its line. Asks for the file's tree.
 * @returns nothing when the compiler has no such file, or has another text of it
 * @throws Cancelled; CompilerFailure
 */
export async function suppressForLine(
  view: WorkspaceView,
  { file, rule, range }: Diagnostic,
  token: CancellationToken,
): Promise<readonly Insertion[]> {
  const text = await readCommentedText(view, file, token);
  if (text?.lines.text !== view.texts.of(file).text) return [];
  return disableForLine(text, rule, range.start, documented);
}

/** What to insert so that the rule of a finding is silent in its file. */
export function suppressForFile(view: WorkspaceView, { file, rule }: Diagnostic): Insertion {
  return disableForFile(view.texts.of(file).text, rule);
}

function readCommentedText(
  view: WorkspaceView,
  file: string,
  token: CancellationToken,
): Promise<CommentedText | undefined> {
  return view.ask(async (programs) => {
    const program = programs.find(({ ownFiles }) => ownFiles.includes(file));
    const source = await program?.sourceFile(file);
    return source && commentedText(source);
  }, token);
}
