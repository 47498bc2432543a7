import type { Hover, ServerCapabilities } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { configurationFileName } from "../../engine/index.ts";
import type { Feature, ServerContext } from "../feature.ts";
import { ConfigurationService } from "./configuration-service.ts";
import { withoutSnippets } from "./plain-completion.ts";

/**
 * Completion and hover in `ormlint.json` by its schema, for editors that do not bring them themselves.
 * What is wrong in the file is told by diagnostics.
 */
export const configurationEditing: Feature = {
  capabilities(): Partial<ServerCapabilities> {
    return { hoverProvider: true, completionProvider: { triggerCharacters: ['"', ":"] } };
  },

  register(context: ServerContext): void {
    const { connection } = context;
    const wanted = wantsJsonSupport(context.initializationOptions);
    const service = new ConfigurationService(context.client);
    const configurationAt = (uri: string): TextDocument | undefined =>
      wanted && isConfigurationUri(uri) ? context.document(uri) : undefined;
    connection.onHover(async ({ textDocument, position }) => {
      const document = configurationAt(textDocument.uri);
      if (!document) return null;
      const hover = await service.ask(document, (json, content) =>
        json.doHover(document, position, content),
      );
      return hover && saysSomething(hover) ? hover : null;
    });
    connection.onCompletion(async ({ textDocument, position }) => {
      const document = configurationAt(textDocument.uri);
      if (!document) return null;
      const found = await service.ask(document, (json, content) =>
        json.doComplete(document, position, content),
      );
      return withoutSnippets(found, context.client);
    });
  },
};

/** The service also answers where the schema tells nothing. */
function saysSomething({ contents }: Hover): boolean {
  const parts = Array.isArray(contents) ? contents : [contents];
  return parts.some((part) => (typeof part === "string" ? part : part.value) !== "");
}

function isConfigurationUri(uri: string): boolean {
  return uri.endsWith(`/${configurationFileName}`);
}

/** `{ jsonSupport: false }` switches it off: VS Code does it by the extension's manifest. */
function wantsJsonSupport(options: unknown): boolean {
  if (typeof options !== "object" || options === null) return true;
  return Reflect.get(options, "jsonSupport") !== false;
}
