import { type CancellationToken, checkpoint, type Location } from "../../base/index.ts";
import type { AliasScope, EntityId } from "../../model/index.ts";
import { scanSql, sqlSource } from "../../sql/index.ts";
import type { WorkspaceView } from "../live/view.ts";
import { AliasScopes } from "./alias-scopes.ts";
import { familyOf, type LocalTarget } from "./local-names.ts";
import { type Members, memberKey, membersOf } from "./members.ts";
import { TextMap } from "./text-map.ts";
import { pathsIn } from "./text-mentions.ts";

/**
 * Places that may name a property: behind an alias that nobody in sight gives, or that is joined to such a
 * one, in the texts of a builder that was handed on, by the entity that its type tells.
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
    const { text: fileText } = texts.of(file);
    if (!fileText.includes(property)) continue;
    const scopes = new AliasScopes(mentions.scopes, members);
    for (const { grammar, scope, parts } of mentions.texts) {
      if (grammar !== "expression" || scope === undefined) continue;
      const map = new TextMap(parts, fileText);
      for (const path of pathsIn(scanSql(sqlSource(map.pieces)))) {
        if (path.kind !== "path") continue;
        const [alias, name] = path.names;
        if (!alias || alias.quoted || name?.text !== property || name.quoted) continue;
        const entity = scopes.assumed(scope, alias.text);
        const member = entity && members.member(entity, property);
        if (!member || !keys.has(memberKey(member))) continue;
        const range = map.sourceRange(name.start, name.end);
        if (range) found.push({ file, range });
      }
    }
  }
  return found;
}

/**
 * Places that may use an alias or parameter of a builder that was handed on: an alias that nobody in sight
 * gives, in the texts of a builder of the same entity; a parameter without a value, in the same file.
 * @throws Cancelled
 */
export function possibleUses(
  view: WorkspaceView,
  target: LocalTarget,
  token: CancellationToken,
): readonly Location[] {
  const members = membersOf(view.project);
  const family = familyOf(view, target);
  const entities = mainEntities(family, members);
  const found: Location[] = [];
  for (const [file, { mentions }] of view.project.files) {
    checkpoint(token);
    if (!mentions || (target.kind === "parameter" && file !== target.file)) continue;
    const scopes = new AliasScopes(mentions.scopes, members);
    const mayUse = (index: number, scope: AliasScope): boolean => {
      if (family.includes(scope)) return false;
      if (target.kind === "alias") {
        const entity = scopes.assumed(index, target.name);
        return (
          entity !== undefined && entities.has(entity.own.id) && !scopes.knows(index, target.name)
        );
      }
      return !scopes
        .family(index)
        .some(({ parameters }) => parameters.some(({ name }) => name === target.name));
    };
    const open = new Set(
      mentions.scopes.flatMap((scope, index) => (mayUse(index, scope) ? [index] : [])),
    );
    if (open.size === 0) continue;
    const { text: fileText } = view.texts.of(file);
    for (const { grammar, scope, parts } of mentions.texts) {
      if (grammar !== "expression" || scope === undefined || !open.has(scope)) continue;
      const map = new TextMap(parts, fileText);
      for (const path of pathsIn(scanSql(sqlSource(map.pieces)))) {
        const name = path.kind === "parameter" ? path.name : path.names[0];
        const isKind = (path.kind === "parameter") === (target.kind === "parameter");
        if (!isKind || name?.text !== target.name) continue;
        // A word alone is rather a column.
        if (path.kind === "path" && path.names.length === 1 && !path.open) continue;
        const range = map.sourceRange(name.start, name.end);
        if (range) found.push({ file, range });
      }
    }
  }
  return found;
}

/** What the builders of some scopes are about. */
function mainEntities(scopes: readonly AliasScope[], members: Members): ReadonlySet<EntityId> {
  return new Set(
    scopes.flatMap(({ aliases, handed }) => [
      ...(handed === undefined ? [] : [handed]),
      ...aliases.flatMap(({ target }) => {
        const entity = target.kind === "entity" ? members.at(target.from) : undefined;
        return entity ? [entity.own.id] : [];
      }),
    ]),
  );
}
