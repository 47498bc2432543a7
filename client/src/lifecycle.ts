import {
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  type TextDocument,
  workspace,
} from "vscode";
import type { StatusParams } from "../../server/src/lsp/messages.ts";
import { folderUsesOrm, importsOrm } from "./orm-presence.ts";
import type { Session } from "./session.ts";

/** `idle`: nothing in the workspace asks for the server. */
export type LifecycleState = "idle" | "starting" | "running" | "failed";

const languages = new Set(["typescript", "typescriptreact", "javascript", "javascriptreact"]);

/**
 * Starts the server when the workspace turns out to use an ORM, and stops it when it no longer does.
 * Until then nothing is loaded but the search for an ORM.
 */
export class Lifecycle implements Disposable {
  readonly #context: ExtensionContext;
  readonly #output: LogOutputChannel;
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: Disposable[] = [];
  #state: LifecycleState = "idle";
  #session: Session | undefined;
  /** Started by hand: stays until the window closes, whatever is found. */
  #asked = false;
  /** An open document imported an ORM. */
  #imported = false;
  #transition: Promise<void> = Promise.resolve();
  #checkPending = false;

  /** The state changed, or what the server says of itself. */
  readonly onDidChange = this.#changed.event;

  constructor(context: ExtensionContext, output: LogOutputChannel) {
    this.#context = context;
    this.#output = output;
    const manifests = workspace.createFileSystemWatcher("**/{package,ormlint}.json");
    const recheck = (): void => void this.check();
    this.#subscriptions.push(
      manifests,
      manifests.onDidCreate(recheck),
      manifests.onDidChange(recheck),
      manifests.onDidDelete(recheck),
      workspace.onDidChangeWorkspaceFolders(recheck),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("ormlint.enable")) recheck();
      }),
      workspace.onDidOpenTextDocument((document) => this.#noticeImport(document)),
      workspace.onDidSaveTextDocument((document) => this.#noticeImport(document)),
    );
    for (const document of workspace.textDocuments) this.#noticeImport(document);
  }

  get state(): LifecycleState {
    return this.#state;
  }

  /** The running session. */
  get session(): Session | undefined {
    return this.#state === "running" ? this.#session : undefined;
  }

  /** What the server last said of itself. */
  get status(): StatusParams | undefined {
    return this.session?.status;
  }

  /** Looks again whether the server is wanted. Resolves when it runs or is stopped accordingly. */
  check(): Promise<void> {
    if (this.#checkPending) return this.#transition;
    this.#checkPending = true;
    return this.#next(async () => {
      this.#checkPending = false;
      const wanted = await this.#wanted();
      if (wanted && !this.#session) await this.#start();
      else if (!wanted && this.#session) await this.#stop();
    });
  }

  /** Starts the server anew, also where no ORM was found. */
  restart(): Promise<void> {
    this.#asked = true;
    return this.#next(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  /** Stops the server; nothing starts it again. */
  async dispose(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.dispose();
    await this.#next(() => this.#stop());
    this.#changed.dispose();
  }

  #noticeImport(document: TextDocument): void {
    if (this.#imported || document.uri.scheme !== "file" || !languages.has(document.languageId))
      return;
    if (!workspace.getWorkspaceFolder(document.uri) || !importsOrm(document.getText())) return;
    this.#imported = true;
    if (!this.#session) void this.check();
  }

  async #wanted(): Promise<boolean> {
    const folders = (workspace.workspaceFolders ?? []).filter(
      ({ uri }) =>
        uri.scheme === "file" && workspace.getConfiguration("ormlint", uri).get("enable", true),
    );
    if (folders.length === 0) return false;
    if (this.#asked || this.#imported) return true;
    for (const folder of folders) if (await folderUsesOrm(folder)) return true;
    return false;
  }

  /** One transition after the other. */
  #next(step: () => Promise<void>): Promise<void> {
    this.#transition = this.#transition.then(step).catch((error: unknown) => {
      this.#output.error(error instanceof Error ? error : String(error));
    });
    return this.#transition;
  }

  async #start(): Promise<void> {
    this.#become("starting");
    try {
      const { Session } = await import("./session.ts");
      const session = new Session(this.#context, this.#output);
      this.#session = session;
      session.onDidEnd(() => this.#become("failed"));
      session.onDidRun(() => this.#become("running"));
      session.onDidChangeStatus(() => this.#changed.fire());
      await session.start();
      this.#become("running");
    } catch (error) {
      this.#become("failed");
      throw error;
    }
  }

  async #stop(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    try {
      await session?.dispose();
    } finally {
      // A server that dies on its way out is gone as well.
      this.#become("idle");
    }
  }

  #become(state: LifecycleState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#changed.fire();
  }
}
