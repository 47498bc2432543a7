import type { Adapter } from "../adapters/adapter.ts";
import { type Fact, factValue, neverCancelled } from "../base/index.ts";
import type { Column, DatabaseType, Dialect, Embedded, EntityKind } from "../model/index.ts";
import { linkProject } from "../project/link.ts";
import type { LinkedEntity, Project } from "../project/project.ts";
import { databaseDrivers } from "./database-drivers.ts";
import { typeText } from "./describe/column-types.ts";
import { type InternalProblem, InternalProblems } from "./failure.ts";
import { projectRequest } from "./projects.ts";
import { readSources } from "./read-sources.ts";
import { SourceTexts } from "./text/source-texts.ts";
import { Workspace } from "./workspace.ts";

/** `null` stands for what could not be read. */
export interface ModelColumn {
  readonly property: string;
  readonly name: string | null;
  readonly role: Column["role"];
  readonly primary: boolean;
  readonly nullable: boolean | null;
  readonly unique: boolean | null;
  /** Types by database: those that the project's connections name, or all. */
  readonly types: Readonly<Partial<Record<Dialect, string>>>;
}

export interface ModelRelation {
  readonly property: string;
  readonly kind: string;
  readonly target: string | null;
  readonly inverse: string | null;
  readonly owning: boolean;
  readonly eager: boolean | null;
  readonly onDelete: string | null;
  readonly joinColumns: readonly string[] | null;
  readonly joinTable: string | null;
}

export interface ModelEntity {
  readonly name: string;
  readonly kind: EntityKind;
  readonly table: string | null;
  readonly schema: string | null;
  readonly file: string;
  readonly line: number;
  /** Nothing that may add columns was left unread. */
  readonly complete: boolean;
  readonly columns: readonly ModelColumn[];
  readonly relations: readonly ModelRelation[];
  readonly embedded: readonly string[];
}

export interface Model {
  readonly entities: readonly ModelEntity[];
  /** What kept something from being read: see `check`. */
  readonly mistakes: readonly string[];
  readonly notes: readonly string[];
  readonly problems: readonly InternalProblem[];
}

/**
 * The entities of the projects as ormlint understands them, sorted by name and file.
 * @throws UserFailure
 */
export async function readModel(
  cwd: string,
  named: readonly string[],
  configured: readonly string[],
  adapters: readonly Adapter[],
): Promise<Model> {
  const workspace = new Workspace(projectRequest(cwd, named, configured));
  const problems = new InternalProblems();
  try {
    const snapshot = await workspace.open();
    const texts = new SourceTexts();
    const isFatal = (error: unknown): boolean => workspace.isGone(error);
    const context = { adapters, problems, texts, token: neverCancelled, isFatal };
    const { files, mistakes, notes } = await readSources(snapshot, context, cwd);
    const project = linkProject(
      files.flatMap(({ facts }) => (facts ? [facts] : [])),
      { drivers: databaseDrivers(snapshot.programs) },
    );
    return { entities: modelOf(project, texts), mistakes, notes, problems: problems.list };
  } catch (error) {
    throw workspace.explain(error);
  } finally {
    workspace.end();
  }
}

/** The entities of a linked project, sorted by name and file. */
export function modelOf(project: Project, texts: SourceTexts): readonly ModelEntity[] {
  return project.entities
    .map((entity) => describe(entity, project, texts))
    .sort((a, b) => compare(a.name, b.name) || compare(a.file, b.file));
}

function describe(linked: LinkedEntity, project: Project, texts: SourceTexts): ModelEntity {
  const { own, columns, relations, complete } = linked;
  return {
    name: own.name,
    kind: own.kind,
    table: orNull(own.table),
    schema: orNull(own.schema),
    file: own.file,
    line: texts.of(own.file).at(own.range.start).line,
    complete,
    columns: columns.map(({ member }) => ({
      property: member.property,
      name: orNull(member.name),
      role: member.role,
      primary: member.primary,
      nullable: orNull(member.nullable),
      unique: orNull(member.unique),
      types: typesOf(member, project.dialects),
    })),
    relations: relations.map(({ member }) => ({
      property: member.property,
      kind: member.kind,
      target: targetName(member.target, project),
      inverse: member.inverse ? orNull(member.inverse.property) : null,
      owning: member.owning,
      eager: orNull(member.eager),
      onDelete: orNull(member.onDelete),
      joinColumns: orNull(member.joinColumns),
      joinTable: member.joinTable ? orNull(member.joinTable) : null,
    })),
    embedded: own.embedded.map((each: Embedded) => each.property),
  };
}

function targetName(target: Fact<string>, project: Project): string | null {
  const id = factValue(target);
  if (id === undefined) return null;
  return project.entity(id)?.own.name ?? id.slice(id.lastIndexOf("#") + 1);
}

function typesOf(
  column: Column,
  dialects: ReadonlySet<Dialect>,
): Readonly<Partial<Record<Dialect, string>>> {
  const types = Object.entries(factValue(column.database) ?? {}) as [Dialect, DatabaseType][];
  return Object.fromEntries(
    types
      .filter(([dialect]) => dialects.size === 0 || dialects.has(dialect))
      .map(([dialect, type]) => [dialect, typeText(type)]),
  );
}

function orNull<T>(fact: Fact<T>): NonNullable<T> | null {
  return factValue(fact) ?? null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
