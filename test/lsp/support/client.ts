import { readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import {
  type ClientCapabilities,
  createConnection,
  createMessageConnection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  type InitializeResult,
  LSPErrorCodes,
  type MessageConnection,
  type MessageReader,
  MessageType,
  type MessageWriter,
  ProposedFeatures,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { serve } from "../../../server/src/lsp/server.ts";

/** A client that pulls diagnostics and takes everything that the server may ask of it. */
export const ableClient: ClientCapabilities = {
  general: { positionEncodings: ["utf-16"] },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    applyEdit: true,
    workspaceEdit: { documentChanges: true },
  },
  textDocument: {
    synchronization: { dynamicRegistration: false },
    diagnostic: { dynamicRegistration: false, relatedDocumentSupport: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source.fixAll"] } },
      dataSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ["edit"] },
    },
    hover: { contentFormat: ["markdown", "plaintext"] },
    completion: { completionItem: { snippetSupport: false } },
    rename: { prepareSupport: true },
    codeLens: {},
    inlayHint: {},
    definition: { linkSupport: true },
    references: {},
  },
  window: { workDoneProgress: true, showDocument: { support: true } },
};

/** The same, but diagnostics are pushed to it. */
export const pushedClient: ClientCapabilities = {
  ...ableClient,
  textDocument: without(ableClient.textDocument ?? {}, "diagnostic"),
};

function without<T extends object, K extends keyof T>(object: T, key: K): Omit<T, K> {
  const { [key]: _left, ...rest } = object;
  return rest;
}

export interface ClientOptions {
  /** Absolute paths of the workspace folders. */
  readonly folders: readonly string[];
  readonly capabilities?: ClientCapabilities;
  /** Answer to questions about the section `ormlint`. */
  readonly settings?: unknown;
  readonly initializationOptions?: unknown;
  /** The server's streams; by default a server in this process. */
  readonly streams?: { readonly reader: MessageReader; readonly writer: MessageWriter };
}

/** A message that the server sent on its own. */
export interface Received {
  readonly method: string;
  readonly params: unknown;
}

interface Waiter {
  readonly matches: (message: Received) => boolean;
  readonly resolve: (message: Received) => void;
}

export function uri(path: string): string {
  return pathToFileURL(path).href;
}

/**
 * A client of a language server, in this process by default. What the server sends is collected; what
 * it should never send (an error in its log, a request or notification that is not in the protocol)
 * makes `stop` fail.
 */
export class TestClient {
  readonly connection: MessageConnection;
  readonly received: Received[] = [];
  /** Errors and warnings that a test expects in the server's log. */
  readonly expectedLog: RegExp[] = [];
  settings: unknown;
  readonly #failures: string[] = [];
  readonly #waiters = new Set<Waiter>();
  readonly #documents = new Map<string, TextDocument>();
  readonly #resultIds = new Map<string, string>();
  #answer: InitializeResult | undefined;

  private constructor(reader: MessageReader, writer: MessageWriter, settings: unknown) {
    this.settings = settings;
    this.connection = createMessageConnection(reader, writer);
    this.#listen();
  }

  /** Starts a server, and initialises it. */
  static async start(options: ClientOptions): Promise<TestClient> {
    const { reader, writer } = options.streams ?? inProcess();
    const client = new TestClient(reader, writer, options.settings ?? {});
    await client.#initialise(options);
    return client;
  }

