import type { JSONDocument, LanguageService } from "vscode-json-languageservice";
import type { ClientCapabilities } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { configurationFileName, schemaOfConfiguration } from "../../engine/index.ts";

/** What is known of `ormlint.json` by its schema. No schema is fetched, whatever a file names as its own. */
export class ConfigurationService {
  readonly #client: ClientCapabilities;
  #service: Promise<LanguageService> | undefined;

  constructor(client: ClientCapabilities) {
    this.#client = client;
  }

  async ask<T>(
    document: TextDocument,
    question: (service: LanguageService, content: JSONDocument) => PromiseLike<T>,
  ): Promise<T> {
    this.#service ??= openService(this.#client);
    const service = await this.#service;
    return question(service, service.parseJSONDocument(document));
  }
}

/** Loaded with the first question: most sessions never ask one. */
async function openService(clientCapabilities: ClientCapabilities): Promise<LanguageService> {
  const { getLanguageService } = await import("vscode-json-languageservice");
  const schema = schemaOfConfiguration();
  const service = getLanguageService({
    clientCapabilities,
    schemaRequestService: () => Promise.resolve(JSON.stringify(schema)),
  });
  service.configure({
    allowComments: true,
    schemas: [{ uri: "ormlint://schema", fileMatch: [configurationFileName], schema }],
  });
  return service;
}
