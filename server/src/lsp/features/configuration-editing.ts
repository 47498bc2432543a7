import type { ServerCapabilities } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { configurationFileName } from "../../engine/index.ts";
import type { Feature, ServerContext } from "../feature.ts";
import { ConfigurationService } from "./configuration-service.ts";

/**
 * Completion and hover in `ormlint.json` by its schema, for editors that do not bring them themselves.
 * What is wrong in the file is told by diagnostics.
 */
export const configurationEditing: Feature = {
  capabilities(): Partial<ServerCapabilities> {
    return { hoverProvider: true, completionProvider: { triggerCharacters: ['"', ":"] } };
  },

  register(context: ServerContext): void {
    if (!wantsJsonSupport(context.initializationOptions)) return;
    const { connection } = context;
    const service = new ConfigurationService(context.client);
    const configurationAt = (uri: string): TextDocument | undefined =>
      isConfigurationUri(uri) ? context.document(uri) : undefined;
    connection.onHover(async ({ textDocument, position }) => {
      const document = configurationAt(textDocument.uri);
      if (!document) return null;
      return service.ask(document, (json, content) => json.doHover(document, position, content));
    });
    connection.onCompletion(async ({ textDocument, position }) => {
      const document = configurationAt(textDocument.uri);
      if (!document) return null;
      return service.ask(document, (json, content) => json.doComplete(document, position, content));
    });
  },
};

function isConfigurationUri(uri: string): boolean {
  return uri.endsWith(`/${configurationFileName}`);
}

/** `{ jsonSupport: false }` switches it off: VS Code does it by the extension's manifest. */
function wantsJsonSupport(options: unknown): boolean {
  if (typeof options !== "object" || options === null) return true;
  return Reflect.get(options, "jsonSupport") !== false;
}
