import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Ajv } from "ajv";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadConfiguration, parseConfiguration } from "../../server/src/engine/config/load.ts";
import { configurationSchema } from "../../server/src/engine/config/schema.ts";
import { allRules } from "../../server/src/engine/index.ts";
import { noEntity, noOperation } from "../support/toy-rules.ts";

const rules = [noOperation, noEntity];

async function mistakes(text: string): Promise<readonly (readonly [string, string])[]> {
  const { mistakes } = await parseConfiguration(text, rules);
  return mistakes.map(({ range, message }) => [text.slice(range.start, range.end), message]);
}

describe("mistakes in a configuration", () => {
  it.each<[string, string, string]>([
    [
      '{ "rules": { "no-opperation": "off" } }',
      '"no-opperation"',
      'Unknown rule "no-opperation"; did you mean "no-operation"?',
    ],
    [
      '{ "rules": { "no-operation": ["error", { "limt": 2 }] } }',
      '"limt"',
      'Unknown option "limt" of the rule "no-operation"; did you mean "limit"?',
    ],
    [
      '{ "rules": { "something": "off" } }',
      '"something"',
      'Unknown rule "something"; ormlint rules lists them',
    ],
    [
      '{ "rules": { "no-operation": ["error", { "x": 2 }] } }',
      '"x"',
      'Unknown option "x" of the rule "no-operation"; known: limit, strict, allow, mode',
    ],
    [
      '{ "rules": { "no-entity": ["error", { "x": 2 }] } }',
      '"x"',
      'Unknown option "x" of the rule "no-entity"; the rule has no options',
    ],
    [
      '{ "rules": { "no-operation": ["error", { "limit": "2" }] } }',
      '"2"',
      '"rules.no-operation[1].limit" must be an integer, not a string',
    ],
    [
      '{ "rules": { "no-operation": "warn" } }',
      '"warn"',
      '"rules.no-operation" must be one of "off", "info", "warning", "error", not "warn"',
    ],
    [
      '{ "rules": { "no-operation": [] } }',
      "[]",
      '"rules.no-operation" must be a severity, or [severity, options]',
    ],
    ['{ "rulez": {} }', '"rulez"', 'Unknown key "rulez"; did you mean "rules"?'],
    [
      '{ "extends": "recomended" }',
      '"recomended"',
      'Unknown preset "recomended"; did you mean "recommended"?',
    ],
    ['{ "projects": "a.json" }', '"a.json"', '"projects" must be a list, not a string'],
    ['{ "overrides": [{ "files": ["a"] }] }', '{ "files": ["a"] }', '"overrides[0]" lacks "rules"'],
    ['{ "rules": {}, "rules": {} }', '"rules"', '"rules" is written twice'],
    ["[]", "[]", "The configuration must be an object, not a list"],
  ])("%s", async (text, at, message) => {
    expect(await mistakes(text)).toEqual([[at, message]]);
  });

  it("demands that a database URL comes from the environment", async () => {
    const text = '{ "database": { "url": "postgres://me:secret@db/app" } }';
    const [[at, message] = []] = await mistakes(text);
    expect(at).toBe('"postgres://me:secret@db/app"');
    expect(message).toContain("{env:NAME}");
    expect(message).not.toContain("secret");
  });

  it("tells a syntax error with its place", async () => {
    const [[at, message] = []] = await mistakes('{ "rules": { "no-operation" "off" } }');
    expect(at).toBe('"off"');
    expect(message).toBe("Syntax error: expected a colon");
  });

  it("tells that a file is empty", async () => {
    expect((await mistakes("")).length).toBe(1);
  });

  it("finds every mistake at once, in order", async () => {
    const found = await mistakes('{ "nope": 1, "rules": { "no-operation": 1, "no-such": "off" } }');
    expect(found.map(([at]) => at)).toEqual(['"nope"', "1", '"no-such"']);
  });

  it("takes comments and trailing commas", async () => {
    expect(await mistakes('{ // a comment\n "rules": { "no-operation": "off", }, }')).toEqual([]);
  });
});

