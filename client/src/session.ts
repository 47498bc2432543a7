import {
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  workspace,
} from "vscode";
import {
  DocumentDiagnosticRequest,
  ExecuteCommandRequest,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  type StaticFeature,
  TransportKind,
} from "vscode-languageclient/node";
import { type StatusParams, statusMethod } from "../../server/src/lsp/messages.ts";
import { Severities } from "./severities.ts";

const languages = ["typescript", "typescriptreact", "javascript", "javascriptreact"];

/** Commands that text of the server may link to. */
const linkableCommands = ["ormlint.openRulePage", "ormlint.showEntityModel", "ormlint.showOutput"];

/** One server process and the client that talks to it. */
export class Session {
  readonly client: LanguageClient;
  readonly #severities = new Severities();
  readonly #status = new EventEmitter<StatusParams>();
  readonly #ended = new EventEmitter<void>();
  readonly #runs = new EventEmitter<void>();
  readonly #subscriptions: Disposable[] = [];
  #lastStatus: StatusParams | undefined;
  #disposed = false;

  /** What the server says of itself. */
  readonly onDidChangeStatus = this.#status.event;
  /** The server ended, and is not started again by itself. */
  readonly onDidEnd = this.#ended.event;
  /** The server runs, also after it was started again. */
  readonly onDidRun = this.#runs.event;

  constructor(context: ExtensionContext, output: LogOutputChannel) {
    const server = {
      module: context.asAbsolutePath("dist/cli.cjs"),
      args: ["lsp"],
      transport: TransportKind.stdio,
    };
    this.client = new LanguageClient(
      "ormlint",
      "ormlint",
      { run: server, debug: { ...server, options: { execArgv: ["--nolazy", "--inspect=6019"] } } },
      {
        documentSelector: [
          ...languages.map((language) => ({ scheme: "file", language })),
          { scheme: "file", pattern: "**/ormlint.json" },
        ],
        outputChannel: output,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        // The editor itself validates and completes ormlint.json by the manifest's JSON schema.
        initializationOptions: { jsonSupport: false },
        markdown: { isTrusted: { enabledCommands: linkableCommands } },
        middleware: {
          ...this.#severities.middleware,
          handleDiagnostics: (uri, diagnostics, next) =>
            next(uri, this.#severities.apply(uri, diagnostics)),
        },
      },
    );
    // The extension itself offers the server's commands, also while no server runs.
    const serverCommands: StaticFeature = this.client.getFeature(ExecuteCommandRequest.method);
    serverCommands.initialize = () => {};
    this.#subscriptions.push(
      this.client.onNotification(statusMethod, (status: StatusParams) => {
        this.#lastStatus = status;
        this.#status.fire(status);
      }),
      this.client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) this.#runs.fire();
        else if (newState === State.StartFailed) this.#ended.fire();
        else if (newState === State.Stopped && !this.#disposed) this.#ended.fire();
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration("ormlint.severities")) return;
        this.#severities.changed();
        this.refreshDiagnostics();
      }),
    );
  }

  get status(): StatusParams | undefined {
    return this.#lastStatus;
  }

  start(): Promise<void> {
    return this.client.start();
  }

  /** Asks for the diagnostics of the open files and of the workspace again. */
  refreshDiagnostics(): void {
    this.client.getFeature(DocumentDiagnosticRequest.method).refresh();
  }

  /** Has the server carry out one of its commands. @throws ResponseError with what went wrong */
  execute(command: string, ...parameters: readonly unknown[]): Promise<unknown> {
    return this.client.sendRequest(ExecuteCommandRequest.type, {
      command,
      arguments: [...parameters],
    });
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    for (const subscription of this.#subscriptions) subscription.dispose();
    // The change of a setting that ends the server is told to it first; else the client logs a failure.
    await new Promise<void>((resolve) => setImmediate(resolve));
    await this.client.dispose();
    for (const emitter of [this.#status, this.#ended, this.#runs]) emitter.dispose();
  }
}
