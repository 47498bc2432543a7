import type { DiagramColumn, DiagramEntity, DiagramRelation, ModelReference } from "./model.ts";
import { type RelationPair, relationPairs } from "./relation-pairs.ts";

/** How much of each class is drawn. */
export const details = ["all", "keys", "names"] as const;
export type Detail = (typeof details)[number];

export interface GraphOptions {
  readonly detail: Detail;
  /** Base classes and embedded classes without a table get boxes of their own. */
  readonly classes: boolean;
}

/** `unknown`: a class that a relation names and the model does not have. */
export type BoxKind = DiagramEntity["kind"] | "unknown";

export interface Row {
  /** Property of the member. */
  readonly property: string;
  readonly kind: "column" | "relation" | "embedded";
  readonly label: string;
  readonly type: string;
  /** In the database: of the column, of the columns with the foreign key, of the join table. */
  readonly names: readonly string[];
  readonly key: "primary" | "foreign" | "none";
  readonly nullable: boolean;
  readonly unique: boolean;
  /** Declared by a class that has no box. */
  readonly inherited: boolean;
  /** All of it in words. */
  readonly title: string;
  readonly reference: ModelReference;
}

export interface Box {
  /** Id of the class; for an unknown one a name that no class has. */
  readonly id: string;
  readonly kind: BoxKind;
  readonly name: string;
  /** Name of the table, where it is known and there is one. */
  readonly table: string;
  readonly rows: readonly Row[];
  readonly title: string;
  readonly reference: ModelReference | undefined;
}

/** How many rows there may be at one end of a line. */
export type Cardinality = "one" | "zero-or-one" | "zero-or-many";

export interface EdgeEnd {
  readonly box: string;
  /** Property of the row that the line ends at; absent: at the box. */
  readonly row?: string;
  readonly cardinality?: Cardinality;
}

export interface Edge {
  readonly id: string;
  readonly kind: "relation" | "inherits" | "embeds";
  /** The side that is referred to: drawn before the other. */
  readonly from: EdgeEnd;
  readonly to: EdgeEnd;
  readonly label: string;
  readonly title: string;
  readonly reference: ModelReference;
}

export interface Graph {
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
}

/** What is drawn of a model: a box for each class, a line for each relation, whichever sides declare it. */
export function graphOf(entities: readonly DiagramEntity[], options: GraphOptions): Graph {
  return new GraphBuilder(entities, options).build();
}

class GraphBuilder {
  readonly #options: GraphOptions;
  readonly #all: ReadonlyMap<string, DiagramEntity>;
  readonly #shown: ReadonlyMap<string, DiagramEntity>;
  readonly #unknown = new Map<string, Box>();

