import { spawn, spawnSync } from "node:child_process";
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  type CliResult,
  runCli,
  type TemporaryProject,
  temporaryProject,
} from "../support/run-cli.ts";

const cli = resolve(import.meta.dirname, "../../dist/cli.cjs");
const projects: TemporaryProject[] = [];
/** Of no account on this machine; the tests of permissions run as it when they are run by root. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

/** Nobody may not reach a checkout below the home of root. */
function canRunAsUser(): boolean {
  if (process.platform === "win32") return false;
  if (!isRoot) return true;
  const read = `require("node:fs").readFileSync(${JSON.stringify(import.meta.filename)})`;
  return spawnSync(process.execPath, ["-e", read], { uid: nobody, gid: nobody }).status === 0;
}

function project(...parameters: Parameters<typeof temporaryProject>): TemporaryProject {
  const made = temporaryProject(...parameters);
  projects.push(made);
  return made;
}
afterAll(() => {
  for (const each of projects) each.remove();
});

const check = (folder: string, ...args: string[]): Promise<CliResult> =>
  runCli(folder, ["check", "--no-cache", ...args]);

/** Runs without the rights of root, for whom nothing is unreadable. */
function checkAsUser(folder: string, ...args: string[]): Promise<CliResult> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [cli, "check", "--no-cache", ...args], {
      cwd: folder,
      ...(isRoot && { uid: nobody, gid: nobody }),
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      stderr += chunk;
    });
    child.on("error", fail);
    child.on("close", (status) => done({ status, stdout, stderr }));
  });
}

describe("an ORM that cannot be resolved", () => {
  it("is told once for a program, with what was found all the same", async () => {
    const { folder } = project("basic");
    rmSync(join(folder, "node_modules"));
    const { status, stdout, stderr } = await check(folder, "--format", "json");
    expect(stderr).toBe(
      `ormlint: typeorm cannot be resolved from ${folder}; install the dependencies\n`,
    );
    expect(status).toBe(2);
    expect(JSON.parse(stdout).problems).toHaveLength(1);
  });

  it("is not seen in comments and strings, nor in programs that resolve it", async () => {
    const { folder, write } = project("basic", {
      "src/words.ts": '// from "typeorm"\nexport const name = "typeorm";\n',
    });
    expect((await check(folder)).stderr).toBe("");
    rmSync(join(folder, "node_modules"));
    for (const file of ["model", "posts"]) write({ [`src/${file}.ts`]: "export {};\n" });
    expect(await check(folder)).toMatchObject({ status: 0, stderr: "" });
  });

  it("is seen where JavaScript requires it", async () => {
    const { folder } = project(undefined, {
      "package.json": '{ "dependencies": { "typeorm": "*" } }',
      "a.js": 'const { DataSource } = require("typeorm");\nexports.a = DataSource;\n',
    });
    expect((await check(folder)).stderr).toBe("");
    rmSync(join(folder, "node_modules"));
    expect((await check(folder)).stderr).toContain("typeorm cannot be resolved from");
  });
});

