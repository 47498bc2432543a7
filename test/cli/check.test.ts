import { readFileSync, rmSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  type CliResult,
  runCli,
  type TemporaryProject,
  temporaryProject,
} from "../support/run-cli.ts";

const projects: TemporaryProject[] = [];

function project(...parameters: Parameters<typeof temporaryProject>): TemporaryProject {
  const made = temporaryProject(...parameters);
  projects.push(made);
  return made;
}
afterAll(() => {
  for (const each of projects) each.remove();
});

/** Two rules only, so that new rules change nothing here: a warning and an error. */
const two = [
  "--preset",
  "off",
  "--rule",
  "no-always-eager-relation=warning",
  "--rule",
  "no-mutation-without-where=error",
  "--no-cache",
];

function check(folder: string, ...args: string[]): Promise<CliResult> {
  return runCli(folder, ["check", ...two, ...args]);
}

function places({ stdout }: CliResult): string[] {
  const { findings } = JSON.parse(stdout);
  return findings.map(
    (each: { file: string; rule: string; range: { start: { line: number } } }) =>
      `${each.file}:${each.range.start.line} ${each.rule}`,
  );
}

const both = [
  "src/model.ts:17 no-always-eager-relation",
  "src/posts.ts:5 no-mutation-without-where",
];

describe("check", () => {
  it("prints findings with code, and exits with 1 for an error", async () => {
    const { folder } = project("basic");
    const { status, stdout, stderr } = await check(folder);
    expect(status).toBe(1);
    expect(stderr).toBe("");
    expect(stdout).toContain("src/posts.ts:5:");
    expect(stdout).toContain(
      "> 5 |   await source.createQueryBuilder().delete().from(Post).execute();",
    );
    expect(stdout).toMatch(/2 findings: 1 error, 1 warning \(2 files, \d+\.\d\d s\)\./);
    expect(stdout).not.toContain("\u001b[");
  });

  it("gives the same JSON each time, the duration aside", async () => {
    const { folder } = project("basic");
    const [first, second] = [
      await check(folder, "--format", "json"),
      await check(folder, "--format", "json"),
    ];
    const timeless = (text: string): string => text.replace(/"durationMs": \d+/, "");
    expect(timeless(first.stdout)).toBe(timeless(second.stdout));
    expect(places(first)).toEqual(both);
    expect(JSON.parse(first.stdout).summary).toMatchObject({ files: 2, errors: 1, warnings: 1 });
  });

  it("exits with 0 for warnings, and with 1 for more than are allowed", async () => {
    const { folder } = project("basic");
    const off = ["--rule", "no-mutation-without-where=off"];
    expect((await check(folder, ...off)).status).toBe(0);
    expect((await check(folder, ...off, "--max-warnings", "1")).status).toBe(0);
    const { status, stderr } = await check(folder, ...off, "--max-warnings", "0");
    expect(status).toBe(1);
    expect(stderr).toBe("ormlint: 1 warning, more than the 0 allowed\n");
  });

  it("restricts findings to files, folders and globs", async () => {
    const { folder } = project("basic");
    const [posts = "", model = ""] = [both[1], both[0]];
    const asked = async (...paths: string[]) =>
      places(await check(folder, "--format", "json", ...paths));
    expect(await asked("src/posts.ts")).toEqual([posts]);
    expect(await asked("src")).toEqual(both);
    expect(await asked("src/m*.ts")).toEqual([model]);
  });

  it.each(["json", "sarif", "github", "junit"])("prints %s", async (format) => {
    const { folder } = project("basic");
    const { status, stdout } = await check(folder, "--format", format);
    expect(status).toBe(1);
    expect(stdout).toContain("no-mutation-without-where");
  });

  it("prints statistics to stderr", async () => {
    const { folder } = project("basic");
    const { stderr } = await check(folder, "--stats");
    expect(stderr).toMatch(/^files +2 in 1 program,/m);
    expect(stderr).toMatch(/^ +read +\d+ +\d+ +\d+$/m);
  });

  it("colours on demand", async () => {
    const { folder } = project("basic");
    expect((await check(folder, "--color")).stdout).toContain("\u001b[");
  });
});

describe("suppressions", () => {
  it("silence findings in TypeScript and JSX, never from within text", async () => {
    const clear = "await source.createQueryBuilder().delete().from(Post).execute();";
    const { folder } = project("basic", {
      "src/posts.ts": `import type { DataSource } from "typeorm";
import { Post } from "./model.js";

export async function clear(source: DataSource): Promise<void> {
  // ormlint-disable-next-line no-mutation-without-where -- a nightly job
  ${clear}
  const a = "// ormlint-disable-next-line no-mutation-without-where";
  ${clear}
  const b = \`\${a} // ormlint-disable-next-line no-mutation-without-where
  \`;
  ${clear}
  const c = /[/*]/; /* ormlint-disable-line no-mutation-without-where */ ${clear}
  return void [a, b, c];
}
// ormlint-disable-next-line no-mutation-without-where
`,
    });
    const found = await check(
      folder,
      "--format",
      "json",
      "--rule",
      "unused-suppression=warning",
      "src/posts.ts",
    );
    expect(places(found)).toEqual([
      "src/posts.ts:8 no-mutation-without-where",
      "src/posts.ts:11 no-mutation-without-where",
      "src/posts.ts:15 unused-suppression",
    ]);
  });
});

