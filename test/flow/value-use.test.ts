import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ResultShape } from "../../server/src/model/index.ts";
import { type OpenedCodes, openCodes } from "./open-flow.ts";

interface Case {
  readonly title: string;
  readonly shape?: ResultShape;
  readonly code: string;
  /** `path access`, with `?` when not certain, in the order of the text. */
  readonly reads: readonly string[];
  readonly escape?: string;
}

const head = `
  interface User { id: number; name: string; profile: { bio: string } }
  interface Comment2 { text: string; author?: User }
  interface Post { id: number; title: string; author: User; reviewer?: User; comments: Comment2[] }
  declare function one(): Promise<Post>;
  declare function maybe(): Promise<Post | null>;
  declare function list(): Promise<Post[]>;
  declare function both(): Promise<[Post[], number]>;
  declare function hydrate(value: unknown): Promise<void>;
`;

const cases: readonly Case[] = [
  {
    title: "a chain on a variable",
    code: `async function f() { const post = await «one()»; console.log(post.author.name); }`,
    reads: ["author deref", "author.name value"],
  },
  {
    title: "the same method name on another value",
    code: `async function f() { await «one()»; const post = { author: { name: "" } }; return post.author.name; }`,
    reads: [],
  },
  {
    title: "a shadowing variable",
    code: `async function f(other: Post) { const post = await «one()»; { const post = other; post.author.name; } return post.title; }`,
    reads: ["title value"],
    escape: "contained",
  },
  {
    title: "in place, with await in parentheses, as and non-null",
    code: `async function f() { return ((await «maybe()») as Post)!.author.name; }`,
    reads: ["author deref", "author.name value"],
  },
  {
    title: "optional chaining",
    code: `async function f() { const post = await «maybe()»; return post?.author?.name; }`,
    reads: ["author optional", "author.name value"],
  },
  {
    title: "presence checks",
    code: `async function f() { const post = await «one()»; if (post.reviewer) { post.reviewer.name; } post.reviewer && post.reviewer.id; return post.reviewer ? post.reviewer.name : ""; }`,
    reads: [
      "reviewer check",
      "reviewer optional",
      "reviewer.name value",
      "reviewer check",
      "reviewer optional",
      "reviewer.id value",
      "reviewer check",
      "reviewer optional",
      "reviewer.name value",
    ],
  },
  {
    title: "an early exit",
    code: `async function f() { const post = await «one()»; if (!post.reviewer) throw new Error(); return post.reviewer.name; }`,
    reads: ["reviewer check", "reviewer optional", "reviewer.name value"],
  },
  {
    title: "a check of another property is no guard",
    code: `async function f() { const post = await «one()»; if (post.reviewer) { post.author.name; } }`,
    reads: ["reviewer check", "author deref", "author.name value"],
  },
  {
    title: "destructuring, nested and renamed",
    code: `async function f() { const { author: { profile }, comments: all, title = "" } = await «one()»; profile.bio; all.length; return title; }`,
    reads: [
      "author deref",
      "author.profile deref",
      "comments deref",
      "title optional",
      "author.profile.bio value",
    ],
  },
  {
    title: "rows in for of, and a relation of a relation",
    shape: "rows",
    code: `async function f() { for (const post of await «list()») { for (const c of post.comments) c.author!.name; } }`,
    reads: ["comments deref", "comments.author deref", "comments.author.name value"],
  },
  {
    title: "callbacks of array methods",
    shape: "rows",
    code: `async function f() { const rows = await «list()»; rows.filter((p) => p.author.id > 1).sort((a, b) => a.title.localeCompare(b.title)).forEach(({ author }) => author.name); rows[0]?.author.id; rows.find((p) => p.id === 1)!.comments.map((c) => c.text); }`,
    reads: [
      "author deref",
      "author.id value",
      "title deref",
      "title value",
      "author deref",
      "author.name value",
      "author deref",
      "author.id value",
      "id value",
      "comments deref",
      "comments.text value",
    ],
  },
  {
    title: "map of rows to a relation",
    shape: "rows",
    code: `async function f() { const rows = await «list()»; const authors = rows.map((p) => p.author); authors.map((a) => a.name); }`,
    reads: ["author deref", "author.name value"],
  },
  {
    title: "rows and count",
    shape: "rows-and-count",
    code: `async function f() { const [rows, count] = await «both()»; rows.map((r) => r.author.name); return count; }`,
    reads: ["author deref", "author.name value"],
    escape: "contained",
  },
  {
    title: "Promise.all in a tuple",
    code: `async function f() { const [n, post] = await Promise.all([list(), «one()»]); n.length; return post.author.name; }`,
    reads: ["author deref", "author.name value"],
    escape: "contained",
  },
  {
    title: "then",
    code: `function f() { return «one()».then((post) => post.author.name); }`,
    reads: ["author deref", "author.name value"],
  },
  {
    title: "a write before, a write after",
    code: `async function f(u: User) { const post = await «one()»; post.author.id; post.author = u; post.author.name; }`,
    reads: [
      "author deref",
      "author.id value",
      "author write",
      "author deref?",
      "author.name value?",
    ],
  },
  {
    title: "the right side of a write is read before it",
    code: `async function f() { const post = await «one()»; post.comments = post.comments.slice(); }`,
    reads: ["comments write", "comments deref"],
    escape: "contained",
  },
  {
    title: "a call that takes the row",
    code: `async function f() { const post = await «one()»; post.author.id; await hydrate(post); post.author.name; }`,
    reads: ["author deref", "author.id value", "author deref?", "author.name value?"],
    escape: "escapes",
  },
  {
    title: "a call later in the loop",
    shape: "rows",
    code: `async function f() { const rows = await «list()»; for (const p of rows) { p.author.id; await hydrate(p); } }`,
    reads: ["author deref?", "author.id value?"],
  },
  {
    title: "calls that leave the row alone",
    code: `async function f() { const post = await «one()»; console.log(post); JSON.stringify(post); post.author.name; }`,
    reads: ["author deref", "author.name value"],
    escape: "escapes",
  },
  {
    title: "a variable that is assigned again",
    code: `async function f() { let post = await «maybe()»; if (!post) post = await one(); return post.author.name; }`,
    reads: ["author deref?", "author.name value?"],
  },
  {
    title: "assigned once, later",
    code: `async function f() { let post: Post; post = await «one()»; return post.author.name; }`,
    reads: ["author deref", "author.name value"],
  },
  {
    title: "a helper of the file",
    code: `function name(p: Post) { return p.author.name; } async function f() { const post = await «one()»; return name(post); }`,
    reads: ["author deref via name", "author.name value via name"],
    escape: "contained",
  },
  {
    title: "a method of the class, which hands the row back",
    code: `class A { same(p: Post) { return p; } async f() { return this.same(await «one()»).author.name; } }`,
    reads: ["author deref via same", "author.name value via same"],
  },
  {
    title: "a helper that calls itself",
    code: `function walk(p: Post): void { p.author.name; walk(p); } async function f() { walk(await «one()»); }`,
    reads: ["author deref via walk", "author.name value via walk"],
  },
  {
    title: "a closure",
    code: `async function f() { const post = await «one()»; return () => post.author.name; }`,
    reads: ["author deref", "author.name value"],
  },
  {
    title: "returned, and returned in an object",
    code: `async function f() { const post = await «one()»; return { post }; }`,
    reads: [],
    escape: "returned",
  },
  {
    title: "kept in a property",
    code: `class A { last?: Post; async f() { this.last = await «one()»; } }`,
    reads: [],
    escape: "escapes",
  },
  {
    title: "a value that is dereferenced through a variable",
    code: `async function f() { const post = await «one()»; const who = post.author; return who.name; }`,
    reads: ["author deref", "author.name value"],
  },
  {
    title: "a tree walked upwards ends",
    code: `interface Node2 { parent: Node2 } declare function node(): Promise<Node2>; async function f() { let n = await «node()»; while (n.parent) n = n.parent; }`,
    reads: [],
    escape: "escapes",
  },
];

let codes: OpenedCodes;
beforeAll(async () => {
  codes = await openCodes(cases.map((entry) => head + entry.code));
});
afterAll(() => codes.close());

describe("what is read of a result", () => {
  it.each(cases)("$title", ({ code, reads, shape = "maybe-row", escape: expected }) => {
    const { flow, first } = codes.of(head + code);
    const use = flow.resultUse(first, shape);
    const found = use.reads.map((read) => {
      const via = read.via.map((step) => ` via ${/`(.*)`/.exec(step.message)?.[1]}`).join("");
      return `${read.path.join(".")} ${read.access}${read.certain ? "" : "?"}${via}`;
    });
    if (reads.length > 0 || expected === undefined) expect(found).toEqual(reads);
    if (expected !== undefined) expect(use.escape).toBe(expected);
  });
});
