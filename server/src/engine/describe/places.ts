import { factValue } from "../../base/index.ts";
import type { LinkedEntity, Project } from "../../project/project.ts";
import { type Inline, inline, listed } from "./description.ts";

/** Classes that are named; the rest are counted. */
const SHOWN_PLACES = 4;

/**
 * The classes that get a member from a class without a table of its own.
 * @param property the member as that class declares it
 */
export function placesOf(
  { own, derived }: LinkedEntity,
  property: string,
  project: Project,
): readonly Inline[] {
  if (own.kind === "embeddable") {
    const members = project.entities.flatMap((entity) =>
      entity.own.kind === "abstract" || entity.own.kind === "embeddable"
        ? []
        : [...entity.columns, ...entity.relations]
            .filter(
              ({ member, by }) =>
                by.id === own.id &&
                member.property.endsWith(`.${property}`) &&
                !isInParentsTable(entity, member),
            )
            .map(({ member }) => {
              const name = "name" in member ? factValue(member.name) : undefined;
              const path = inline`${`${entity.own.name}.${member.property}`}`;
              return name === undefined ? path : [...path, " (", ...inline`${name}`, ")"];
            }),
    );
    return members.length === 0 ? [] : [["embedded as ", ...shortened(members)]];
  }
  if (own.kind !== "abstract") return [];
  const heirs = derived
    .map((id) => project.entity(id)?.own)
    .filter((entity) => entity !== undefined)
    .filter(({ kind }) => kind !== "abstract")
    .map(({ name }) => inline`${name}`);
  return heirs.length === 0 ? [] : [["inherited by ", ...shortened(heirs)]];
}

/** What a child of single-table inheritance inherits is a column of its parent. */
function isInParentsTable({ own }: LinkedEntity, member: { readonly property: string }): boolean {
  const embeds = own.embedded.some((each) => member.property.startsWith(`${each.property}.`));
  return own.kind === "child" && !embeds;
}

function shortened(items: readonly Inline[]): Inline {
  if (items.length <= SHOWN_PLACES + 1) return listed(items);
  const rest = items.length - SHOWN_PLACES;
  return listed([...items.slice(0, SHOWN_PLACES), [`${rest} more`]]);
}