describe("the baseline", () => {
  it("keeps known findings, through moves of lines", async () => {
    const { folder, write } = project("basic");
    const written = await check(folder, "--baseline", "known.json", "--update-baseline");
    expect(written.status).toBe(0);
    const posts = readFileSync(join(folder, "src/posts.ts"), "utf8");
    write({ "src/posts.ts": `// moved\n\n${posts}` });
    const { status, stdout } = await check(folder, "--baseline", "known.json");
    expect(status).toBe(0);
    expect(stdout).toContain("2 findings known to the baseline known.json.");
    write({ "src/posts.ts": "export {};\n" });
    expect((await check(folder, "--baseline", "known.json")).stdout).toContain(
      "1 entry of the baseline matches nothing",
    );
  });
});

describe("bad input", () => {
  const bad: [string, string[], Record<string, string>, string][] = [
    [
      "an unknown command",
      ["chekc"],
      {},
      "ormlint: unknown command 'chekc' (Did you mean check?)\n",
    ],
    [
      "an unknown option",
      ["check", "--fxi"],
      {},
      "ormlint: unknown option '--fxi' (Did you mean --fix?)\n",
    ],
    [
      "an unknown rule",
      ["check", "--rule", "no-eagre=off"],
      {},
      'ormlint: unknown rule "no-eagre"; list them with ormlint rules\n',
    ],
    [
      "an unknown preset",
      ["check", "--preset", "strct"],
      {},
      'ormlint: unknown preset "strct"; did you mean "strict"?\n',
    ],
    [
      "a wrong severity",
      ["check", "--rule", "no-always-eager-relation=warn"],
      {},
      "ormlint: --rule takes <name>=<off|info|warning|error>",
    ],
    [
      "a wrong number",
      ["check", "--max-warnings", "many"],
      {},
      "ormlint: option '--max-warnings <n>' argument 'many' is invalid.",
    ],
    [
      "a baseline without a name",
      ["check", "--update-baseline"],
      {},
      "ormlint: --update-baseline needs a file",
    ],
    [
      "a missing baseline",
      ["check", "--baseline", "no.json"],
      {},
      "ormlint: the baseline no.json does not exist",
    ],
    [
      "a path that does not exist",
      ["check", "src/none.ts"],
      {},
      "ormlint: the path src/none.ts does not exist\n",
    ],
    [
      "a glob that matches no file",
      ["check", "src/*.sql"],
      {},
      "ormlint: src/*.sql matches no file of the project\n",
    ],
    [
      "a glob in a folder that does not exist",
      ["check", "lib/*.ts"],
      {},
      "ormlint: lib/*.ts matches no file: the folder lib does not exist\n",
    ],
    [
      "a file outside the project",
      ["check", "other.ts"],
      {
        "tsconfig.json": '{ "files": ["src/posts.ts"] }',
        "ormlint.json": '{ "projects": ["tsconfig.json"] }',
        "other.ts": "export {};\n",
      },
      "ormlint: other.ts belongs to none of the given projects\n",
    ],
    ["an empty path", ["check", ""], {}, "ormlint: a path is empty"],
    [
      "a baseline that is a folder",
      ["check", "--baseline", "src"],
      {},
      "ormlint: cannot read the baseline src: it is a folder\n",
    ],
    [
      "a baseline in a folder that does not exist",
      ["check", "--update-baseline", "--baseline", "no/b.json"],
      {},
      "/no/b.json: it or its folder does not exist\n",
    ],
    [
      "a missing tsconfig",
      ["check", "--project", "none.json"],
      {},
      "ormlint: the tsconfig file none.json does not exist\n",
    ],
    ["a broken tsconfig", ["check"], { "tsconfig.json": "{ nope" }, "tsconfig.json"],
    [
      "a configuration that does not exist",
      ["check", "--config", "none.json"],
      {},
      "ormlint: the configuration none.json does not exist\n",
    ],
    [
      "an unknown rule in the configuration",
      ["check"],
      { "ormlint.json": '{ "rules": { "no-such": "off" } }' },
      'ormlint: ormlint.json:1:14: Unknown rule "no-such"; ormlint rules lists them\n',
    ],
    [
      "a broken configuration",
      ["check"],
      { "ormlint.json": "{" },
      "ormlint: ormlint.json:1:2: Syntax error: expected a close brace\n",
    ],
    [
      "an unknown rule to explain",
      ["explain", "no-always-eager-relations"],
      {},
      'did you mean "no-always-eager-relation"?\n',
    ],
  ];

  it.each(bad)("%s: one clear line and status 2", async (_name, args, files, line) => {
    const { folder } = project("basic", files);
    const { status, stderr } = await runCli(folder, args);
    expect(stderr).toContain(line);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(status).toBe(2);
  });

  it("prints the mistakes of a configuration as findings in it", async () => {
    const { folder } = project("basic", { "ormlint.json": '{\n  "extends": "nope"\n}' });
    const { stdout } = await runCli(folder, ["check", "--format", "json"]);
    expect(JSON.parse(stdout).findings).toMatchObject([
      { file: "ormlint.json", rule: "ormlint", range: { start: { line: 2, column: 14 } } },
    ]);
  });

  it("a file with syntax errors is analysed all the same", async () => {
    const { folder } = project("basic", { "src/broken.ts": "export const = ;\n" });
    const found = await check(folder, "--format", "json");
    expect(found.status).toBe(1);
    expect(places(found)).toEqual(both);
    expect(found.stderr).toContain("src/broken.ts");
  });

  it("a project without an ORM is fine, and starts no compiler", async () => {
    const { folder } = project(undefined, {
      "package.json": "{}",
      "tsconfig.json": "{ broken",
      "src/a.ts": "export const a = 1;\n",
    });
    unlinkSync(join(folder, "node_modules"));
    const { status, stderr } = await check(folder);
    expect(status).toBe(0);
    expect(stderr).toContain("no supported ORM was found (typeorm)");
  });

  it("a reader that goes away ends the run quietly", async () => {
    const { folder } = project("basic");
    const { spawn } = await import("node:child_process");
    const cli = join(import.meta.dirname, "../../dist/cli.cjs");
    const child = spawn(process.execPath, [cli, "check", ...two, "--format", "sarif"], {
      cwd: folder,
    });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    const status = await new Promise((done) => child.on("close", done));
    expect(stderr).toBe("");
    expect(status).toBe(1);
  });
});

