import type {
  CancellationToken as ClientToken,
  ServerCapabilities,
} from "vscode-languageserver/node";
import { type Model, modelOf } from "../engine/index.ts";
import type { Feature, ServerContext } from "./feature.ts";
import { type ModelParams, modelMethod } from "./messages.ts";
import { pathOf } from "./uris.ts";

/** The entities of the workspace, for a client that shows them. */
export class ModelRequests implements Feature {
  capabilities(): Partial<ServerCapabilities> {
    return {};
  }

  register(context: ServerContext): void {
    context.connection.onRequest(
      modelMethod,
      async ({ folder }: ModelParams = {}, token: ClientToken): Promise<Model["entities"]> => {
        const wanted = folder === undefined ? undefined : pathOf(folder);
        const views = await context.views(token);
        return views
          .filter((view) => wanted === undefined || view.folder === wanted)
          .flatMap((view) => modelOf(view.project, view.texts));
      },
    );
  }
}
