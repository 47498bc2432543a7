import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { CompilerSession, type Snapshot } from "../../server/src/compiler/session.ts";
import { fileOf, typeOfVariable } from "./support/opened.ts";
import { Workspace } from "./support/workspace.ts";

let session: CompilerSession;
let workspace: Workspace | undefined;
let snapshot: Snapshot | undefined;

beforeAll(() => {
  session = new CompilerSession({ cwd: process.cwd() });
});

afterEach(async () => {
  await snapshot?.release();
  workspace?.dispose();
  snapshot = undefined;
  workspace = undefined;
});

afterAll(() => session.close());

const oldCompiler = '{ "devDependencies": { "typescript": "^4.9.5" } }';
const entity = "export class User { id: number = 1; nick?: string; }";

/** Opens the workspace's tsconfig.json and says the types of variables in a file. */
async function typesIn(
  files: Readonly<Record<string, string>>,
  names: readonly string[],
  file = "src/main.ts",
): Promise<(string | undefined)[]> {
  workspace = new Workspace(files);
  snapshot = await session.open([workspace.path("tsconfig.json")]);
  expect(snapshot.problems).toEqual([]);
  const [program] = snapshot.programs;
  if (!program) throw new Error("no program");
  expect(program.configFile).toBe(workspace.path("tsconfig.json"));
  const tree = await fileOf(program, workspace.path(file));
  return Promise.all(names.map(async (name) => (await typeOfVariable(program, tree, name)).text()));
}

function tsconfig(compilerOptions: object, more: object = {}): string {
  return JSON.stringify({ compilerOptions, include: ["src"], ...more });
}

describe("imports that only removed options resolve", () => {
  it("by baseUrl", async () => {
    const types = await typesIn(
      {
        "tsconfig.json": tsconfig({ baseUrl: "./src", module: "commonjs", target: "es2020" }),
        "src/entities/user.ts": entity,
        "src/main.ts": 'import { User } from "entities/user"; export const id = new User().id;',
      },
      ["id"],
    );
    expect(types).toEqual(["number"]);
  });

  it("by paths relative to baseUrl, which also stands in when they lead nowhere", async () => {
    const types = await typesIn(
      {
        "tsconfig.json": tsconfig({
          baseUrl: "src",
          paths: { "@e/*": ["entities/*"], "shared/*": ["elsewhere/*"] },
        }),
        "src/entities/user.ts": entity,
        "src/shared/id.ts": "export const shared = 'x' as string;",
        "src/main.ts":
          'import { User } from "@e/user"; import { shared } from "shared/id";' +
          "export const id = new User().id; export const text = shared;",
      },
      ["id", "text"],
    );
    expect(types).toEqual(["number", "string"]);
  });

  it("by baseUrl in an extended file of another folder, with comments in it", async () => {
    const types = await typesIn(
      {
        "config/tsconfig.base.json": `{
          // the sources
          "compilerOptions": { "baseUrl": "../src", "moduleResolution": "node", }, /* end */
        }`,
        "tsconfig.json": '{ "extends": "./config/tsconfig.base", "include": ["src"] }',
        "src/entities/user.ts": entity,
        "src/main.ts": 'import { User } from "entities/user"; export const id = new User().id;',
      },
      ["id"],
    );
    expect(types).toEqual(["number"]);
  });

  it("from packages, by the resolution of Node 10, which knows no exports", async () => {
    const types = await typesIn(
      {
        "tsconfig.json": tsconfig({ moduleResolution: "node", module: "commonjs", target: "es5" }),
        "node_modules/deep/package.json":
          '{ "name": "deep", "version": "1.0.0", "exports": { ".": "./index.js" } }',
        "node_modules/deep/lib/inner.d.ts": "export declare const inner: 1;",
        "src/main.ts": 'import { inner } from "deep/lib/inner"; export const value = inner;',
      },
      ["value"],
    );
    expect(types).toEqual(["1"]);
  });

  it.each([
    ["amd"],
    ["umd"],
    ["system"],
    ["none"],
  ])("under the module format %s", async (module) => {
    const types = await typesIn(
      {
        "package.json": oldCompiler,
        "tsconfig.json": tsconfig({ module, outFile: "./all.js", downlevelIteration: true }),
        "src/entities/user.ts": entity,
        "src/main.ts": 'import { User } from "./entities/user"; export const id = new User().id;',
      },
      ["id"],
    );
    expect(types).toEqual(["number"]);
  });

  it("beside options that are not known at all", async () => {
    const types = await typesIn(
      {
        "tsconfig.json": tsconfig({
          baseUrl: "src",
          esModuleInterop: false,
          alwaysStrict: false,
          charset: "utf8",
          importsNotUsedAsValues: "remove",
          keyofStringsOnly: true,
          suppressImplicitAnyIndexErrors: true,
        }),
        "src/entities/user.ts": entity,
        "src/main.ts": 'import { User } from "entities/user"; export const id = new User().id;',
      },
      ["id"],
    );
    expect(types).toEqual(["number"]);
  });
});