describe("severities that the user wrote", () => {
  it("are those of every finding of the rule, from any place", async () => {
    const { folder, write } = project("basic", {
      "src/maybe.ts": `import type { Repository } from "typeorm";
import type { Post } from "./model.js";

export async function find(posts: Repository<Post>, id?: number): Promise<void> {
  await posts.findOneBy({ id });
}
`,
    });
    const severities = async (...args: string[]) => {
      const all = await runCli(folder, ["check", "--no-cache", "--format", "json", ...args]);
      const findings: { rule: string; severity: string }[] = JSON.parse(all.stdout).findings;
      const own = findings.filter(({ rule }) => rule === "no-maybe-undefined-where");
      return own.map(({ severity }) => severity);
    };
    expect(await severities()).toEqual(["warning"]);
    expect(await severities("--rule", "no-maybe-undefined-where=error")).toEqual(["error"]);
    write({ "ormlint.json": '{ "rules": { "no-maybe-undefined-where": "error" } }' });
    expect(await severities()).toEqual(["error"]);
    const override = { files: ["src"], rules: { "no-maybe-undefined-where": "info" } };
    write({ "ormlint.json": JSON.stringify({ overrides: [override] }) });
    expect(await severities()).toEqual(["info"]);
  });
});

describe("globs of the configuration that match nothing", () => {
  const configuration = {
    overrides: [{ files: ["src/**", "lib/**"], rules: {} }],
    layers: { repository: { files: ["src/db/**"] } },
  };

  it("are warnings where they stand", async () => {
    const { folder } = project("basic", { "ormlint.json": JSON.stringify(configuration) });
    const { stdout } = await check(folder, "--format", "json");
    const { findings } = JSON.parse(stdout);
    const own = findings.filter(({ rule }: { rule: string }) => rule === "ormlint");
    expect(
      own.map(({ severity, range, message }: (typeof own)[number]) => [
        severity,
        range.start.column,
        /"(.*)"/.exec(message)?.[1],
      ]),
    ).toEqual([
      ["warning", 34, "lib/**"],
      ["warning", 90, "src/db/**"],
    ]);
  });

  it("are no news when only a part was asked about", async () => {
    const { folder } = project("basic", { "ormlint.json": JSON.stringify(configuration) });
    const { stdout } = await check(folder, "--format", "json", "src/model.ts");
    expect(stdout).not.toContain('"ormlint"');
  });
});

describe("paths of another system", () => {
  it("get a hint", async () => {
    const { folder } = project("basic");
    const hint = "write it with forward slashes: src/posts.ts";
    expect((await check(folder, "src\\posts.ts")).stderr).toContain(hint);
  });
});

