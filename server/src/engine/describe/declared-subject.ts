import type { CancellationToken } from "../../base/index.ts";
import type { Program } from "../../compiler/program.ts";
import type { SymbolView } from "../../compiler/symbol-view.ts";
import { entityId } from "../../model/index.ts";
import type { LinkedEntity, Project } from "../../project/project.ts";
import type { WorkspaceView } from "../live/view.ts";
import type { Subject, SubjectAt } from "./subject.ts";

/**
 * The entity or member that a name in code stands for, as the compiler tells: `Order` in a type,
 * `customer` in `order.customer`. Only names that the model has are asked for.
 * @throws Cancelled, CompilerFailure
 */
export async function declaredSubjectAt(
  view: WorkspaceView,
  file: string,
  offset: number,
  token: CancellationToken,
): Promise<SubjectAt | undefined> {
  const word = wordAt(view.texts.of(file).text, offset);
  if (!word || !namesOf(view.project).has(word.text)) return undefined;
  const symbol = await view.ask((programs) => symbolAt(programs, file, word.start), token);
  const subject = symbol && subjectOf(symbol, view.project);
  return subject && { subject, range: { start: word.start, end: word.start + word.text.length } };
}

interface Word {
  readonly text: string;
  readonly start: number;
}

/** The identifier that an offset is in, or right behind. */
function wordAt(text: string, offset: number): Word | undefined {
  const isPart = (at: number): boolean => /[\p{ID_Continue}$]/u.test(text[at] ?? "");
  let start = offset;
  while (start > 0 && isPart(start - 1)) start--;
  let end = offset;
  while (end < text.length && isPart(end)) end++;
  return start === end ? undefined : { text: text.slice(start, end), start };
}

const names = new WeakMap<Project, ReadonlySet<string>>();

function namesOf(project: Project): ReadonlySet<string> {
  let found = names.get(project);
  if (!found) {
    found = new Set(
      project.entities.flatMap(({ own }) => [
        own.name,
        ...[...own.columns, ...own.relations, ...own.embedded].map(({ property }) => property),
      ]),
    );
    names.set(project, found);
  }
  return found;
}

/** A symbol in a form that outlives the compiler's answer. */
interface Declared {
  readonly name: string;
  readonly paths: readonly string[];
  readonly parent: { readonly name: string; readonly paths: readonly string[] } | undefined;
}

async function symbolAt(
  programs: readonly Program[],
  file: string,
  offset: number,
): Promise<Declared | undefined> {
  const program = programs.find(({ ownFiles }) => ownFiles.includes(file));
  const [found] = (await program?.checker.symbolsAtOffsets(file, [offset])) ?? [];
  const symbol = await found?.resolved();
  if (!symbol) return undefined;
  const parent = await symbol.parent();
  return { ...declared(symbol), parent: parent && declared(parent) };
}

function declared(symbol: SymbolView): Omit<Declared, "parent"> {
  return { name: symbol.name, paths: symbol.declarations.map(({ path }) => path) };
}

function subjectOf({ name, paths, parent }: Declared, project: Project): Subject | undefined {
  const entity = entityOf({ name, paths }, project);
  if (entity) return { kind: "entity", entity };
  const owner = parent && entityOf(parent, project);
  if (!owner) return undefined;
  const column = owner.column(name);
  if (column) return { kind: "column", entity: owner, column };
  const relation = owner.relation(name);
  if (relation) return { kind: "relation", entity: owner, relation };
  const embedded = owner.own.embedded.find(({ property }) => property === name);
  return embedded && { kind: "embedded", entity: owner, embedded };
}

function entityOf(
  { name, paths }: Omit<Declared, "parent">,
  project: Project,
): LinkedEntity | undefined {
  for (const path of paths) {
    const entity = project.entity(entityId(path, name));
    if (entity) return entity;
  }
  return undefined;
}