describe("the settings of files", () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "ormlint-config-")));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function load(
    content: unknown,
    options: Partial<Parameters<typeof loadConfiguration>[0]> = {},
  ) {
    writeFileSync(join(folder, "ormlint.json"), JSON.stringify(content));
    const cwd = join(folder, "packages/app");
    mkdirSync(cwd, { recursive: true });
    const loaded = await loadConfiguration({ cwd, rules, ...options });
    if (!loaded.ok) throw new Error(loaded.diagnostics.map((each) => each.message).join());
    return loaded.configuration;
  }

  it("come from the nearest file upward, and the preset", async () => {
    const configuration = await load({});
    expect(configuration.file).toBe(join(folder, "ormlint.json"));
    const settings = configuration.settingsFor(join(folder, "a.ts"));
    expect(settings.get("no-operation")).toEqual({
      severity: "warning",
      explicit: false,
      options: { limit: 3, strict: false, allow: [], mode: "all" },
    });
    expect(settings.get("no-entity")?.severity).toBe("off");
  });

  it("are all rules under strict, and none under off", async () => {
    const strict = await load({ extends: "ormlint:strict" });
    expect(strict.settingsFor("/a.ts").get("no-entity")?.severity).toBe("info");
    const off = await load({ extends: "strict" }, { preset: "off" });
    expect(off.settingsFor("/a.ts").get("no-entity")?.severity).toBe("off");
  });

  it("merge overrides in order, keep options, and end with the command line", async () => {
    const configuration = await load(
      {
        rules: { "no-operation": ["error", { limit: 9 }] },
        overrides: [
          { files: ["*.test.ts"], rules: { "no-operation": "off" } },
          { files: ["src/**"], rules: { "no-operation": ["info", { strict: true }] } },
        ],
      },
      { severities: new Map([["no-entity", "error" as const]]) },
    );
    const at = (path: string) => configuration.settingsFor(join(folder, path)).get("no-operation");
    expect(at("lib/a.ts")?.severity).toBe("error");
    expect(at("lib/deep/a.test.ts")?.severity).toBe("off");
    expect(at("src/a.test.ts")).toMatchObject({
      severity: "info",
      options: { limit: 9, strict: true },
    });
    expect(configuration.settingsFor("/x.ts").get("no-entity")?.severity).toBe("error");
  });

  it("take folders, backslashes and globs for files", async () => {
    const settings = async (glob: string, path: string) => {
      const overrides = [{ files: [glob], rules: { "no-operation": "off" } }];
      const { settingsFor } = await load({ overrides });
      return settingsFor(join(folder, path)).get("no-operation")?.severity;
    };
    expect(await settings("src/old", "src/old/deep/a.ts")).toBe("off");
    expect(await settings("src/old/", "src/old/a.ts")).toBe("off");
    expect(await settings("old", "src/old/a.ts")).toBe("off");
    expect(await settings("src/old", "src/older/a.ts")).toBe("warning");
    expect(await settings("src\\**\\*.gen.ts", "src/x/a.gen.ts")).toBe("off");
    expect(await settings("src/a.ts", "src/a.ts")).toBe("off");
  });

  it("find projects by glob, and tell a glob that finds none", async () => {
    mkdirSync(join(folder, "packages/app"), { recursive: true });
    for (const path of ["packages/app/tsconfig.json", "tsconfig.json"])
      writeFileSync(join(folder, path), "{}");
    const found = await load({ projects: ["packages/*/tsconfig.json", "tsconfig.json"] });
    expect(found.projects).toEqual([
      join(folder, "packages/app/tsconfig.json"),
      join(folder, "tsconfig.json"),
    ]);
    await expect(load({ projects: ["apps/*/tsconfig.json"] })).rejects.toThrow(
      'No tsconfig matches "apps/*/tsconfig.json"',
    );
  });

  it("tell a project that does not exist, and a folder without one", async () => {
    mkdirSync(join(folder, "packages/app"), { recursive: true });
    await expect(load({ projects: ["tsconfg.json"] })).rejects.toThrow(
      "The tsconfig file tsconfg.json does not exist",
    );
    await expect(load({ projects: ["packages/app"] })).rejects.toThrow(
      "The tsconfig file packages/app/tsconfig.json does not exist",
    );
  });

  it("fail clearly when a named file does not exist", async () => {
    await expect(loadConfiguration({ cwd: folder, rules, file: "no.json" })).rejects.toThrow(
      "no.json does not exist",
    );
  });
});

it("the example of the README is valid, and names every key that a project needs", async () => {
  const readme = readFileSync(resolve(import.meta.dirname, "../../README.md"), "utf8");
  const [, example = ""] = /```jsonc\n(.*?)```/s.exec(readme) ?? [];
  expect(await parseConfiguration(example, allRules)).toMatchObject({ mistakes: [] });
  const keys = ["$schema", "extends", "projects", "rules", "overrides", "layers", "baseline"];
  expect(keys.filter((key) => !example.includes(`"${key}"`))).toEqual([]);
});

it("the schema is itself a valid schema", () => {
  expect(new Ajv({ strict: false }).validateSchema(configurationSchema(rules))).toBe(true);
});
