import type { CancellationToken, Location } from "../../base/index.ts";
import type { WorkspaceView } from "../live/view.ts";
import { codeReferences } from "./code-references.ts";
import { declarationsOf, findMentions } from "./find-mentions.ts";
import { declarationOf, membersOf } from "./members.ts";
import type { ReferenceTarget } from "./mention.ts";

/** Where a target is defined: the class or property, the place where an alias is given, the values of a parameter. */
export function definitionsOf(target: ReferenceTarget): readonly Location[] {
  switch (target.kind) {
    case "entity":
    case "table": {
      const { file, range } = target.entity.own;
      return [{ file, range }];
    }
    case "alias":
      return [{ file: target.file, range: target.definition }];
    case "parameter":
      return target.definitions.map((range) => ({ file: target.file, range }));
    default:
      return [{ file: target.member.by.file, range: declarationOf(target.member) }];
  }
}

/**
 * Every place that names a target: the strings and keys, and for a name in a string also the code. From a
 * declaration the code is left to the editor's own search.
 * @param declared whether the definitions are wanted too
 * @throws Cancelled, CompilerFailure
 */
export async function referencesOf(
  view: WorkspaceView,
  target: ReferenceTarget,
  declared: boolean,
  token: CancellationToken,
): Promise<readonly Location[]> {
  const mentions = await findMentions(view, target, token);
  const places: Location[] = mentions.map(({ file, range }) => ({ file, range }));
  const definitions =
    "member" in target
      ? declarationsOf(target.member, membersOf(view.project))
      : definitionsOf(target);
  if ("member" in target && !target.declaration) {
    const [first] = definitions;
    const code = first ? await codeReferences(view, first, token) : [];
    places.push(...code.map(({ file, start, end }) => ({ file, range: { start, end } })));
  }
  const defining = new Set(definitions.map(keyOf));
  const kept = places.filter((place) => !defining.has(keyOf(place)));
  const all = declared ? [...kept, ...definitions] : kept;
  const distinct = new Map(all.map((place) => [keyOf(place), place]));
  return [...distinct.values()]
    .map(({ file, range }) => ({ file, range }))
    .sort((a, b) => (a.file === b.file ? a.range.start - b.range.start : a.file < b.file ? -1 : 1));
}

function keyOf({ file, range }: Location): string {
  return `${file}:${range.start}`;
}
