import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type TemporaryProject, temporaryProject } from "../support/run-cli.ts";
import { author, type Blog, blogProject, service } from "./support/blog.ts";
import { TestClient, uri } from "./support/client.ts";

let client: TestClient;
const projects: TemporaryProject[] = [];

function blog(files: Readonly<Record<string, string>> = {}): Blog {
  const made = blogProject(files);
  projects.push(made);
  return made;
}

afterEach(async () => {
  try {
    await client.stop();
  } finally {
    for (const project of projects.splice(0)) project.remove();
  }
});

async function rulesOf(path: string): Promise<unknown[]> {
  return (await client.diagnostics(path)).map(({ code }) => code);
}

function status(): { state: string; files: number; findings: number } {
  const last = client.received.filter(({ method }) => method === "ormlint/status").at(-1);
  return last?.params as { state: string; files: number; findings: number };
}

describe("workspace folders", () => {
  it("have configurations of their own, come and go", async () => {
    const first = blog();
    const second = blog({ "ormlint.json": '{ "rules": { "no-unloaded-relation": "off" } }' });
    const third = blog();
    client = await TestClient.start({ folders: [first.folder, second.folder] });
    for (const project of [first, second, third]) client.open(project.service);
    await client.settled();
    expect(await rulesOf(first.service)).toEqual(["no-unloaded-relation"]);
    expect(await rulesOf(second.service)).toEqual([]);
    expect(await rulesOf(third.service)).toEqual([]);
    const ready = client.next(
      ({ method, params }) =>
        method === "ormlint/status" && (params as { state: string }).state === "ready",
    );
    await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: {
        added: [{ uri: uri(third.folder), name: "third" }],
        removed: [{ uri: uri(first.folder), name: "first" }],
      },
    });
    await ready;
    expect(await rulesOf(third.service)).toEqual(["no-unloaded-relation"]);
    expect(await rulesOf(first.service)).toEqual([]);
  });

  it("can be closed while they are read and asked about", async () => {
    const first = blog();
    const second = blog();
    client = await TestClient.start({ folders: [first.folder, second.folder] });
    client.open(first.service);
    const linting = client.connection
      .sendRequest("workspace/executeCommand", { command: "ormlint.lintWorkspace" })
      .catch((error: unknown) => error);
    client.replace(first.service, "export", "\nexport");
    const pulled = client.diagnostics(first.service);
    await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: [], removed: [{ uri: uri(first.folder), name: "first" }] },
    });
    expect(await pulled).toEqual([]);
    expect(await linting).toBeDefined();
    await client.settled();
    expect(await rulesOf(second.service)).toEqual(["no-unloaded-relation"]);
  });

  it("can hold several projects, whose files share nothing but the folder", async () => {
    const inner = (name: string, strict: boolean): Record<string, string> => ({
      [`${name}/tsconfig.json`]: JSON.stringify({
        compilerOptions: { strict, experimentalDecorators: true },
        include: ["."],
      }),
      [`${name}/author.ts`]: author
        .replace(/.*OneToMany\(.*\n/, "")
        .replace("{ length: 80 }", "")
        .replace('import { Post } from "./post";\n', ""),
    });
    const project = temporaryProject(undefined, {
      "package.json": '{ "dependencies": { "typeorm": "*" } }',
      ...inner("one", true),
      ...inner("two", false),
    });
    projects.push(project);
    client = await TestClient.start({ folders: [project.folder] });
    for (const name of ["one", "two"]) {
      const file = join(project.folder, name, "author.ts");
      client.open(file);
      await client.settled();
      expect(await rulesOf(file)).toEqual(["no-unbounded-string"]);
    }
  });

  it("without an ORM start no compiler, until there is one", async () => {
    const project = blog({ "package.json": "{}" });
    rmSync(join(project.folder, "node_modules"));
    for (const name of ["author.ts", "post.ts", "service.ts"])
      rmSync(join(project.folder, "src", name));
    project.write({ "src/plain.ts": "export const one = 1;\n" });
    client = await TestClient.start({ folders: [project.folder] });
    await client.first(
      ({ method, params }) =>
        method === "ormlint/status" && (params as { state: string }).state === "no-orm",
    );
    client.open(join(project.folder, "src/plain.ts"));
    expect(await client.diagnostics(join(project.folder, "src/plain.ts"))).toEqual([]);
    project.write({ "package.json": '{ "dependencies": { "typeorm": "*" } }' });
    const ready = client.next(
      ({ method, params }) =>
        method === "ormlint/status" && (params as { state: string }).state === "ready",
    );
    client.filesChanged([join(project.folder, "package.json"), 2]);
    await ready;
    expect(status().files).toBe(1);
  });

  it("say how they are read", async () => {
    const project = blog();
    client = await TestClient.start({ folders: [project.folder] });
    await client.settled();
    const [begin, ...reports] = client.received
      .filter(({ method }) => method === "$/progress")
      .map(({ params }) => (params as { value: { kind: string } }).value.kind);
    expect(begin).toBe("begin");
    if (reports.at(-1) !== "end")
      await client.next(
        ({ method, params }) =>
          method === "$/progress" && (params as { value: { kind: string } }).value.kind === "end",
      );
    const counted = (params: unknown): boolean => (params as { findings: number }).findings === 1;
    await client.first(({ method, params }) => method === "ormlint/status" && counted(params));
    expect(status()).toEqual({
      state: "ready",
      files: 3,
      findings: 1,
      compilerVersion: expect.stringMatching(/^7\./),
    });
  });
});

