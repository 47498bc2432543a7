import type { Range } from "../../base/index.ts";
import type { WorkspaceView } from "../live/view.ts";
import { mentionsIn } from "./file-mentions.ts";
import { membersOf } from "./members.ts";
import type { Meaning, ReferenceTarget } from "./mention.ts";
import { memberMeaning } from "./text-mentions.ts";

/**
 * What the name at a place means: a name inside a string or the key of find options, or the declaration of
 * an entity or of one of its properties.
 * @param file absolute path
 * @param offset a place in the name, or right behind it
 * @returns `undefined` where nothing is named, or it is not certain what
 */
export async function targetAt(
  view: Pick<WorkspaceView, "project" | "texts">,
  file: string,
  offset: number,
): Promise<ReferenceTarget | undefined> {
  const mentions = await mentionsIn(view, file);
  const touching = mentions.filter(({ range }) => touches(range, offset));
  // Between two names the one that begins is meant.
  const mention = touching.find(({ range }) => offset < range.end) ?? touching[0];
  if (mention) {
    const { range, meaning, key } = mention;
    return { ...meaning, file, range, declaration: false, ...(key ? { key } : {}) };
  }
  return declarationAt(view, file, offset);
}

function declarationAt(
  { project }: Pick<WorkspaceView, "project">,
  file: string,
  offset: number,
): ReferenceTarget | undefined {
  const members = membersOf(project);
  for (const { id } of project.files.get(file)?.entities ?? []) {
    const entity = project.entity(id);
    if (!entity || entity.own.file !== file) continue;
    const { own } = entity;
    const found = (meaning: Meaning, range: Range): ReferenceTarget => ({
      ...meaning,
      file,
      range,
      declaration: true,
    });
    if (touches(own.range, offset)) return found({ kind: "entity", entity }, own.range);
    for (const { property, range } of [...own.columns, ...own.relations, ...own.embedded]) {
      if (!touches(range, offset)) continue;
      const member = members.member(entity, property);
      if (member) return found(memberMeaning(member, false), range);
    }
  }
  return undefined;
}

function touches(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}
