import type { Diagnostic, TextEdit } from "../../base/index.ts";
import { fixTexts } from "../fixing/fix-texts.ts";
import { composeEdits } from "./compose-edits.ts";

export interface FixFileContext {
  /** Only findings of this rule; of all rules when it is left out. */
  readonly rule?: string;
  /** Whether a fix may change a file. */
  readonly mayEdit: (file: string) => boolean;
  /** The text that the findings count in. */
  readonly textOf: (file: string) => string;
  /** The findings of the file with these texts in place of those of the files. */
  readonly analyse: (changed: ReadonlyMap<string, string>) => Promise<readonly Diagnostic[]>;
}

/**
 * The edits of all safe fixes of a file's findings, again and again until no fix is left, as edits of the
 * texts as they are: sorted by file and position, none overlaps another.
 */
export async function fixFile(
  findings: readonly Diagnostic[],
  { rule, mayEdit, textOf, analyse }: FixFileContext,
): Promise<readonly TextEdit[]> {
  const wanted = (all: readonly Diagnostic[]): readonly Diagnostic[] =>
    rule === undefined ? all : all.filter((finding) => finding.rule === rule);
  const { texts, passes } = await fixTexts(wanted(findings), {
    kinds: new Set(["safe"]),
    mayEdit,
    textOf,
    analyse: async (changed) => wanted(await analyse(changed)),
  });
  return [...texts.keys()].sort().flatMap((file) =>
    composeEdits(
      file,
      textOf(file),
      passes.map((fixes) =>
        fixes.flatMap(({ edits }) => edits.filter((edit) => edit.file === file)),
      ),
    ),
  );
}
