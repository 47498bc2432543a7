import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  CompilerSession,
  type ProjectPlan,
  type ProjectRequest,
} from "../../server/src/compiler/session.ts";
import { fileOf, typeOfVariable } from "./support/opened.ts";
import { Workspace } from "./support/workspace.ts";

let session: CompilerSession;
let workspace: Workspace;

beforeAll(() => {
  session = new CompilerSession({ cwd: process.cwd() });
});

afterEach(() => workspace.dispose());

afterAll(() => session.close());

/** The plan for a workspace: each tsconfig with the files that it answers for. */
async function plan(
  files: Readonly<Record<string, string>>,
  request: Partial<ProjectRequest> = {},
): Promise<{ projects: [string | undefined, string[]][]; problems: ProjectPlan["problems"] }> {
  workspace = new Workspace(files);
  const found = await session.findProjects({
    ...request,
    cwd: workspace.path(request.cwd ?? ".").replace(/\/\.$/, ""),
  });
  return {
    projects: found.projects.map((project) => [
      workspace.relative(project.configFile),
      project.ownFiles.map((file) => workspace.relative(file) ?? file),
    ]),
    problems: found.problems,
  };
}

const code = "export const one = 1;";

describe("which projects there are", () => {
  it("every tsconfig from a folder down, without dependencies and output", async () => {
    const { projects } = await plan({
      "a/tsconfig.json": "{}",
      "a/main.ts": code,
      "b/tsconfig.json": "{}",
      "b/main.tsx": code,
      "b/types.d.ts": "declare const global: number;",
      "b/node_modules/x/tsconfig.json": "{}",
      "b/node_modules/x/index.ts": code,
      "dist/tsconfig.json": "{}",
      "dist/main.ts": code,
    });
    expect(projects).toEqual([
      ["a/tsconfig.json", ["a/main.ts"]],
      ["b/tsconfig.json", ["b/main.tsx"]],
    ]);
  });

  it("a file belongs to the nearest of the projects that have it", async () => {
    const { projects } = await plan({
      "tsconfig.json": "{}",
      "root.ts": code,
      "packages/a/tsconfig.json": "{}",
      "packages/a/main.ts": code,
      "packages/b/main.ts": code,
    });
    expect(projects).toEqual([
      ["packages/a/tsconfig.json", ["packages/a/main.ts"]],
      ["tsconfig.json", ["packages/b/main.ts", "root.ts"]],
    ]);
  });

  it("in one folder tsconfig.json goes first, and what it covers is not opened twice", async () => {
    const { projects } = await plan({
      "tsconfig.json": '{ "include": ["src", "test"] }',
      "tsconfig.build.json": '{ "extends": "./tsconfig.json", "include": ["src"] }',
      "tsconfig.tools.json": '{ "include": ["src", "tools"] }',
      "src/main.ts": code,
      "test/main.ts": code,
      "tools/run.ts": code,
    });
    expect(projects).toEqual([
      ["tsconfig.json", ["src/main.ts", "test/main.ts"]],
      ["tsconfig.tools.json", ["tools/run.ts"]],
    ]);
  });

  it("one that is only extended is none", async () => {
    const { projects } = await plan({
      "tsconfig.base.json": '{ "compilerOptions": { "strict": true } }',
      "a/tsconfig.json": '{ "extends": "../tsconfig.base.json" }',
      "a/main.ts": code,
      "stray.ts": code,
    });
    expect(projects).toEqual([["a/tsconfig.json", ["a/main.ts"]]]);
  });

  it("a solution stands for what it references", async () => {
    const { projects, problems } = await plan(
      {
        "tsconfig.json":
          '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }, { "path": "./lib" }] }',
        "tsconfig.app.json": '{ "include": ["src"] }',
        "src/main.ts": code,
        "lib/tsconfig.json": "{}",
        "lib/index.ts": code,
      },
      { projects: ["tsconfig.json"] },
    );
    expect(problems).toEqual([]);
    expect(projects).toEqual([
      ["tsconfig.app.json", ["src/main.ts"]],
      ["lib/tsconfig.json", ["lib/index.ts"]],
    ]);
  });

  it("references are followed out of the folder", async () => {
    const { projects } = await plan(
      {
        "app/tsconfig.json": '{ "references": [{ "path": "../shared" }] }',
        "app/main.ts": code,
        "shared/tsconfig.json": '{ "compilerOptions": { "composite": true } }',
        "shared/index.ts": code,
        "other/tsconfig.json": "{}",
        "other/index.ts": code,
      },
      { cwd: "app" },
    );
    expect(projects).toEqual([
      ["app/tsconfig.json", ["app/main.ts"]],
      [`shared/tsconfig.json`, ["shared/index.ts"]],
    ]);
  });

  it("the nearest tsconfig above, for a folder inside of a project", async () => {
    const { projects } = await plan(
      { "tsconfig.json": "{}", "src/a/one.ts": code, "src/b/two.ts": code },
      { cwd: "src/a" },
    );
    expect(projects).toEqual([["tsconfig.json", ["src/a/one.ts"]]]);
  });

  it("only those given, by file or folder", async () => {
    const files = {
      "a/tsconfig.json": "{}",
      "a/main.ts": code,
      "b/tsconfig.json": "{}",
      "b/main.ts": code,
    };
    expect((await plan(files, { projects: ["b"] })).projects).toEqual([
      ["b/tsconfig.json", ["b/main.ts"]],
    ]);
  });
});

