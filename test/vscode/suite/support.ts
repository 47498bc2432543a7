import assert from "node:assert/strict";
import {
  type Diagnostic,
  type Event,
  extensions,
  languages,
  Position,
  Range,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";
import type { ExtensionApi } from "../../../client/src/extension.ts";

const extensionId = "ormlint.ormlint";
const defaultPatience = 20_000;

/**
 * Resolves with what `read` yields as soon as it yields anything; it is read again after every event.
 * @throws Error naming `what` when nothing comes in time
 */
export function until<T>(
  what: string,
  events: readonly Event<unknown>[],
  read: () => T | undefined | false,
  patience = defaultPatience,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
      act();
    };
    const look = (): void => {
      try {
        const value = read();
        if (value !== undefined && value !== false) settle(() => resolve(value));
      } catch (error) {
        settle(() => reject(error));
      }
    };
    const timer = setTimeout(
      () => settle(() => reject(new Error(`Waited in vain for ${what}.`))),
      patience,
    );
    const subscriptions = events.map((event) => event(look));
    look();
  });
}

/** The extension's interface, once the server has read the workspace. */
export async function ready(): Promise<ExtensionApi> {
  const extension = extensions.getExtension<ExtensionApi>(extensionId);
  assert.ok(extension, `${extensionId} is not installed`);
  const api = await extension.activate();
  await until("the server to be ready", [api.onDidChange], () => {
    if (api.state === "failed") throw new Error(`The server failed: ${api.status.detail}`);
    return api.state === "running" && !api.status.busy;
  });
  return api;
}

/** URI of a file of the workspace. */
export function uriOf(path: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder, "no folder is open");
  return Uri.joinPath(folder.uri, path);
}

/** Opens a file in an editor. */
export async function open(path: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(uriOf(path));
  await window.showTextDocument(document);
  return document;
}

/** The rule of a diagnostic. */
export function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** ormlint's diagnostics of a document, as the editor has them now. */
export function findingsOf(uri: Uri): readonly Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ source }) => source === "ormlint");
}

/** Waits until a document's findings are what is wanted. */
export async function findings(
  uri: Uri,
  what: string,
  wanted: (found: readonly Diagnostic[]) => boolean,
): Promise<readonly Diagnostic[]> {
  try {
    return await until(what, [languages.onDidChangeDiagnostics], () => {
      const found = findingsOf(uri);
      return wanted(found) && found;
    });
  } catch (error) {
    const present = findingsOf(uri).map(
      (found) => `${ruleOf(found)} at line ${found.range.start.line}`,
    );
    throw new Error(`${String(error)} There are: ${present.join(", ") || "none"}.`);
  }
}

export function hasRule(rule: string): (found: readonly Diagnostic[]) => boolean {
  return (found) => found.some((each) => ruleOf(each) === rule);
}

export function lacksRule(rule: string): (found: readonly Diagnostic[]) => boolean {
  return (found) => !found.some((each) => ruleOf(each) === rule);
}

/**
 * Place of a text in a document.
 * @param after text before it, which makes it the only one
 */
export function positionOf(document: TextDocument, text: string, after = ""): Position {
  const whole = document.getText();
  const start = whole.indexOf(after);
  const offset = whole.indexOf(text, start < 0 ? whole.length : start + after.length);
  assert.ok(start >= 0 && offset >= 0, `${document.uri.path} has no ${text} after ${after}`);
  return document.positionAt(offset);
}

/** Replaces a text of a document, without saving. */
export async function replace(
  document: TextDocument,
  text: string,
  replacement: string,
  after = "",
): Promise<void> {
  const start = positionOf(document, text, after);
  const edit = new WorkspaceEdit();
  const end = document.positionAt(document.offsetAt(start) + text.length);
  edit.replace(document.uri, new Range(start, end), replacement);
  assert.ok(await workspace.applyEdit(edit), "the edit was refused");
}

/** Gives a document the text back that it has on the disk. */
export async function restore(document: TextDocument): Promise<void> {
  const saved = Buffer.from(await workspace.fs.readFile(document.uri)).toString("utf8");
  if (saved === document.getText()) return;
  const edit = new WorkspaceEdit();
  edit.replace(
    document.uri,
    new Range(new Position(0, 0), document.positionAt(document.getText().length)),
    saved,
  );
  assert.ok(await workspace.applyEdit(edit), "the edit was refused");
  assert.ok(await document.save(), "the document was not saved");
}
