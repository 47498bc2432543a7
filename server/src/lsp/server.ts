import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWorkspaceFoldersNotification,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";
import { type LiveFolder, type LiveListener, version } from "../engine/index.ts";
import { inBackground } from "./background.ts";
import { mergeCapabilities } from "./capabilities.ts";
import { Commands } from "./commands.ts";
import { Diagnostics } from "./diagnostics.ts";
import { Documents } from "./documents.ts";
import type { Feature } from "./feature.ts";
import { features } from "./features/index.ts";
import { Folders } from "./folders.ts";
import { ModelRequests } from "./model-requests.ts";
import { LoadProgress } from "./progress.ts";
import { LiveContext } from "./server-context.ts";
import { Settings } from "./settings.ts";
import { Status } from "./status.ts";
import { watchFiles } from "./watching.ts";

/** Serves one client. Call before the connection listens. */
export function serve(connection: Connection): void {
  connection.onInitialize((params) => new Server(connection, params).answer);
}

/** A server from the client's first request on. */
class Server {
  readonly #connection: Connection;
  readonly #params: InitializeParams;
  readonly #folders: Folders;
  readonly #documents: Documents;
  readonly #diagnostics: Diagnostics;
  readonly #settings: Settings;
  readonly #progress: LoadProgress;
  readonly #status: Status;
  readonly #context: LiveContext;
  readonly answer: InitializeResult;
  #toldOfCompiler = false;

  constructor(connection: Connection, params: InitializeParams) {
    const client = params.capabilities;
    this.#connection = connection;
    this.#params = params;
    this.#settings = new Settings(connection, client);
    this.#folders = new Folders((folder) => this.#listenerOf(folder));
    this.#documents = new Documents(
      connection,
      this.#folders,
      (document) => this.#diagnostics.documentChanged(document),
      (document) => {
        this.#settings.forget(document.uri);
        inBackground(connection, () => this.#diagnostics.closed(document));
      },
    );
    this.#diagnostics = new Diagnostics(this.#documents, this.#folders);
    this.#progress = new LoadProgress(connection, client);
    this.#status = new Status(connection, this.#folders);
    this.#context = new LiveContext({
      connection,
      client,
      initializationOptions: params.initializationOptions,
      documents: this.#documents,
      folders: this.#folders,
      settings: this.#settings,
    });
    const all: readonly Feature[] = [
      this.#diagnostics,
      new Commands(this.#folders, this.#diagnostics),
      new ModelRequests(),
      ...features,
    ];
    for (const feature of all) feature.register(this.#context);
    this.#listen();
    this.answer = {
      serverInfo: { name: "ormlint", version },
      capabilities: mergeCapabilities([
        {
          positionEncoding: "utf-16",
          textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
          workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        },
        ...all.map((feature) => feature.capabilities(client)),
      ]),
    };
  }

  #listen(): void {
    const connection = this.#connection;
    connection.onInitialized(() => this.#begin());
    connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event }) => {
      for (const { uri } of event.added) this.#add(uri);
      for (const { uri } of event.removed) inBackground(connection, () => this.#remove(uri));
    });
    connection.onDidChangeConfiguration(({ settings }) => {
      this.#settings.changed(settings);
      inBackground(connection, () => this.#diagnostics.again());
      this.#context.outdate("settings");
    });
    connection.onShutdown(() => {
      this.#status.close();
      return this.#folders.close();
    });
  }

  async #begin(): Promise<void> {
    const { workspaceFolders, rootUri, capabilities } = this.#params;
    const root = typeof rootUri === "string" ? [rootUri] : [];
    for (const uri of workspaceFolders?.map((folder) => folder.uri) ?? root) this.#add(uri);
    this.#status.changed();
    if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration)
      await this.#connection.client.register(DidChangeConfigurationNotification.type, {
        section: "ormlint",
      });
    await watchFiles(this.#connection, capabilities, this.#folders);
  }

  #add(uri: string): void {
    const folder = this.#folders.add({ uri });
    if (!folder) return;
    this.#documents.hand(this.#folders);
    this.#progress.begin(folder.folder);
    folder.start();
  }

  async #remove(uri: string): Promise<void> {
    const folder = this.#folders.of(uri);
    if (!folder) return;
    await this.#folders.remove({ uri });
    this.#progress.end(folder.folder);
    this.#documents.hand(this.#folders);
    await this.#diagnostics.again();
    this.#status.changed();
  }

  #listenerOf(folder: () => LiveFolder): LiveListener {
    const tell = (task: () => unknown): void => inBackground(this.#connection, task);
    return {
      changed: () => {
        const { state, folder: path } = folder();
        if (state === "loading") this.#progress.begin(path);
        else this.#progress.end(path);
        tell(() => this.#diagnostics.changed(folder()));
        tell(() => this.#status.changed());
        tell(() => this.#context.outdate("view"));
      },
      progress: (done, total) => this.#progress.report(folder().folder, done, total),
      compilerFailed: (message, final) => tell(() => this.#compilerFailed(message, final)),
      compilerRestarted: () => tell(() => this.#compilerRestarted()),
      mistaken: (message) => tell(() => this.#show(MessageType.Warning, message)),
      failed: (message) => tell(() => this.#connection.console.error(message)),
    };
  }

  #compilerFailed(message: string, final: boolean): void {
    this.#connection.console.warn(message);
    if (final)
      this.#show(MessageType.Error, `${message}. It is started again when a file changes.`);
  }

  /** Once: it needs nobody's attention. */
  #compilerRestarted(): void {
    if (!this.#toldOfCompiler)
      this.#show(
        MessageType.Warning,
        "the TypeScript compiler ended and was started again. Findings may come late.",
      );
    this.#toldOfCompiler = true;
  }

  #show(type: MessageType, message: string): void {
    const params = { type, message: `ormlint: ${message}` };
    inBackground(this.#connection, () =>
      this.#connection.sendNotification(ShowMessageNotification.type, params),
    );
  }
}