describe("JavaScript", () => {
  it("belongs to a project that allows it, but not what was compiled", async () => {
    const { projects } = await plan({
      "tsconfig.json": '{ "compilerOptions": { "allowJs": true } }',
      "main.ts": code,
      "script.js": code,
      "module.mjs": code,
      "built/main.js": code,
      "built/main.d.ts": "export declare const one = 1;",
      "dist/other.js": code,
    });
    expect(projects).toEqual([["tsconfig.json", ["main.ts", "module.mjs", "script.js"]]]);
  });

  it("has a jsconfig.json of its own", async () => {
    const { projects } = await plan({ "jsconfig.json": "{}", "main.js": code });
    expect(projects).toEqual([["jsconfig.json", ["main.js"]]]);
  });
});

describe("files of no project", () => {
  it("are read with sensible options where there is no tsconfig at all", async () => {
    const { projects, problems } = await plan({
      "src/entity.ts": code,
      "src/util.js": code,
      "node_modules/x/index.js": code,
    });
    expect(projects).toEqual([[undefined, ["src/entity.ts", "src/util.js"]]]);
    expect(problems).toEqual([]);
  });

  it("are read when they are asked for", async () => {
    const { projects, problems } = await plan(
      {
        "a/tsconfig.json": '{ "include": ["src"] }',
        "a/src/main.ts": code,
        "a/scripts/run.ts": code,
        "b/tsconfig.json": "{}",
        "b/main.ts": code,
      },
      { paths: ["a/scripts/run.ts"] },
    );
    expect(problems).toEqual([]);
    expect(projects).toEqual([[undefined, ["a/scripts/run.ts"]]]);
  });

  it("open as a program with types", async () => {
    workspace = new Workspace({
      "entity.js": "export class User { constructor() { this.id = 1; } }",
      "main.ts": 'import { User } from "./entity.js"; export const id = new User().id;',
    });
    const snapshot = await session.open({ cwd: workspace.root });
    const [program] = snapshot.programs;
    if (!program) throw new Error("no program");
    expect(program.configFile).toBeUndefined();
    expect(program.options).toEqual({
      strictNullChecks: true,
      experimentalDecorators: true,
      emitsDecoratorMetadata: false,
    });
    const tree = await fileOf(program, workspace.path("main.ts"));
    expect(await (await typeOfVariable(program, tree, "id")).text()).toBe("number");
    await snapshot.release();
  });
});

