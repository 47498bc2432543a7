import type {
  ClientCapabilities,
  SnippetTextEdit,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import type { TextEdit as Edit } from "../../base/index.ts";
import { type Insertion, insertedText, type WorkspaceView } from "../../engine/index.ts";
import type { ServerContext } from "../feature.ts";
import { toProtocolRange } from "../positions.ts";

type EditContext = Pick<ServerContext, "client" | "document" | "uriOf">;
type Texts = Pick<WorkspaceView, "texts">;

/** Edits of the texts of a view, for the versions of the documents that the view knows. */
export function workspaceEdit(
  edits: readonly Edit[],
  view: Texts,
  context: EditContext,
): WorkspaceEdit {
  const byFile = new Map<string, TextEdit[]>();
  for (const { file, range, newText } of edits) {
    const edit = { range: toProtocolRange(view.texts, file, range), newText };
    const others = byFile.get(file);
    if (others) others.push(edit);
    else byFile.set(file, [edit]);
  }
  return editOfDocuments(byFile, context);
}

/** The same for insertions in one file; a place to fill becomes that of a snippet where the client has snippets. */
export function insertionEdit(
  file: string,
  insertions: readonly Insertion[],
  view: Texts,
  context: EditContext,
): WorkspaceEdit {
  const snippets = canInsertSnippets(context.client);
  const edits = insertions.map((insertion) => {
    const { offset, placeholder } = insertion;
    const range = toProtocolRange(view.texts, file, { start: offset, end: offset });
    return snippets && placeholder !== undefined
      ? { range, snippet: { kind: "snippet" as const, value: snippetOf(insertion, placeholder) } }
      : { range, newText: insertedText(insertion) };
  });
  return editOfDocuments(new Map([[file, edits]]), context);
}

function snippetOf({ before, after }: Insertion, placeholder: string): string {
  return `${escaped(before)}\${1:${escaped(placeholder)}}${escaped(after)}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\$}]/g, "\\$&");
}

function canInsertSnippets({ workspace }: ClientCapabilities): boolean {
  const { documentChanges, snippetEditSupport } = workspace?.workspaceEdit ?? {};
  return documentChanges === true && snippetEditSupport === true;
}

function editOfDocuments(
  byFile: ReadonlyMap<string, readonly (TextEdit | SnippetTextEdit)[]>,
  context: EditContext,
): WorkspaceEdit {
  const files = [...byFile].map(([file, edits]) => ({ uri: context.uriOf(file), edits }));
  if (context.client.workspace?.workspaceEdit?.documentChanges) {
    const documentChanges = files.map(
      ({ uri, edits }): TextDocumentEdit => ({
        textDocument: { uri, version: context.document(uri)?.version ?? null },
        edits: [...edits],
      }),
    );
    return { documentChanges };
  }
  const plain = files.map(({ uri, edits }) => [uri, edits.filter((edit) => "newText" in edit)]);
  return { changes: Object.fromEntries(plain) };
}
