import { pathToFileURL } from "node:url";
import type { Diagnostic, Fix, Location, Severity } from "../../base/index.ts";
import {
  type Rule,
  relativePath,
  ruleSummary,
  ruleUrl,
  severityUnder,
  version,
} from "../../engine/index.ts";
import { hasFailed, problemsOf, type Report, type Reporter, spanOf } from "./report.ts";

const levels: Readonly<Record<Severity | "off", "error" | "warning" | "note" | "none">> = {
  error: "error",
  warning: "warning",
  info: "note",
  off: "none",
};

/** SARIF 2.1.0 (OASIS standard), as GitHub code scanning and other servers take it. */
export const sarifReporter: Reporter = (report) => {
  const { result, rules } = report;
  const indexes = new Map(rules.map((rule, index) => [rule.name, index]));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "ormlint",
            version,
            semanticVersion: version,
            informationUri: "https://www.npmjs.com/package/ormlint",
            rules: rules.map(descriptor),
          },
        },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: !hasFailed(result),
            toolExecutionNotifications: problemsOf(result).map(({ level, message }) => ({
              level,
              message: { text: message },
            })),
          },
        ],
        results: result.diagnostics.map((diagnostic) =>
          resultOf(diagnostic, indexes.get(diagnostic.rule), report),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

function descriptor(rule: Rule): object {
  const severity = severityUnder("recommended", rule);
  return {
    id: rule.name,
    shortDescription: { text: ruleSummary(rule.name) },
    helpUri: ruleUrl(rule.name),
    defaultConfiguration: {
      enabled: severity !== "off",
      level: levels[severity === "off" ? severityUnder("strict", rule) : severity],
    },
    properties: { category: rule.category, tags: [rule.category] },
  };
}

function resultOf(diagnostic: Diagnostic, ruleIndex: number | undefined, report: Report): object {
  const { related, fixes } = diagnostic;
  const fingerprint = report.result.fingerprints.get(diagnostic);
  return {
    ruleId: diagnostic.rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: levels[diagnostic.severity],
    message: { text: diagnostic.message },
    locations: [{ physicalLocation: physicalLocation(diagnostic, report) }],
    ...(related.length > 0 && {
      relatedLocations: related.map((place, id) => ({
        id,
        physicalLocation: physicalLocation(place, report),
        message: { text: place.message },
      })),
    }),
    ...(fingerprint !== undefined && { partialFingerprints: { "ormlint/v1": fingerprint } }),
    ...(fixes.length > 0 && { fixes: fixes.map((fix) => fixOf(fix, report)) }),
  };
}

function fixOf({ title, kind, edits }: Fix, report: Report): object {
  const files = [...new Set(edits.map((edit) => edit.file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: { uri: uriOf(file, report.cwd) },
      replacements: edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({
          deletedRegion: regionOf(edit, report),
          insertedContent: { text: edit.newText },
        })),
    })),
    properties: { kind },
  };
}

function physicalLocation(place: Location, report: Report): object {
  return {
    artifactLocation: { uri: uriOf(place.file, report.cwd) },
    region: regionOf(place, report),
  };
}

function regionOf({ file, range }: Location, { result }: Report): object {
  const { start, end } = spanOf(result.texts.of(file), range);
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

/** Relative to the working folder; absolute for files that lie outside it. */
function uriOf(file: string, cwd: string): string {
  const path = relativePath(cwd, file);
  if (path.startsWith("../") || path === file) return pathToFileURL(file).href;
  return path.split("/").map(encodeURIComponent).join("/");
}
