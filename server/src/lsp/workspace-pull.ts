import {
  type CancellationToken as ClientToken,
  DocumentDiagnosticReportKind,
  type ResultProgressReporter,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver/node";
import type { LiveFolder } from "../engine/index.ts";
import type { Documents } from "./documents.ts";
import { requestCancelled } from "./errors.ts";
import type { Report } from "./report.ts";

/** So many reports travel together. */
const reportsAtOnce = 50;

type Partial = ResultProgressReporter<WorkspaceDiagnosticReportPartialResult>;

/**
 * Answers pulls of the diagnostics of all files. A client that takes partial results and has
 * everything already waits until something changes, as it would ask again at once.
 */
export class WorkspacePull {
  readonly #documents: Documents;
  readonly #reportOf: (folder: LiveFolder, path: string) => Promise<Report | undefined>;
  readonly #waiting = new Set<() => void>();

  constructor(
    documents: Documents,
    reportOf: (folder: LiveFolder, path: string) => Promise<Report | undefined>,
  ) {
    this.#documents = documents;
    this.#reportOf = reportOf;
  }

  /** Something may be another. */
  changed(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const goOn of waiting) goOn();
  }

  /** @param settled the folders, once they are up to date */
  async answer(
    { previousResultIds }: WorkspaceDiagnosticParams,
    token: ClientToken,
    partial: Partial | undefined,
    settled: () => Promise<readonly LiveFolder[]>,
  ): Promise<WorkspaceDiagnosticReport> {
    const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    for (;;) {
      const next = new Promise<void>((resolve) => this.#waiting.add(resolve));
      const listening = token.onCancellationRequested(() => this.changed());
      try {
        const items = await this.#reports(await settled(), known, token);
        if (token.isCancellationRequested) throw requestCancelled();
        const news = items.filter(({ kind }) => kind === DocumentDiagnosticReportKind.Full);
        if (!partial || known.size === 0 || news.length > 0) return deliver(items, partial);
        await next;
        if (token.isCancellationRequested) throw requestCancelled();
      } finally {
        listening.dispose();
      }
    }
  }

  async #reports(
    folders: readonly LiveFolder[],
    known: ReadonlyMap<string, string>,
    token: ClientToken,
  ): Promise<WorkspaceDocumentDiagnosticReport[]> {
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    const seen = new Set<string>();
    for (const folder of folders)
      for (const path of pathsOf(folder)) {
        if (token.isCancellationRequested) throw requestCancelled();
        const report = await this.#reportOf(folder, path);
        if (!report) continue;
        const uri = this.#documents.uriOf(path);
        seen.add(uri);
        const version = this.#documents.get(uri)?.version ?? null;
        const { resultId } = report;
        const before = known.get(uri);
        // Files without findings that the client has never heard of are not worth telling.
        if (before === resultId)
          items.push({ kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId });
        else if (before !== undefined || report.items.length > 0)
          items.push({
            kind: DocumentDiagnosticReportKind.Full,
            uri,
            version,
            resultId,
            items: [...report.items],
          });
        if (items.length % reportsAtOnce === 0) await new Promise(setImmediate);
      }
    // What is no longer there has no findings.
    for (const uri of known.keys())
      if (!seen.has(uri))
        items.push({ kind: DocumentDiagnosticReportKind.Full, uri, version: null, items: [] });
    return items;
  }
}

function pathsOf(folder: LiveFolder): readonly string[] {
  const own = folder.configuration?.configuration.file;
  const files = new Set(folder.newest?.files);
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