  constructor(entities: readonly DiagramEntity[], options: GraphOptions) {
    this.#options = options;
    this.#all = new Map(entities.map((entity) => [entity.id, entity]));
    this.#shown = new Map(
      [...this.#all].filter(
        ([, { kind }]) => options.classes || (kind !== "abstract" && kind !== "embeddable"),
      ),
    );
  }

  build(): Graph {
    const boxes = [...this.#shown.values()].map((entity) => this.#box(entity));
    const rows = new Map(
      boxes.map((box) => [box.id, new Set(box.rows.map(({ property }) => property))]),
    );
    const end = (box: string, row: string | undefined, cardinality: Cardinality): EdgeEnd => ({
      box,
      cardinality,
      ...(row !== undefined && rows.get(box)?.has(row) ? { row } : {}),
    });
    const relations = relationPairs(
      [...this.#shown.values()].map((entity) => ({
        entity,
        relations: entity.relations.filter((relation) => this.#isDrawnIn(entity, relation)),
      })),
      this.#all,
    ).map((pair) => this.#relationEdge(pair, end));
    const structure = [...this.#shown.values()].flatMap((entity) => [
      ...this.#inheritance(entity),
      ...this.#embeddings(entity),
    ]);
    return { boxes: [...boxes, ...this.#unknown.values()], edges: [...relations, ...structure] };
  }

  /** A member is drawn where it is declared, or in the first box below that. */
  #isDrawnIn(entity: DiagramEntity, member: DiagramColumn | DiagramRelation): boolean {
    if (member.declaredBy === entity.id) return true;
    if (entity.kind === "child") {
      const base = entity.base === null ? undefined : this.#all.get(entity.base);
      const members = [...(base?.columns ?? []), ...(base?.relations ?? [])];
      if (members.some(({ property }) => property === member.property)) return false;
    }
    if (!this.#options.classes) return true;
    const declaring = this.#all.get(member.declaredBy);
    return declaring?.kind !== "abstract" && declaring?.kind !== "embeddable";
  }

  #box(entity: DiagramEntity): Box {
    const { id, kind, name, complete } = entity;
    const table = entity.table === null || entity.table === "?" ? "" : entity.table;
    const columns = entity.columns.filter((column) => this.#isDrawnIn(entity, column));
    const relations = entity.relations.filter((relation) => this.#isDrawnIn(entity, relation));
    const rows = [
      ...columns.map((column) => this.#columnRow(entity, column)),
      ...relations.map((relation) => this.#relationRow(entity, relation)),
      ...(this.#options.classes ? this.#embeddedRows(entity) : []),
    ];
    const rank = ({ key, inherited, kind: of }: Row): number =>
      key === "primary" ? 0 : of === "column" ? (inherited ? 2 : 1) : 3;
    const wanted = rows
      .filter(({ key, kind: of }) =>
        this.#options.detail === "all"
          ? true
          : this.#options.detail === "keys" && (key !== "none" || of === "relation"),
      )
      .map((row, index) => ({ row, index }))
      .sort((a, b) => rank(a.row) - rank(b.row) || a.index - b.index)
      .map(({ row }) => row);
    const parts = [
      `${name}, ${kindNames[kind]}${table === "" ? "" : ` ${table}`}`,
      counted(columns.length, "column"),
      counted(relations.length, "relation"),
      ...(complete ? [] : ["parts of it could not be read"]),
    ];
    return {
      id,
      kind,
      name,
      table,
      rows: wanted,
      title: parts.join(", "),
      reference: { entity: id },
    };
  }

  #columnRow(entity: DiagramEntity, column: DiagramColumn): Row {
    const { property, name, type, primary, nullable, unique, foreignKeyOf, role } = column;
    const inherited = column.declaredBy !== entity.id;
    const details = [
      `${entity.name}.${property}`,
      ...(name !== null && name !== property ? [`column ${name}`] : []),
      type ?? "unknown type",
      ...(primary ? ["primary key"] : []),
      ...(foreignKeyOf === null ? [] : [`foreign key of ${foreignKeyOf}`]),
      ...(nullable === null ? [] : [nullable ? "null" : "not null"]),
      ...(unique ? ["unique"] : []),
      ...(roleNames[role] === undefined ? [] : [roleNames[role]]),
      ...this.#origin(column.declaredBy, inherited),
    ];
    return {
      property,
      kind: "column",
      label: property,
      type: type ?? "?",
      names: name === null ? [] : [name],
      key: primary ? "primary" : foreignKeyOf === null ? "none" : "foreign",
      nullable: nullable === true,
      unique: unique === true && !primary,
      inherited,
      title: details.join(", "),
      reference: { entity: entity.id, member: property },
    };
  }

  #relationRow(entity: DiagramEntity, relation: DiagramRelation): Row {
    const { property, kind, owning, inverse, joinTable, joinColumns, onDelete } = relation;
    const target = relation.targetName ?? "?";
    const many = kind === "one-to-many" || kind === "many-to-many";
    const holdsKey = owning && !many;
    const inherited = relation.declaredBy !== entity.id;
    const keys = joinColumns.filter((name) => name !== null);
    const details = [
      `${entity.name}.${property}`,
      `${kind} ${target}`,
      inverse === null ? "no inverse named" : `inverse ${target}.${inverse}`,
      owning ? "owning side" : "inverse side",
      ...(keys.length > 0 ? [`foreign key ${keys.join(", ")}`] : []),
      ...(joinTable === null ? [] : [`join table ${joinTable}`]),
      ...(holdsKey && relation.nullable !== null ? [relation.nullable ? "null" : "not null"] : []),
      ...(onDelete === null ? [] : [`on delete ${onDelete.toLowerCase()}`]),
      ...this.#origin(relation.declaredBy, inherited),
    ];
    return {
      property,
      kind: "relation",
      label: property,
      type: many ? `${target}[]` : target,
      names: joinTable === null ? keys : [...keys, joinTable],
      key: relation.primary ? "primary" : holdsKey ? "foreign" : "none",
      nullable: holdsKey && relation.nullable === true,
      unique: false,
      inherited,
      title: details.join(", "),
      reference: { entity: entity.id, member: property },
    };
  }

  #embeddedRows(entity: DiagramEntity): Row[] {
    return entity.embedded.map(({ property, target, array }) => {
      const name = (target === null ? undefined : this.#all.get(target)?.name) ?? "?";
      return {
        property,
        kind: "embedded",
        label: property,
        type: array ? `${name}[]` : name,
        names: [],
        key: "none",
        nullable: false,
        unique: false,
        inherited: false,
        title: `${entity.name}.${property}, embedded ${name}`,
        reference: { entity: entity.id, member: property },
      };
    });
  }

  #origin(declaredBy: string, inherited: boolean): string[] {
    const declaring = inherited ? this.#all.get(declaredBy) : undefined;
    return declaring ? [`declared by ${declaring.name}`] : [];
  }

  #relationEdge(
    { entity, relation, other }: RelationPair,
    end: (box: string, row: string | undefined, cardinality: Cardinality) => EdgeEnd,
  ): Edge {
    const { kind, property, owning } = relation;
    const target = this.#targetBox(relation);
    const otherBox = other?.entity.id ?? target;
    const key = owning ? relation : other?.relation.owning ? other.relation : undefined;
    const optional = key?.nullable === false ? "one" : "zero-or-one";
    const here = end(
      entity.id,
      property,
      kind === "many-to-one" || kind === "many-to-many"
        ? "zero-or-many"
        : key === relation
          ? "zero-or-one"
          : optional,
    );
    const there = end(
      otherBox,
      other?.relation.property,
      kind === "one-to-many" || kind === "many-to-many"
        ? "zero-or-many"
        : kind === "one-to-one" && key !== relation
          ? "zero-or-one"
          : optional,
    );
    // The side with the foreign key comes behind the one that it refers to.
    const ownLast = owning || kind === "many-to-one";
    const names = other
      ? `${entity.name}.${property}, inverse ${other.entity.name}.${other.relation.property}`
      : `${entity.name}.${property} to ${relation.targetName ?? "an unknown class"}`;
    const columns = (key?.joinColumns ?? []).filter((name) => name !== null).join(", ");
    const joinTable = relation.joinTable ?? other?.relation.joinTable ?? "";
    const properties = other
      ? ownLast
        ? `${other.relation.property} / ${property}`
        : `${property} / ${other.relation.property}`
      : property;
    const label = kind === "many-to-many" ? joinTable : columns;
    return {
      id: `${entity.id}:${property}`,
      kind: "relation",
      from: ownLast ? there : here,
      to: ownLast ? here : there,
      label: this.#options.detail === "names" || label === "" ? properties : label,
      title: `${kind}: ${names}${label === "" ? "" : `, ${kind === "many-to-many" ? "join table" : "foreign key"} ${label}`}`,
      reference: { entity: entity.id, member: property },
    };
  }

  /** The box of a relation's target: that of the class, of the class that it shares, or one for what is not known. */
  #targetBox({ target, targetName }: DiagramRelation): string {
    if (target !== null && this.#shown.has(target)) return target;
    const name = targetName ?? "?";
    const id = `unknown:${target ?? name}`;
    if (!this.#unknown.has(id)) {
      this.#unknown.set(id, {
        id,
        kind: "unknown",
        name,
        table: "",
        rows: [],
        title: `${name}, which is no entity of the model`,
        reference: undefined,
      });
    }
    return id;
  }

  #inheritance(entity: DiagramEntity): Edge[] {
    const seen = new Set([entity.id]);
    let base = entity.base === null ? undefined : this.#all.get(entity.base);
    while (base && !this.#shown.has(base.id) && !seen.has(base.id)) {
      seen.add(base.id);
      base = base.base === null ? undefined : this.#all.get(base.base);
    }
    if (!base || seen.has(base.id)) return [];
    return [
      {
        id: `${entity.id}:extends`,
        kind: "inherits",
        from: { box: base.id },
        to: { box: entity.id },
        label: "",
        title: `${entity.name} extends ${base.name}`,
        reference: { entity: entity.id },
      },
    ];
  }

  #embeddings(entity: DiagramEntity): Edge[] {
    if (!this.#options.classes) return [];
    return entity.embedded.flatMap(({ property, target }) =>
      target !== null && this.#shown.has(target)
        ? [
            {
              id: `${entity.id}:${property}`,
              kind: "embeds",
              from: {
                box: entity.id,
                ...(this.#options.detail === "all" ? { row: property } : {}),
              },
              to: { box: target },
              label: "",
              title: `${entity.name}.${property} embeds ${this.#all.get(target)?.name}`,
              reference: { entity: entity.id, member: property },
            },
          ]
        : [],
    );
  }
}

const kindNames: Readonly<Record<BoxKind, string>> = {
  table: "table",
  view: "view",
  abstract: "base class",
  embeddable: "embedded class",
  child: "child class in table",
  unknown: "unknown class",
};

const roleNames: Readonly<Record<string, string | undefined>> = {
  "created-at": "time of creation",
  "updated-at": "time of the last change",
  "deleted-at": "time of deletion",
  version: "version",
  discriminator: "tells the class of the row",
  tree: "position in the tree",
};

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
