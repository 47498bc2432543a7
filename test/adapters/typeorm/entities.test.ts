import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  columnNamed,
  entityNamed,
  ModelFixtures,
  printColumn,
  printEntity,
  printRelation,
  type ReadModel,
  relationNamed,
  rewritten,
} from "./print-model.ts";

const fixtures = new ModelFixtures();
afterAll(() => fixtures.close());

describe("columns", () => {
  let model: ReadModel;
  beforeAll(async () => {
    model = await fixtures.read("columns.ts");
  });

  it("reads the entity's options", () => {
    const thing = entityNamed(model, "Thing");
    expect(printEntity(thing)).toMatchInlineSnapshot(`"table Thing columns.ts#Thing table=things"`);
    expect(thing.schema).toEqual({ known: true, value: "stock" });
    expect(thing.defaultOrder).toBe(true);
  });

  it("reads each column for PostgreSQL", () => {
    expect(
      entityNamed(model, "Thing").columns.map((column) => printColumn(column)),
    ).toMatchInlineSnapshot(`
      [
        "id primary written bigint bigint generated=increment ts=string",
        "reflected plain reflected character varying string ts=string",
        "maybe plain reflected ?unsupported-syntax ts=string | null | undefined",
        "count plain reflected integer integer ts=number",
        "active plain reflected boolean boolean ts=boolean",
        "day plain reflected timestamp without time zone timestamp ts=Date",
        "colour plain reflected character varying string ts=Colour",
        "level plain reflected integer integer ts=Level",
        "either plain reflected ?unsupported-syntax ts=Mixed",
        "settings plain reflected ?unsupported-syntax ts=Settings",
        "bare plain written character varying string ts=string",
        "short "short_name" plain written character varying(20) string bounded unique ts=string",
        "hidden plain written character varying(30) string bounded null hidden ts=string | null",
        "constant plain written character varying(40) string bounded ts=string",
        "spread plain written character varying(40) string bounded null ts=string | null",
        "unread plain written ?dynamic-expression ts=string",
        "paint plain written enum enum bounded default=constant:red enum=red,blue ts=Colour",
        "letter plain written enum enum bounded enum=a,b ts="a" | "b"",
        "price plain written numeric(10,2) decimal transformed ts=number",
        "big plain written bigint bigint ts=number",
        "at plain written timestamp with time zone timestamptz default=expression:now() ts=Date",
        "tags plain written text[] text null default=constant:null ts=string[]",
        "typed plain written character varying string ts=string",
        "token plain reflected uuid uuid generated=uuid ts=string",
        "createdAt created-at implied timestamp without time zone timestamp ts=Date",
        "updatedAt updated-at written timestamp with time zone(3) timestamptz ts=Date",
        "deletedAt deleted-at implied timestamp without time zone timestamp null ts=Date | null",
        "version version implied integer integer ts=number",
        "withInitialiser plain reflected ?unsupported-syntax initialised ts=string",
      ]
    `);
  });

  it("gives each database its own type", () => {
    const name = columnNamed(model, "Thing", "reflected");
    const dialects = ["cockroachdb", "mysql", "mariadb", "sqlite", "mssql", "oracle"] as const;
    expect(dialects.map((dialect) => printColumn(name, dialect))).toMatchInlineSnapshot(`
      [
        "reflected plain reflected varchar string ts=string",
        "reflected plain reflected varchar(255) string bounded ts=string",
        "reflected plain reflected varchar(255) string bounded ts=string",
        "reflected plain reflected varchar string ts=string",
        "reflected plain reflected nvarchar(255) string bounded ts=string",
        "reflected plain reflected varchar2(255) string bounded ts=string",
      ]
    `);
    const at = columnNamed(model, "Thing", "at");
    expect(at.database.known && Object.keys(at.database.value)).toEqual([
      "postgres",
      "cockroachdb",
    ]);
    const created = columnNamed(model, "Thing", "createdAt");
    expect(printColumn(created, "mysql")).toContain("datetime(6) timestamp");
  });

  it("derives names for each strategy where none is written", () => {
    expect(columnNamed(model, "Thing", "createdAt").derivedName).toEqual({
      default: "createdAt",
      snake: "created_at",
    });
    expect(columnNamed(model, "Thing", "short").derivedName).toBeUndefined();
  });

  it.each([
    ["reflected", "set-length", { length: "9" }, "@Column({ length: 9 })"],
    ["bare", "set-length", { length: "9" }, '@Column("varchar", { length: 9 })'],
    [
      "short",
      "set-length",
      { length: "9" },
      '@Column("varchar", { length: 9, name: "short_name", unique: true })',
    ],
    ["constant", "set-length", { length: "9" }, undefined],
    ["at", "set-length", { length: "9" }, undefined],
    ["spread", "set-length", { length: "9" }, "@Column({ ...text, nullable: true, length: 9 })"],
    ["unread", "set-length", { length: "9" }, undefined],
    ["day", "set-type", { type: "timestamptz" }, '@Column("timestamptz")'],
    [
      "at",
      "set-type",
      { type: "timestamp" },
      '@Column({ type: "timestamp", default: () => "now()" })',
    ],
    [
      "createdAt",
      "set-type",
      { type: "timestamptz" },
      '@CreateDateColumn({ type: "timestamptz" })',
    ],
    ["count", "set-nullable", {}, "@Column({ nullable: true })"],
    [
      "hidden",
      "unset-nullable",
      {},
      '@Column({ type: "varchar", length: "30", nullable: false, select: false })',
    ],
    ["id", "set-nullable", {}, undefined],
    ["count", "add-null-to-type", {}, "count: number | null;"],
    ["hidden", "add-null-to-type", {}, undefined],
    ["hidden", "remove-null-from-type", {}, "hidden: string;"],
    ["hidden", "set-value-type", { type: "Buffer" }, "hidden: Buffer | null;"],
    ["big", "set-value-type", { type: "string" }, "big: string;"],
    ["withInitialiser", "set-value-type", { type: "string" }, undefined],
  ] as const)("rewrites %s by %s", (property, name, values, expected) => {
    const { rewrites } = columnNamed(model, "Thing", property);
    expect(rewritten(model.text, rewrites, name, values)).toBe(expected);
  });

  it("survives JSON", () => {
    expect(JSON.parse(JSON.stringify(model.facts))).toEqual(model.facts);
  });
});

