import { createHash } from "node:crypto";
import type { Diagnostic, Range } from "../../base/index.ts";
import type { FileFacts } from "../../model/index.ts";
import { relativePath } from "../paths.ts";
import type { SourceTexts } from "../text/source-texts.ts";

/**
 * Identities of findings that survive moves of lines: rule, path, the text of the finding's lines
 * without white space, the name of the function or class around it, and a number among equals.
 */
export function fingerprints(
  diagnostics: readonly Diagnostic[],
  root: string,
  texts: SourceTexts,
  facts: ReadonlyMap<string, FileFacts>,
): ReadonlyMap<Diagnostic, string> {
  const counts = new Map<string, number>();
  const result = new Map<Diagnostic, string>();
  const readable = texts.withoutSecrets(diagnostics);
  for (const diagnostic of diagnostics) {
    const parts = [
      diagnostic.rule,
      relativePath(root, diagnostic.file),
      linesOf(diagnostic, readable),
      enclosingName(facts.get(diagnostic.file), diagnostic.range),
    ];
    const content = JSON.stringify(parts);
    const occurrence = counts.get(content) ?? 0;
    counts.set(content, occurrence + 1);
    const hash = createHash("sha256").update(`${content}\n${occurrence}`).digest("hex");
    result.set(diagnostic, hash.slice(0, 32));
  }
  return result;
}

/** `UserService.find` for a place in a method; empty at the top of a file. */
export function enclosingName(facts: FileFacts | undefined, range: Range): string {
  if (!facts) return "";
  const around = (candidate: Range): boolean =>
    candidate.start <= range.start && range.start < candidate.end;
  const names = [...facts.classes, ...facts.functions]
    .filter((candidate) => candidate.name !== "" && around(candidate.range))
    .sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end)
    .map((candidate) => candidate.name);
  return names.join(".");
}

function linesOf({ file, range }: Diagnostic, texts: SourceTexts): string {
  const lines = texts.of(file);
  const first = lines.at(range.start).line;
  const last = lines.at(Math.max(range.start, range.end - 1)).line;
  const parts: string[] = [];
  for (let line = first; line <= last; line++) parts.push(lines.line(line));
  return parts.join(" ").replaceAll(/\s+/g, "");
}
