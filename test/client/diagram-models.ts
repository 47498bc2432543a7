import type {
  DiagramColumn,
  DiagramEntity,
  DiagramRelation,
} from "../../client/src/diagram/model.ts";

const place = (line: number): DiagramEntity["place"] => ({
  uri: "file:///project/src/model.ts",
  range: { start: { line, character: 2 }, end: { line, character: 8 } },
});

let line = 0;

export function column(property: string, parts: Partial<DiagramColumn> = {}): DiagramColumn {
  return {
    property,
    name: property,
    type: "text",
    role: "plain",
    primary: false,
    foreignKeyOf: null,
    nullable: false,
    unique: false,
    declaredBy: "",
    place: place(line++),
    ...parts,
  };
}

export function relation(
  property: string,
  kind: DiagramRelation["kind"],
  target: string | null,
  parts: Partial<DiagramRelation> = {},
): DiagramRelation {
  return {
    property,
    kind,
    target: target === null ? null : idOf(target),
    targetName: target,
    inverse: null,
    owning: kind === "many-to-one",
    nullable: true,
    primary: false,
    onDelete: null,
    joinColumns: [],
    joinTable: null,
    declaredBy: "",
    place: place(line++),
    ...parts,
  };
}

/** A class; members without a declaring class are its own. */
export function entity(name: string, parts: Partial<DiagramEntity> = {}): DiagramEntity {
  const id = idOf(name);
  const own = <T extends { readonly declaredBy: string }>(member: T): T =>
    member.declaredBy === "" ? { ...member, declaredBy: id } : member;
  return {
    id,
    name,
    kind: "table",
    table: name.toLowerCase(),
    complete: true,
    base: null,
    place: place(line++),
    embedded: [],
    ...parts,
    columns: (parts.columns ?? [column("id", { primary: true, type: "integer" })]).map(own),
    relations: (parts.relations ?? []).map(own),
  };
}

export function idOf(name: string): string {
  return `/project/src/model.ts#${name}`;
}

/** Customers with orders: a relation that both sides declare. */
export const shop: readonly DiagramEntity[] = [
  entity("Customer", {
    columns: [
      column("id", { primary: true, type: "uuid" }),
      column("email", { type: "varchar(320)", unique: true }),
      column("note", { nullable: true, name: "customer_note" }),
    ],
    relations: [relation("orders", "one-to-many", "Order", { inverse: "customer" })],
  }),
  entity("Order", {
    columns: [column("id", { primary: true, type: "uuid" })],
    relations: [
      relation("customer", "many-to-one", "Customer", {
        inverse: "orders",
        joinColumns: ["customer_id"],
        nullable: false,
        onDelete: "CASCADE",
      }),
    ],
  }),
];
