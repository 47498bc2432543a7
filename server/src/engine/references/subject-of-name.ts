import type { EntityId } from "../../model/index.ts";
import type { Project } from "../../project/project.ts";
import type { Subject } from "../describe/subject.ts";
import { subjectOfTarget } from "../describe/subject-of-target.ts";
import { declarationOf, membersOf } from "./members.ts";
import { memberMeaning } from "./text-mentions.ts";

/** What an entity or one of its properties is, to be described. */
export function subjectOf(
  project: Project,
  id: EntityId,
  property: string | undefined,
): Subject | undefined {
  const entity = project.entity(id);
  if (!entity || property === undefined) return entity && { kind: "entity", entity };
  const member = membersOf(project).member(entity, property);
  return (
    member &&
    subjectOfTarget({
      ...memberMeaning(member, false),
      file: member.by.file,
      range: declarationOf(member),
      declaration: true,
    })
  );
}