describe("paths that are asked for", () => {
  const files = {
    "a/tsconfig.json": '{ "references": [{ "path": "../b" }] }',
    "a/main.ts": code,
    "b/tsconfig.json": "{}",
    "b/main.ts": code,
    "c/tsconfig.json": "{}",
    "c/main.ts": code,
  };

  it("open the projects that have them, and what these reference", async () => {
    const { projects } = await plan(files, { paths: ["a/main.ts"] });
    expect(projects.map(([config]) => config)).toEqual(["a/tsconfig.json", "b/tsconfig.json"]);
  });

  it("may be folders", async () => {
    const { projects } = await plan(files, { paths: ["c"] });
    expect(projects).toEqual([["c/tsconfig.json", ["c/main.ts"]]]);
  });

  it("that do not exist, or cannot be read, are problems", async () => {
    const { problems } = await plan(
      { ...files, "notes.md": "" },
      { paths: ["nowhere.ts", "notes.md"] },
    );
    expect(problems.map(({ kind, file }) => [kind, workspace.relative(file)])).toEqual([
      ["missing-file", "nowhere.ts"],
      ["unsupported-file", "notes.md"],
    ]);
  });

  it("outside of the given projects are problems", async () => {
    const { projects, problems } = await plan(files, { projects: ["b"], paths: ["c/main.ts"] });
    expect(projects).toEqual([]);
    expect(problems.map(({ kind, file }) => [kind, workspace.relative(file)])).toEqual([
      ["outside", "c/main.ts"],
    ]);
  });

  it("outside of the folder are read with the nearest tsconfig that has them", async () => {
    const { projects } = await plan(files, { cwd: "a", paths: ["../c/main.ts"] });
    expect(projects).toEqual([["c/tsconfig.json", ["c/main.ts"]]]);
  });
});

