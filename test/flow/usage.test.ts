import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Usage } from "../../server/src/model/index.ts";
import { type OpenedCodes, openCodes } from "./open-flow.ts";

const head = `
  declare function q(n?: number): Promise<number>; declare function use(v: unknown): void;
  declare const xs: number[]; declare const ok: boolean; declare function pick(cb: () => Promise<number>): void;
`;

const cases: readonly (readonly [Usage, string])[] = [
  ["awaited", "async function f() { await «q()»; }"],
  ["awaited", "async function f() { await (ok ? «q()» : undefined); }"],
  ["awaited", "async function f() { await (null ?? (ok || «q()»)); }"],
  ["awaited", "async function f() { const [a] = await Promise.all([«q()», q()]); use(a); }"],
  ["awaited", "async function f() { await Promise.all(xs.map((x) => «q(x)»)); }"],
  [
    "awaited",
    "async function f() { await Promise.allSettled(xs.map((x) => { return «q(x)»; })); }",
  ],
  ["awaited", "async function f() { await «q()».then(use); }"],
  ["awaited", "async function f() { await (async () => «q()»)(); }"],
  ["returned", "function f() { return «q()»; }"],
  ["returned", "const f = () => «q()»; use(f);"],
  ["returned", "function f() { return Promise.all([«q()»]); }"],
  ["returned", "pick(() => «q()»);"],
  ["returned", "function f() { return «q()».catch(use); }"],
  ["stored", "async function f() { const p = «q()»; use(1); await p; }"],
  ["stored", "class A { p?: unknown; f() { this.p = «q()»; } }"],
  ["stored", "const o = { p: «q()» }; use(o);"],
  ["stored", "const all = xs.map((x) => «q(x)»); use(all);"],
  ["stored", "export const p = «q()»;"],
  ["argument", "use(«q()»);"],
  ["chained", "«q()».catch(use);"],
  ["chained", "«q()».then(use);"],
  ["voided", "void «q()»;"],
  ["dropped", "«q()»;"],
  ["dropped", "ok && «q()»;"],
  ["dropped", "ok ? «q()» : use(1);"],
  ["dropped", "function f() { const p = «q()»; }"],
  ["dropped", "function f() { let p; p = «q()»; }"],
  ["dropped", "xs.forEach((x) => «q(x)»);"],
  ["dropped", "xs.map((x) => «q(x)»);"],
  ["dropped", "«q()».finally(() => use(1));"],
  ["dropped", "use(1), «q()»;"],
];

let codes: OpenedCodes;
beforeAll(async () => {
  codes = await openCodes(cases.map(([, code]) => head + code));
});
afterAll(() => codes.close());

describe("what becomes of a promise", () => {
  it.each(cases)("%s: %s", (usage, code) => {
    const { flow, first } = codes.of(head + code);
    expect(flow.usageOf(first)).toBe(usage);
  });
});
