import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MentionFixtures, type ReadMentions } from "./mentions-print.ts";

const fixtures = new MentionFixtures();
let read: ReadMentions;
beforeAll(async () => {
  read = await fixtures.read();
});
afterAll(() => fixtures.close());

describe("names in query builders", () => {
  it.each(
    Object.entries({
      chain:
        'p@Post p@Post Post.author a@Author a@Author Author.posts other@Post other@Post Post.title p@Post Post.title other@Post Base.id :self(1) :self(1) p@Post Post.title :t(1) a@Author Author.place Place.street :s(1) shorthand :t(1) :s(1) p@Post Base.createdAt p@Post "Base.createdAt" p@Post Base.id a@Author',
      variable:
        "p@Post p@Post Post.comments c@Comment c@Comment Comment.body :slug(1) shorthand :slug(1) c@Comment Comment.body text@? text@?",
      unnamed: "Post@Post Post.title key Post.slug",
      named:
        'w@Author Author.name <Author> w@Author c@Comment c@Comment Comment.post w@Author Base.id [comments] d@Comment d@Comment "Comment.body" c@Comment Comment.body',
      brackets:
        "p@Post p@Post Post.title p@Post Post.slug x@Comment Base.id x@Comment x@Comment Comment.post p@Post Base.id",
      holes: "p@Post Post.title p@Post p@Post p@Post Post.title p@Post Post.slug :a(0)",
      twoChains: "p@Post p@Post Post.title p@Author p@Author Author.name p@Author p@Author",
      differing: "p@Post p@Post Post.author p@Post Post.comments",
      mapped:
        "p@Post p@Post p@Post Post.comments c@Comment c@Comment Base.id p@Post p@Post Post.comments",
      relations: "Author.posts",
      escaped: 'p@Post p@Post p@Post Post.slug p@Post "Post.title"',
      inner:
        'p@Post [comments] c@Comment c@Comment "Comment.body" p@Post Post.title "Comment.body" :b(1) :b(1)',
      written: '"Post.authorId" :id(1) shorthand :id(1) Comment.body Comment.body',
    }),
  )("%s", async (name, expected) => {
    expect(await read.printed("builders.ts", name)).toBe(expected);
  });
});

describe("names in options, arguments and statements", () => {
  it.each(
    Object.entries({
      lists: "Post.author Post.comments Comment.post Post.title Base.id",
      constants: "Post.author Author.posts",
      keys: "key Post.author key Author.posts shorthand Post.title key Post.author key Author.place key Place.street key Post.slug key Base.createdAt",
      managed: "Author.posts <Author> Author.posts <Post>",
      writes: "key Base.id Post.authorId Post.slug Post.title Post.authorId key Post.title",
      raw: 'p@Post "Post.title" p@Post "Post.authorId" [posts] p@Post [authors] a@Author a@Author "Base.id" p@Post "Post.authorId" a@Author "Author.name" "Post.title" [posts] "Post.title" "Post.slug" "Post.slug" "Post.title" "Post.title" [posts] "Base.id" [comments] "Comment.body" "Base.id" c@Comment "Base.id" [comments] c@Comment "Comment.body" "Post.title" [posts] "Post.slug" "Post.title" "Post.title" [posts] [posts] [authors]',
    }),
  )("%s", async (name, expected) => {
    expect(await read.printed("options.ts", name)).toBe(expected);
  });
});

describe("names of builders that go through functions", () => {
  it.each(
    Object.entries({
      base: "p@Post p@Post Post.author a@Author",
      returned: "p@Post Post.title a@Author Author.name :n(1) :n(1)",
      passing: "q@Post",
      passed: "q@Post Post.title",
      open: "",
    }),
  )("%s", async (name, expected) => {
    expect(await read.printed("builders.ts", name)).toBe(expected);
  });
});

describe("names elsewhere", () => {
  it("are those of decorators", async () => {
    expect(await read.printed("entities.ts")).toBe(
      '<Post> Post.author key Post.title Post.title Post.author Post.slug Author.posts "Post.authorId" Base.id Post.author',
    );
  });

  it("are those of schemas", async () => {
    expect(await read.printed("schemas.ts")).toBe(
      "<Tag> Tag.children Tag.id <Tag> Tag.parent Tag.label Tag.label",
    );
  });

  it("are none where the methods are not the ORM's", async () => {
    expect(await read.printed("near-misses.ts")).toBe("");
  });

  it("are plain data", () => {
    expect(JSON.parse(JSON.stringify(read.facts))).toEqual(read.facts);
  });
});
