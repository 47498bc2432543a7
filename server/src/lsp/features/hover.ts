import type { CancellationToken as ClientToken, Hover, Position } from "vscode-languageserver/node";
import {
  type Description,
  declaredSubjectAt,
  describeSubject,
  type SubjectAt,
  subjectAt,
  subjectOfTarget,
  targetAt,
  type WorkspaceView,
} from "../../engine/index.ts";
import { toEngineToken } from "../cancellation.ts";
import type { Feature, ServerContext } from "../feature.ts";
import { toOffset, toProtocolRange } from "../positions.ts";
import { pathOf } from "../uris.ts";
import { preferredKind, toMarkup } from "./hover-content.ts";

/** What an entity, a member or an operation is in the database, where its name stands. */
export const hover: Feature = {
  capabilities: () => ({ hoverProvider: true }),
  register(context) {
    context.connection.onHover(({ textDocument, position }, token) =>
      answer(textDocument.uri, position, context, token),
    );
  },
};

async function answer(
  uri: string,
  position: Position,
  context: ServerContext,
  token: ClientToken,
): Promise<Hover | null> {
  const file = pathOf(uri);
  if (file === undefined || !(await context.settings(uri)).enable) return null;
  const view = await context.viewOf(uri, token);
  if (!view) return null;
  const found = await findSubject(view, file, toOffset(view.texts, file, position), token);
  if (!found) return null;
  const description = describeSubject(found.subject, view.project);
  const kind = preferredKind(context.client.textDocument?.hover?.contentFormat);
  return {
    contents: toMarkup(view.complete ? description : unfinished(description), kind),
    range: toProtocolRange(view.texts, file, found.range),
  };
}

/** By what the file declares and runs, then by the names in its strings, then by the compiler. */
async function findSubject(
  view: WorkspaceView,
  file: string,
  offset: number,
  token: ClientToken,
): Promise<SubjectAt | undefined> {
  const found = subjectAt(view.project, file, offset);
  if (found) return found;
  const target = await targetAt(view, file, offset);
  if (target) {
    const subject = subjectOfTarget(target);
    return subject && { subject, range: target.range };
  }
  return declaredSubjectAt(view, file, offset, toEngineToken(token));
}

/** What is not known yet may only not have been read. */
function unfinished(description: Description): Description {
  const note = ["the folder is still being read"];
  return { ...description, unknowns: [...description.unknowns, note] };
}