describe("relations", () => {
  let model: ReadModel;
  beforeAll(async () => {
    model = await fixtures.read("relations.ts");
  });

  it.each(["Article", "Author", "Folder"])("reads those of %s", (name) => {
    expect(entityNamed(model, name).relations.map(printRelation)).toMatchSnapshot();
  });

  it("reads indexes and unique constraints", () => {
    const printed = entityNamed(model, "Article").indexes.map(
      ({ name, properties, unique, where }) =>
        [
          name.known ? (name.value ?? "-") : "?",
          properties.known ? properties.value.join("+") : "?",
          unique.known && unique.value ? "unique" : "",
          where?.known ? where.value : "",
        ]
          .join(" ")
          .trim(),
    );
    expect(printed).toEqual([
      "- title+author",
      "by_slug slug unique slug IS NOT NULL",
      "- title",
      "- author+slug unique",
      "- title",
    ]);
  });

  it("leaves the type of a foreign key's column to what it refers to", () => {
    expect(printColumn(columnNamed(model, "Article", "authorId"))).toContain(
      "?referenced-column null key-of=author",
    );
    expect(columnNamed(model, "Article", "reviewedBy").foreignKeyOf).toBe("reviewer");
    expect(columnNamed(model, "Article", "title").foreignKeyOf).toBeUndefined();
  });

  it("adds the column of a tree", () => {
    expect(entityNamed(model, "Folder").columns.map(({ property }) => property)).toEqual([
      "id",
      "mpath",
    ]);
  });

  it.each([
    [
      "Article",
      "reviewer",
      "set-inverse",
      '@ManyToOne(() => Author, "found", { nullable: false, createForeignKeyConstraints: false })',
    ],
    ["Article", "labels", "set-inverse", "@ManyToMany(() => Label, (label) => label.found)"],
    [
      "Article",
      "author",
      "set-inverse",
      '@ManyToOne(() => Author, (author) => author.found, { onDelete: "SET NULL", eager: true })',
    ],
    [
      "Article",
      "author",
      "set-on-delete",
      '@ManyToOne(() => Author, (author) => author.articles, { onDelete: "CASCADE", eager: true })',
    ],
    [
      "Article",
      "author",
      "remove-on-delete",
      "@ManyToOne(() => Author, (author) => author.articles, { eager: true })",
    ],
    [
      "Author",
      "reviews",
      "set-on-delete",
      '@OneToMany(() => Article, (article) => article["reviewer"], { onDelete: "CASCADE" })',
    ],
    ["Author", "articles", "set-on-delete", undefined],
    ["Author", "favourite", "set-on-delete", '@OneToOne(() => Label, { onDelete: "CASCADE" })'],
    ["Folder", "parent", "remove-on-delete", "@TreeParent({})"],
  ] as const)("rewrites %s.%s by %s", (entity, property, name, expected) => {
    const { rewrites } = relationNamed(model, entity, property);
    expect(rewritten(model.text, rewrites, name, { property: "found" })).toBe(expected);
  });
});

describe("classes", () => {
  it("reads inheritance, embedding, mixins and views", async () => {
    const { facts } = await fixtures.read("inheritance.ts");
    expect(
      facts.entities.map((entity) => [
        printEntity(entity),
        ...entity.columns.map((column) => printColumn(column)),
        ...entity.embedded.map(
          ({ property, target, prefix }) =>
            `${property} embeds ${target.known && target.value.replace(/.*#/, "")} "${prefix.known && prefix.value}"`,
        ),
      ]),
    ).toMatchSnapshot();
  });

  it("reads schemas, by the class or interface that they map", async () => {
    const { facts } = await fixtures.read("schemas.ts");
    expect(
      facts.entities.map((entity) => [
        printEntity(entity),
        ...entity.columns.map((column) => printColumn(column)),
        ...entity.relations.map(printRelation),
      ]),
    ).toMatchSnapshot();
  });

  it("takes nothing for TypeORM's that only has the name", async () => {
    const { facts } = await fixtures.read("near-misses.ts");
    expect(facts.connections).toEqual([]);
    expect(facts.entities.map(printEntity)).toEqual([
      "table Invoice near-misses.ts#Invoice table=invoice~ ?custom-decorator(total) ?custom-decorator(both)",
    ]);
    expect(facts.entities[0]?.columns.map(({ property }) => property)).toEqual(["id", "both"]);
  });

  it("reads TypeORM 1.x under the same name", async () => {
    const { facts } = await fixtures.read("v1/note.ts");
    expect(
      facts.entities.map((entity) => [
        printEntity(entity),
        ...entity.columns.map((column) => printColumn(column)),
        ...entity.relations.map(printRelation),
      ]),
    ).toMatchSnapshot();
    expect(facts.connections[0]?.inMemory).toBe(true);
  });
});
