import { afterAll, describe, expect, it } from "vitest";
import {
  emptyCriteriaThrows,
  missingPropertyValues,
} from "../../../server/src/adapters/typeorm/find-options-missing-values.ts";
import { parseVersion } from "../../../server/src/adapters/typeorm/operations-version.ts";
import type { TextEdit } from "../../../server/src/base/index.ts";
import { fillRewrite, type RewriteName } from "../../../server/src/model/index.ts";
import { OperationFixtures, operationsIn, printed } from "./operations-print.ts";

const fixtures = new OperationFixtures();
afterAll(() => fixtures.close());

describe("operations of methods", () => {
  describe("methods.ts", () => {
    it.each(
      Object.entries({
        all: ["Repository.find select Post pool returned | absent"],
        one: ["Repository.findOne select Post pool awaited | where id:number | loads author | one"],
        counted: [
          "Repository.countBy count Post pool returned | where id(undefined drops-condition)",
        ],
        byManager: [
          'EntityManager.findBy select Author manager-parameter returned | where name:"a"',
        ],
        bySchema: ["EntityManager.find select Tag pool returned | absent | page 10/- ordered"],
        byName: ["EntityManager.find select ?unresolved-entity pool returned | absent"],
        tags: ["Repository.exists exists Tag unknown returned | absent"],
        writes: [
          "Repository.save save Post pool awaited | one",
          "Repository.save save Post pool awaited | many",
          "EntityManager.save save Post manager-parameter awaited | one",
          "EntityManager.save save Author manager-parameter awaited | one",
          "EntityManager.insert insert Author manager-parameter awaited | many",
          "Repository.update update Post pool awaited | where id:number",
          "Repository.delete delete Post pool awaited | by :number",
          "Repository.delete delete Post pool awaited | empty throws",
          "Repository.increment update Post pool awaited | where id:number",
          "Repository.clear truncate Post pool awaited",
          "DataSource.query raw ?unresolved-entity pool awaited",
        ],
        active: [
          "BaseEntity.save save Setting pool awaited | one",
          'BaseEntity.findOneBy select Setting pool awaited | where key:"k" | one',
          "BaseEntity.delete delete Setting pool awaited | where key:string[]",
          "BaseEntity.find select Setting pool awaited | where …",
        ],
        transaction: [
          "Repository.findOneByOrFail select Post transaction awaited | where id:number | one",
          "Repository.findOneBy select Post pool awaited | where id:number | one",
        ],
        runner: [
          "EntityManager.findOneBy select Post query-runner awaited | where id:number | one",
          "EntityManager.delete delete Post transaction awaited | by :number",
        ],
        dropped: ["Repository.save save Post pool dropped | one"],
        latest: ["Repository.find select Post unknown returned | absent | page 5/- ordered"],
        list: ["Repository.find select ?generic-entity pool returned | absent"],
        extended: [
          "Repository.findBy select Post unknown returned | where title:string",
          "Repository.find select Post pool returned | absent",
        ],
      }),
    )("%s", async (name, expected) => {
      expect(printed(await fixtures.read("methods.ts"), name)).toEqual(expected);
    });
  });

  describe("options.ts", () => {
    it.each(
      Object.entries({
        relations: [
          "Repository.find select Post pool returned | absent | loads author author.posts",
          "Repository.find select Post pool returned | absent | loads author author.posts",
          "Repository.find select Post pool returned | absent | loads author author.posts",
          "Repository.find select Post pool returned | absent | loads author author.posts comments",
          "Repository.find select Post pool returned | absent | loads ?dynamic-relations",
          "Repository.find select Post pool returned | absent | loads ?dynamic-relations",
          "Repository.find select Post pool returned | absent | loads author | page 3/- unordered",
          "Repository.find select Post pool returned | where ?dynamic-options | loads ?dynamic-relations of ?dynamic-options | page 3/?dynamic-options ?dynamic-options | lock ?dynamic-options",
          "Repository.find select Post pool returned | where ?dynamic-options | loads ?dynamic-relations | page ?dynamic-options/?dynamic-options ?dynamic-options | lock ?dynamic-options",
          "Repository.find select Post pool returned | absent | loads author of id+author",
          "Repository.find select Post pool returned | absent | loads  of id+title | page -/5 unordered",
        ],
        where: [
          "Repository.find select Post pool returned | where id(undefined drops-condition) slug(null drops-condition)",
          'Repository.find select Post pool returned | where id(undefined drops-condition) title:"a"',
          "Repository.find select Post pool returned | where author.id(undefined drops-condition) title:string",
          "Repository.find select Post pool returned | where id:number[]",
          "Repository.find select Post pool returned | where ?dynamic-expression",
          "Repository.find select Post pool returned | where id(undefined drops-condition)",
          "Repository.find select Post pool returned | where ?dynamic-expression",
          "Repository.find select Post pool returned | empty",
          "Repository.find select Post pool returned | empty",
          "Repository.find select Post pool returned | where id(undefined drops-condition deliberate)",
          'Repository.findBy select Post pool returned | where id:number title:"x"',
        ],
        narrowed: [
          "Repository.findBy select Post pool awaited | where id:number",
          "Repository.delete delete Post pool awaited | where id:number",
        ],
        maybe: [
          "Repository.delete delete Post pool awaited | by (undefined throws)",
          "Repository.update update Post pool awaited | where id(undefined matches-nothing)",
          "Repository.findOneBy select Post pool awaited | by (undefined drops-condition) | one",
        ],
        filled: [
          "Repository.delete delete Post pool awaited | by :number[]",
          "Repository.find select Post pool awaited | where ?dynamic-options | loads ?dynamic-relations | page ?dynamic-options/?dynamic-options ?dynamic-options | lock ?dynamic-options",
        ],
        paging: [
          "Repository.findAndCount select Post pool returned | absent | page 10/?dynamic-expression ordered",
        ],
        lock: ["Repository.findOne select Post pool returned | where id:1 | one | lock true"],
      }),
    )("%s", async (name, expected) => {
      expect(printed(await fixtures.read("options.ts"), name)).toEqual(expected);
    });
  });

  it("follows what version 1 does with missing values and empty criteria", async () => {
    expect(printed(await fixtures.read("v1/methods.ts"), "all")).toEqual([
      "Repository.find select Post unknown awaited | where id(undefined throws)",
      "Repository.find select Post unknown awaited | where id:number[]",
      "Repository.findBy select Post unknown awaited | by (undefined drops-condition)",
      "Repository.delete delete Post unknown awaited | where id(undefined throws)",
      "Repository.delete delete Post unknown awaited | empty throws",
      "Repository.deleteAll delete Post unknown awaited",
      "Repository.updateAll update Post unknown awaited",
      "SelectQueryBuilder.getMany select Post unknown awaited | where id(undefined matches-nothing)",
    ]);
  });

  it("finds nothing in code that only sounds like TypeORM", async () => {
    const { facts } = await fixtures.read("near-misses.ts");
    expect(facts.operations).toEqual([]);
    expect(facts.transactions).toEqual([]);
  });
});

