import type {
  ClientCapabilities,
  CancellationToken as ClientToken,
  Connection,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { WorkspaceView } from "../engine/index.ts";
import type { Documents } from "./documents.ts";
import { contentModified, guardHandlers, unlessCancelled } from "./errors.ts";
import type { Outdating, ServerContext, ServerSettings } from "./feature.ts";
import type { Folders } from "./folders.ts";
import type { Settings } from "./settings.ts";
import { shareHandlers } from "./shared-handlers.ts";
import { pathOf } from "./uris.ts";

export interface ContextParts {
  readonly connection: Connection;
  readonly client: ClientCapabilities;
  readonly initializationOptions: unknown;
  readonly documents: Documents;
  readonly folders: Folders;
  readonly settings: Settings;
}

/** What features share, over the documents and folders of a running server. */
export class LiveContext implements ServerContext {
  readonly connection: Connection;
  readonly client: ClientCapabilities;
  readonly initializationOptions: unknown;
  readonly #documents: Documents;
  readonly #folders: Folders;
  readonly #settings: Settings;
  readonly #listeners: ((because: Outdating) => void)[] = [];

  constructor({
    connection,
    client,
    initializationOptions,
    documents,
    folders,
    settings,
  }: ContextParts) {
    this.connection = guardHandlers(shareHandlers(connection));
    this.initializationOptions = initializationOptions;
    this.client = client;
    this.#documents = documents;
    this.#folders = folders;
    this.#settings = settings;
  }

  document(uri: string): TextDocument | undefined {
    return this.#documents.get(uri);
  }

  async viewOf(uri: string, token: ClientToken): Promise<WorkspaceView | undefined> {
    const folder = this.#folders.of(uri);
    if (!folder) return undefined;
    const version = this.#documents.get(uri)?.version;
    const view = await unlessCancelled(folder.view(pathOf(uri)), token);
    if (this.#documents.get(uri)?.version !== version) throw contentModified();
    return view;
  }

  async views(token: ClientToken): Promise<readonly WorkspaceView[]> {
    const views = await unlessCancelled(
      Promise.all(this.#folders.all.map((folder) => folder.view())),
      token,
    );
    return views.filter((view) => view !== undefined);
  }

  settings(uri: string): Promise<ServerSettings> {
    return this.#settings.of(uri);
  }

  uriOf(path: string): string {
    return this.#documents.uriOf(path);
  }

  onOutdated(listener: (because: Outdating) => void): void {
    this.#listeners.push(listener);
  }

  /** Tells the features that what they answered may be outdated. */
  outdate(because: Outdating): void {
    for (const listener of this.#listeners) listener(because);
  }
}
