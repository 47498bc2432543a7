import type { CancellationToken, Range } from "../../base/index.ts";
import { declaredSubjectAt } from "../describe/declared-subject.ts";
import type { WorkspaceView } from "../live/view.ts";
import { type Member, membersOf } from "./members.ts";
import type { Mention, ReferenceTarget } from "./mention.ts";
import { targetAt } from "./target.ts";

/** Why a name cannot be changed, for the person who asked. */
export interface Refused {
  readonly refused: string;
}

export type Renamable =
  | { readonly kind: "member"; readonly range: Range; readonly member: Member }
  | {
      readonly kind: "local";
      readonly range: Range;
      readonly target: Extract<ReferenceTarget, { readonly kind: "alias" | "parameter" }>;
    };

/**
 * What can be renamed at a place: a property of an entity, by its declaration, its uses in code, or its
 * name in a string; an alias or parameter of a query builder.
 * @returns `undefined` where the name is none of ormlint's
 * @throws Cancelled, CompilerFailure
 */
export async function renamableAt(
  view: WorkspaceView,
  file: string,
  offset: number,
  token: CancellationToken,
): Promise<Renamable | Refused | undefined> {
  const target = await targetAt(view, file, offset);
  if (!target) return uncertainAt(view, file, offset) ?? inCode(view, file, offset, token);
  switch (target.kind) {
    case "entity":
      // The class is renamed by the editor's own means.
      return target.declaration
        ? undefined
        : { refused: `rename the class ${target.entity.own.name}: this text follows its name` };
    case "table":
      return {
        refused: `a table of the database is not renamed from here: change ${target.entity.own.name} and migrate`,
      };
    case "alias":
      if (target.column)
        return {
          refused: `${target.name} is also the name of a column of the raw rows, which other code may use`,
        };
      return target.written
        ? { kind: "local", range: target.range, target }
        : {
            refused: `the alias ${target.name} is the entity's own name: give the builder an alias first`,
          };
    case "parameter":
      return target.definitions.length > 0
        ? { kind: "local", range: target.range, target }
        : { refused: `the value of :${target.name} is given elsewhere` };
    default:
      return target.inDatabase
        ? {
            refused: `this is the name of a column in the database, not of the property ${target.member.property}`,
          }
        : { kind: "member", range: target.range, member: target.member };
  }
}

/** A name in a text that the ORM reads, whose meaning could not be told for certain. */
function uncertainAt(
  { project, texts }: WorkspaceView,
  file: string,
  offset: number,
): Refused | undefined {
  const facts = project.files.get(file);
  const inText = (facts?.mentions?.texts ?? []).some(
    ({ key, parts }) =>
      key === undefined &&
      parts.some(
        ({ kind, range }) => kind === "text" && range.start <= offset && offset <= range.end,
      ),
  );
  const word = inText && wordAround(texts.of(file).text, offset);
  return word ? { refused: `it is not certain what ${word} means here` } : undefined;
}

function wordAround(text: string, offset: number): string {
  const before = /[\p{L}\p{N}_$]*$/u.exec(text.slice(0, offset))?.[0] ?? "";
  const after = /^[\p{L}\p{N}_$]*/u.exec(text.slice(offset))?.[0] ?? "";
  return before + after;
}

/** A use of a property in code: renamed by the editor alone, its mentions in strings would stay. */
async function inCode(
  view: WorkspaceView,
  file: string,
  offset: number,
  token: CancellationToken,
): Promise<Renamable | undefined> {
  const found = await declaredSubjectAt(view, file, offset, token);
  if (!found || found.subject.kind === "entity" || found.subject.kind === "operation")
    return undefined;
  const { subject, range } = found;
  const property =
    subject.kind === "column"
      ? subject.column.member.property
      : subject.kind === "relation"
        ? subject.relation.member.property
        : subject.embedded.property;
  const member = membersOf(view.project).member(subject.entity, property);
  return member && { kind: "member", range, member };
}

/** Whether a mention is of the property by its own name, so that it follows the property's. */
export function followsProperty({ meaning }: Mention): boolean {
  return "member" in meaning && !meaning.inDatabase;
}