describe("files that change outside of the editor", () => {
  it("are watched", async () => {
    const project = blog();
    client = await TestClient.start({ folders: [project.folder] });
    await client.first(
      ({ method, params }) =>
        method === "client/registerCapability" &&
        JSON.stringify(params).includes("**/ormlint.json"),
    );
    await client.settled();
  });

  it("may be a tsconfig, which changes what is read", async () => {
    const project = blog();
    client = await TestClient.start({ folders: [project.folder] });
    client.open(project.service);
    await client.settled();
    expect(await rulesOf(project.service)).toEqual(["no-unloaded-relation"]);
    const path = join(project.folder, "tsconfig.json");
    project.write({ "tsconfig.json": '{ "include": ["src/author.ts"], "files": [] }' });
    client.filesChanged([path, 2]);
    const model = await client.connection.sendRequest<readonly { name: string }[]>(
      "ormlint/model",
      {},
    );
    expect(model.map(({ name }) => name)).toEqual(["Author"]);
    expect(await rulesOf(project.service)).toEqual([]);
    project.write({
      "tsconfig.json": '{ "compilerOptions": { "strict": true }, "include": ["src"] }',
    });
    client.filesChanged([path, 2]);
    expect(await rulesOf(project.service)).toEqual(["no-unloaded-relation"]);
  });

  it("may be an open one, whose text in the editor goes before", async () => {
    const project = blog();
    client = await TestClient.start({ folders: [project.folder] });
    client.open(project.service);
    await client.settled();
    project.write({ "src/service.ts": "export {};\n" });
    client.filesChanged([project.service, 2]);
    expect(await rulesOf(project.service)).toEqual(["no-unloaded-relation"]);
    client.close(project.service);
    expect(await rulesOf(project.service)).toEqual([]);
  });

  it("may be deleted and created again", async () => {
    const project = blog();
    client = await TestClient.start({ folders: [project.folder] });
    await client.settled();
    expect(await rulesOf(project.service)).toEqual(["no-unloaded-relation"]);
    rmSync(project.service);
    client.filesChanged([project.service, 3]);
    expect(await rulesOf(project.service)).toEqual([]);
    project.write({ "src/service.ts": service });
    client.filesChanged([project.service, 1]);
    expect(await rulesOf(project.service)).toEqual(["no-unloaded-relation"]);
  });

  it("may delete an entity that others use", async () => {
    const project = blog();
    client = await TestClient.start({ folders: [project.folder] });
    client.open(project.service);
    await client.settled();
    expect(await rulesOf(project.service)).toEqual(["no-unloaded-relation"]);
    rmSync(project.post);
    client.filesChanged([project.post, 3]);
    expect(await rulesOf(project.service)).toEqual([]);
  });
});
