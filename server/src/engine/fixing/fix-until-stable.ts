import type { Diagnostic, Fix, FixKind } from "../../base/index.ts";
import { fileFailure } from "../failure.ts";
import { readStoredText, type StoredText } from "../text/source-texts.ts";
import { filesOf, fixTexts } from "./fix-texts.ts";
import { writeFileAtomically } from "./write-files.ts";

export interface FixingContext {
  readonly kinds: ReadonlySet<FixKind>;
  /** Whether a file belongs to the project. */
  readonly mayEdit: (file: string) => boolean;
  /** The text of a file that the first analysis saw. */
  readonly analysedText: (file: string) => string | undefined;
  /** Analyses the project with these texts in place of the files on disk. */
  readonly analyse: (changed: ReadonlyMap<string, string>) => Promise<readonly Diagnostic[]>;
}

export interface FixingOutcome {
  /** Findings that are left. They count in the texts on disk only when no file was refused. */
  readonly diagnostics: readonly Diagnostic[];
  /** Fixes applied and written. */
  readonly fixed: number;
  readonly changedFiles: readonly string[];
  /** Lines that tell which fix or file was left alone, and why. */
  readonly notes: readonly string[];
  /** A file was not written: the findings must be read anew. */
  readonly refusedFiles: boolean;
}

/** Applies fixes, analyses again, and so on until no fix is left; then writes all files. */
export async function fixUntilStable(
  first: readonly Diagnostic[],
  context: FixingContext,
): Promise<FixingOutcome> {
  const originals = new Map<string, StoredText>();
  const { diagnostics, texts, passes, notes } = await fixTexts(first, {
    kinds: context.kinds,
    mayEdit: context.mayEdit,
    analyse: context.analyse,
    textOf: (file) => {
      const stored = storedText(file, context.analysedText(file));
      originals.set(file, stored);
      return stored.text;
    },
  });
  return { diagnostics, ...write(passes.flat(), originals, texts, new Set(notes)) };
}

/** How the file is stored, with the text that was analysed. */
function storedText(file: string, analysed: string | undefined): StoredText {
  const stored = readStoredText(file);
  return analysed === undefined ? stored : { ...stored, text: analysed };
}

function write(
  applied: readonly Fix[],
  originals: ReadonlyMap<string, StoredText>,
  texts: ReadonlyMap<string, string>,
  notes: Set<string>,
): Pick<FixingOutcome, "fixed" | "changedFiles" | "notes" | "refusedFiles"> {
  const refused = new Set<string>();
  for (const [file, original] of originals) {
    const reason = whyNotWritable(file, original);
    if (reason === undefined) continue;
    refused.add(file);
    notes.add(`${file} was not fixed: ${reason}`);
  }
  spreadRefusals(applied, refused, notes);
  const changedFiles: string[] = [];
  for (const [file, text] of texts) {
    const original = originals.get(file);
    if (refused.has(file) || !original || original.text === text) continue;
    try {
      writeFileAtomically(file, original.byteOrderMark ? `\uFEFF${text}` : text);
      changedFiles.push(file);
    } catch (error) {
      refused.add(file);
      notes.add(`${file} was not fixed: ${fileFailure(error)}`);
    }
  }
  const fixed = applied.filter((fix) => fix.edits.every(({ file }) => !refused.has(file))).length;
  return { fixed, changedFiles, notes: [...notes], refusedFiles: refused.size > 0 };
}

function whyNotWritable(file: string, original: StoredText): string | undefined {
  if (!original.writable) return "its encoding is not UTF-8";
  try {
    const now = readStoredText(file);
    return now.text === original.text ? undefined : "it was changed on disk meanwhile";
  } catch (error) {
    return fileFailure(error);
  }
}

/** A fix is written whole or not at all, so a refused file takes the files that share a fix with it along. */
function spreadRefusals(applied: readonly Fix[], refused: Set<string>, notes: Set<string>): void {
  for (let before = -1; before !== refused.size; ) {
    before = refused.size;
    for (const fix of applied) {
      const files = filesOf(fix);
      if (![...files].some((file) => refused.has(file))) continue;
      for (const file of files) {
        if (refused.has(file)) continue;
        refused.add(file);
        notes.add(`${file} was not fixed: a fix of it also changes a file that was not fixed`);
      }
    }
  }
}