describe.skipIf(!canRunAsUser())("what cannot be read", () => {
  it("is told: files and folders", async () => {
    const { folder } = project("basic", {
      "src/locked.ts": "export {};\n",
      "src/deep/a.ts": "export {};\n",
    });
    chmodSync(folder, 0o755);
    chmodSync(join(folder, "src/locked.ts"), 0);
    chmodSync(join(folder, "src/deep"), 0);
    const { status, stderr, stdout } = await checkAsUser(folder);
    chmodSync(join(folder, "src/deep"), 0o755);
    expect(stderr.split("\n")).toEqual([
      "ormlint: src/locked.ts cannot be read: permission denied",
      "ormlint: the folder src/deep cannot be read: permission denied",
      "",
    ]);
    expect(status).toBe(2);
    expect(stdout).toContain("no-mutation-without-where");
    expect(stdout).toContain("This run is incomplete");
  });

  it("is told where there is no tsconfig", async () => {
    const { folder } = project("basic", { "src/deep/a.ts": "export {};\n" });
    rmSync(join(folder, "tsconfig.json"));
    chmodSync(folder, 0o755);
    chmodSync(join(folder, "src/deep"), 0);
    const { stderr } = await checkAsUser(folder);
    chmodSync(join(folder, "src/deep"), 0o755);
    expect(stderr).toBe("ormlint: the folder src/deep cannot be read: permission denied\n");
  });

  it("is passed over where the tsconfig excludes it, or does not include it", async () => {
    const { folder } = project("basic", {
      "tsconfig.json": '{ "extends": "./base.json", "include": ["src"], "exclude": ["src/data"] }',
      "base.json": '{ "compilerOptions": { "strict": true, "experimentalDecorators": true } }',
    });
    chmodSync(folder, 0o755);
    for (const path of ["pgdata", "src/data"]) {
      mkdirSync(join(folder, path));
      chmodSync(join(folder, path), 0);
    }
    const { stderr } = await checkAsUser(folder);
    for (const path of ["pgdata", "src/data"]) chmodSync(join(folder, path), 0o755);
    expect(stderr).toBe("");
  });

  it("is told plainly of a tsconfig", async () => {
    const { folder } = project("basic");
    chmodSync(folder, 0o755);
    chmodSync(join(folder, "tsconfig.json"), 0);
    const { status, stderr } = await checkAsUser(folder);
    expect(stderr).toBe(
      "ormlint: the tsconfig file tsconfig.json cannot be read: permission denied\n",
    );
    expect(status).toBe(2);
  });
});

describe("reports of failed runs", () => {
  it("are made when the run cannot even begin", async () => {
    const { folder } = project("basic");
    const run = async (format: string) =>
      (await check(folder, "nowhere", "--format", format)).stdout;
    expect(JSON.parse(await run("sarif")).runs[0].invocations[0].executionSuccessful).toBe(false);
    expect(JSON.parse(await run("json")).problems).toEqual([
      { level: "error", message: "the path nowhere does not exist" },
    ]);
    expect(await run("junit")).toContain("<error");
    expect(await run("github")).toContain("::error title=ormlint::the path nowhere");
    expect(await run("text")).toBe("");
  });

  it("have syntax errors as notes", async () => {
    const { folder } = project("basic", { "src/broken.ts": "export const = ;\n" });
    const { stdout } = await check(folder, "--format", "json");
    const [note] = JSON.parse(stdout).problems;
    expect(note).toMatchObject({ level: "note" });
    expect(note.message).toMatch(/^src\/broken\.ts:1:14: syntax error/);
  });

  it("have options that the compiler passes over as notes", async () => {
    const { folder } = project("basic", {
      "tsconfig.json":
        '{\n  "compilerOptions": { "strict": "yes", "experimentalDecorators": true }\n}',
    });
    const { status, stdout, stderr } = await check(folder, "--format", "json");
    const message =
      "tsconfig.json:2:34: the compiler passes this over: Compiler option 'strict' requires a value of type boolean";
    expect(stderr).toBe(`ormlint: ${message}\n`);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).problems).toEqual([{ level: "note", message }]);
  });

  it("tell a mistake in the configuration once", async () => {
    const { folder } = project("basic", { "ormlint.json": '{\n  "extends": "nope"\n}' });
    const { status, stdout, stderr } = await check(folder);
    expect(stdout).toMatch(/^ormlint\.json:2:14 error ormlint\n {2}Unknown preset "nope"/);
    expect(stdout).not.toContain("finding");
    expect(stderr).toMatch(/^ormlint: ormlint\.json:2:14: Unknown preset "nope"; known: .*\n$/);
    expect(status).toBe(2);
    const sarif = JSON.parse((await check(folder, "--format", "sarif")).stdout);
    expect(sarif.runs[0].invocations[0].executionSuccessful).toBe(false);
    expect(sarif.runs[0].results).toHaveLength(1);
  });
});

