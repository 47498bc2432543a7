import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isIdentifier, type Node } from "../../server/src/compiler/ast.ts";
import { type OpenedCodes, openCodes } from "./open-flow.ts";

const service = `
  declare const db: { find(id: number): Promise<{ author: { name: string } }>; tx<T>(run: () => Promise<T>): Promise<T> };
  declare function Injectable(): ClassDecorator; declare function Get(path: string): MethodDecorator;
  const log = (text: string) => { text.trim(); };
  const tools = { async load(id: number) { return «db.find(id)»; } };
  interface Service {}
  @Injectable()
  class Posts extends Array<number> implements Service {
    handler = async (id: number) => this.one(id);
    @Get("/")
    async one(id: number) { const found = await «db.find(id)»; return found; }
    async all(ids: number[]) { for (const id of ids) await this.one(id); log("x"); await tools.load(1); return unknownFunction(); }
    async either(id: number) { if (id) return «db.find(id)»; return null; }
    title(post: { author: { name: string } }, { author }: { author: { name: string } }) { return post.author.name + author.name; }
    get size() { return 1; }
    constructor(n: number) { super(n); function inner() {} inner(); }
  }
  declare function unknownFunction(): void;
`;

const scopes = `
  import imported from "x";
  const «value» = 1;
  { const value = 2; value; }
  function f(value: number, { a: renamed = value } = { a: 1 }) { hoisted = value; var hoisted = renamed; return hoisted; }
  type value = string; let typed: value;
  for (const value of [1]) value;
  try {} catch (value) { value; }
  class K { value = value; m() { return imported; } }
  «value»; typed; globalThis;
`;

let codes: OpenedCodes;
beforeAll(async () => {
  codes = await openCodes([service, scopes]);
});
afterAll(() => codes.close());

describe("functions of a file", () => {
  it("names them, and resolves the calls between them", () => {
    const { flow, marked } = codes.of(service);
    const frame = flow.finish(new Map<Node, number>(marked.map((node, index) => [node, index])));
    const file = flow.source.path;
    const short = (id: string | undefined): string | undefined => id?.replace(`${file}#`, "");
    expect(frame.functions.map((entry) => short(entry.id))).toEqual([
      "log",
      "tools.load",
      "Posts.handler",
      "Posts.one",
      "Posts.all",
      "Posts.either",
      "Posts.title",
      "Posts.get size",
      "Posts.constructor",
      "Posts.constructor/inner",
    ]);
    const byName = new Map(frame.functions.map((entry) => [entry.name, entry]));
    expect(byName.get("one")?.decorators).toEqual(["Get"]);
    expect(
      byName.get("all")?.calls.map((call) => [short(call.callee), call.usage, call.loops]),
    ).toEqual([
      ["Posts.one", "awaited", [{ loop: 0, dependent: true }]],
      ["log", "dropped", []],
      ["tools.load", "awaited", []],
    ]);
    expect(byName.get("handler")?.calls.map((call) => short(call.callee))).toEqual(["Posts.one"]);
    expect(byName.get("load")?.returnsOperation).toBe(0);
    expect(byName.get("one")?.returnsOperation).toBe(1);
    expect(byName.get("either")?.returnsOperation).toBeUndefined();
    expect(byName.get("inner")?.parent).toBe(byName.get("constructor")?.index);
    expect(frame.classes).toMatchObject([
      {
        name: "Posts",
        decorators: ["Injectable"],
        bases: [{ name: "Array" }, { name: "Service" }],
      },
    ]);
    expect(JSON.parse(JSON.stringify(frame.loops))).toEqual(frame.loops);
  });
});

describe("names", () => {
  it("keeps shadowing variables and types apart", () => {
    const { flow, marked } = codes.of(scopes);
    const [declared, used] = marked;
    if (!declared || !used || !isIdentifier(used)) throw new Error("marks");
    expect(flow.declarationOf(used)).toBe(declared.parent);
    const uses = flow.referencesTo(declared.parent).map((name) => name.parent.getText());
    expect(uses).toEqual(["value = value;", "value;"]);
  });
});
