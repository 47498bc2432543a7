import { existsSync } from "node:fs";
import type { Diagnostic } from "../../base/index.ts";
import { fileFailure, UserFailure } from "../failure.ts";
import { writeFileAtomically } from "../fixing/write-files.ts";
import { relativePath, shownPath } from "../paths.ts";
import { readStoredText } from "../text/source-texts.ts";

/** One known finding, as the baseline file keeps it. */
export interface BaselineEntry {
  /** Relative to the root of the fingerprints, with forward slashes. */
  readonly file: string;
  readonly rule: string;
  readonly fingerprint: string;
}

export interface BaselineOutcome {
  /** Findings that the baseline does not hold. */
  readonly fresh: readonly Diagnostic[];
  /** Findings that it holds. */
  readonly known: number;
  /** Entries that no finding matches any more. */
  readonly stale: readonly BaselineEntry[];
}

/**
 * Reads a baseline file.
 * @param cwd working folder: paths in messages are relative to it
 * @throws UserFailure when it is missing, unreadable or has another shape
 */
export function readBaseline(file: string, cwd: string): readonly BaselineEntry[] {
  const shown = shownPath(cwd, file);
  if (!existsSync(file))
    throw new UserFailure(`the baseline ${shown} does not exist: write it with --update-baseline`);
  let content: unknown;
  try {
    content = JSON.parse(readStoredText(file).text);
  } catch (error) {
    throw new UserFailure(`cannot read the baseline ${shown}: ${fileFailure(error)}`);
  }
  if (!isBaseline(content))
    throw new UserFailure(`the baseline ${shown} is no baseline of this version of ormlint`);
  return content.findings;
}

/**
 * Parts findings into known and new ones.
 * @param judged whether a file (relative path) was analysed: entries of other files are not stale
 */
export function applyBaseline(
  entries: readonly BaselineEntry[],
  diagnostics: readonly Diagnostic[],
  fingerprints: ReadonlyMap<Diagnostic, string>,
  judged: (file: string) => boolean,
): BaselineOutcome {
  const byFingerprint = new Set(entries.map((entry) => entry.fingerprint));
  const met = new Set<string>();
  const fresh = diagnostics.filter((diagnostic) => {
    const fingerprint = fingerprints.get(diagnostic);
    if (fingerprint === undefined || !byFingerprint.has(fingerprint)) return true;
    met.add(fingerprint);
    return false;
  });
  const stale = entries.filter((entry) => !met.has(entry.fingerprint) && judged(entry.file));
  return { fresh, known: diagnostics.length - fresh.length, stale };
}

/** Writes a baseline: sorted, the same findings give the same bytes. */
export function writeBaseline(
  file: string,
  root: string,
  diagnostics: readonly Diagnostic[],
  fingerprints: ReadonlyMap<Diagnostic, string>,
  kept: readonly BaselineEntry[] = [],
): void {
  const entries = diagnostics.map((diagnostic) => ({
    file: relativePath(root, diagnostic.file),
    rule: diagnostic.rule,
    fingerprint: fingerprints.get(diagnostic) ?? "",
  }));
  const findings = [...kept, ...entries].sort(compareEntries);
  const content = `${JSON.stringify({ version: 1, findings }, undefined, 2)}\n`;
  try {
    writeFileAtomically(file, content);
  } catch (error) {
    throw new UserFailure(`cannot write the baseline ${file}: ${fileFailure(error)}`);
  }
}

function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  return (
    compare(a.file, b.file) || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint)
  );
}

/** By code units, so that the order is the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isBaseline(content: unknown): content is { readonly findings: readonly BaselineEntry[] } {
  if (typeof content !== "object" || content === null) return false;
  const { version, findings } = content as { version?: unknown; findings?: unknown };
  return version === 1 && Array.isArray(findings) && findings.every(isEntry);
}

function isEntry(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { file, rule, fingerprint } = value as Record<string, unknown>;
  return [file, rule, fingerprint].every((part) => typeof part === "string");
}