describe("what is meant when an option is left out", () => {
  const files = {
    "src/user.ts": entity,
    "src/main.ts": 'import { User } from "./user"; export const nick = new User().nick;',
  };

  it.each([
    ["a compiler before 6", oldCompiler, {}, "string", false],
    ["a compiler before 6, with strict", oldCompiler, { strict: true }, "string | undefined", true],
    [
      "a compiler before 6, with strictNullChecks",
      oldCompiler,
      { strictNullChecks: true },
      "string | undefined",
      true,
    ],
    [
      "compiler 6",
      '{ "devDependencies": { "typescript": "~6.0.3" } }',
      {},
      "string | undefined",
      true,
    ],
    ["no known compiler", "{}", {}, "string | undefined", true],
    ["no known compiler, not strict", "{}", { strict: false }, "string", false],
  ])("strict, for %s", async (_, manifest, options, expected, strictNullChecks) => {
    const types = await typesIn(
      { ...files, "package.json": manifest, "tsconfig.json": tsconfig(options) },
      ["nick"],
    );
    expect(types).toEqual([expected]);
    expect(snapshot?.programs[0]?.options.strictNullChecks).toBe(strictNullChecks);
  });

  it("the installed compiler goes before the range in package.json", async () => {
    await typesIn(
      {
        ...files,
        "package.json": oldCompiler,
        "node_modules/typescript/package.json": '{ "name": "typescript", "version": "6.1.0" }',
        "tsconfig.json": tsconfig({}),
      },
      [],
    );
    expect(snapshot?.programs[0]?.options.strictNullChecks).toBe(true);
  });

  const globals = {
    "node_modules/@types/shop/index.d.ts": "declare const shopName: 'corner shop';",
    "node_modules/@types/shop/package.json": '{ "name": "@types/shop", "version": "1.0.0" }',
    "src/main.ts": "export const name = shopName;",
  };

  it("types: all that were seen before 6", async () => {
    const types = await typesIn(
      { ...globals, "package.json": oldCompiler, "tsconfig.json": tsconfig({}) },
      ["name"],
    );
    expect(types).toEqual(['"corner shop"']);
  });

  it("types: those that package.json names, when it names some", async () => {
    const types = await typesIn(
      {
        ...globals,
        "node_modules/@types/other/index.d.ts": "declare const otherName: 'other';",
        "src/main.ts": "export const name = shopName; export const other = otherName;",
        "package.json":
          '{ "devDependencies": { "typescript": "5.9.3", "@types/shop": "1", "@types/gone": "1" } }',
        "tsconfig.json": tsconfig({}),
      },
      ["name", "other"],
    );
    expect(types).toEqual(['"corner shop"', "any"]);
  });

  it("types: none since 6", async () => {
    const types = await typesIn({ ...globals, "tsconfig.json": tsconfig({}) }, ["name"]);
    expect(types).toEqual(["any"]);
  });
});

it("a current tsconfig is opened as it is", async () => {
  workspace = new Workspace({
    "tsconfig.json": tsconfig({ strict: true, module: "nodenext", target: "es2023" }),
    "src/main.ts": "export const a = 1;",
  });
  const plan = await session.findProjects({ cwd: workspace.root });
  expect(plan.projects.map((project) => project.text)).toEqual([undefined]);
});

it("a project keeps its options beside a translated one that it extends", async () => {
  workspace = new Workspace({
    "package.json": oldCompiler,
    "tsconfig.json":
      '{ "compilerOptions": { "moduleResolution": "node" }, "include": ["scripts"] }',
    "scripts/run.ts": "export const run = 1;",
    "app/tsconfig.json":
      '{ "extends": "../tsconfig.json", "include": ["src"],' +
      ' "compilerOptions": { "module": "nodenext", "moduleResolution": "nodenext" } }',
    "app/node_modules/pkg/package.json":
      '{ "name": "pkg", "version": "1.0.0", "exports": { ".": { "types": "./t.d.ts" } } }',
    "app/node_modules/pkg/t.d.ts": "export declare const exported: 2;",
    "app/src/main.ts": 'import { exported } from "pkg"; export const value = exported;',
  });
  snapshot = await session.open({ cwd: workspace.root });
  const app = snapshot.programs.find((each) => each.configFile?.endsWith("app/tsconfig.json"));
  if (!app) throw new Error("no program");
  const tree = await fileOf(app, workspace.path("app/src/main.ts"));
  expect(await (await typeOfVariable(app, tree, "value")).text()).toBe("2");
});
