import { randomBytes } from "node:crypto";
import {
  type Disposable,
  type Event,
  EventEmitter,
  type ExtensionContext,
  languages,
  Range,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import {
  type ModelParams,
  type ModelResult,
  modelMethod,
} from "../../../server/src/lsp/messages.ts";
import { type ExtensionMessage, readPageMessage } from "./messages.ts";
import { type DiagramPlace, type ModelReference, placeOf } from "./model.ts";
import { pageOf } from "./page.ts";

/** After the last sign of a change, in milliseconds. */
const CALM = 400;

/** The panel with the diagram: it keeps the page's model current, opens sources and saves pictures. */
export class DiagramPanel {
  readonly #panel: WebviewPanel;
  readonly #disposed = new EventEmitter<void>();
  readonly #subscriptions: Disposable[] = [];
  #client: LanguageClient;
  #entities: ModelResult | undefined;
  /** The model as the page has it. */
  #sent: string | undefined;
  #focus: string | undefined;
  #ready = false;
  #timer: NodeJS.Timeout | undefined;
  #request = 0;

  readonly onDidDispose: Event<void> = this.#disposed.event;

  constructor(context: ExtensionContext, client: LanguageClient, focus: string | undefined) {
    this.#client = client;
    this.#focus = focus;
    const dist = Uri.joinPath(context.extensionUri, "dist");
    this.#panel = window.createWebviewPanel(
      "ormlint.entityModel",
      "Entities",
      { viewColumn: ViewColumn.Active },
      { enableScripts: true, localResourceRoots: [dist] },
    );
    const { webview } = this.#panel;
    this.#subscriptions.push(
      webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      this.#panel.onDidDispose(() => this.#dispose()),
      this.#panel.onDidChangeViewState(() => {
        // A hidden page is thrown away; it says when it is back.
        if (!this.#panel.visible) this.#ready = false;
      }),
      ...this.#signsOfChange(),
    );
    const nonce = randomBytes(24).toString("hex");
    webview.html = pageOf({
      script: webview.asWebviewUri(Uri.joinPath(dist, "diagram.js")).toString(),
      style: webview.asWebviewUri(Uri.joinPath(dist, "diagram.css")).toString(),
      source: webview.cspSource,
      nonce,
    });
  }

  /** Brings the panel to the front, to show the entity. */
  reveal(client: LanguageClient, focus: string | undefined): void {
    this.#client = client;
    this.#panel.reveal();
    this.#focus = focus ?? this.#focus;
    if (focus !== undefined && this.#ready) {
      this.#focus = undefined;
      this.#post({ type: "focus", entity: focus });
    }
    void this.#refresh();
  }

  /** What the model may have changed after. */
  #signsOfChange(): Disposable[] {
    const watcher = workspace.createFileSystemWatcher("**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}");
    const changed = (): void => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#refresh(), CALM);
    };
    return [
      watcher,
      watcher.onDidChange(changed),
      watcher.onDidCreate(changed),
      watcher.onDidDelete(changed),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document.uri.scheme === "file" && contentChanges.length > 0) changed();
      }),
      // The server's first results come when it has read the workspace.
      languages.onDidChangeDiagnostics(changed),
    ];
  }

  async #refresh(): Promise<void> {
    if (!this.#ready) return;
    const request = ++this.#request;
    try {
      const entities: ModelResult = await this.#client.sendRequest(
        modelMethod,
        {} satisfies ModelParams,
      );
      if (request !== this.#request || !this.#ready) return;
      this.#entities = entities;
      const text = JSON.stringify(entities);
      const focus = this.#focus;
      if (text === this.#sent && focus === undefined) return;
      this.#sent = text;
      this.#focus = undefined;
      this.#post({ type: "model", entities, ...(focus === undefined ? {} : { focus }) });
    } catch (error) {
      if (request !== this.#request) return;
      this.#sent = undefined;
      const message = error instanceof Error ? error.message : String(error);
      this.#post({ type: "problem", message: `The model could not be read: ${message}` });
    }
  }

  #receive(value: unknown): void {
    const message = readPageMessage(value);
    switch (message?.type) {
      case "ready":
        this.#ready = true;
        this.#sent = undefined;
        void this.#refresh();
        break;
      case "refresh":
        this.#sent = undefined;
        void this.#refresh();
        break;
      case "open":
        void this.#open(message);
        break;
      case "export":
        void this.#save(message.svg);
        break;
      case undefined:
        break;
    }
  }

  async #open(reference: ModelReference): Promise<void> {
    const place = placeOf(this.#entities ?? [], reference);
    if (place) await this.#show(place);
  }

  async #show({ uri, range: { start, end } }: DiagramPlace): Promise<void> {
    const beside = window.visibleTextEditors.find(
      ({ viewColumn }) => viewColumn !== undefined && viewColumn !== this.#panel.viewColumn,
    );
    try {
      await window.showTextDocument(Uri.parse(uri, true), {
        viewColumn: beside?.viewColumn ?? ViewColumn.Beside,
        selection: new Range(start.line, start.character, end.line, end.character),
      });
    } catch (error) {
      void window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }

  async #save(svg: string): Promise<void> {
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const target = await window.showSaveDialog({
      title: "Save the diagram",
      filters: { SVG: ["svg"] },
      ...(folder ? { defaultUri: Uri.joinPath(folder, "entities.svg") } : {}),
    });
    if (!target) return;
    try {
      await workspace.fs.writeFile(target, new TextEncoder().encode(`${svg}\n`));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void window.showErrorMessage(`The diagram could not be saved: ${reason}`);
    }
  }

  #post(message: ExtensionMessage): void {
    if (this.#ready) void this.#panel.webview.postMessage(message);
  }

  #dispose(): void {
    clearTimeout(this.#timer);
    this.#request++;
    this.#ready = false;
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#disposed.fire();
    this.#disposed.dispose();
  }
}
