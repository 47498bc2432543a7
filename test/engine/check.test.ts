import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Adapter, ReadContext } from "../../server/src/adapters/adapter.ts";
import { Cancelled } from "../../server/src/base/index.ts";
import { isClassDeclaration } from "../../server/src/compiler/ast.ts";
import { CompilerFailure } from "../../server/src/compiler/failures.ts";
import { type CheckOptions, check } from "../../server/src/engine/check.ts";
import { loadConfiguration } from "../../server/src/engine/config/load.ts";
import { defineRule } from "../../server/src/rules/support/define-rule.ts";
import { entity } from "../support/facts.ts";
import { type TemporaryProject, temporaryProject } from "../support/run-cli.ts";

/** Reads every class as an entity; `instead` may fail for some file. */
function toyAdapter(instead?: (context: ReadContext) => void): Adapter {
  return {
    name: "toy",
    packages: ["typeorm"],
    capabilities: new Set(["entities"]),
    probe: () => ({ kind: "tree" }),
    mayConcern: () => true,
    async read(context) {
      instead?.(context);
      const { source, facts } = context;
      for (const { name } of source.statements.filter(isClassDeclaration))
        if (name)
          facts.addEntity(
            entity(name.text, {
              orm: "toy",
              file: source.fileName,
              range: { start: name.getStart(source), end: name.getEnd() },
            }),
          );
    },
  };
}

/** Finds classes whose name begins with `Bad`, and takes one `Bad` away at a time. */
const noBad = defineRule({
  name: "no-bad",
  category: "model",
  severity: "error",
  presets: ["recommended"],
  fix: "safe",
  requires: ["entities"],
  options: {},
  messages: { bad: "{name} is bad" },
  hooks: {
    entity: ({ own }, context) => {
      if (!own.name.startsWith("Bad")) return;
      context.report({
        at: own.range,
        message: "bad",
        data: { name: own.name },
        fix: {
          title: "rename",
          kind: "safe",
          edits: () => [{ file: own.file, range: own.range, newText: own.name.slice(3) }],
        },
      });
    },
  },
});

const throwing = defineRule({
  name: "no-luck",
  category: "model",
  severity: "warning",
  presets: ["recommended"],
  fix: "none",
  requires: [],
  options: {},
  messages: {},
  hooks: {
    file: () => {
      throw new Error("out of luck");
    },
  },
});

describe("a check", () => {
  const projects: TemporaryProject[] = [];
  afterEach(() => {
    for (const project of projects.splice(0)) project.remove();
  });

  async function run(files: Record<string, string>, extra: Partial<CheckOptions> = {}) {
    const project = temporaryProject("basic", files);
    projects.push(project);
    const cwd = project.folder;
    const rules = extra.rules ?? [noBad];
    const loaded = await loadConfiguration({ cwd, rules });
    if (!loaded.ok) throw new Error("the configuration is wrong");
    const { configuration } = loaded;
    const result = await check({ cwd, configuration, rules, adapters: [toyAdapter()], ...extra });
    const found = result.diagnostics.map(
      ({ message, file }) => `${file.slice(cwd.length)} ${message}`,
    );
    return { ...result, found, text: (path: string) => readFileSync(join(cwd, path), "utf8") };
  }

  it("fixes through unsaved texts until nothing is left, then writes", async () => {
    const { fixing, found, text } = await run(
      { "src/a.ts": "export class BadBadUser {}\nexport class BadPost {}\n" },
      { fix: new Set(["safe"]) },
    );
    expect(text("src/a.ts")).toBe("export class User {}\nexport class Post {}\n");
    expect(fixing).toMatchObject({ fixed: 3 });
    expect(found).toEqual([]);
  });

  it("goes on when a rule throws, and tells it once", async () => {
    const { problems, found } = await run(
      { "src/a.ts": "export class BadUser {}\n" },
      { rules: [throwing, noBad] },
    );
    expect(found).toEqual(["/src/a.ts BadUser is bad"]);
    expect(problems).toMatchObject([{ part: "rule no-luck", message: "out of luck" }]);
  });

  it("goes on without a file when an adapter throws", async () => {
    const adapters = [
      toyAdapter(({ source }) => {
        if (source.fileName.endsWith("/a.ts")) throw new Error("cannot read");
      }),
    ];
    const { problems, found } = await run(
      { "src/a.ts": "export class BadUser {}\n", "src/b.ts": "export class BadPost {}\n" },
      { adapters },
    );
    expect(found).toEqual(["/src/b.ts BadPost is bad"]);
    expect(problems).toMatchObject([{ part: "adapter toy", message: "cannot read" }]);
  });

  it("fails in one line when the compiler dies", async () => {
    const adapters = [
      toyAdapter(() => {
        throw new CompilerFailure("died", "the compiler ended");
      }),
    ];
    await expect(run({}, { adapters })).rejects.toMatchObject({
      name: "UserFailure",
      message: "the compiler ended",
    });
  });

  it("stops when it is cancelled", async () => {
    await expect(run({}, { token: { cancelled: true } })).rejects.toThrow(Cancelled);
  });

  it("refuses a glob that no file of a project matches", async () => {
    await expect(run({ "other/c.txt": "" }, { paths: ["other/*.txt"] })).rejects.toThrow(
      "other/*.txt matches no file of the project",
    );
  });
});
