import {
  type ClientCapabilities,
  type CancellationToken as ClientToken,
  type Connection,
  DiagnosticRefreshRequest,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { LiveFolder, WorkspaceView } from "../engine/index.ts";
import { inBackground } from "./background.ts";
import { configurationReport } from "./configuration-reports.ts";
import { type Documents, isConfiguration } from "./documents.ts";
import type { Feature, ServerContext } from "./feature.ts";
import type { Folders } from "./folders.ts";
import { type Report, reportOf } from "./report.ts";
import { toDiagnostic } from "./to-diagnostic.ts";
import { pathOf } from "./uris.ts";
import { WorkspacePull } from "./workspace-pull.ts";

/** What the client last got for a file. */
interface Told {
  readonly resultId: string;
  /** Version of the document; `undefined` when it was not open. */
  readonly version: number | undefined;
}

/** Diagnostics of open documents and of the workspace: pulled by the client, or pushed to it when it cannot. */
export class Diagnostics implements Feature {
  readonly #documents: Documents;
  readonly #folders: Folders;
  readonly #reports = new WeakMap<WorkspaceView, Map<string, Report>>();
  readonly #told = new Map<string, Told>();
  readonly #workspacePull: WorkspacePull;
  #context: ServerContext | undefined;
  #pulls = false;
  #refreshes = false;
  #everything = false;

  constructor(documents: Documents, folders: Folders) {
    this.#documents = documents;
    this.#folders = folders;
    this.#workspacePull = new WorkspacePull(documents, (folder, view, path) =>
      this.#reportOfFolder(folder, view, path),
    );
  }

  capabilities(client: ClientCapabilities): Partial<ServerCapabilities> {
    if (!client.textDocument?.diagnostic) return {};
    return {
      diagnosticProvider: {
        identifier: "ormlint",
        interFileDependencies: true,
        workspaceDiagnostics: true,
      },
    };
  }

  register(context: ServerContext): void {
    const { connection, client } = context;
    this.#context = context;
    this.#pulls = client.textDocument?.diagnostic !== undefined;
    this.#refreshes = client.workspace?.diagnostics?.refreshSupport ?? false;
    if (!this.#pulls) return;
    connection.languages.diagnostics.on(async ({ textDocument, previousResultId }, token) => {
      const report = await retrigger(() => this.#pull(textDocument.uri, token));
      return report.resultId === previousResultId
        ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: report.resultId }
        : { kind: DocumentDiagnosticReportKind.Full, ...report, items: [...report.items] };
    });
    connection.languages.diagnostics.onWorkspace(async (params, token, _progress, partial) =>
      this.#workspacePull.answer(params, token, partial, () => this.#folders.all),
    );
  }

  /** Tells the client what became another in a folder. Called when the folder has a newer view. */
  async changed(folder: LiveFolder): Promise<void> {
    const context = this.#context;
    if (!context) return;
    this.#workspacePull.changed();
    if (this.#pulls) {
      if (this.#isOutdated(folder)) await this.#refresh(context.connection);
    } else await this.#push(folder);
  }

  /** Lets the client ask again for everything. */
  async again(): Promise<void> {
    const context = this.#context;
    if (!context) return;
    if (this.#pulls) await this.#refresh(context.connection);
    else for (const folder of this.#folders.all) await this.#push(folder);
  }

  /** From now on tells the findings of files that are not open, too; a client that pulls asks itself. */
  async lintWorkspace(): Promise<void> {
    this.#everything = true;
    await this.again();
  }

  /** A document's text changed: what is wrong in a configuration is known at once. */
  documentChanged(document: TextDocument): void {
    const connection = this.#context?.connection;
    if (!connection || this.#pulls || !isConfiguration(document.uri)) return;
    const folder = this.#folders.of(document.uri);
    if (folder) inBackground(connection, () => this.changed(folder));
  }

  /** Takes back what was pushed for a file that is no longer looked at. */
  async closed({ uri }: TextDocument): Promise<void> {
    const path = pathOf(uri);
    if (this.#pulls || this.#everything || (path !== undefined && isConfiguration(path))) return;
    await this.#send(uri, { resultId: "", items: [] }, undefined);
  }

  /** The report of a file as a view has it. */
  report(view: WorkspaceView, path: string): Report {
    let reports = this.#reports.get(view);
    if (!reports) {
      reports = new Map();
      this.#reports.set(view, reports);
    }
    let report = reports.get(path);
    if (!report) {
      const uriOf = (file: string): string => this.#documents.uriOf(file);
      report = reportOf(
        view.diagnosticsOf(path).map((finding) => toDiagnostic(finding, view, uriOf)),
      );
      reports.set(path, report);
    }
    return report;
  }

  async #pull(uri: string, token: ClientToken): Promise<Report> {
    const context = this.#context;
    const path = pathOf(uri);
    const none = reportOf([]);
    if (!context || path === undefined) return none;
    const settings = await context.settings(uri);
    let report = none;
    if (settings.enable) {
      const view = await context.viewOf(uri, token);
      const folder = this.#folders.ofPath(path);
      if (isConfiguration(path)) report = await configurationReport(path, folder, this.#documents);
      else if (view) report = this.report(view, path);
    }
    const version = this.#documents.get(uri)?.version;
    this.#told.set(uri, { resultId: report.resultId, version });
    return report;
  }

  async #reportOfFolder(
    folder: LiveFolder,
    view: WorkspaceView | undefined,
    path: string,
  ): Promise<Report> {
    const settings = await this.#context?.settings(this.#documents.uriOf(path));
    if (!settings?.enable) return reportOf([]);
    if (isConfiguration(path)) return configurationReport(path, folder, this.#documents);
    return view ? this.report(view, path) : reportOf([]);
  }

  /** Whether an open document has other diagnostics than the client was told of its present text. */
  #isOutdated(folder: LiveFolder): boolean {
    const view = folder.newest;
    return this.#documents.all().some(({ uri, version }) => {
      const told = this.#told.get(uri);
      const path = pathOf(uri);
      // A document that was changed since is asked for by the client itself.
      if (!told || told.version !== version || path === undefined) return false;
      if (this.#folders.ofPath(path) !== folder || isConfiguration(path)) return false;
      return view !== undefined && this.report(view, path).resultId !== told.resultId;
    });
  }

  async #refresh(connection: Connection): Promise<void> {
    if (this.#refreshes) await connection.sendRequest(DiagnosticRefreshRequest.type);
  }

  async #push(folder: LiveFolder): Promise<void> {
    const view = folder.newest;
    const configuration = folder.configuration?.configuration.file;
    const open = this.#documents
      .all()
      .flatMap(({ uri }) => pathOf(uri) ?? [])
      .filter((path) => this.#folders.ofPath(path) === folder);
    const paths = new Set([
      ...open,
      ...(this.#everything && view ? view.files : []),
      ...(configuration === undefined ? [] : [configuration]),
      ...(folder.configuration?.findings.map(({ file }) => file) ?? []),
    ]);
    for (const path of paths) {
      const report = await this.#reportOfFolder(folder, view, path);
      // A newer view pushes what is right for it.
      if (!isConfiguration(path) && view && !folder.isCurrent(view)) return;
      const uri = this.#documents.uriOf(path);
      if (view || isConfiguration(path))
        await this.#send(uri, report, this.#documents.get(uri)?.version);
    }
  }

  async #send(uri: string, report: Report, version: number | undefined): Promise<void> {
    const told = this.#told.get(uri);
    const nothingYet = told === undefined && report.items.length === 0 && version === undefined;
    if (nothingYet || (told?.resultId === report.resultId && told.version === version)) return;
    this.#told.set(uri, { resultId: report.resultId, version });
    await this.#context?.connection.sendDiagnostics({
      uri,
      diagnostics: [...report.items],
      ...(version !== undefined && { version }),
    });
  }
}

/** An answer about a text that is no longer there is asked for again by the client. */
async function retrigger<T>(pull: () => Promise<T>): Promise<T> {
  try {
    return await pull();
  } catch (error) {
    if (error instanceof ResponseError && error.code === LSPErrorCodes.ContentModified)
      throw new ResponseError(LSPErrorCodes.ServerCancelled, "the content was modified", {
        retriggerRequest: true,
      });
    throw error;
  }
}
