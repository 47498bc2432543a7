import { describe, expect, test } from "vitest";
import { known, unknown } from "../../server/src/base/index.ts";
import {
  derivedColumnName,
  derivedTableName,
  type Embedded,
  type Entity,
} from "../../server/src/model/index.ts";
import { linkEntities } from "../../server/src/project/entities.ts";
import { type Naming, namingOf } from "../../server/src/project/naming.ts";
import type { LinkedEntity } from "../../server/src/project/project.ts";
import {
  column,
  connection,
  entity,
  idOf,
  primaryColumn,
  relation,
  someRange,
} from "../support/facts.ts";

const byDefault: Naming = { strategy: known("default"), tablePrefix: known("") };
const bySnake: Naming = { strategy: known("snake"), tablePrefix: known("app_") };

function linked(name: string, ...entities: readonly Entity[]): LinkedEntity {
  const found = linkEntities(entities, byDefault).byId(idOf(name));
  if (!found) throw new Error(`no entity ${name}`);
  return found;
}

function columnNames({ columns }: LinkedEntity): readonly string[] {
  return columns.map(({ member }) => member.property);
}

function embedded(property: string, target: string, prefix: string): Embedded {
  return {
    property,
    range: someRange(),
    target: known(idOf(target)),
    prefix: known(prefix),
    array: false,
  };
}

describe("inheritance", () => {
  const base = entity("Base", {
    kind: "abstract",
    columns: [primaryColumn(), column("name", { hidden: known(true) })],
    relations: [relation("many-to-one", "owner", "User")],
  });

  test("adds the members of all bases, nearest first, with the class that declares them", () => {
    const middle = entity("Middle", { base: known(idOf("Base")), columns: [column("note")] });
    const leaf = entity("Leaf", { base: known(idOf("Middle")), columns: [column("size")] });
    const result = linked("Leaf", leaf, middle, base);
    expect(columnNames(result)).toEqual(["size", "note", "id", "name"]);
    expect(result.column("note")?.by.name).toBe("Middle");
    expect(result.relation("owner")?.by.name).toBe("Base");
    expect(result.complete).toBe(true);
  });

  test("lets a member of a subclass hide one of its base, of whatever kind", () => {
    const leaf = entity("Leaf", {
      base: known(idOf("Base")),
      columns: [column("name"), column("owner")],
    });
    const result = linked("Leaf", leaf, base);
    expect(columnNames(result)).toEqual(["name", "owner", "id"]);
    expect(result.column("name")?.by.name).toBe("Leaf");
    expect(result.relation("owner")).toBeUndefined();
  });

  test("knows the subclasses, however far", () => {
    const middle = entity("Middle", { base: known(idOf("Base")) });
    const leaf = entity("Leaf", { base: known(idOf("Middle")), kind: "child" });
    expect(linked("Base", base, middle, leaf).derived).toEqual([idOf("Middle"), idOf("Leaf")]);
    expect(linked("Leaf", base, middle, leaf).derived).toEqual([]);
  });

  test("is incomplete with a base that could not be read or is not there", () => {
    expect(linked("Leaf", entity("Leaf", { base: unknown("mixin") })).complete).toBe(false);
    expect(linked("Leaf", entity("Leaf", { base: known(idOf("Gone")) })).complete).toBe(false);
  });

  test("is incomplete with an unread part anywhere in the chain", () => {
    const parts = [{ reason: "custom-decorator", range: someRange() }] as const;
    const odd = entity("Odd", { unknownParts: parts });
    const leaf = entity("Leaf", { base: known(idOf("Odd")) });
    expect(linked("Leaf", odd, leaf).complete).toBe(false);
  });

  test("survives classes that extend each other", () => {
    const a = entity("A", { base: known(idOf("B")), columns: [column("a")] });
    const b = entity("B", { base: known(idOf("A")), columns: [column("b")] });
    const result = linked("A", a, b);
    expect(columnNames(result)).toEqual(["a", "b"]);
    expect(result.complete).toBe(false);
    expect(result.derived).toEqual([idOf("B")]);
  });
});

