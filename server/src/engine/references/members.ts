import type {
  Column,
  DerivedName,
  Embedded,
  Entity,
  EntityId,
  NameOrigin,
  Relation,
} from "../../model/index.ts";
import type { LinkedEntity, Project } from "../../project/project.ts";
import { foreignKeyColumns } from "../describe/foreign-keys.ts";

/** A property of an entity, with the class that declares it. */
export interface Member {
  readonly kind: "column" | "relation" | "embedded";
  readonly property: string;
  /** The entity that it was looked up in. */
  readonly entity: LinkedEntity;
  /** The entity, base or embedded class that declares it. */
  readonly by: Entity;
  readonly column?: Column;
  readonly relation?: Relation;
  readonly embedded?: Embedded;
}

/** Looks entities and their members up by the names that code gives them. */
export class Members {
  readonly #project: Project;
  readonly #byName = new Map<string, LinkedEntity[]>();
  readonly #byTable = new Map<string, LinkedEntity[]>();

  constructor(project: Project) {
    this.#project = project;
    for (const entity of project.entities) {
      const { name, kind } = entity.own;
      if (kind === "abstract" || kind === "embeddable") continue;
      add(this.#byName, name, entity);
      const table = this.tableOf(entity);
      if (table !== undefined) add(this.#byTable, table.toLowerCase(), entity);
    }
  }

  get entities(): readonly LinkedEntity[] {
    return this.#project.entities;
  }

  entity(id: EntityId): LinkedEntity | undefined {
    return this.#project.entity(id);
  }

  /** The table of an entity; where no connection tells how tables are named, the name that is written. */
  tableOf({ own }: LinkedEntity): string | undefined {
    if (own.table.known) return own.table.value;
    const read = this.#project.files.get(own.file)?.entities.find(({ id }) => id === own.id);
    return read?.table.known ? read.table.value : agreed(read?.derivedTable);
  }

  /** The one entity that has a name, or whose table has it. */
  named(name: string): LinkedEntity | undefined {
    return only(this.#byName.get(name)) ?? only(this.#byTable.get(name.toLowerCase()));
  }

  /**
   * The one entity of a table.
   * @param schema when the text names one
   */
  ofTable(table: string, schema?: string): LinkedEntity | undefined {
    const found = this.#byTable.get(table.toLowerCase()) ?? [];
    const fitting = found.filter(({ own }) => {
      if (schema === undefined || !own.schema.known) return true;
      return (own.schema.value ?? "public") === schema;
    });
    return only(fitting);
  }

  /** A property of an entity, own or inherited. */
  member(entity: LinkedEntity, property: string): Member | undefined {
    for (const by of this.chain(entity)) {
      const column = by.columns.find((each) => each.property === property);
      if (column) return { kind: "column", property, entity, by, column };
      const relation = by.relations.find((each) => each.property === property);
      if (relation) return { kind: "relation", property, entity, by, relation };
      const embedded = by.embedded.find((each) => each.property === property);
      if (embedded) return { kind: "embedded", property, entity, by, embedded };
    }
    return undefined;
  }

  /** Every property of an entity, own ones first; a member of a subclass hides one of its base. */
  all(entity: LinkedEntity): readonly Member[] {
    const found = new Map<string, Member>();
    for (const by of this.chain(entity)) {
      for (const { property } of [...by.columns, ...by.relations, ...by.embedded]) {
        if (found.has(property)) continue;
        const member = this.member(entity, property);
        if (member) found.set(property, member);
      }
    }
    return [...found.values()];
  }

  /** The entity that a member's value is: the target of a relation, the class of an embedded property. */
  behind({ relation, embedded }: Member): LinkedEntity | undefined {
    const target = relation?.target ?? embedded?.target;
    return target?.known ? this.#project.entity(target.value) : undefined;
  }

  /** The entity that a path of properties leads to. */
  at(origin: NameOrigin): LinkedEntity | undefined {
    const start =
      origin.entity === undefined
        ? this.named(origin.name ?? "")
        : this.#project.entity(origin.entity);
    let entity = start;
    for (const property of origin.path) {
      const member = entity && this.member(entity, property);
      entity = member && this.behind(member);
    }
    return entity;
  }

  /** The column of an entity that has a name in the database; embedded columns have none of their own. */
  columnNamed(entity: LinkedEntity, name: string): Member | undefined {
    const wanted = name.toLowerCase();
    for (const { member, by } of entity.columns) {
      if (columnName(member)?.toLowerCase() !== wanted) continue;
      const { property } = member;
      if (property.includes(".")) return this.#embeddedColumn(entity, property);
      return { kind: "column", property, entity, by, column: member };
    }
    // A foreign key that no property of its own maps is the relation's.
    for (const { member, by } of entity.relations) {
      const { property } = member;
      if (property.includes(".")) continue;
      const keys = this.foreignKeys(entity, member);
      if (!keys.some((key) => key.toLowerCase() === wanted)) continue;
      return { kind: "relation", property, entity, by, relation: member };
    }
    return undefined;
  }

  /** The columns that hold the foreign key of a relation, those whose names are known. */
  foreignKeys(entity: LinkedEntity, relation: Relation): readonly string[] {
    const columns = foreignKeyColumns(entity, relation, this.#project);
    return columns.flatMap(({ name }) => (name.known ? [name.value] : []));
  }

  #embeddedColumn(entity: LinkedEntity, path: string): Member | undefined {
    const steps = path.split(".");
    const property = steps.pop() ?? "";
    let owner: LinkedEntity | undefined = entity;
    for (const step of steps) {
      const member: Member | undefined = owner && this.member(owner, step);
      owner = member && this.behind(member);
    }
    return owner && this.member(owner, property);
  }

  /** The class and its bases, nearest first. */
  chain(entity: LinkedEntity): readonly Entity[] {
    const chain: Entity[] = [];
    let current: LinkedEntity | undefined = entity;
    while (current && !chain.includes(current.own)) {
      chain.push(current.own);
      const { base }: Entity = current.own;
      current = base?.known ? this.#project.entity(base.value) : undefined;
    }
    return chain;
  }
}

/** The name of a column in the database, also where every strategy of naming gives the same. */
export function columnName({ name, derivedName, property }: Column): string | undefined {
  if (name.known) return name.value;
  return property.includes(".") ? undefined : agreed(derivedName);
}

function agreed(names: DerivedName | undefined): string | undefined {
  const [first, ...others] = new Set(Object.values(names ?? {}));
  return others.length === 0 ? first : undefined;
}

const known = new WeakMap<Project, Members>();

/** The members of a project, made once. */
export function membersOf(project: Project): Members {
  let members = known.get(project);
  if (!members) {
    members = new Members(project);
    known.set(project, members);
  }
  return members;
}

/** The same for every mention of one property: the class that declares it, and its name. */
export function memberKey({ by, property }: Pick<Member, "by" | "property">): string {
  return `${by.id}.${property}`;
}

/** Of the declaration's name. */
export function declarationOf({ column, relation, embedded }: Member): Member["by"]["range"] {
  const declared = column ?? relation ?? embedded;
  if (!declared) throw new Error("a member is a column, a relation or embedded");
  return declared.range;
}

function add(map: Map<string, LinkedEntity[]>, key: string, entity: LinkedEntity): void {
  const list = map.get(key);
  if (list) list.push(entity);
  else map.set(key, [entity]);
}

function only<T>(list: readonly T[] | undefined): T | undefined {
  return list?.length === 1 ? list[0] : undefined;
}
