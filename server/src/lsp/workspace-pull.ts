import {
  type CancellationToken as ClientToken,
  DocumentDiagnosticReportKind,
  type ResultProgressReporter,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver/node";
import type { LiveFolder, WorkspaceView } from "../engine/index.ts";
import type { Documents } from "./documents.ts";
import { requestCancelled, unlessCancelled } from "./errors.ts";
import type { Report } from "./report.ts";

/** So many reports travel together. */
const reportsAtOnce = 50;

/** The report of a file in a view of its folder. */
type ReportOf = (
  folder: LiveFolder,
  view: WorkspaceView | undefined,
  path: string,
) => Promise<Report>;

type Partial = ResultProgressReporter<WorkspaceDiagnosticReportPartialResult>;

/**
 * Answers pulls of the diagnostics of all files. A client that takes partial results and has
 * everything already waits until something changes, as it would ask again at once.
 */
export class WorkspacePull {
  readonly #documents: Documents;
  readonly #reportOf: ReportOf;
  readonly #waiting = new Set<() => void>();

  constructor(documents: Documents, reportOf: ReportOf) {
    this.#documents = documents;
    this.#reportOf = reportOf;
  }

  /** Something may be another. */
  changed(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const goOn of waiting) goOn();
  }

  /** @param folders all that there are */
  async answer(
    { previousResultIds }: WorkspaceDiagnosticParams,
    token: ClientToken,
    partial: Partial | undefined,
    folders: () => readonly LiveFolder[],
  ): Promise<WorkspaceDiagnosticReport> {
    const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    for (;;) {
      const next = new Promise<void>((resolve) => this.#waiting.add(resolve));
      const listening = token.onCancellationRequested(() => this.changed());
      try {
        const items = await this.#reports(folders(), known, token);
        if (!items) continue;
        const news = items.filter(({ kind }) => kind === DocumentDiagnosticReportKind.Full);
        if (!partial || known.size === 0 || news.length > 0) return deliver(items, partial);
        await next;
        if (token.isCancellationRequested) throw requestCancelled();
      } finally {
        listening.dispose();
      }
    }
  }

  /** @returns `undefined` when something changed meanwhile, so that they would be of two states */
  async #reports(
    folders: readonly LiveFolder[],
    known: ReadonlyMap<string, string>,
    token: ClientToken,
  ): Promise<WorkspaceDocumentDiagnosticReport[] | undefined> {
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    const seen = new Set<string>();
    let done = 0;
    for (const folder of folders) {
      const view = await unlessCancelled(folder.view(), token);
      for (const path of pathsOf(folder, view)) {
        const report = await this.#reportOf(folder, view, path);
        if (++done % reportsAtOnce === 0) await new Promise(setImmediate);
        if (token.isCancellationRequested) throw requestCancelled();
        if (view && !folder.isCurrent(view)) return undefined;
        const uri = this.#documents.uriOf(path);
        seen.add(uri);
        const item = itemOf(uri, this.#documents.get(uri)?.version, report, known.get(uri));
        if (item) items.push(item);
      }
    }
    // What is no longer there has no findings.
    for (const uri of known.keys())
      if (!seen.has(uri))
        items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] });
    return items;
  }
}

/** Nothing for a file without findings that the client has never heard of. */
function itemOf(
  uri: string,
  version: number | undefined,
  { resultId, items }: Report,
  before: string | undefined,
): WorkspaceDocumentDiagnosticReport | undefined {
  const document = { uri, version: version ?? null, resultId };
  if (before === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, ...document };
  if (before === undefined && items.length === 0) return undefined;
  return { kind: DocumentDiagnosticReportKind.Full, ...document, items: [...items] };
}

function pathsOf(folder: LiveFolder, view: WorkspaceView | undefined): readonly string[] {
  const own = folder.configuration?.configuration.file;
  const files = new Set(view?.files);
  if (own !== undefined) files.add(own);
  for (const { file } of folder.configuration?.findings ?? []) files.add(file);
  return [...files];
}

function deliver(
  items: WorkspaceDocumentDiagnosticReport[],
  partial: Partial | undefined,
): WorkspaceDiagnosticReport {
  if (!partial) return { items };
  for (let start = 0; start < items.length; start += reportsAtOnce)
    partial.report({ items: items.slice(start, start + reportsAtOnce) });
  return { items: [] };
}