describe("embedding", () => {
  const name = entity("Name", { kind: "embeddable", columns: [column("first"), column("last")] });

  test("adds columns and relations under the property's path", () => {
    const person = entity("Person", {
      columns: [primaryColumn()],
      embedded: [embedded("name", "Name", "name")],
    });
    const result = linked("Person", person, name);
    expect(columnNames(result)).toEqual(["id", "name.first", "name.last"]);
    expect(result.column("name.first")?.member.name).toEqual(known("nameFirst"));
    expect(result.column("name.first")?.by.name).toBe("Name");
  });

  test("makes a class embeddable that says nothing of it itself", () => {
    const plain = entity("Plain", { kind: "abstract" });
    const person = entity("Person", { embedded: [embedded("plain", "Plain", "")] });
    expect(linked("Plain", plain).own.kind).toBe("abstract");
    expect(linked("Plain", plain, person).own.kind).toBe("embeddable");
  });

  test("joins the prefixes of nested classes", () => {
    const inner = entity("Inner", {
      kind: "embeddable",
      embedded: [embedded("name", "Name", "n")],
    });
    const outer = entity("Outer", { embedded: [embedded("inner", "Inner", "i")] });
    const result = linked("Outer", outer, inner, name);
    expect(result.column("inner.name.last")?.member.name).toEqual(known("iNLast"));
  });

  test("takes embedded members from bases, unless a subclass hides them", () => {
    const base = entity("Base", { embedded: [embedded("name", "Name", "")] });
    const leaf = entity("Leaf", { base: known(idOf("Base")) });
    const hiding = entity("Hiding", { base: known(idOf("Base")), columns: [column("name")] });
    expect(columnNames(linked("Leaf", base, leaf, name))).toEqual(["name.first", "name.last"]);
    expect(columnNames(linked("Hiding", base, hiding, name))).toEqual(["name"]);
  });

  test("is incomplete with a class that is not there or embeds itself", () => {
    const lone = entity("Lone", { embedded: [embedded("name", "Gone", "")] });
    expect(linked("Lone", lone).complete).toBe(false);
    const self = entity("Self", { embedded: [embedded("self", "Self", "")] });
    expect(linked("Self", self).complete).toBe(false);
  });
});

test("takes the first of two entities with one id", () => {
  const all = linkEntities(
    [
      entity("Post", { columns: [column("first")] }),
      entity("Post", { columns: [column("second")] }),
    ],
    byDefault,
  ).all;
  expect(all.map(columnNames)).toEqual([["first"]]);
});

describe("names", () => {
  const post = entity("BlogPost", {
    table: unknown("custom-naming-strategy"),
    derivedTable: derivedTableName("BlogPost"),
    columns: [
      column("sentAt", {
        name: unknown("custom-naming-strategy"),
        derivedName: derivedColumnName("sentAt"),
      }),
      column("title", { name: known("caption") }),
    ],
  });

  function names(naming: Naming): readonly unknown[] {
    const [found] = linkEntities([post], naming).all;
    return [found?.own.table, ...(found?.columns ?? []).map(({ member }) => member.name)];
  }

  test("follow the strategy where none is written, with the prefix of tables", () => {
    expect(names(byDefault)).toEqual([known("blog_post"), known("sentAt"), known("caption")]);
    expect(names(bySnake)).toEqual([known("app_blog_post"), known("sent_at"), known("caption")]);
  });

  test("are unknown where no connection or several say how", () => {
    const odd = unknown("custom-naming-strategy");
    expect(names(namingOf([]))).toEqual([odd, odd, known("caption")]);
    const two = [connection(), connection({ naming: known("snake") })];
    expect(namingOf(two).strategy).toEqual(odd);
    expect(namingOf([connection()]).strategy).toEqual(known("default"));
  });
});
