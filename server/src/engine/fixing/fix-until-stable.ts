import type { Diagnostic, Fix, FixKind } from "../../base/index.ts";
import { errorMessage } from "../failure.ts";
import { readStoredText, type StoredText } from "../text/source-texts.ts";
import { applyEdits } from "./apply-edits.ts";
import { selectFixes } from "./select-fixes.ts";
import { writeFileAtomically } from "./write-files.ts";

/** Passes after which fixing stops, stable or not: two fixes that undo each other must not run forever. */
const maximumPasses = 10;

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
  const texts = new Map<string, string>();
  const applied: Fix[] = [];
  const notes = new Set<string>();
  let diagnostics = first;
  for (let pass = 0; pass < maximumPasses; pass++) {
    const { chosen, refused } = selectFixes(diagnostics, context.kinds, context.mayEdit);
    for (const { diagnostic, reason } of refused)
      notes.add(`a fix of ${diagnostic.rule} in ${diagnostic.file} was left out: ${reason}`);
    const before = new Map(texts);
    for (const fix of chosen)
      for (const { file } of fix.edits) {
        if (originals.has(file)) continue;
        const stored = storedText(file, context.analysedText(file));
        originals.set(file, stored);
        texts.set(file, stored.text);
        before.set(file, stored.text);
      }
    const done = applyFixes(chosen, before, texts, notes);
    if (done.length === 0) break;
    applied.push(...done);
    diagnostics = await context.analyse(new Map(texts));
  }
  return { diagnostics, ...write(applied, originals, texts, notes) };
}

/** How the file is stored, with the text that was analysed. */
function storedText(file: string, analysed: string | undefined): StoredText {
  const stored = readStoredText(file);
  return analysed === undefined ? stored : { ...stored, text: analysed };
}

/** Applies the chosen fixes of one pass. A fix whose edits fit no text is left out, and told. */
function applyFixes(
  chosen: readonly Fix[],
  before: ReadonlyMap<string, string>,
  texts: Map<string, string>,
  notes: Set<string>,
): readonly Fix[] {
  const sound = chosen.filter((fix) => {
    try {
      for (const file of filesOf(fix)) applyEdits(before.get(file) ?? "", editsIn(fix, file));
      return true;
    } catch (error) {
      notes.add(`the fix "${fix.title}" was left out: ${errorMessage(error)}`);
      return false;
    }
  });
  const files = new Set(sound.flatMap((fix) => [...filesOf(fix)]));
  for (const file of files) {
    const edits = sound.flatMap((fix) => editsIn(fix, file));
    texts.set(file, applyEdits(before.get(file) ?? "", edits));
  }
  return sound;
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
      notes.add(`${file} was not fixed: ${errorMessage(error)}`);
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
    return errorMessage(error);
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

function filesOf(fix: Fix): ReadonlySet<string> {
  return new Set(fix.edits.map((edit) => edit.file));
}

function editsIn(fix: Fix, file: string): Fix["edits"] {
  return fix.edits.filter((edit) => edit.file === file);
}
