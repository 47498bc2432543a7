import { describe, expect, it } from "vitest";
import { readExtensionMessage, readPageMessage } from "../../client/src/diagram/messages.ts";
import { pageOf } from "../../client/src/diagram/page.ts";
import { initialState, readState } from "../../client/src/diagram/state.ts";
import { centred, fitting, moved, zoomed } from "../../client/src/diagram/viewport.ts";
import { shop } from "./diagram-models.ts";

describe("messages of the page", () => {
  it("are read field by field", () => {
    expect(readPageMessage({ type: "ready", more: 1 })).toEqual({ type: "ready" });
    expect(readPageMessage({ type: "refresh" })).toEqual({ type: "refresh" });
    expect(readPageMessage({ type: "open", entity: "a#A", member: "b", uri: "file:///c" })).toEqual(
      { type: "open", entity: "a#A", member: "b" },
    );
    expect(readPageMessage({ type: "export", svg: "<svg xmlns=''/>" })).toEqual({
      type: "export",
      svg: "<svg xmlns=''/>",
    });
  });

  it("are refused when they are anything else", () => {
    const others: unknown[] = [
      undefined,
      null,
      "ready",
      [],
      {},
      { type: "run" },
      { type: "open" },
      { type: "open", entity: 1 },
      { type: "open", entity: "a", member: {} },
      { type: "export" },
      { type: "export", svg: "<html>" },
    ];
    expect(others.map(readPageMessage)).toEqual(others.map(() => undefined));
  });
});

describe("messages of the extension", () => {
  it("are read", () => {
    const model = { type: "model", entities: shop, focus: "a" };
    expect(readExtensionMessage(JSON.parse(JSON.stringify(model)))).toEqual(model);
    expect(readExtensionMessage({ type: "focus", entity: "a" })).toEqual({
      type: "focus",
      entity: "a",
    });
    expect(readExtensionMessage({ type: "problem", message: "m" })).toEqual({
      type: "problem",
      message: "m",
    });
  });

  it("are refused when a class is not whole", () => {
    const [customer] = shop;
    const broken = (changes: object): unknown =>
      readExtensionMessage({ type: "model", entities: [{ ...customer, ...changes }] });
    expect(broken({})).toBeDefined();
    for (const changes of [
      { id: 1 },
      { kind: "other" },
      { table: undefined },
      { complete: "yes" },
      { columns: {} },
      { columns: [{ ...customer?.columns[0], nullable: "no" }] },
      { relations: [{ ...customer?.relations[0], kind: "one" }] },
      { relations: [{ ...customer?.relations[0], joinColumns: [1] }] },
      { embedded: [{ property: "a", target: null }] },
    ]) {
      expect(broken(changes), JSON.stringify(changes)).toBeUndefined();
    }
    expect(readExtensionMessage({ type: "focus" })).toBeUndefined();
    expect(readExtensionMessage(7)).toBeUndefined();
  });
});

describe("the document", () => {
  const html = pageOf({
    script: 'https://x/diagram.js?"><script>',
    style: "https://x/diagram.css",
    source: "https://x",
    nonce: "abc",
  });

  it("may load its own script and style, and nothing else", () => {
    const [, policy] = html.match(/Content-Security-Policy" content="([^"]*)"/) ?? [];
    expect(policy?.replaceAll("&#39;", "'")).toBe(
      "default-src 'none'; style-src https://x; script-src 'nonce-abc'; base-uri 'none'; form-action 'none'",
    );
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('<script nonce="abc" src="https://x/diagram.js?&quot;');
    expect(html).not.toMatch(/\son\w+=|\sstyle=|javascript:|<style/);
  });

  it("names every field and button", () => {
    const controls = html.match(/<(?:button|input type="text"|select)[^>]*>/g) ?? [];
    expect(controls.length).toBeGreaterThan(7);
    for (const control of controls) expect(control).toContain("aria-label=");
  });
});

describe("the state of the page", () => {
  it("is kept as it was", () => {
    const state = {
      options: { detail: "keys", classes: true },
      query: "order",
      selected: "a#A",
      view: { x: 1, y: -2, scale: 0.5 },
    };
    expect(readState(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });

  it("is the first one where it is none", () => {
    for (const value of [undefined, null, 3, "x", []]) {
      expect(readState(value)).toEqual(initialState);
    }
    expect(
      readState({ options: { detail: "more" }, query: 1, view: { x: 1, y: 2, scale: 0 } }),
    ).toEqual(initialState);
  });
});

describe("the view", () => {
  const canvas = { width: 1000, height: 500 };

  it("stays where the pointer is when it is zoomed", () => {
    const view = zoomed({ x: 10, y: 20, scale: 1 }, 2, { x: 110, y: 220 });
    expect(view).toEqual({ x: -90, y: -180, scale: 2 });
    expect(zoomed(view, 1e9, { x: 0, y: 0 }).scale).toBe(3);
    expect(zoomed(view, 1e-9, { x: 0, y: 0 }).scale).toBe(0.04);
  });

  it("shows all of an area, and no area larger than it is", () => {
    expect(fitting({ x: 0, y: 0, width: 2000, height: 500 }, canvas)).toEqual({
      x: 0,
      y: 125,
      scale: 0.5,
    });
    expect(fitting({ x: 0, y: 0, width: 100, height: 100 }, canvas)).toEqual({
      x: 450,
      y: 200,
      scale: 1,
    });
  });

  it("puts an area in the middle, large enough to read", () => {
    const area = { x: 1000, y: 1000, width: 200, height: 100 };
    expect(centred({ x: 0, y: 0, scale: 0.1 }, area, canvas)).toEqual({
      x: 500 - 1100 * 0.8,
      y: 250 - 1050 * 0.8,
      scale: 0.8,
    });
    expect(moved({ x: 1, y: 2, scale: 3 }, 4, 5)).toEqual({ x: 5, y: 7, scale: 3 });
  });
});
