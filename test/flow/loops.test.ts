import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Node } from "../../server/src/compiler/ast.ts";
import { type OpenedCodes, openCodes } from "./open-flow.ts";

interface Case {
  readonly title: string;
  /** The first mark is the call that is asked about, the second (when there is one) an operation. */
  readonly code: string;
  /** Innermost first: `kind source`, with `*` when dependent. */
  readonly loops: readonly string[];
}

const head = `
  declare function q(...n: unknown[]): Promise<any>; declare function find(): Promise<{ id: number; tags: { id: number }[] }[]>;
  declare function pair(): Promise<[number[], number]>; declare const ok: boolean; declare const xs: number[];
  declare function chunk<T>(list: T[], size: number): T[][]; declare const max: number;
  declare const stream: { map(cb: (n: number) => unknown): void; pipe(x: unknown): void };
  enum Kind { A, B, C } const sizes = ["s", "m"] as const;
`;

const cases: readonly Case[] = [
  {
    title: "for of a parameter",
    code: "async function f(ids: number[]) { for (const id of ids) await «q(id)»; }",
    loops: ["for-of collection*"],
  },
  {
    title: "the iterable itself is outside",
    code: "async function f() { for (const id of await «q()») ok; }",
    loops: [],
  },
  {
    title: "not dependent",
    code: "async function f(ids: number[]) { for (const id of ids) await «q(1)»; }",
    loops: ["for-of collection"],
  },
  {
    title: "dependent through a local",
    code: "async function f(ids: number[]) { for (const id of ids) { const where = { id }; await «q(where)»; } }",
    loops: ["for-of collection*"],
  },
  {
    title: "a shadowing name is not the loop's",
    code: "async function f(ids: number[], id: number) { for (const x of ids) { await «q(id)»; } }",
    loops: ["for-of collection"],
  },
  {
    title: "rows of an operation",
    code: "async function f() { const rows = await «find()»; for (const row of rows) await «q(row.id)»; }",
    loops: ["for-of query*"],
  },
  {
    title: "a relation of rows, in a chain",
    code: "async function f() { const rows = await «find()»; for (const row of rows) for (const t of row.tags) await «q(t.id)»; }",
    loops: ["for-of query*", "for-of query*"],
  },
  {
    title: "rows and count",
    code: "async function f() { const [rows] = await «pair()»; for (const r of rows) await «q(r)»; }",
    loops: ["for-of query*"],
  },
  {
    title: "then callback",
    code: "function f() { return «find()».then((rows) => Promise.all(rows.map((r) => «q(r.id)»))); }",
    loops: ["callback query*"],
  },
  {
    title: "Promise.all with map of ids",
    code: "async function f() { const rows = await «find()»; const ids = rows.map((r) => r.id); await Promise.all(ids.map(async (id) => { await «q(id)»; })); }",
    loops: ["callback query*"],
  },
  {
    title: "forEach on a map",
    code: "function f(m: Map<number, number>) { m.forEach((v) => «q(v)»); }",
    loops: ["callback collection*"],
  },
  {
    title: "a map method that is no array's",
    code: "function f() { stream.map((n) => «q(n)»); }",
    loops: [],
  },
  {
    title: "then is no loop",
    code: "function f() { q().then((n: number) => «q(n)»); }",
    loops: [],
  },
  {
    title: "a named inner function is not run by the loop",
    code: "async function f() { for (const x of xs) { const g = () => «q(x)»; g; } }",
    loops: [],
  },
  {
    title: "an array literal",
    code: "async function f() { for (const s of ['a', 'b']) await «q(s)»; }",
    loops: ["for-of constant 2*"],
  },
  {
    title: "as const",
    code: "async function f() { for (const s of sizes) await «q(s)»; }",
    loops: ["for-of constant 2*"],
  },
  {
    title: "values of an enum",
    code: "async function f() { for (const s of Object.values(Kind)) await «q(s)»; }",
    loops: ["for-of constant 3*"],
  },
  {
    title: "an array that is filled later",
    code: "async function f(n: number) { const list = []; list.push(n); for (const s of list) await «q(s)»; }",
    loops: ["for-of collection*"],
  },
  {
    title: "a small counted loop",
    code: "async function f() { for (let i = 0; i < 5; i++) await «q(i)»; }",
    loops: ["for constant 5*"],
  },
  {
    title: "a counted loop over rows",
    code: "async function f() { const rows = await «find()»; for (let i = 0; i < rows.length; i++) await «q(rows[i])»; }",
    loops: ["for query*"],
  },
  {
    title: "slices",
    code: "async function f() { for (let i = 0; i < xs.length; i += 100) await «q(xs.slice(i, i + 100))»; }",
    loops: ["for chunks*"],
  },
  {
    title: "chunks of a helper",
    code: "async function f() { for (const part of chunk(xs, 100)) await «q(part)»; }",
    loops: ["for-of chunks*"],
  },
  {
    title: "chunks in a callback",
    code: "async function f() { await Promise.all(chunk(xs, 100).map((part) => «q(part)»)); }",
    loops: ["callback chunks*"],
  },
  {
    title: "forever",
    code: "async function f() { while (true) { const r = await «q()»; if (!r) break; } }",
    loops: ["while repeat"],
  },
  {
    title: "retries",
    code: "async function f() { for (let n = 0; n < max; n++) { try { return await «q()»; } catch { continue; } } }",
    loops: ["for repeat"],
  },
  {
    title: "draining",
    code: "async function f() { let rows = await «find()»; while (rows.length) { rows = await «q(rows)»; } }",
    loops: ["while repeat*"],
  },
  {
    title: "a work list",
    code: "async function f(todo: number[]) { while (todo.length) { const id = todo.pop(); await «q(id)»; } }",
    loops: ["while collection*"],
  },
  {
    title: "find first ends the loop",
    code: "async function f() { for (const x of xs) { if (x > 1) { const r = await «q(x)»; return r; } } }",
    loops: [],
  },
  {
    title: "find first by continue",
    code: "async function f() { for (const x of xs) { if (x < 1) continue; return await «q(x)»; } }",
    loops: [],
  },
  {
    title: "break afterwards",
    code: "async function f() { for (const x of xs) { await «q(x)»; break; } }",
    loops: [],
  },
  {
    title: "an exit on a condition is no end",
    code: "async function f() { for (const x of xs) { const r = await «q(x)»; if (r) return r; } }",
    loops: ["for-of collection*"],
  },
  {
    title: "continue before the end",
    code: "async function f() { for (const x of xs) { const r = await «q(x)»; if (!r) continue; return r; } }",
    loops: ["for-of collection*"],
  },
  {
    title: "a break of a switch is not the loop's",
    code: "async function f() { for (const x of xs) { switch (x) { case 1: await «q(x)»; break; } } }",
    loops: ["for-of collection*"],
  },
];

let codes: OpenedCodes;
beforeAll(async () => {
  codes = await openCodes(cases.map((entry) => head + entry.code));
});
afterAll(() => codes.close());

describe("loops around a call", () => {
  it.each(cases)("$title", ({ code, loops }) => {
    const { flow, marked } = codes.of(head + code);
    const call = marked.at(-1) as Node & { readonly arguments: readonly Node[] };
    const operations = new Map<Node, number>(
      marked.slice(0, -1).map((node, index) => [node, index]),
    );
    const frame = flow.finish(operations);
    const found = flow.loopsAround(call, [...call.arguments]).map((use) => {
      const loop = frame.loops[use.loop];
      const size = loop?.source.kind === "constant" ? ` ${loop.source.size}` : "";
      return `${loop?.kind} ${loop?.source.kind}${size}${use.dependent ? "*" : ""}`;
    });
    expect(found).toEqual(loops);
  });
});
