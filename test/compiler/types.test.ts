import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ancestorIn } from "../../server/src/compiler/ancestors.ts";
import {
  isCallExpression,
  isPropertyAccessExpression,
  type SourceFile,
} from "../../server/src/compiler/ast.ts";
import type { Program } from "../../server/src/compiler/program.ts";
import { CompilerSession, type Snapshot } from "../../server/src/compiler/session.ts";
import { fileOf, findNode, fixtures, nameOfVariable, typeOfVariable } from "./support/opened.ts";

const folder = `${fixtures}/types`;
let session: CompilerSession;
let snapshot: Snapshot;
let program: Program;
let repositories: SourceFile;
let values: SourceFile;

beforeAll(async () => {
  session = new CompilerSession({ cwd: folder });
  snapshot = await session.open([`${folder}/tsconfig.json`]);
  const [first] = snapshot.programs;
  if (!first) throw new Error("no program");
  program = first;
  repositories = await fileOf(program, `${folder}/repositories.ts`);
  values = await fileOf(program, `${folder}/values.ts`);
});

afterAll(async () => {
  await snapshot?.release();
  await session?.close();
});

async function ancestorText(name: string): Promise<string | undefined> {
  const type = await typeOfVariable(program, repositories, name);
  const ancestor = await ancestorIn(type, "typeorm", ["Repository", "TreeRepository"]);
  return ancestor?.text();
}

describe("the ancestor that a package declares", () => {
  it.each([
    ["direct", "Repository<Post>"],
    ["derived", "Repository<Post>"],
    ["generic", "Repository<Post>"],
    ["pair", "Repository<Post>"],
    ["maybe", "Repository<Post>"],
    ["mixed", "Repository<Post>"],
    ["extended", "Repository<Post>"],
    ["list", "Repository<T[]>"],
    ["lookalike", undefined],
    ["either", undefined],
    ["text", undefined],
  ])("of %s is %s", async (name, expected) => {
    expect(await ancestorText(name)).toBe(expected);
  });

  it("carries the arguments, so that the entity is known through generic classes", async () => {
    const type = await typeOfVariable(program, repositories, "pair");
    const ancestor = await ancestorIn(type, "typeorm", ["Repository"]);
    const [entity] = (await ancestor?.typeArguments()) ?? [];
    expect(await entity?.text()).toBe("Post");
    expect((await entity?.symbol())?.declarations[0]?.path).toBe(`${folder}/repositories.ts`);
  });

  it("is found from `this` and from a constrained type parameter", async () => {
    const receivers = ["this", "repository"].map((text) => {
      const call = findNode(
        repositories,
        (node) =>
          isCallExpression(node) &&
          isPropertyAccessExpression(node.expression) &&
          node.expression.expression.getText() === text,
      );
      if (!call || !isCallExpression(call) || !isPropertyAccessExpression(call.expression))
        throw new Error(`no call on ${text}`);
      return call.expression.expression;
    });
    const types = await Promise.all(receivers.map((node) => program.checker.typeAt(node)));
    const found = await Promise.all(
      types.map((type) => ancestorIn(type, "typeorm", ["Repository"])),
    );
    expect(await Promise.all(found.map((type) => type?.text()))).toEqual([
      "Repository<Post>",
      "Repository<Post>",
    ]);
  });

  it("is asked for once", async () => {
    await ancestorText("derived");
    const before = session.counter.questions;
    const type = await typeOfVariable(program, repositories, "derived");
    expect(ancestorIn(type, "typeorm", ["Repository", "TreeRepository"])).toBe(
      ancestorIn(type, "typeorm", ["Repository", "TreeRepository"]),
    );
    await ancestorText("derived");
    expect(session.counter.questions - before).toBe(2);
  });
});

