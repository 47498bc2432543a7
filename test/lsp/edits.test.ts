import { writeFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import {
  type Diagnostic,
  DiagnosticRefreshRequest,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver/node";
import { author, type Blog, blogProject, post, service } from "./support/blog.ts";
import { TestClient } from "./support/client.ts";

let client: TestClient;
let blog: Blog | undefined;

async function start(files: Readonly<Record<string, string>> = {}): Promise<Blog> {
  blog = blogProject(files);
  client = await TestClient.start({ folders: [blog.folder] });
  return blog;
}

afterEach(async () => {
  try {
    await client.stop();
  } finally {
    blog?.remove();
  }
});

function rulesOf(diagnostics: readonly Diagnostic[]): unknown[] {
  return diagnostics.map(({ code }) => code);
}

describe("an edit", () => {
  it("is judged before it is saved, and taken back", async () => {
    const { service: file } = await start();
    client.open(file);
    await client.settled();
    expect(rulesOf(await client.diagnostics(file))).toEqual(["no-unloaded-relation"]);
    client.replace(file, "where: { id } }", "where: { id }, relations: { author: true } }");
    expect(rulesOf(await client.diagnostics(file))).toEqual([]);
    client.change(file, service);
    expect(rulesOf(await client.diagnostics(file))).toEqual(["no-unloaded-relation"]);
  });

  it("of an entity changes the diagnostics of a file that uses it", async () => {
    const { post: entity, service: file } = await start();
    client.open(entity);
    client.open(file);
    await client.settled();
    expect(rulesOf(await client.diagnostics(file))).toEqual(["no-unloaded-relation"]);
    const refreshed = client.next(({ method }) => method === "workspace/diagnostic/refresh");
    client.replace(
      entity,
      "(author) => author.posts)",
      "(author) => author.posts, { eager: true })",
    );
    expect(rulesOf(await client.diagnostics(entity))).toEqual(["no-always-eager-relation"]);
    await refreshed;
    expect(rulesOf(await client.diagnostics(file))).toEqual([]);
  });

  it("ends nothing when the client refuses to ask again", async () => {
    const { post: entity, service: file } = await start();
    client.connection.onRequest(
      DiagnosticRefreshRequest.type,
      () => new ResponseError(LSPErrorCodes.RequestFailed, "not now") as never,
    );
    client.open(entity);
    client.open(file);
    await client.settled();
    await client.diagnostics(file);
    const logged = client.next(
      ({ method, params }) =>
        method === "window/logMessage" && /not now/.test((params as { message: string }).message),
    );
    client.replace(
      entity,
      "(author) => author.posts)",
      "(author) => author.posts, { eager: true })",
    );
    await client.diagnostics(entity);
    await logged;
    expect(rulesOf(await client.diagnostics(file))).toEqual([]);
  });

  it("of a type changes the facts of the files that import it, through others as well", async () => {
    const { service: file, folder } = await start({
      "src/value.ts": "export type Value = string;\n",
      "src/values.ts": 'export * from "./value";\n',
      "src/post.ts": `import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
import type { Value } from "./values";
@Entity()
export class Post {
  @PrimaryGeneratedColumn() id!: number;
  @Column("bigint") size!: Value;
}
`,
      "src/author.ts": "export {};\n",
      "src/service.ts": "export {};\n",
    });
    const entity = `${folder}/src/post.ts`;
    const value = `${folder}/src/value.ts`;
    client.open(entity);
    client.open(value);
    await client.settled();
    expect(rulesOf(await client.diagnostics(entity))).toEqual([]);
    client.replace(value, "string", "number");
    expect(rulesOf(await client.diagnostics(entity))).toEqual(["no-lossy-number"]);
    client.close(value);
    expect(rulesOf(await client.diagnostics(entity))).toEqual([]);
    writeFileSync(value, "export type Value = number;\n");
    client.filesChanged([value, 2]);
    expect(rulesOf(await client.diagnostics(entity))).toEqual(["no-lossy-number"]);
    expect(file).toBeTruthy();
  });

  it("is one of 200 in a row, and the last one counts", async () => {
    const { service: file } = await start();
    client.open(file);
    await client.settled();
    for (let index = 0; index < 200; index++) {
      const lines = "\n".repeat(index % 5);
      const loads = index % 2 === 0 ? "" : ", relations: { author: true }";
      client.change(file, `${lines}${service.replace("{ id } }", `{ id }${loads} }`)}`);
    }
    expect(rulesOf(await client.diagnostics(file))).toEqual([]);
    client.change(file, `\n\n\n${service}`);
    const [finding, ...more] = await client.diagnostics(file);
    expect(more).toEqual([]);
    expect(finding?.code).toBe("no-unloaded-relation");
    expect(finding?.range.start.line).toBe(9);
  });

  it("that makes the text broken leaves what can be read", async () => {
    const { service: file } = await start();
    client.open(file);
    await client.settled();
    client.change(file, `${service}\nexport function (\n`);
    expect(rulesOf(await client.diagnostics(file))).toEqual(["no-unloaded-relation"]);
    client.change(file, "");
    expect(rulesOf(await client.diagnostics(file))).toEqual([]);
  });

  it("counts lines as the protocol does", async () => {
    const { service: file } = await start();
    client.open(file, `// a\u2028b\r\n${service.replaceAll("\n", "\r\n")}`);
    await client.settled();
    const [finding] = await client.diagnostics(file);
    expect(finding?.range.start.line).toBe(7);
  });
});

describe("files that change outside of the editor", () => {
  it("are read when they are created, and forgotten when they are deleted", async () => {
    const { folder, write } = await start({ "src/post.ts": post.replace(/.*ManyToOne.*\n/g, "") });
    const entity = `${folder}/src/tag.ts`;
    await client.settled();
    write({ "src/tag.ts": author.replaceAll("Author", "Tag").replace("{ length: 80 }", "") });
    client.filesChanged([entity, 1]);
    client.open(entity);
    expect(rulesOf(await client.diagnostics(entity))).toContain("no-unbounded-string");
    const names = async (): Promise<string[]> =>
      (await client.connection.sendRequest<{ name: string }[]>("ormlint/model", {})).map(
        ({ name }) => name,
      );
    expect(await names()).toContain("Tag");
  });
});
