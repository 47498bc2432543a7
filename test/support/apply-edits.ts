import { overlaps, type TextEdit } from "../../server/src/base/index.ts";
import type { Finding } from "./judge.ts";

/** The edits of as many fixes as do not touch each other, first come first served; a fix is taken whole. */
export function compatibleEdits(findings: readonly Finding[]): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const { fix } of findings) {
    if (!fix || fix.edits.length === 0) continue;
    const fresh = fix.edits.filter((edit) => !taken.some((other) => sameEdit(edit, other)));
    const clash = fresh.some((edit) =>
      taken.some((other) => other.file === edit.file && overlaps(other.range, edit.range)),
    );
    if (!clash) taken.push(...fresh);
  }
  return taken;
}

/** The text after edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  for (const { range, newText } of [...edits].sort((a, b) => b.range.start - a.range.start)) {
    result = result.slice(0, range.start) + newText + result.slice(range.end);
  }
  return result;
}

function sameEdit(a: TextEdit, b: TextEdit): boolean {
  return (
    a.file === b.file &&
    a.newText === b.newText &&
    a.range.start === b.range.start &&
    a.range.end === b.range.end
  );
}