describe("what a type says of itself", () => {
  const typeOf = (name: string) => typeOfVariable(program, values, name);

  it("enums: members, values, literals", async () => {
    const [color, level] = await Promise.all([typeOf("color"), typeOf("level")]);
    expect(color.isEnum).toBe(true);
    expect(await color.literals()).toEqual(["red", "green"]);
    expect(await (await color.symbol())?.enumMembers()).toEqual([
      { name: "Red", value: "red" },
      { name: "Green", value: "green" },
    ]);
    expect(await level.literals()).toEqual([0, 10]);
    expect((await level.nonNullable()).isEnum).toBe(true);
  });

  it("a computed member has no value", async () => {
    const declaration = findNode(values, (node) => node.getText() === "Computed");
    if (!declaration) throw new Error("no enum");
    const symbol = await program.checker.symbolAt(declaration);
    expect(await symbol?.enumMembers()).toEqual([{ name: "One", value: undefined }]);
  });

  it("unions of literals, and what is wider", async () => {
    const [choice, loose] = await Promise.all([typeOf("choice"), typeOf("loose")]);
    expect(await choice.literals()).toEqual(["asc", "desc"]);
    expect(await loose.literals()).toBeUndefined();
  });

  it("arrays and tuples, and their elements", async () => {
    const [numbers, frozen, pair, plain] = await Promise.all(
      ["numbers", "frozen", "pair", "plain"].map(typeOf),
    );
    expect(await numbers?.isArray()).toBe(true);
    expect(await (await numbers?.elementType())?.text()).toBe("number");
    expect(await (await frozen?.elementType())?.text()).toBe("Shape");
    expect(pair?.isTuple).toBe(true);
    expect(await pair?.isArray()).toBe(false);
    expect(await (await pair?.elementType())?.text()).toBe("string | number");
    expect(
      await Promise.all((await pair?.typeArguments())?.map((type) => type.text()) ?? []),
    ).toEqual(["string", "number"]);
    expect(await plain?.elementType()).toBeUndefined();
  });

  it("promises, and what they give", async () => {
    const [promised, later, plain, maybe] = await Promise.all(
      ["promised", "later", "plain", "maybeLater"].map(typeOf),
    );
    expect(await promised?.isPromise()).toBe(true);
    expect(await (await promised?.awaited())?.text()).toBe("Shape");
    expect(await later?.isPromise()).toBe(true);
    expect(await (await later?.awaited())?.text()).toBe("number");
    expect(await plain?.isPromise()).toBe(false);
    expect(await plain?.awaited()).toBe(plain);
    expect(await maybe?.isPromise()).toBe(false);
    expect(await (await maybe?.awaited())?.text()).toBe("string");
  });

  it("how it is called", async () => {
    const [signature] = await (await typeOf("compute")).callSignatures();
    expect(await signature?.parameterNames()).toEqual(["shape", "factor"]);
    expect(await (await signature?.returnType())?.text()).toBe("Promise<Color>");
  });
});

describe("what a symbol says of itself", () => {
  it("its parent, and whether it is optional", async () => {
    const plain = await typeOfVariable(program, values, "plain");
    const [name, note] = await Promise.all([plain.property("name"), plain.property("note")]);
    expect((await name?.parent())?.name).toBe("Shape");
    expect(name?.isOptional).toBe(false);
    expect(note?.isOptional).toBe(true);
  });

  it("the declaring class of an inherited method of an instantiated type", async () => {
    const derived = await typeOfVariable(program, repositories, "pair");
    const find = await derived.property("find");
    expect((await find?.parent())?.name).toBe("Repository");
    expect(find?.isDeclaredIn("typeorm")).toBe(true);
  });

  it("the language's own library", async () => {
    const [numbers, promised] = await Promise.all(
      ["numbers", "promised"].map((name) => typeOfVariable(program, values, name)),
    );
    expect((await numbers?.symbol())?.isFromDefaultLibrary).toBe(true);
    expect((await promised?.symbol())?.isFromDefaultLibrary).toBe(true);
    const symbol = await program.checker.symbolAt(nameOfVariable(repositories, "direct"));
    expect(symbol?.isFromDefaultLibrary).toBe(false);
  });
});
