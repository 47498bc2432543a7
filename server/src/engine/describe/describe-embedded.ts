import { factValue } from "../../base/index.ts";
import type { Embedded } from "../../model/index.ts";
import type { LinkedEntity, Project } from "../../project/project.ts";
import { firstDialect, shortTypeText } from "./column-types.ts";
import { attributes } from "./describe-column.ts";
import { aligned, type Description, inline } from "./description.ts";
import { effectiveTypes } from "./effective-column.ts";
import { shownName, shownTable, tableNamePart, tableOf } from "./tables.ts";
import { unread } from "./unread.ts";

/** A member that embeds the columns of another class. */
export function describeEmbedded(
  entity: LinkedEntity,
  embedded: Embedded,
  project: Project,
): Description {
  const id = factValue(embedded.target);
  const target = id === undefined ? undefined : project.entity(id);
  const table = shownTable(entity, project);
  const columns = entity.columns.filter(({ member }) =>
    member.property.startsWith(`${embedded.property}.`),
  );
  const rows = columns.map((column) => {
    const { member } = column;
    const types = factValue(effectiveTypes(entity, member, project));
    const type = types?.[firstDialect(project)];
    const name = shownName(member.name, member.property);
    return [
      table === undefined ? name : `${table}.${name}`,
      type ? shortTypeText(type) : "?",
      attributes(entity, column, type?.family, project)
        .filter((part) => part !== "")
        .join(" "),
    ];
  });
  const name = target?.own.name;
  return {
    summary: [
      "embeds the columns of ",
      ...(name === undefined ? ["an unknown class"] : inline`${name}`),
      ...(embedded.array ? [", any number of them"] : []),
    ],
    block: aligned(rows),
    details: [],
    unknowns: unread([
      ["class", embedded.target],
      ["prefix", embedded.prefix],
      [tableNamePart(entity, project), tableOf(entity, project)],
      ["column names", columns.find(({ member }) => !member.name.known)?.member.name],
    ]),
  };
}
