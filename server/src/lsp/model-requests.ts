import type {
  CancellationToken as ClientToken,
  ServerCapabilities,
} from "vscode-languageserver/node";
import { entityModel } from "../engine/index.ts";
import type { Feature, ServerContext } from "./feature.ts";
import { type ModelParams, type ModelResult, modelMethod } from "./messages.ts";
import { toProtocolRange } from "./positions.ts";
import { pathOf } from "./uris.ts";

/** The entities of the workspace, for a client that shows them. */
export class ModelRequests implements Feature {
  capabilities(): Partial<ServerCapabilities> {
    return {};
  }

  register(context: ServerContext): void {
    context.connection.onRequest(
      modelMethod,
      async ({ folder }: ModelParams = {}, token: ClientToken): Promise<ModelResult> => {
        const wanted = folder === undefined ? undefined : pathOf(folder);
        const views = await context.views(token);
        return views
          .filter((view) => wanted === undefined || view.folder === wanted)
          .flatMap(({ project, texts }) =>
            entityModel(project, (file, range) => ({
              uri: context.uriOf(file),
              range: toProtocolRange(texts, file, range),
            })),
          );
      },
    );
  }
}
