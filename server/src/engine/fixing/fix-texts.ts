import type { Diagnostic, Fix, FixKind } from "../../base/index.ts";
import { errorMessage } from "../failure.ts";
import { applyEdits } from "./apply-edits.ts";
import { selectFixes } from "./select-fixes.ts";

/** Passes after which fixing stops, stable or not: two fixes that undo each other must not run forever. */
const maximumPasses = 10;

export interface FixingTextsContext {
  readonly kinds: ReadonlySet<FixKind>;
  /** Whether a file belongs to the project. */
  readonly mayEdit: (file: string) => boolean;
  /** The text that the first findings count in; asked once for each file that a fix changes. */
  readonly textOf: (file: string) => string;
  /** The findings with these texts in place of those of the files. */
  readonly analyse: (changed: ReadonlyMap<string, string>) => Promise<readonly Diagnostic[]>;
}

export interface FixedTexts {
  /** Findings that are left; they count in `texts`. */
  readonly diagnostics: readonly Diagnostic[];
  /** The texts of all files that a fix changed, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** The fixes that were made, pass by pass: their edits count in the texts that the pass before left. */
  readonly passes: readonly (readonly Fix[])[];
  /** Lines that tell which fix was left alone, and why. */
  readonly notes: readonly string[];
}

/** Applies fixes, analyses again, and so on until no fix is left. Nothing is written. */
export async function fixTexts(
  first: readonly Diagnostic[],
  context: FixingTextsContext,
): Promise<FixedTexts> {
  const texts = new Map<string, string>();
  const passes: (readonly Fix[])[] = [];
  const notes = new Set<string>();
  let diagnostics = first;
  while (passes.length < maximumPasses) {
    const { chosen, refused } = selectFixes(diagnostics, context.kinds, context.mayEdit);
    for (const { diagnostic, reason } of refused)
      notes.add(`a fix of ${diagnostic.rule} in ${diagnostic.file} was left out: ${reason}`);
    for (const fix of chosen)
      for (const { file } of fix.edits) if (!texts.has(file)) texts.set(file, context.textOf(file));
    const done = applyFixes(chosen, texts, notes);
    if (done.length === 0) break;
    passes.push(done);
    diagnostics = await context.analyse(new Map(texts));
  }
  return { diagnostics, texts, passes, notes: [...notes] };
}

/** Applies the chosen fixes of one pass. A fix whose edits fit no text is left out, and told. */
function applyFixes(
  chosen: readonly Fix[],
  texts: Map<string, string>,
  notes: Set<string>,
): readonly Fix[] {
  const sound = chosen.filter((fix) => {
    try {
      for (const file of filesOf(fix)) applyEdits(texts.get(file) ?? "", editsIn(fix, file));
      return true;
    } catch (error) {
      notes.add(`the fix "${fix.title}" was left out: ${errorMessage(error)}`);
      return false;
    }
  });
  const files = new Set(sound.flatMap((fix) => [...filesOf(fix)]));
  for (const file of files) {
    const edits = sound.flatMap((fix) => editsIn(fix, file));
    texts.set(file, applyEdits(texts.get(file) ?? "", edits));
  }
  return sound;
}

/** The files that a fix changes. */
export function filesOf(fix: Fix): ReadonlySet<string> {
  return new Set(fix.edits.map((edit) => edit.file));
}

function editsIn(fix: Fix, file: string): Fix["edits"] {
  return fix.edits.filter((edit) => edit.file === file);
}
