import type { CancellationToken, Range, TextEdit } from "../../base/index.ts";
import type { CodeReference } from "../../compiler/find-references.ts";
import type { WorkspaceView } from "../live/view.ts";
import { codeReferences } from "./code-references.ts";
import { findMentions } from "./find-mentions.ts";
import { declarationOf, type Member, memberKey, membersOf } from "./members.ts";
import type { ReferenceTarget } from "./mention.ts";
import { possibleMentions } from "./possible-mentions.ts";
import { keptNames } from "./rename-database.ts";
import { renameLocal } from "./rename-local.ts";
import { followsProperty, type Refused, type Renamable, renamableAt } from "./rename-target.ts";
import { memberMeaning } from "./text-mentions.ts";

/** The edits of a renaming. */
export interface Renaming {
  readonly edits: readonly TextEdit[];
  /** Edits of strings that may name the same, to be confirmed. */
  readonly possible: readonly TextEdit[];
  /** What changes in the database with it, to be confirmed; absent when nothing does. */
  readonly schemaChange?: string;
}

/**
 * What a place can be renamed to by {@link renameAt}: the range of the name, and the name.
 * @throws Cancelled, CompilerFailure
 */
export async function renameRangeAt(
  view: WorkspaceView,
  file: string,
  offset: number,
  token: CancellationToken,
): Promise<{ readonly range: Range; readonly name: string } | Refused | undefined> {
  const found = await renamableAt(view, file, offset, token);
  if (!found || "refused" in found) return found;
  const refused = refusal(found);
  return refused ?? { range: found.range, name: nameOf(found) };
}

/**
 * Renames a property of an entity in code and in every string that names it, or an alias or parameter in the
 * texts of its builder. What the database is called stays: where a column's name followed the
 * property's, it is written out.
 * @throws Cancelled, CompilerFailure
 */
export async function renameAt(
  view: WorkspaceView,
  file: string,
  offset: number,
  newName: string,
  token: CancellationToken,
): Promise<Renaming | Refused | undefined> {
  const found = await renamableAt(view, file, offset, token);
  if (!found || "refused" in found) return found;
  const old = nameOf(found);
  if (newName === old) return { edits: [], possible: [] };
  if (!view.complete) return { refused: "the folder is still being read: try again in a moment" };
  if (found.kind === "local") return renameLocal(view, found.target, newName, token);
  return (
    refusal(found) ??
    refusedName(newName) ??
    (await renameMember(view, found.member, newName, token))
  );
}

function nameOf(found: Renamable): string {
  return found.kind === "member" ? found.member.property : found.target.name;
}

function refusal(found: Renamable): Refused | undefined {
  if (found.kind === "local") return undefined;
  const { by } = found.member;
  return isExternal(by.file) ? { refused: `${by.name} is declared in a package` } : undefined;
}

function isExternal(file: string): boolean {
  return file.includes("/node_modules/") || /\.d\.[cm]?ts$/.test(file);
}

function refusedName(name: string): Refused | undefined {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
    ? undefined
    : { refused: `${JSON.stringify(name)} is not an identifier` };
}

async function renameMember(
  view: WorkspaceView,
  member: Member,
  newName: string,
  token: CancellationToken,
): Promise<Renaming | Refused> {
  const members = membersOf(view.project);
  const old = member.property;
  const declaration = { file: member.by.file, range: declarationOf(member) };
  const references = await codeReferences(view, declaration, token);
  const outside = references.find((reference) => isExternal(reference.file));
  if (outside) return { refused: `${old} is also declared or used in a package: ${outside.file}` };
  const renamed = declaredAmong(references, view, member);
  for (const each of renamed) {
    const taken = await takenBy(view, each, newName, token);
    if (taken !== undefined) return { refused: `${taken} already has a member ${newName}` };
  }
  const edits = new Map<string, TextEdit>();
  const add = (edit: TextEdit): void => {
    const key = `${edit.file}:${edit.range.start}`;
    if (!edits.has(key)) edits.set(key, edit);
  };
  for (const { file, start, end, form } of references) {
    const range = { start, end };
    // What is not spelt so is an alias of an import or the like.
    if (view.texts.of(file).text.slice(start, end) !== old) continue;
    add({ file, range, newText: form === "name" ? newName : `${newName}: ${old}` });
  }
  if (!edits.has(`${declaration.file}:${declaration.range.start}`))
    return { refused: `${old} is not declared by a plain name` };
  const keys = new Set<string>();
  for (const each of renamed) {
    if (keys.has(memberKey(each))) continue;
    keys.add(memberKey(each));
    const target: ReferenceTarget = {
      ...memberMeaning(each, false),
      file: each.by.file,
      range: declarationOf(each),
      declaration: true,
    };
    for (const mention of await findMentions(view, target, token)) {
      if (!followsProperty(mention)) continue;
      const newText = mention.key === "shorthand" ? `${newName}: ${old}` : newName;
      add({ file: mention.file, range: mention.range, newText });
    }
  }
  const possible = possibleMentions(view, old, keys, token)
    .filter(({ file, range }) => !edits.has(`${file}:${range.start}`))
    .map(({ file, range }) => ({ file, range, newText: newName }));
  const kept = await keptNames(view, renamed, members, token);
  return {
    edits: [...kept.edits, ...edits.values()].sort((a, b) =>
      a.file === b.file ? a.range.start - b.range.start : a.file < b.file ? -1 : 1,
    ),
    possible,
    ...(kept.changes === undefined ? {} : { schemaChange: kept.changes }),
  };
}

/** The members of entities that the compiler's references declare: the one that was asked for, and those that it overrides or shares an interface with. */
function declaredAmong(
  references: readonly CodeReference[],
  { project }: WorkspaceView,
  member: Member,
): readonly Member[] {
  const members = membersOf(project);
  const places = new Set(references.map(({ file, start }) => `${file}:${start}`));
  const found = new Map([[memberKey(member), member]]);
  for (const entity of project.entities) {
    const { own } = entity;
    for (const { property, range } of [...own.columns, ...own.relations, ...own.embedded]) {
      if (property !== member.property || !places.has(`${own.file}:${range.start}`)) continue;
      const each = members.member(entity, property);
      if (each) found.set(memberKey(each), each);
    }
  }
  return [...found.values()];
}

/** The class, of those that have a member, in which a name is taken. */
async function takenBy(
  view: WorkspaceView,
  { by }: Member,
  name: string,
  token: CancellationToken,
): Promise<string | undefined> {
  const { project } = view;
  const derived = project.entity(by.id)?.derived ?? [];
  const classes = [by, ...derived.flatMap((id) => project.entity(id)?.own ?? [])];
  const taken = await view.ask(
    (programs) =>
      Promise.all(
        classes.map(async ({ file, range, name: owner }) => {
          const program = programs.find(({ ownFiles }) => ownFiles.includes(file));
          const [symbol] = (await program?.checker.symbolsAtOffsets(file, [range.start])) ?? [];
          const property = await (await symbol?.declaredType())?.property(name);
          return property ? owner : undefined;
        }),
      ),
    token,
  );
  return taken.find((owner) => owner !== undefined);
}
