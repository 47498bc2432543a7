import { type CancellationToken, checkpoint, type Location } from "../../base/index.ts";
import { scanSql, sqlSource } from "../../sql/index.ts";
import type { WorkspaceView } from "../live/view.ts";
import { AliasScopes } from "./alias-scopes.ts";
import { memberKey, membersOf } from "./members.ts";
import { TextMap } from "./text-map.ts";
import { pathsIn } from "./text-mentions.ts";

/**
 * Places that may name a property: behind an alias that nobody in sight gives, in the texts of a builder whose
 * type is of an entity that has the property.
 * @param keys of the classes that declare it, as {@link memberKey} makes them
 * @throws Cancelled
 */
export function possibleMentions(
  { project, texts }: Pick<WorkspaceView, "project" | "texts">,
  property: string,
  keys: ReadonlySet<string>,
  token: CancellationToken,
): readonly Location[] {
  const members = membersOf(project);
  const found: Location[] = [];
  for (const [file, { mentions }] of project.files) {
    checkpoint(token);
    if (!mentions?.scopes.some(({ handed }) => handed !== undefined)) continue;
    const scopes = new AliasScopes(mentions.scopes, members);
    const { text: fileText } = texts.of(file);
    for (const { grammar, scope, parts } of mentions.texts) {
      if (grammar !== "expression" || scope === undefined) continue;
      const handed = mentions.scopes[scope]?.handed;
      const entity = handed === undefined ? undefined : members.entity(handed);
      const member = entity && members.member(entity, property);
      if (!member || !keys.has(memberKey(member))) continue;
      const map = new TextMap(parts, fileText);
      for (const path of pathsIn(scanSql(sqlSource(map.pieces)))) {
        if (path.kind !== "path") continue;
        const [alias, name] = path.names;
        if (!alias || alias.quoted || name?.text !== property || name.quoted) continue;
        if (scopes.knows(scope, alias.text)) continue;
        const range = map.sourceRange(name.start, name.end);
        if (range) found.push({ file, range });
      }
    }
  }
  return found;
}