describe("where there is no tsconfig", () => {
  it("paths choose findings, not what is read", async () => {
    const { folder } = project("basic");
    rmSync(join(folder, "tsconfig.json"));
    mkdirSync(join(folder, "entities"));
    renameSync(join(folder, "src/model.ts"), join(folder, "entities/model.ts"));
    const { write } = projects.at(-1) ?? project(undefined);
    write({
      "src/posts.ts": `import type { Repository } from "typeorm";
import { Post } from "../entities/model.js";

export async function author(posts: Repository<Post>): Promise<string> {
  const post = await posts.findOneByOrFail({ id: 1 });
  return post.tags[0].name;
}
`,
      "entities/model.ts": `import { Entity, ManyToMany, PrimaryGeneratedColumn, Column } from "typeorm";

@Entity()
export class Tag {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ length: 20 }) name!: string;
}

@Entity()
export class Post {
  @PrimaryGeneratedColumn() id!: number;
  @ManyToMany(() => Tag) tags!: Tag[];
}
`,
    });
    const { stdout } = await check(folder, "--format", "json", "src");
    const { findings } = JSON.parse(stdout);
    expect(findings.map((each: { rule: string; file: string }) => [each.rule, each.file])).toEqual([
      ["no-unloaded-relation", "src/posts.ts"],
    ]);
  });
});

describe("nothing to analyse", () => {
  it.each<[string, Record<string, string>]>([
    ["an empty folder", {}],
    ["a tsconfig that includes no file", { "tsconfig.json": '{ "include": ["none"] }' }],
    [
      "the same with an ORM",
      {
        "tsconfig.json": '{ "include": ["none"] }',
        "package.json": '{ "dependencies": { "typeorm": "*" } }',
      },
    ],
  ])("is said: %s", async (_name, files) => {
    const { folder } = project(undefined, files);
    const { status, stderr } = await check(folder);
    expect(stderr).toMatch(/^ormlint: no source files/);
    expect(status).toBe(0);
  });
});

describe("model", () => {
  it.each<[string, string[], Record<string, string>]>([
    ["a broken tsconfig", [], { "tsconfig.json": "{ nope" }],
    ["a missing project", ["--project", "none.json"], {}],
    ["a broken project without an ORM", ["--project", "other.json"], { "other.json": "{ nope" }],
  ])("fails as check does: %s", async (_name, args, files) => {
    const { folder } = project("basic", files);
    const [model, checked] = [
      await runCli(folder, ["model", ...args]),
      await check(folder, ...args),
    ];
    expect(model.stderr).toBe(checked.stderr);
    expect([model.status, checked.status]).toEqual([2, 2]);
    expect(model.stdout).toBe("");
  });

  it("a missing project is told where no ORM is used", async () => {
    const { folder } = project(undefined, { "src/a.ts": "export {};\n" });
    const { status, stderr } = await check(folder, "--project", "none.json");
    expect(stderr).toBe("ormlint: the tsconfig file none.json does not exist\n");
    expect(status).toBe(2);
  });

  it("tells a mistake in the configuration with its place", async () => {
    const { folder } = project("basic", { "ormlint.json": '{ "rulez": {} }' });
    const { status, stderr } = await runCli(folder, ["model"]);
    expect(stderr).toContain('ormlint: ormlint.json:1:3: Unknown key "rulez"');
    expect(status).toBe(2);
  });
});

describe.skipIf(!existsSync("/dev/full"))("an output that cannot be written", () => {
  it.each([[["check", "--no-cache"]], [["rules"]], [["--help"]]])("is told: %s", async (args) => {
    const { folder } = project("basic");
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: folder,
      stdio: ["ignore", full, "pipe"],
    });
    closeSync(full);
    let stderr = "";
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      stderr += chunk;
    });
    const status = await new Promise((done) => child.on("close", done));
    expect(stderr).toMatch(/^ormlint: cannot write the output: ENOSPC.*\n$/);
    expect(status).toBe(2);
  });
});
