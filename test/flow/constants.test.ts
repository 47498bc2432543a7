import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenedCodes, openCodes } from "./open-flow.ts";

const dynamic = Symbol("dynamic");

const head = `
  import { limit, table, settings } from "./other.ts";
  declare function f(): string; declare const given: string; declare let key: "a" | "b";
  enum Kind { A, B = 5, C, D = "d" } const name = "users"; const size = { small: 10, deep: { list: [1, 2] } } as const;
`;
const others = {
  "other.ts": `export const limit = 50; export const table = "posts"; export const settings = { page: 20 } as const;`,
};

const cases: readonly (readonly [string, unknown])[] = [
  ["«'a'»", "a"],
  ["«-5»", -5],
  [`«\`select \${name} limit \${10 * 2}\`»`, "select users limit 20"],
  ["«'a' + name + 1»", "ausers1"],
  ["«1 + 2»", 3],
  ["«undefined»", undefined],
  ["«null»", null],
  ["«[name, { a: true }]»", ["users", { a: true }]],
  [
    "const o = «{ name, [name]: 1, ...size }»;",
    { name: "users", users: 1, small: 10, deep: { list: [1, 2] } },
  ],
  ["«size.deep.list[1]»", 2],
  ["«size['small']»", 10],
  ["«Kind.A»", 0],
  ["«Kind.C»", 6],
  ["«Kind.D»", "d"],
  ["«limit»", 50],
  [`«\`\${table}.id\`»`, "posts.id"],
  ["«settings.page»", 20],
  ["let once; once = 'x'; «once»", "x"],
  ["let twice = 'x'; twice = f(); «twice»", dynamic],
  ["const list = ['a']; list.push(f()); «list»", dynamic],
  ["const list = ['a']; list.includes('a'); «list»", ["a"]],
  ["const o = { a: 1 }; o.a = 2; «o.a»", dynamic],
  ["function g(name: string) { return «name»; }", dynamic],
  [`«\`a\${f()}\`»`, dynamic],
  ["«given»", dynamic],
  ["«key»", dynamic],
  ["const o = «{ a: f() }»;", dynamic],
  ["var a: string = a2, a2: string = a; «a»", dynamic],
];

let codes: OpenedCodes;
beforeAll(async () => {
  codes = await openCodes(
    cases.map(([code]) => head + code),
    others,
  );
});
afterAll(() => codes.close());

describe("constants", () => {
  it.each(cases)("%s", async (code, value) => {
    const { flow, first } = codes.of(head + code);
    const fact = await flow.constantOf(first);
    if (value === dynamic) expect(fact.known).toBe(false);
    else expect(fact).toEqual({ known: true, value });
  });
});
