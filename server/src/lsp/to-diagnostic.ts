import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver/node";
import type { Diagnostic as Finding, Severity } from "../base/index.ts";
import { allRules, ruleUrl, type WorkspaceView } from "../engine/index.ts";
import { toProtocolRange } from "./positions.ts";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

const tags = {
  unnecessary: DiagnosticTag.Unnecessary,
  deprecated: DiagnosticTag.Deprecated,
} as const;

const rules = new Map(allRules.map((rule) => [rule.name, rule]));

/** What a diagnostic carries so that its finding is found again. */
export interface DiagnosticData {
  /** Absolute path. */
  readonly file: string;
  readonly rule: string;
  /** See `WorkspaceView.fingerprintsOf`. */
  readonly fingerprint: string;
}

/** A finding as the protocol has it. @param uriOf the URI of an absolute path */
export function toDiagnostic(
  finding: Finding,
  view: WorkspaceView,
  uriOf: (path: string) => string,
): Diagnostic {
  const { file, range, rule: name, severity, message, related } = finding;
  const rule = rules.get(name);
  const fingerprint = view.fingerprintsOf(file).get(finding);
  const data: DiagnosticData | undefined =
    fingerprint === undefined ? undefined : { file, rule: name, fingerprint };
  return {
    range: toProtocolRange(view.texts, file, range),
    severity: severities[severity],
    source: "ormlint",
    message,
    code: name,
    ...(rule && { codeDescription: { href: ruleUrl(name) } }),
    ...(rule?.tag && { tags: [tags[rule.tag]] }),
    ...(related.length > 0 && {
      relatedInformation: related.map((place) => ({
        location: {
          uri: uriOf(place.file),
          range: toProtocolRange(view.texts, place.file, place.range),
        },
        message: place.message,
      })),
    }),
    ...(data && { data }),
  };
}

/** What a diagnostic that came back from a client carries; `undefined` when it is none of ours. */
export function readDiagnosticData(data: unknown): DiagnosticData | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { file, rule, fingerprint } = data as Partial<Record<keyof DiagnosticData, unknown>>;
  return typeof file === "string" && typeof rule === "string" && typeof fingerprint === "string"
    ? { file, rule, fingerprint }
    : undefined;
}
