import {
  type AnnotatedTextEdit,
  type ChangeAnnotation,
  LSPErrorCodes,
  ResponseError,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import {
  type Refused,
  type Renaming,
  renameAt,
  renameRangeAt,
  type WorkspaceView,
} from "../../engine/index.ts";
import { contentModified } from "../errors.ts";
import type { Feature, ServerContext } from "../feature.ts";
import { toProtocolRange } from "../positions.ts";
import { textPosition } from "./text-position.ts";

/** Renames a property in code and in the strings that name it; an alias or parameter in its query. */
export const rename: Feature = {
  capabilities: (client) => ({
    renameProvider: client.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true,
  }),
  register(context) {
    context.connection.onPrepareRename(async (params, clientToken) => {
      const place = await textPosition(params, context, clientToken);
      if (!place) return null;
      const { view, file, offset, token } = place;
      const found = accepted(await renameRangeAt(view, file, offset, token));
      return (
        found && {
          range: toProtocolRange(view.texts, file, found.range),
          placeholder: found.name,
        }
      );
    });
    context.connection.onRenameRequest(async (params, clientToken) => {
      const place = await textPosition(params, context, clientToken);
      if (!place) return null;
      const { view, file, offset, token } = place;
      const renaming = accepted(await renameAt(view, file, offset, params.newName, token));
      return renaming && toWorkspaceEdit(renaming, view, context);
    });
  },
};

/** @throws ResponseError with the reason of a refusal */
function accepted<T extends object>(answer: T | Refused | undefined): T | null {
  if (!answer) return null;
  if ("refused" in answer) throw new ResponseError(LSPErrorCodes.RequestFailed, answer.refused);
  return answer;
}

const schemaChange = "schema-change";
const uncertain = "uncertain";

function toWorkspaceEdit(
  { edits, possible, schemaChange: change }: Renaming,
  view: WorkspaceView,
  context: ServerContext,
): WorkspaceEdit {
  const support = context.client.workspace?.workspaceEdit;
  const asks = support?.documentChanges === true && support.changeAnnotationSupport !== undefined;
  if (change !== undefined && !asks) {
    throw new ResponseError(
      LSPErrorCodes.RequestFailed,
      `this would also change ${change}: write that name out first`,
    );
  }
  const byFile = new Map<string, (TextEdit | AnnotatedTextEdit)[]>();
  const add = ({ file, range, newText }: Edit, annotationId: string | undefined): void => {
    const edit = { range: toProtocolRange(view.texts, file, range), newText };
    const all = byFile.get(file) ?? [];
    all.push(annotationId === undefined ? edit : { ...edit, annotationId });
    byFile.set(file, all);
  };
  for (const edit of edits) add(edit, change === undefined ? undefined : schemaChange);
  // Where nobody can be asked, what is not certain stays as it is.
  if (asks) for (const edit of possible) add(edit, uncertain);
  if (!support?.documentChanges) {
    return {
      changes: Object.fromEntries([...byFile].map(([file, all]) => [context.uriOf(file), all])),
    };
  }
  const documentChanges = [...byFile].map(([file, all]): TextDocumentEdit => {
    const uri = context.uriOf(file);
    const document = context.document(uri);
    // What was edited meanwhile has other offsets.
    if (document && document.getText() !== view.texts.of(file).text) throw contentModified();
    return { textDocument: { uri, version: document?.version ?? null }, edits: all };
  });
  const changeAnnotations = annotations(change, asks && possible.length > 0);
  return Object.keys(changeAnnotations).length === 0
    ? { documentChanges }
    : { documentChanges, changeAnnotations };
}

type Edit = Renaming["edits"][number];

function annotations(
  change: string | undefined,
  asked: boolean,
): Readonly<Record<string, ChangeAnnotation>> {
  return {
    ...(change === undefined
      ? {}
      : {
          [schemaChange]: {
            label: "Rename and change the database",
            needsConfirmation: true,
            description: `Also changes ${change}: the database needs a migration.`,
          },
        }),
    ...(asked
      ? {
          [uncertain]: {
            label: "May name the same",
            needsConfirmation: true,
            description:
              "What gives this name stands elsewhere, so it is not certain what it means.",
          },
        }
      : {}),
  };
}
