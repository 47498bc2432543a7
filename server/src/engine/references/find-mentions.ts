import { type CancellationToken, checkpoint, type Location } from "../../base/index.ts";
import type { Entity } from "../../model/index.ts";
import type { WorkspaceView } from "../live/view.ts";
import { mentionsIn } from "./file-mentions.ts";
import {
  columnName,
  declarationOf,
  type Member,
  type Members,
  memberKey,
  membersOf,
} from "./members.ts";
import type { Mention, ReferenceTarget } from "./mention.ts";

/** A mention with its file (absolute path). */
export interface FoundMention extends Mention {
  readonly file: string;
}

/**
 * Every mention of what a target means. Aliases and parameters live in one file; a property that subclasses
 * declare again, or bases declare too, counts as one.
 * @throws Cancelled
 */
export async function findMentions(
  view: Pick<WorkspaceView, "project" | "texts">,
  target: ReferenceTarget,
  token: CancellationToken,
): Promise<readonly FoundMention[]> {
  const members = membersOf(view.project);
  const isSame = matcherOf(target, members);
  const local = target.kind === "alias" || target.kind === "parameter";
  const files = local ? [target.file] : [...view.project.files.keys()].sort();
  const words = local ? [] : wordsOf(target, members);
  const found: FoundMention[] = [];
  for (const file of files) {
    checkpoint(token);
    if (!local && !mayMention(view, file, words)) continue;
    for (const mention of await mentionsIn(view, file)) {
      if (isSame(mention)) found.push({ ...mention, file });
    }
  }
  return found;
}

/** The names by which a text can mention a target; lower case. */
function wordsOf(target: ReferenceTarget, members: Members): readonly string[] {
  if (target.kind === "entity" || target.kind === "table") {
    const { name } = target.entity.own;
    const table = members.tableOf(target.entity);
    return lower(table === undefined ? [name] : [name, table]);
  }
  if (target.kind === "alias" || target.kind === "parameter") return [target.name.toLowerCase()];
  const { property, column, relation } = target.member;
  const names = [property];
  const inDatabase = column && columnName(column);
  if (inDatabase !== undefined) names.push(inDatabase);
  if (relation) names.push(...members.foreignKeys(target.member.entity, relation));
  return lower(names);
}

function lower(names: readonly string[]): readonly string[] {
  return names.map((name) => name.toLowerCase());
}

/** Reading a text costs less than reading its mentions. */
function mayMention(
  { project, texts }: Pick<WorkspaceView, "project" | "texts">,
  file: string,
  words: readonly string[],
): boolean {
  const facts = project.files.get(file);
  if (!facts?.mentions && !facts?.sqlTexts.length) return false;
  const text = texts.read(file)?.toLowerCase() ?? "";
  // An escape may spell a name in other characters.
  return text.includes("\\") || words.some((word) => text.includes(word));
}

function matcherOf(target: ReferenceTarget, members: Members): (mention: Mention) => boolean {
  switch (target.kind) {
    case "entity":
    case "table": {
      const { id } = target.entity.own;
      return ({ meaning }) =>
        (meaning.kind === "entity" || meaning.kind === "table") && meaning.entity.own.id === id;
    }
    case "alias":
      return ({ meaning }) =>
        meaning.kind === "alias" && meaning.definition.start === target.definition.start;
    case "parameter":
      return ({ meaning }) =>
        meaning.kind === "parameter" &&
        meaning.name === target.name &&
        meaning.scope === target.scope;
    default: {
      const keys = new Set(
        declarationsOf(target.member, members).map(({ by }) =>
          memberKey({ by, property: target.member.property }),
        ),
      );
      return ({ meaning }) => "member" in meaning && keys.has(memberKey(meaning.member));
    }
  }
}

/** A place where a class declares a property. */
export interface MemberDeclaration extends Location {
  readonly by: Entity;
}

/** Where a property is declared: by its class, by bases that declare it too, and by subclasses that declare it again. */
export function declarationsOf(member: Member, members: Members): readonly MemberDeclaration[] {
  const { by, property } = member;
  const own = members.entity(by.id);
  if (!own) return [{ by, file: by.file, range: declarationOf(member) }];
  const related = [
    ...members.chain(own),
    ...own.derived.flatMap((id) => members.entity(id)?.own ?? []),
  ];
  return related.flatMap((entity) => {
    const declared = [...entity.columns, ...entity.relations, ...entity.embedded].find(
      (each) => each.property === property,
    );
    return declared ? [{ by: entity, file: entity.file, range: declared.range }] : [];
  });
}
