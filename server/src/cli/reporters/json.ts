import type { Location } from "../../base/index.ts";
import {
  countBySeverity,
  problemsOf,
  type Reporter,
  type Span,
  shownPath,
  spanOf,
} from "./report.ts";

/** One JSON document; its shape is promised to scripts. */
export const jsonReporter: Reporter = ({ result, cwd, durationMs }) => {
  const { diagnostics, texts, files } = result;
  const place = ({ file, range }: Location): { file: string; range: Span } => ({
    file: shownPath(cwd, file),
    range: spanOf(texts.of(file), range),
  });
  const counts = countBySeverity(diagnostics);
  const document = {
    version: 1,
    summary: {
      files,
      findings: diagnostics.length,
      errors: counts.error,
      warnings: counts.warning,
      infos: counts.info,
      durationMs,
    },
    findings: diagnostics.map((diagnostic) => ({
      file: shownPath(cwd, diagnostic.file),
      rule: diagnostic.rule,
      severity: diagnostic.severity,
      message: diagnostic.message,
      range: place(diagnostic).range,
      related: diagnostic.related.map((related) => ({
        ...place(related),
        message: related.message,
      })),
      fixes: diagnostic.fixes.map(({ title, kind, edits }) => ({
        title,
        kind,
        edits: edits.map((edit) => ({ ...place(edit), newText: edit.newText })),
      })),
    })),
    problems: problemsOf(result),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
};
