import { type Diagnostic, DiagnosticSeverity, type TextDocument, Uri, workspace } from "vscode";
import type { DiagnosticProviderMiddleware, vsdiag } from "vscode-languageclient/node";

const shown: Readonly<Record<string, DiagnosticSeverity>> = {
  hint: DiagnosticSeverity.Hint,
  info: DiagnosticSeverity.Information,
  warning: DiagnosticSeverity.Warning,
  error: DiagnosticSeverity.Error,
};

/** The rule that a diagnostic comes from. */
export function ruleOf(diagnostic: Diagnostic): string | undefined {
  const { code } = diagnostic;
  const value = typeof code === "object" ? code.value : code;
  return value === undefined ? undefined : String(value);
}

/** Applies the setting `ormlint.severities` to the diagnostics that the server answers. */
export class Severities {
  /** Part of every result id: answers under other severities are asked for anew. */
  #generation = 0;

  /** To be called when the setting changed, before the diagnostics are asked for again. */
  changed(): void {
    this.#generation++;
  }

  /** The diagnostics as this editor shows them. */
  apply(uri: Uri, diagnostics: readonly Diagnostic[]): Diagnostic[] {
    const wanted = workspace
      .getConfiguration("ormlint", uri)
      .get<Readonly<Record<string, string>>>("severities", {});
    return diagnostics.filter((diagnostic) => {
      const setting = wanted[ruleOf(diagnostic) ?? ""];
      if (setting === "off") return false;
      const severity = setting === undefined ? undefined : shown[setting];
      if (severity !== undefined) diagnostic.severity = severity;
      return true;
    });
  }

  readonly middleware: DiagnosticProviderMiddleware = {
    provideDiagnostics: async (document, previous, token, next) => {
      const report = await next(document, this.#strip(previous), token);
      return report && this.#judge(uriOf(document), report);
    },
    provideWorkspaceDiagnostics: async (previous, token, reporter, next) => {
      const known = previous.flatMap(({ uri, value }) => {
        const id = this.#strip(value);
        return id === undefined ? [] : [{ uri, value: id }];
      });
      const judge = (item: vsdiag.WorkspaceDocumentDiagnosticReport) => this.#judge(item.uri, item);
      const report = await next(known, token, (chunk) =>
        reporter(chunk && { items: chunk.items.map(judge) }),
      );
      return report && { items: report.items.map(judge) };
    },
  };

  #judge<Report extends ReportOfServer>(uri: Uri, report: Report): Report {
    const resultId =
      report.resultId === undefined ? undefined : `${this.#generation}:${report.resultId}`;
    const items = report.items && this.apply(uri, report.items);
    return { ...report, ...(resultId && { resultId }), ...(items && { items }) };
  }

  #strip(resultId: string | undefined): string | undefined {
    const prefix = `${this.#generation}:`;
    return resultId?.startsWith(prefix) ? resultId.slice(prefix.length) : undefined;
  }
}

/** What full and unchanged reports have in common. */
interface ReportOfServer {
  readonly resultId?: string | undefined;
  readonly items?: Diagnostic[] | undefined;
}

function uriOf(document: TextDocument | Uri): Uri {
  return document instanceof Uri ? document : document.uri;
}
