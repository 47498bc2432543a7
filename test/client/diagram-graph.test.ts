import { describe, expect, it } from "vitest";
import { graphOf } from "../../client/src/diagram/graph.ts";
import { placeOf } from "../../client/src/diagram/model.ts";
import { column, entity, idOf, relation, shop } from "./diagram-models.ts";

const all = { detail: "all", classes: false } as const;

describe("the graph of a model", () => {
  it("is empty for an empty model", () => {
    expect(graphOf([], all)).toEqual({ boxes: [], edges: [] });
  });

  it("has a box for each class, keys first and relations last", () => {
    const { boxes } = graphOf(shop, all);
    expect(boxes.map(({ name, kind, table, title }) => ({ name, kind, table, title }))).toEqual([
      {
        name: "Customer",
        kind: "table",
        table: "customer",
        title: "Customer, table customer, 3 columns, 1 relation",
      },
      {
        name: "Order",
        kind: "table",
        table: "order",
        title: "Order, table order, 1 column, 1 relation",
      },
    ]);
    expect(boxes[0]?.rows.map(({ title }) => title)).toEqual([
      "Customer.id, uuid, primary key, not null",
      "Customer.email, varchar(320), not null, unique",
      "Customer.note, column customer_note, text, null",
      "Customer.orders, one-to-many Order, inverse Order.customer, inverse side",
    ]);
    expect(boxes[1]?.rows[1]).toEqual({
      property: "customer",
      kind: "relation",
      label: "customer",
      type: "Customer",
      names: ["customer_id"],
      key: "foreign",
      nullable: false,
      unique: false,
      inherited: false,
      title:
        "Order.customer, many-to-one Customer, inverse Customer.orders, owning side, foreign key customer_id, not null, on delete cascade",
      reference: { entity: idOf("Order"), member: "customer" },
    });
  });

  it("draws a relation that both sides declare as one line", () => {
    expect(graphOf(shop, all).edges).toEqual([
      {
        id: `${idOf("Order")}:customer`,
        kind: "relation",
        from: { box: idOf("Customer"), row: "orders", cardinality: "one" },
        to: { box: idOf("Order"), row: "customer", cardinality: "zero-or-many" },
        label: "customer_id",
        title: "many-to-one: Order.customer, inverse Customer.orders, foreign key customer_id",
        reference: { entity: idOf("Order"), member: "customer" },
      },
    ]);
  });

  it("pairs sides of which only one names the other", () => {
    const { edges } = graphOf(
      [
        entity("A", { relations: [relation("bs", "one-to-many", "B", { inverse: "a" })] }),
        entity("B", { relations: [relation("a", "many-to-one", "A")] }),
      ],
      all,
    );
    expect(edges.map(({ id }) => id)).toEqual([`${idOf("B")}:a`]);
  });

  it("keeps relations apart that do not name each other", () => {
    const { edges } = graphOf(
      [
        entity("A", {
          relations: [
            relation("first", "one-to-many", "B", { inverse: "one" }),
            relation("second", "one-to-many", "B", { inverse: "two" }),
          ],
        }),
        entity("B", {
          relations: [
            relation("two", "many-to-one", "A", { inverse: "second" }),
            relation("one", "many-to-one", "A", { inverse: "first" }),
            relation("three", "many-to-one", "A"),
          ],
        }),
      ],
      all,
    );
    expect(edges.map(({ from, to }) => `${from.row}-${to.row}`)).toEqual([
      "second-two",
      "first-one",
      "undefined-three",
    ]);
  });

  it("draws many-to-many with its join table, and one-to-one by its key", () => {
    const { edges } = graphOf(
      [
        entity("Post", {
          relations: [
            relation("tags", "many-to-many", "Tag", {
              owning: true,
              inverse: "posts",
              joinTable: "post_tags",
            }),
            relation("cover", "one-to-one", "Tag", { owning: true, joinColumns: ["cover_id"] }),
          ],
        }),
        entity("Tag", {
          relations: [
            relation("posts", "many-to-many", "Post", { inverse: "tags", joinTable: "post_tags" }),
          ],
        }),
      ],
      all,
    );
    expect(
      edges.map(({ from, to, label }) => [
        from.row,
        from.cardinality,
        to.row,
        to.cardinality,
        label,
      ]),
    ).toEqual([
      ["posts", "zero-or-many", "tags", "zero-or-many", "post_tags"],
      [undefined, "zero-or-one", "cover", "zero-or-one", "cover_id"],
    ]);
  });

  it("draws a relation of a class with itself", () => {
    const { boxes, edges } = graphOf(
      [
        entity("Category", {
          relations: [
            relation("parent", "many-to-one", "Category", { inverse: "children" }),
            relation("children", "one-to-many", "Category", { inverse: "parent" }),
          ],
        }),
      ],
      all,
    );
    expect(boxes).toHaveLength(1);
    expect(edges).toHaveLength(1);
    expect(edges[0]?.from).toEqual({
      box: idOf("Category"),
      row: "children",
      cardinality: "zero-or-one",
    });
    expect(edges[0]?.to.row).toBe("parent");
  });

  it("draws a class that the model does not have once, and leads nowhere from it", () => {
    const { boxes, edges } = graphOf(
      [
        entity("A", {
          relations: [
            relation("one", "many-to-one", "Gone"),
            relation("two", "many-to-one", "Gone"),
            relation("three", "many-to-one", null),
          ],
        }),
      ],
      all,
    );
    expect(boxes.slice(1).map(({ kind, name, reference }) => [kind, name, reference])).toEqual([
      ["unknown", "Gone", undefined],
      ["unknown", "?", undefined],
    ]);
    expect(edges.map(({ from }) => from.box)).toEqual([
      `unknown:${idOf("Gone")}`,
      `unknown:${idOf("Gone")}`,
      "unknown:?",
    ]);
  });

  const family = [
    entity("Base", {
      kind: "abstract",
      table: null,
      columns: [column("createdAt", { type: "timestamptz" })],
      relations: [relation("owner", "many-to-one", "User")],
    }),
    entity("User", { kind: "view" }),
    entity("Address", { kind: "embeddable", table: null, columns: [column("city")] }),
    entity("Content", {
      base: idOf("Base"),
      columns: [
        column("id", { primary: true }),
        column("createdAt", { declaredBy: idOf("Base") }),
        column("address.city", { declaredBy: idOf("Address") }),
      ],
      relations: [relation("owner", "many-to-one", "User", { declaredBy: idOf("Base") })],
      embedded: [
        {
          property: "address",
          target: idOf("Address"),
          array: false,
          place: entity("Address").place,
        },
      ],
    }),
    entity("Photo", {
      kind: "child",
      base: idOf("Content"),
      table: "content",
      columns: [
        column("id", { primary: true, declaredBy: idOf("Content") }),
        column("createdAt", { declaredBy: idOf("Base") }),
        column("size"),
      ],
      relations: [relation("owner", "many-to-one", "User", { declaredBy: idOf("Base") })],
    }),
  ];

  it("gives members of base and embedded classes to those that have them, and children only their own", () => {
    const { boxes, edges } = graphOf(family, all);
    expect(boxes.map(({ name, rows }) => [name, rows.map(({ label }) => label)])).toEqual([
      ["User", ["id"]],
      ["Content", ["id", "createdAt", "address.city", "owner"]],
      ["Photo", ["size"]],
    ]);
    expect(boxes[1]?.rows.map(({ inherited }) => inherited)).toEqual([false, true, true, true]);
    expect(boxes[1]?.rows[1]?.title).toMatch(/, declared by Base$/);
    expect(edges.map(({ kind, id }) => [kind, id])).toEqual([
      ["relation", `${idOf("Content")}:owner`],
      ["inherits", `${idOf("Photo")}:extends`],
    ]);
  });

  it("gives base and embedded classes boxes of their own when they are wanted", () => {
    const { boxes, edges } = graphOf(family, { detail: "all", classes: true });
    expect(boxes.map(({ name, rows }) => [name, rows.map(({ label }) => label)])).toEqual([
      ["Base", ["createdAt", "owner"]],
      ["User", ["id"]],
      ["Address", ["city"]],
      ["Content", ["id", "address"]],
      ["Photo", ["size"]],
    ]);
    expect(edges.map(({ kind, from, to }) => [kind, from.box, to.box])).toEqual([
      ["relation", idOf("User"), idOf("Base")],
      ["inherits", idOf("Base"), idOf("Content")],
      ["embeds", idOf("Content"), idOf("Address")],
      ["inherits", idOf("Content"), idOf("Photo")],
    ]);
  });

  it("leaves out columns without a key, or all rows", () => {
    const labels = (detail: "keys" | "names"): (readonly string[])[] =>
      graphOf(shop, { detail, classes: false }).boxes.map(({ rows }) =>
        rows.map(({ label }) => label),
      );
    expect(labels("keys")).toEqual([
      ["id", "orders"],
      ["id", "customer"],
    ]);
    expect(labels("names")).toEqual([[], []]);
    const [edge] = graphOf(shop, { detail: "names", classes: false }).edges;
    expect(edge?.label).toBe("orders / customer");
    expect(edge?.from).toEqual({ box: idOf("Customer"), cardinality: "one" });
  });

  it("survives classes that extend each other", () => {
    const { edges } = graphOf(
      [
        entity("A", { base: idOf("B"), kind: "abstract" }),
        entity("B", { base: idOf("A"), kind: "abstract" }),
        entity("C", { base: idOf("A"), relations: [relation("c", "many-to-one", "C")] }),
      ],
      all,
    );
    expect(edges.map(({ kind }) => kind)).toEqual(["relation"]);
  });
});

describe("places", () => {
  it("are those of the class or of the member", () => {
    const [customer] = shop;
    expect(placeOf(shop, { entity: idOf("Customer") })).toBe(customer?.place);
    expect(placeOf(shop, { entity: idOf("Customer"), member: "email" })).toBe(
      customer?.columns[1]?.place,
    );
    expect(placeOf(shop, { entity: idOf("Order"), member: "customer" })).toBe(
      shop[1]?.relations[0]?.place,
    );
    expect(placeOf(shop, { entity: idOf("Order"), member: "nothing" })).toBeUndefined();
    expect(placeOf(shop, { entity: "nothing" })).toBeUndefined();
  });
});
