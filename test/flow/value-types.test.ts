import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenedCodes, openCodes } from "./open-flow.ts";

const head = `
  class User { id = 1; tags?: string[]; } interface Point { x: number } enum Kind { A = "a", B = "b" }
  type Relation<T> = T; type Id = string & { readonly __brand: "id" }; type Row = { a: 1 };
`;

const cases: readonly (readonly [string, Record<string, unknown>])[] = [
  ["let «v»: string | null;", { base: "string", nullable: true, optional: false }],
  ["let «v»: number | undefined;", { base: "number", optional: true, nullable: false }],
  ["function f(«v»?: Date) { return v; }", { base: "date", optional: true, symbolName: "Date" }],
  ["interface I { «v»?: bigint }", { base: "bigint", optional: true }],
  ["let «v»: 'a' | 'b';", { base: "string", literals: ["a", "b"] }],
  ["let «v»: Kind | null;", { base: "string", literals: ["a", "b"], nullable: true }],
  ["let «v»: boolean;", { base: "boolean", literals: undefined }],
  ["let «v»: Id;", { base: "string" }],
  ["let «v»: string | number;", { base: "mixed" }],
  ["let «v»: any;", { base: "any" }],
  ["let «v»: unknown;", { base: "unknown" }],
  ["let «v»: Uint8Array;", { base: "buffer" }],
  [
    "let «v»: Promise<User | null>;",
    { base: "object", promise: true, nullable: true, symbolName: "User" },
  ],
  ["let «v»: Relation<User>;", { base: "object", symbolName: "User" }],
  [
    "let «v»: readonly Point[];",
    { base: "array", element: expect.objectContaining({ base: "object", symbolName: "Point" }) },
  ],
  ["let «v»: Row;", { base: "object", symbolName: undefined, declaredAs: undefined }],
  ["function f<T extends string>(«v»: T) { return v; }", { base: "string" }],
  ["let «v»: Map<string, number>;", { base: "object", symbolName: "Map", declaredAs: undefined }],
  ["let «v»: User & { extra: 1 };", { base: "object", symbolName: "User" }],
  [`let «v»: \`a\${string}\`;`, { base: "string", literals: undefined }],
  ["interface Tree { children: Tree[] } let «v»: Tree[];", { base: "array" }],
  ["type Nested = Nested[]; let «v»: Nested;", { base: "array" }],
];

let codes: OpenedCodes;
beforeAll(async () => {
  codes = await openCodes(cases.map(([code]) => head + code));
});
afterAll(() => codes.close());

describe("value types", () => {
  it.each(cases)("%s", async (code, expected) => {
    const { flow, first } = codes.of(head + code);
    const type = await flow.valueTypeOf(first);
    for (const [key, value] of Object.entries(expected)) {
      expect({ [key]: type[key as keyof typeof type] }).toEqual({ [key]: value });
    }
    expect(type.strictNullChecks).toBe(true);
  });

  it("names the file that declares a class of the project", async () => {
    const { flow, first } = codes.of(`${head}let «v»: Relation<User>;`);
    const type = await flow.valueTypeOf(first);
    expect(type.declaredAs).toMatch(/code-13\.ts#User$/);
  });
});
