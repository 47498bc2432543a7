import type {
  CancellationToken as ClientToken,
  Location,
  TextDocumentPositionParams,
} from "vscode-languageserver/node";
import type { CancellationToken, Location as FileLocation } from "../../base/index.ts";
import type { WorkspaceView } from "../../engine/index.ts";
import type { ServerContext } from "../feature.ts";
import { toOffset, toProtocolRange } from "../positions.ts";
import { pathOf } from "../uris.ts";

/** A place of a file that is analysed. */
export interface TextPosition {
  readonly view: WorkspaceView;
  /** Absolute path. */
  readonly file: string;
  readonly offset: number;
  readonly token: CancellationToken;
}

/**
 * The place that a request is about; `undefined` when nothing analyses its document, or the user switched
 * that off.
 */
export async function textPosition(
  { textDocument: { uri }, position }: TextDocumentPositionParams,
  context: ServerContext,
  token: ClientToken,
): Promise<TextPosition | undefined> {
  const file = pathOf(uri);
  if (file === undefined || !(await context.settings(uri)).enable) return undefined;
  const view = await context.viewOf(uri, token);
  if (!view?.files.includes(file)) return undefined;
  return {
    view,
    file,
    offset: toOffset(view.texts, file, position),
    token: {
      get cancelled() {
        return token.isCancellationRequested;
      },
    },
  };
}

export function toLocation(
  { file, range }: FileLocation,
  { texts }: WorkspaceView,
  context: ServerContext,
): Location {
  return { uri: context.uriOf(file), range: toProtocolRange(texts, file, range) };
}
