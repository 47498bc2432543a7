import {
  type Diagnostic,
  type Fix,
  type FixKind,
  overlaps,
  type TextEdit,
} from "../../base/index.ts";

/** A fix that cannot be applied, and why. */
export interface RefusedFix {
  readonly diagnostic: Diagnostic;
  readonly reason: string;
}

export interface Selection {
  readonly chosen: readonly Fix[];
  readonly refused: readonly RefusedFix[];
}

/**
 * Chooses fixes that can be applied together: the first fix of each finding, in the findings' order,
 * unless one of its edits overlaps a chosen one. A fix is applied whole or not at all; an edit that
 * two fixes share is made once, and `chosen` holds it once.
 * @param mayEdit whether a file belongs to the project
 */
export function selectFixes(
  diagnostics: readonly Diagnostic[],
  kinds: ReadonlySet<FixKind>,
  mayEdit: (file: string) => boolean,
): Selection {
  const chosen: Fix[] = [];
  const refused: RefusedFix[] = [];
  const taken = new Map<string, TextEdit[]>();
  for (const diagnostic of diagnostics) {
    const fix = diagnostic.fixes.find((candidate) => kinds.has(candidate.kind));
    if (!fix || fix.edits.length === 0) continue;
    const outside = fix.edits.find((edit) => !mayEdit(edit.file));
    if (outside) {
      refused.push({ diagnostic, reason: `it would change ${outside.file}, outside the project` });
      continue;
    }
    const others = (edit: TextEdit) => taken.get(edit.file) ?? [];
    const fresh = fix.edits.filter((edit) => !others(edit).some((other) => same(edit, other)));
    if (fresh.some((edit) => others(edit).some((other) => collide(edit, other)))) continue;
    chosen.push({ ...fix, edits: fresh });
    for (const edit of fresh) {
      const edits = taken.get(edit.file);
      if (edits) edits.push(edit);
      else taken.set(edit.file, [edit]);
    }
  }
  return { chosen, refused };
}

/** Two fixes may share an edit, such as the import that both need. */
function same(a: TextEdit, b: TextEdit): boolean {
  return a.newText === b.newText && a.range.start === b.range.start && a.range.end === b.range.end;
}

/** Edits also collide where they only touch and one inserts: the order of their texts would be a guess. */
function collide(a: TextEdit, b: TextEdit): boolean {
  if (overlaps(a.range, b.range)) return true;
  const inserts = a.range.start === a.range.end || b.range.start === b.range.end;
  return inserts && a.range.start <= b.range.end && b.range.start <= a.range.end;
}
