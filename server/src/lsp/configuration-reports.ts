import { DiagnosticSeverity } from "vscode-languageserver/node";
import type { Diagnostic as Finding } from "../base/index.ts";
import { allRules, configurationFindings, type LiveFolder, SourceTexts } from "../engine/index.ts";
import type { Documents } from "./documents.ts";
import { toProtocolRange } from "./positions.ts";
import { type Report, reportOf } from "./report.ts";

/**
 * What is wrong in a configuration file: in the text that is in the editor, else in what the folder
 * was configured by.
 */
export async function configurationReport(
  path: string,
  folder: LiveFolder | undefined,
  documents: Documents,
): Promise<Report> {
  const stored = new SourceTexts();
  const text = documents.ofPath(path)?.getText() ?? stored.of(path).text;
  const known = text === stored.of(path).text ? knownFindings(path, folder) : undefined;
  const findings = known ?? (await configurationFindings(path, text, allRules));
  const texts = new SourceTexts(new Map([[path, text]]));
  return reportOf(
    findings.map(({ range, severity, message, rule }) => ({
      range: toProtocolRange(texts, path, range),
      severity: severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
      source: "ormlint",
      code: rule,
      message,
    })),
  );
}

/** `undefined` when the folder is configured by another file. */
function knownFindings(
  path: string,
  folder: LiveFolder | undefined,
): readonly Finding[] | undefined {
  const configuration = folder?.configuration;
  if (!folder || !configuration) return undefined;
  const own = configuration.findings.filter(({ file }) => file === path);
  if (own.length === 0 && configuration.configuration.file !== path) return undefined;
  return folder.newest?.diagnosticsOf(path) ?? own;
}