describe("other commands", () => {
  it("rules lists all rules, for people and scripts", async () => {
    const { folder } = project(undefined);
    expect((await runCli(folder, ["rules"])).stdout).toMatch(
      /^ {2}no-always-eager-relation +warning/m,
    );
    const rules = JSON.parse((await runCli(folder, ["rules", "--format", "json"])).stdout);
    expect(rules.map((rule: { name: string }) => rule.name)).toContain("unused-suppression");
  });

  it("explain prints a page", async () => {
    const { folder } = project(undefined);
    const { status, stdout } = await runCli(folder, ["explain", "no-always-eager-relation"]);
    expect(status).toBe(0);
    expect(stdout).toContain("# no-always-eager-relation");
  });

  it("model prints the entities", async () => {
    const { folder } = project("basic");
    const { status, stdout } = await runCli(folder, ["model", "--format", "json"]);
    expect(status).toBe(0);
    const { entities } = JSON.parse(stdout);
    expect(entities.map((entity: { name: string }) => entity.name)).toEqual(["Author", "Post"]);
    expect((await runCli(folder, ["model"])).stdout).toMatch(
      /^Post \(table .*\) {2}src\/model\.ts:13$/m,
    );
  });

  it("init writes a valid configuration once", async () => {
    const { folder } = project("basic");
    expect((await runCli(folder, ["init"])).status).toBe(0);
    expect((await check(folder, "--format", "json")).status).toBe(1);
    expect(readFileSync(join(folder, "ormlint.json"), "utf8")).not.toContain("$schema");
    const again = await runCli(folder, ["init"]);
    expect(again.status).toBe(2);
    expect(again.stderr).toContain("exists already and was left as it is");
  });

  it("init names the schema where it is", async () => {
    const { folder, write } = project(undefined);
    rmSync(join(folder, "node_modules"));
    write({ "node_modules/ormlint/schema/ormlint.schema.json": "{}", "packages/a/x": "" });
    await runCli(join(folder, "packages/a"), ["init"]);
    const text = readFileSync(join(folder, "packages/a/ormlint.json"), "utf8");
    const address = "../../node_modules/ormlint/schema/ormlint.schema.json";
    expect(text).toContain(`"$schema": "${address}"`);
  });

  it("every block of what init writes may be uncommented", async () => {
    const { folder, write } = project("basic");
    await runCli(folder, ["init"]);
    const lines = readFileSync(join(folder, "ormlint.json"), "utf8").split("\n");
    const code = /^(\s*)\/\/ (["{} ].*)$/;
    const blocks: number[][] = [];
    for (const [index, line] of lines.entries()) {
      if (!code.test(line)) continue;
      const last = blocks.at(-1);
      if (last?.at(-1) === index - 1) last.push(index);
      else blocks.push([index]);
    }
    expect(blocks.length).toBeGreaterThanOrEqual(5);
    for (const block of [...blocks, blocks.flat()]) {
      const text = lines.map((line, index) =>
        block.includes(index) ? line.replace(code, "$1$2") : line,
      );
      write({ "ormlint.json": text.join("\n") });
      const { stderr } = await runCli(folder, ["check", "--no-cache", "--format", "json"]);
      expect(stderr.replace(/^ormlint: the baseline .*\n/, ""), text.join("\n")).toBe("");
    }
  });

  it("take --no-color everywhere, and every way to ask for help and version", async () => {
    const { folder } = project("basic");
    for (const args of [
      ["rules", "--no-color"],
      ["model", "--no-color"],
      ["explain", "unused-suppression", "--no-color"],
      ["help"],
      ["help", "check"],
      ["-v"],
      ["-V"],
    ])
      expect(await runCli(folder, args), args.join(" ")).toMatchObject({ status: 0, stderr: "" });
  });

  it("tell what a rule finds", async () => {
    const { folder } = project(undefined);
    const sentence = "A comment silences nothing, names no rule, or is misspelt.";
    expect((await runCli(folder, ["rules"])).stdout).toContain(sentence);
    expect((await runCli(folder, ["rules", "--format", "json"])).stdout).toContain(sentence);
    expect((await runCli(folder, ["explain", "unused-suppression"])).stdout).toContain(
      "ormlint-disable-line",
    );
  });

  it("version and help end well", async () => {
    const { folder } = project(undefined);
    expect(await runCli(folder, ["--version"])).toMatchObject({ status: 0, stderr: "" });
    const help = await runCli(folder, ["check", "--help"]);
    expect(help.status).toBe(0);
    expect(help.stdout).toContain("--fix-suggestions");
    expect(help.stdout).not.toContain("[]");
    expect(help.stdout.match(/default: all found/g)).toHaveLength(1);
  });
});
