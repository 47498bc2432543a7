import type { CancellationToken as ClientToken, WorkspaceEdit } from "vscode-languageserver/node";
import type { CancellationToken, Diagnostic as Finding } from "../../base/index.ts";
import {
  fixAll,
  mayEdit,
  suppressForFile,
  suppressForLine,
  type WorkspaceView,
} from "../../engine/index.ts";
import { contentModified } from "../errors.ts";
import type { ServerContext } from "../feature.ts";
import { pathOf } from "../uris.ts";
import { type ActionData, findingOf } from "./code-actions-data.ts";
import { insertionEdit, workspaceEdit } from "./code-actions-edits.ts";

/**
 * The edit of an action, in the documents as they are now.
 * @throws ContentModified when the finding is no longer there, or a document changed meanwhile
 */
export async function resolveEdit(
  data: ActionData,
  context: ServerContext,
  token: ClientToken,
): Promise<WorkspaceEdit> {
  const view = await context.viewOf(data.uri, token);
  const file = pathOf(data.uri);
  if (!view || file === undefined) throw contentModified();
  const version = context.document(data.uri)?.version;
  const edit = await editOf(data, { file, view, context, token: engineToken(token) });
  if (context.document(data.uri)?.version !== version) throw contentModified();
  return edit;
}

interface Resolving {
  readonly file: string;
  readonly view: WorkspaceView;
  readonly context: ServerContext;
  readonly token: CancellationToken;
}

async function editOf(data: ActionData, resolving: Resolving): Promise<WorkspaceEdit> {
  const { file, view, context, token } = resolving;
  if (data.kind === "fix-all")
    return workspaceEdit(await fixAll(view, file, undefined, token), view, context);
  const finding = findingOf(view, file, data.fingerprint);
  if (!finding) throw contentModified();
  switch (data.kind) {
    case "fix":
      return fixEdit(finding, data, resolving);
    case "fix-rule":
      return workspaceEdit(await fixAll(view, file, finding.rule, token), view, context);
    case "disable-line": {
      const insertions = await suppressForLine(view, finding, token);
      if (insertions.length === 0) throw contentModified();
      return insertionEdit(file, insertions, view, context);
    }
    case "disable-file":
      return insertionEdit(file, [suppressForFile(view, finding)], view, context);
  }
}

function fixEdit(
  finding: Finding,
  { fix: wanted }: Extract<ActionData, { fingerprint: string }>,
  { view, context }: Resolving,
): WorkspaceEdit {
  const fix = wanted && finding.fixes[wanted.index];
  // A fix of another title repairs something else.
  if (!fix || fix.title !== wanted.title) throw contentModified();
  if (!fix.edits.every(({ file }) => mayEdit(view, file))) throw contentModified();
  return workspaceEdit(fix.edits, view, context);
}

function engineToken(token: ClientToken): CancellationToken {
  return {
    get cancelled() {
      return token.isCancellationRequested;
    },
  };
}
