import { describe, expect, it } from "vitest";
import { matchName } from "../../server/src/engine/describe/match-name.ts";

/** The names that match, the best first. */
function ranked(query: string, ...names: readonly string[]): readonly string[] {
  return names
    .map((name) => ({ name, score: matchName(query, name) }))
    .filter(({ score }) => score !== undefined)
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .map(({ name }) => name);
}

describe("names", () => {
  it("match when they have the letters in their order, whatever their case", () => {
    expect(ranked("BLP", "blog_post", "Blueprint", "pebble", "lbp")).toEqual([
      "blog_post",
      "Blueprint",
    ]);
    expect(matchName("post", "pots")).toBeUndefined();
    expect(matchName("posts", "post")).toBeUndefined();
    expect(matchName("", "anything")).toBe(0);
  });

  it("rank whole names before beginnings, those before parts, and parts before scattered letters", () => {
    expect(ranked("post", "PartOfStructure", "BlogPost", "PostTag", "Post")).toEqual([
      "Post",
      "PostTag",
      "BlogPost",
      "PartOfStructure",
    ]);
  });

  it("rank beginnings of words before other letters, and letters that follow each other before others", () => {
    expect(ranked("ol", "Polish", "OrderLine")).toEqual(["OrderLine", "Polish"]);
    expect(ranked("odl", "model", "OrderDeadLine")).toEqual(["OrderDeadLine", "model"]);
    expect(ranked("line", "LikeTheFine", "order_line")).toEqual(["order_line", "LikeTheFine"]);
    expect(ranked("ice", "xixcxe", "Price")).toEqual(["Price", "xixcxe"]);
  });

  it("rank the case as written first, and short names before long ones", () => {
    expect(ranked("post", "Post", "post")).toEqual(["post", "Post"]);
    expect(ranked("us", "UserSettings", "User")).toEqual(["User", "UserSettings"]);
  });
});
