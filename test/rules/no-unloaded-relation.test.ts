import { describe, expect, test } from "vitest";
import { known, unknown } from "../../server/src/base/index.ts";
import type { Entity, Loads, Operation, PropertyRead } from "../../server/src/model/index.ts";
import rule from "../../server/src/rules/no-unloaded-relation.ts";
import {
  column,
  entity,
  FILE,
  fileFacts,
  operation,
  relation,
  someRange,
} from "../support/facts.ts";
import { judge } from "../support/judge.ts";

const ENTITIES: readonly Entity[] = [
  entity("Post", {
    relations: [
      relation("many-to-one", "author", "User"),
      relation("many-to-one", "country", "Country", { eager: known(true) }),
      relation("many-to-one", "editor", "User", { lazy: true }),
      relation("many-to-one", "series", "Series", { eager: unknown("dynamic-options") }),
      relation("one-to-many", "comments", "Comment"),
    ],
    columns: [column("title")],
  }),
  entity("User", { relations: [relation("one-to-one", "profile", "Profile")] }),
  entity("Profile", { relations: [relation("many-to-one", "country", "Country")] }),
  entity("Comment", { relations: [relation("many-to-one", "author", "User")] }),
  entity("Country", { unknownParts: [{ reason: "custom-decorator", range: someRange() }] }),
];

function read(path: string, parts: Partial<PropertyRead> = {}): PropertyRead {
  return {
    path: path.split("."),
    range: someRange(),
    file: FILE,
    access: "deref",
    certain: true,
    via: [],
    ...parts,
  };
}

function findings(
  reads: readonly PropertyRead[],
  loads: Partial<Loads> = {},
  parts: Partial<Operation> = {},
): readonly string[] {
  const query = operation("Post", {
    loads: { paths: [], complete: known(true), honoursEager: true, ...loads },
    result: { shape: "rows", reads, escape: "contained" },
    ...parts,
  });
  return judge(rule, [fileFacts({ entities: ENTITIES, operations: [query] })]).map(
    (finding) => `${finding.severity} ${finding.id} ${finding.at.start}`,
  );
}

test("a relation that is dereferenced is an error, one passed on a warning", () => {
  const deref = read("author");
  const passed = read("comments", { access: "value" });
  expect(findings([deref, passed])).toEqual([
    `error throws ${deref.range.start}`,
    `warning missing ${passed.range.start}`,
  ]);
});

describe("silent", () => {
  test.each([
    ["a check", read("author", { access: "check" })],
    ["an optional read", read("author", { access: "optional" })],
    ["an assignment", read("author", { access: "write" })],
    ["a read that something may have prepared", read("author", { certain: false })],
    ["a column", read("title")],
    ["a property that nothing declares", read("whatever")],
    ["a lazy relation", read("editor")],
    ["an eager relation", read("country")],
    ["a relation that may be eager", read("series")],
    ["what is no relation of a related entity", read("country.capital")],
  ])("on %s", (_, path) => {
    expect(findings([path])).toEqual([]);
  });

  test("when the list of relations could not be read", () => {
    expect(findings([read("author")], { complete: unknown("dynamic-relations") })).toEqual([]);
    expect(findings([read("author")], { selected: unknown("dynamic-options") })).toEqual([]);
  });

  test("when the relation, or one behind it, is listed or selected", () => {
    expect(findings([read("author")], { paths: ["author"] })).toEqual([]);
    expect(findings([read("author")], { paths: ["author.profile"] })).toEqual([]);
    expect(findings([read("author")], { selected: known(["author"]) })).toEqual([]);
  });

  test("on raw rows and on what a write yields", () => {
    const reads = [read("author")];
    expect(findings(reads, {}, { result: { shape: "raw", reads, escape: "contained" } })).toEqual(
      [],
    );
    expect(findings(reads, {}, { kind: "save" })).toEqual([]);
  });

  test("on a relation with a decorator that was not read", () => {
    const post = ENTITIES[0];
    if (!post) throw new Error("no entity");
    const unread = (property: string) =>
      judge(rule, [
        fileFacts({
          entities: [
            {
              ...post,
              unknownParts: [{ reason: "custom-decorator", range: someRange(), property }],
            },
          ],
          operations: [
            operation("Post", {
              result: { shape: "rows", reads: [read("author")], escape: "contained" },
            }),
          ],
        }),
      ]);
    expect(unread("author")).toEqual([]);
    expect(unread("title")).toHaveLength(1);
  });
});

test("an eager relation counts where the query minds no eager relations", () => {
  expect(findings([read("country")], { honoursEager: false })).toHaveLength(1);
});

test("a path is followed over loaded relations to the first that is not", () => {
  const profile = read("author.profile");
  const far = read("author.profile.country");
  expect(findings([profile, far], { paths: ["author"] })).toEqual([
    `error throws ${profile.range.start}`,
  ]);
  expect(findings([read("comments.author")], { paths: ["comments"] })).toHaveLength(1);
});

test("one finding for one relation of one query, at the first read", () => {
  const first = read("author");
  const second = read("author");
  expect(findings([second, first].reverse())).toEqual([`error throws ${first.range.start}`]);
});

test("a read in another file stands at the query", () => {
  const elsewhere = read("author", { file: "/project/src/other.ts" });
  const query = operation("Post", {
    result: { shape: "rows", reads: [elsewhere], escape: "contained" },
  });
  const [finding] = judge(rule, [fileFacts({ entities: ENTITIES, operations: [query] })]);
  expect(finding?.at).toEqual(query.at);
  expect(finding?.related.at(-1)).toMatchObject({ file: elsewhere.file, range: elsewhere.range });
});

test("the fix names the whole path", () => {
  const edit = { file: FILE, range: someRange(), newText: ", relations: { «relation»: true }" };
  const query = operation("Post", {
    loads: { paths: ["author"], complete: known(true), honoursEager: true },
    result: { shape: "rows", reads: [read("author.profile")], escape: "contained" },
    rewrites: { "add-relation": { edits: [edit] } },
  });
  const [finding] = judge(rule, [fileFacts({ entities: ENTITIES, operations: [query] })]);
  expect(finding?.fix?.edits[0]?.newText).toBe(", relations: { author.profile: true }");
});