describe("what happens to missing values", () => {
  it.each([
    ["0.2.45", "find-where", "matches-nothing", "kept"],
    ["0.2.45", "criteria", "matches-nothing", "kept"],
    ["0.3.20", "find-where", "drops-condition", "drops-condition"],
    ["0.3.20", "criteria", "matches-nothing", "matches-nothing"],
    ["0.3.20", "builder-where", "matches-nothing", "matches-nothing"],
    ["1.0.0", "find-where", "throws", "throws"],
    ["1.0.0", "criteria", "throws", "throws"],
  ] as const)("%s %s", (version, place, onUndefined, onNull) => {
    expect(missingPropertyValues(place, parseVersion(version))).toEqual({ onUndefined, onNull });
  });

  it("knows since when an empty criteria is refused", () => {
    expect(emptyCriteriaThrows("object", parseVersion("0.3.22"))).toBe(false);
    expect(emptyCriteriaThrows("object", parseVersion("0.3.23"))).toBe(true);
    expect(emptyCriteriaThrows("array", parseVersion("0.2.0"))).toBe(true);
  });
});

describe("rewrites", () => {
  const cases: readonly [name: string, rewrite: RewriteName, relation: string, expected: string][] =
    [
      ["none", "add-relation", "author", "this.posts.find({ relations: { author: true } })"],
      [
        "options",
        "add-relation",
        "author.posts",
        "find({ take: 1, relations: { author: { posts: true } } })",
      ],
      ["object", "add-relation", "comments", "relations: { author: true, comments: true }"],
      ["object", "add-relation", "author.posts", "relations: { author: { posts: true } }"],
      ["list", "add-relation", "comments", 'relations: ["author", "comments"]'],
      [
        "conditions",
        "add-relation",
        "author",
        "findOne({ where: { id }, relations: { author: true } })",
      ],
      [
        "builder",
        "add-relation",
        "comments",
        '.leftJoinAndSelect("post.comments", "post_comments").getMany()',
      ],
      [
        "builder",
        "add-relation",
        "author.posts",
        '.leftJoinAndSelect("a.posts", "a_posts").getMany()',
      ],
      ["dropped", "await", "", "    await this.posts.save(post);"],
      ["loop", "bulk-write", "", "    await this.posts.save(posts);\n  }"],
      ["each", "bulk-write", "", "    await this.posts.remove(posts);\n  }"],
    ];

  it.each(cases)("%s %s %s", async (name, rewrite, relation, expected) => {
    const fixture = await fixtures.read("rewrites.ts");
    const [operation] = operationsIn(fixture, name);
    const found = operation?.rewrites[rewrite];
    if (!found) throw new Error(`no rewrite ${rewrite}`);
    const edits = fillRewrite(found, relation === "" ? {} : { relation });
    expect(applied(fixture.text, edits)).toContain(expected);
  });

  it.each([
    ["sync", "await"],
    ["more", "bulk-write"],
    ["computed", "bulk-write"],
  ] as const)("%s has no %s", async (name, rewrite) => {
    const [operation] = operationsIn(await fixtures.read("rewrites.ts"), name);
    expect(operation?.rewrites[rewrite]).toBeUndefined();
  });

  it("offers no edit for a path of two steps at once in a builder", async () => {
    const [operation] = operationsIn(await fixtures.read("rewrites.ts"), "builder");
    const found = operation?.rewrites["add-relation"];
    expect(found && fillRewrite(found, { relation: "comments.post" })).toEqual([]);
  });
});

function applied(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce(
      (whole, { range, newText }) => whole.slice(0, range.start) + newText + whole.slice(range.end),
      text,
    );
}
