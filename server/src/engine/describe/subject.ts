import type { Range } from "../../base/index.ts";
import type { Column, Embedded, FileFacts, Operation, Relation } from "../../model/index.ts";
import type { Declared, LinkedEntity, Project } from "../../project/project.ts";
import { describeColumn } from "./describe-column.ts";
import { describeEmbedded } from "./describe-embedded.ts";
import { describeEntity } from "./describe-entity.ts";
import { describeOperation } from "./describe-operation.ts";
import { describeRelation } from "./describe-relation.ts";
import type { Description, Inline } from "./description.ts";
import { isMapped } from "./tables.ts";

/** A thing of the data layer that can be described. `entity` is the class that has the member. */
export type Subject =
  | { readonly kind: "entity"; readonly entity: LinkedEntity }
  | { readonly kind: "column"; readonly entity: LinkedEntity; readonly column: Declared<Column> }
  | {
      readonly kind: "relation";
      readonly entity: LinkedEntity;
      readonly relation: Declared<Relation>;
    }
  | { readonly kind: "embedded"; readonly entity: LinkedEntity; readonly embedded: Embedded }
  | { readonly kind: "operation"; readonly facts: FileFacts; readonly operation: Operation };

/** A subject, and the text that stands for it. */
export interface SubjectAt {
  readonly subject: Subject;
  readonly range: Range;
}

/** What a connected database says about a subject: absent parts are left out of the description. */
export interface DatabaseState {
  /** @returns `undefined` when it has nothing to say */
  of(subject: Subject): readonly Inline[] | undefined;
}

/** What is said about a subject, with the database's part when one is connected. */
export function describeSubject(
  subject: Subject,
  project: Project,
  database?: DatabaseState,
): Description {
  const description = withoutDatabase(subject, project);
  const said = database?.of(subject);
  return said ? { ...description, database: said } : description;
}

function withoutDatabase(subject: Subject, project: Project): Description {
  switch (subject.kind) {
    case "entity":
      return describeEntity(subject.entity, project);
    case "column":
      return describeColumn(subject.entity, subject.column, project);
    case "relation":
      return describeRelation(subject.entity, subject.relation, project);
    case "embedded":
      return describeEmbedded(subject.entity, subject.embedded, project);
    case "operation":
      return describeOperation(subject.operation, subject.facts, project);
  }
}

/** The subject whose name stands at an offset of a file, where the file declares or runs it. */
export function subjectAt(project: Project, file: string, offset: number): SubjectAt | undefined {
  const facts = project.files.get(file);
  if (!facts) return undefined;
  for (const { id } of facts.entities) {
    const entity = project.entity(id);
    const inFile = entity?.own.file === file && isMapped(entity);
    const found = inFile ? memberAt(entity, offset) : undefined;
    if (found) return found;
  }
  const operation = facts.operations.find(({ at }) => isWithin(at, offset));
  return operation && { subject: { kind: "operation", facts, operation }, range: operation.at };
}

function memberAt(entity: LinkedEntity, offset: number): SubjectAt | undefined {
  const { own } = entity;
  if (isWithin(own.range, offset)) return { subject: { kind: "entity", entity }, range: own.range };
  for (const member of own.columns) {
    // Columns without a property stand where a decorator does.
    if (member.role === "discriminator" || member.role === "tree") continue;
    if (isWithin(member.range, offset)) {
      const column = entity.column(member.property) ?? { member, by: own };
      return { subject: { kind: "column", entity, column }, range: member.range };
    }
  }
  for (const member of own.relations) {
    if (isWithin(member.range, offset)) {
      const relation = entity.relation(member.property) ?? { member, by: own };
      return { subject: { kind: "relation", entity, relation }, range: member.range };
    }
  }
  const embedded = own.embedded.find(({ range }) => isWithin(range, offset));
  return embedded && { subject: { kind: "embedded", entity, embedded }, range: embedded.range };
}

/** A cursor right behind a name is on it, as editors see it. */
function isWithin({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end;
}
