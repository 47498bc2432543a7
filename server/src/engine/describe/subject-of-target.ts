import type { ReferenceTarget } from "../references/mention.ts";
import type { Subject } from "./subject.ts";

/** What the name in a string or key stands for, where that can be described. An alias is the rows that it stands for. */
export function subjectOfTarget(target: ReferenceTarget): Subject | undefined {
  switch (target.kind) {
    case "entity":
    case "table":
      return { kind: "entity", entity: target.entity };
    case "alias":
      return target.entity && { kind: "entity", entity: target.entity };
    case "parameter":
      return undefined;
    default: {
      const { entity, by, property, column, relation, embedded } = target.member;
      if (column) {
        const linked = entity.column(property) ?? { member: column, by };
        return { kind: "column", entity, column: linked };
      }
      if (relation) {
        const linked = entity.relation(property) ?? { member: relation, by };
        return { kind: "relation", entity, relation: linked };
      }
      return embedded && { kind: "embedded", entity, embedded };
    }
  }
}