describe("mistakes in a tsconfig", () => {
  it("broken JSON is told with its place, and the others are still opened", async () => {
    const { projects, problems } = await plan({
      "a/tsconfig.json": '{\n  "compilerOptions": { "strict": true,\n  "include": [ }\n}',
      "a/main.ts": code,
      "b/tsconfig.json": '// comments and trailing commas are right\n{ "include": ["*.ts",], }',
      "b/main.ts": code,
    });
    expect(projects).toEqual([["b/tsconfig.json", ["b/main.ts"]]]);
    expect(problems).toEqual([
      {
        kind: "broken-config",
        file: workspace.path("a/tsconfig.json"),
        position: { line: 3, column: 16 },
        message: "The tsconfig cannot be read: Expression or comma expected.",
      },
    ]);
  });

  it("broken JSON in an extended file is told there", async () => {
    const { projects, problems } = await plan({
      "tsconfig.base.json": '{ "compilerOptions": ',
      "a/tsconfig.json": '{ "extends": "../tsconfig.base" }',
      "a/main.ts": code,
    });
    expect(projects).toEqual([]);
    expect(problems.map(({ kind, file }) => [kind, workspace.relative(file)])).toEqual([
      ["broken-config", "tsconfig.base.json"],
    ]);
  });

  it("an extended file that does not exist", async () => {
    const { projects, problems } = await plan({
      "tsconfig.json": '{ "extends": "./nowhere.json" }',
      "main.ts": code,
    });
    expect(projects).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      kind: "missing-config",
      file: workspace.path("tsconfig.json"),
    });
    expect(problems[0]?.message).toContain("nowhere.json");
  });

  it("a given tsconfig that does not exist, or has no files", async () => {
    const { problems } = await plan(
      { "empty/tsconfig.json": '{ "include": ["src"] }' },
      { projects: ["tsconfig.nowhere.json", "empty"] },
    );
    expect(problems.map(({ kind, file }) => [kind, workspace.relative(file)])).toEqual([
      ["missing-config", "tsconfig.nowhere.json"],
      ["empty-config", "empty/tsconfig.json"],
    ]);
  });

  it("a reference that leads nowhere is told where it is written", async () => {
    const { projects, problems } = await plan({
      "tsconfig.json": '{ "references": [{ "path": "./gone" }] }',
      "main.ts": code,
    });
    expect(projects).toEqual([["tsconfig.json", ["main.ts"]]]);
    expect(problems.map(({ kind, file }) => [kind, workspace.relative(file)])).toEqual([
      ["missing-config", "tsconfig.json"],
    ]);
  });

  it("a listed file that does not exist", async () => {
    const { projects, problems } = await plan({
      "tsconfig.json": '{ "files": ["main.ts", "gone.ts"] }',
      "main.ts": code,
    });
    expect(projects).toEqual([["tsconfig.json", ["main.ts"]]]);
    expect(problems.map(({ kind }) => kind)).toEqual(["missing-file"]);
  });

  it.each<[string, string, number]>([
    ["a value of another type", '{ "compilerOptions": { "strict": "yes" } }', 34],
    ["a value that is no choice", '{ "compilerOptions": { "target": "es2099" } }', 34],
    ["an element that is no choice", '{ "compilerOptions": { "lib": ["dom", "es2099"] } }', 39],
    ["a misspelt option", '{ "compilerOptions": { "strictNullCheks": true } }', 24],
    ["no list of files", '{ "include": "src" }', 14],
  ])("passed over: %s", async (_name, tsconfig, column) => {
    const { projects, problems } = await plan({ "tsconfig.json": tsconfig, "src/main.ts": code });
    expect(projects).toEqual([["tsconfig.json", ["src/main.ts"]]]);
    expect(problems).toMatchObject([{ kind: "invalid-option", position: { line: 1, column } }]);
  });

  it("passed over in an extended file: told there, and once", async () => {
    const { problems } = await plan({
      "base.json": '{ "compilerOptions": { "strict": 1 } }',
      "a/tsconfig.json": '{ "extends": "../base.json" }',
      "a/main.ts": code,
      "b/tsconfig.json": '{ "extends": "../base.json" }',
      "b/main.ts": code,
    });
    expect(problems.map(({ kind, file }) => [kind, workspace.relative(file)])).toEqual([
      ["invalid-option", "base.json"],
    ]);
  });

  it.each([
    '{ "target": "ES3" }',
    '{ "module": "none" }',
    '{ "importsNotUsedAsValues": "error", "charset": "utf8", "noImplicitUseStrict": true }',
    '{ "moduleResolution": "node", "target": "es5", "module": "amd" }',
  ])("what older compilers took is no mistake: %s", async (compilerOptions) => {
    const { problems } = await plan({
      "tsconfig.json": `{ "compilerOptions": ${compilerOptions} }`,
      "main.ts": code,
    });
    expect(problems).toEqual([]);
  });

  it("opening tells the same problems, and opens the rest", async () => {
    workspace = new Workspace({
      "good/tsconfig.json": "{}",
      "good/main.ts": code,
      "bad/tsconfig.json": "{ ",
    });
    const snapshot = await session.open([
      workspace.path("bad/tsconfig.json"),
      workspace.path("gone/tsconfig.json"),
      workspace.path("good/tsconfig.json"),
    ]);
    expect(snapshot.problems.map(({ kind }) => kind)).toEqual(["broken-config", "missing-config"]);
    expect(snapshot.programs.map((program) => workspace.relative(program.configFile))).toEqual([
      "good/tsconfig.json",
    ]);
    await snapshot.release();
  });
});

describe("the metadata of decorators", () => {
  const tsconfig = '{ "compilerOptions": { "emitDecoratorMetadata": true } }';

  async function emitted(files: Readonly<Record<string, string>>): Promise<boolean | undefined> {
    workspace = new Workspace({ "a/main.ts": code, ...files });
    const snapshot = await session.open({ cwd: workspace.root });
    const emits = snapshot.programs[0]?.options.emitsDecoratorMetadata;
    await snapshot.release();
    return emits;
  }

  it("is TypeScript's where the option is on and no other compiler is there", async () => {
    const manifest = '{ "devDependencies": { "typescript": "5" } }';
    expect(await emitted({ "a/tsconfig.json": tsconfig, "package.json": manifest })).toBe(true);
  });

  it("is not known where the option is off", async () => {
    expect(await emitted({ "a/tsconfig.json": "{}" })).toBe(false);
  });

  it("is not known where another compiler may write it", async () => {
    const manifest = '{ "devDependencies": { "@swc/core": "1" } }';
    expect(await emitted({ "a/tsconfig.json": tsconfig, "package.json": manifest })).toBe(false);
    workspace.dispose();
    expect(await emitted({ "a/tsconfig.json": tsconfig, "a/.swcrc": "{}" })).toBe(false);
  });
});