  /** What the server answered to `initialize`. */
  get server(): InitializeResult {
    if (!this.#answer) throw new Error("the server was not initialised");
    return this.#answer;
  }

  /** Opens a file of the disk, or a text in its place. */
  open(path: string, text = readFileSync(path, "utf8")): void {
    const languageId = path.endsWith(".json") ? "jsonc" : "typescript";
    const document = TextDocument.create(uri(path), languageId, 1, text);
    this.#documents.set(path, document);
    void this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri: document.uri, languageId, version: 1, text },
    });
  }

  /** The text of an open document as the server has it. */
  text(path: string): string {
    return this.#document(path).getText();
  }

  /** The position of the first occurrence of a text in an open document, plus some characters. */
  positionOf(path: string, text: string, plus = 0): { line: number; character: number } {
    const document = this.#document(path);
    const offset = document.getText().indexOf(text);
    if (offset < 0) throw new Error(`${path} does not hold ${JSON.stringify(text)}`);
    return document.positionAt(offset + plus);
  }

  /** Replaces the whole text of an open document. @returns its new version */
  change(path: string, text: string): number {
    return this.#send(path, [{ text }]);
  }

  /** Replaces the first occurrence of a text in an open document, as typing does. */
  replace(path: string, before: string, after: string): number {
    const document = this.#document(path);
    const start = document.getText().indexOf(before);
    if (start < 0) throw new Error(`${path} does not hold ${JSON.stringify(before)}`);
    const range = {
      start: document.positionAt(start),
      end: document.positionAt(start + before.length),
    };
    return this.#send(path, [{ range, text: after }]);
  }

  close(path: string): void {
    this.#documents.delete(path);
    void this.connection.sendNotification("textDocument/didClose", {
      textDocument: { uri: uri(path) },
    });
  }

  /** Tells of files that changed outside of the editor: 1 created, 2 changed, 3 deleted. */
  filesChanged(...changes: readonly (readonly [path: string, type: 1 | 2 | 3])[]): void {
    void this.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: changes.map(([path, type]) => ({ uri: uri(path), type })),
    });
  }

  /**
   * The diagnostics of a document as a pull gives them, asked for again when the server says so. They
   * may be those of the open files alone, see `settled`.
   */
  async diagnostics(path: string): Promise<readonly Diagnostic[]> {
    for (;;) {
      try {
        const report = await this.connection.sendRequest(DocumentDiagnosticRequest.type, {
          textDocument: { uri: uri(path) },
        });
        if (report.kind !== DocumentDiagnosticReportKind.Full)
          throw new Error("a report without a previous one must be full");
        if (report.resultId !== undefined) this.#resultIds.set(path, report.resultId);
        return report.items;
      } catch (error) {
        const again =
          error instanceof ResponseError && error.code === LSPErrorCodes.ServerCancelled;
        if (!again) throw error;
      }
    }
  }

  /** Waits until the server has read all files of all folders. */
  async settled(): Promise<void> {
    const isReady = ({ method, params }: Received): boolean =>
      method === "ormlint/status" && (params as { state: string }).state !== "loading";
    const last = this.received.filter(({ method }) => method === "ormlint/status").at(-1);
    if (!last || !isReady(last)) await this.next(isReady);
  }

  /** The next message of the server that matches. */
  next(matches: (message: Received) => boolean): Promise<Received> {
    return new Promise((resolve) => this.#waiters.add({ matches, resolve }));
  }

  /** The first message that matches, of those received and those to come. */
  async first(matches: (message: Received) => boolean): Promise<Received> {
    return this.received.find(matches) ?? this.next(matches);
  }

  /** The next diagnostics that are pushed for a file and hold as many findings, or match. */
  async published(
    path: string,
    matches: (diagnostics: readonly Diagnostic[]) => boolean = () => true,
  ): Promise<{ readonly version?: number; readonly diagnostics: readonly Diagnostic[] }> {
    const { params } = await this.next(
      ({ method, params: sent }) =>
        method === "textDocument/publishDiagnostics" &&
        (sent as { uri: string }).uri === uri(path) &&
        matches((sent as { diagnostics: readonly Diagnostic[] }).diagnostics),
    );
    return params as { version?: number; diagnostics: readonly Diagnostic[] };
  }

  /** Ends the server. @throws when it sent something that it should not have */
  async stop(): Promise<void> {
    await this.connection.sendRequest("shutdown");
    this.connection.dispose();
    if (this.#failures.length > 0) throw new Error(this.#failures.join("\n"));
  }

  #document(path: string): TextDocument {
    const document = this.#documents.get(path);
    if (!document) throw new Error(`${path} is not open`);
    return document;
  }

  #send(path: string, changes: Parameters<typeof TextDocument.update>[1]): number {
    const before = this.#document(path);
    const document = TextDocument.update(before, changes, before.version + 1);
    this.#documents.set(path, document);
    void this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges: changes,
    });
    return document.version;
  }

  async #initialise({
    folders,
    capabilities = ableClient,
    initializationOptions,
  }: ClientOptions): Promise<void> {
    this.connection.listen();
    const workspaceFolders = folders.map((path) => ({ uri: uri(path), name: path }));
    this.#answer = await this.connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: workspaceFolders[0]?.uri ?? null,
      capabilities,
      initializationOptions,
      workspaceFolders,
    });
    await this.connection.sendNotification("initialized", {});
  }

  #listen(): void {
    const { connection } = this;
    const collect = (method: string, params: unknown): void => {
      const message = { method, params };
      this.received.push(message);
      for (const waiter of [...this.#waiters]) {
        if (!waiter.matches(message)) continue;
        this.#waiters.delete(waiter);
        waiter.resolve(message);
      }
    };
    const expected = [
      "ormlint/status",
      "textDocument/publishDiagnostics",
      "window/showMessage",
      "telemetry/event",
    ];
    for (const method of expected)
      connection.onNotification(method, (params: unknown) => collect(method, params));
    connection.onNotification(
      "window/logMessage",
      ({ type, message }: { type: MessageType; message: string }) => {
        collect("window/logMessage", { type, message });
        const serious = type === MessageType.Error || type === MessageType.Warning;
        if (serious && !this.expectedLog.some((pattern) => pattern.test(message)))
          this.#failures.push(`the server logged: ${message}`);
      },
    );
    connection.onUnhandledProgress(({ token, value }) => collect("$/progress", { token, value }));
    connection.onUnhandledNotification(({ method }) => {
      this.#failures.push(`the server sent the notification ${method}, which nobody expects`);
    });
    const answers: Readonly<Record<string, (params: unknown) => unknown>> = {
      "client/registerCapability": () => null,
      "client/unregisterCapability": () => null,
      "window/workDoneProgress/create": () => null,
      "window/showDocument": () => ({ success: true }),
      "workspace/codeLens/refresh": () => null,
      "workspace/inlayHint/refresh": () => null,
      [DiagnosticRefreshRequest.method]: () => null,
      "workspace/configuration": (params) =>
        (params as { items: unknown[] }).items.map(() => this.settings),
    };
    for (const [method, answer] of Object.entries(answers))
      connection.onRequest(method, (params: unknown) => {
        collect(method, params);
        return answer(params);
      });
    connection.onRequest((method) => {
      this.#failures.push(`the server asked ${method}, which nobody expects`);
      return new ResponseError(LSPErrorCodes.RequestFailed, `unexpected ${method}`);
    });
    connection.onError(([error]) => this.#failures.push(`the connection failed: ${error.message}`));
  }
}

/** A server in this process, over streams in memory. */
function inProcess(): { reader: MessageReader; writer: MessageWriter } {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toClient),
  );
  serve(connection);
  connection.listen();
  return { reader: new StreamMessageReader(toClient), writer: new StreamMessageWriter(toServer) };
}
