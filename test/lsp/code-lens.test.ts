import { describe, expect, it } from "vitest";
import {
  type CodeLens,
  CodeLensRequest,
  CodeLensResolveRequest,
  type Location,
  LSPErrorCodes,
} from "vscode-languageserver/node";
import { type OpenedProject, openProject } from "./opened-project.ts";
import { type Received, uri } from "./support/client.ts";

const files = {
  "src/data-source.ts": `import { DataSource } from "typeorm";
import { Author, Post } from "./model.js";
export const source = new DataSource({ type: "postgres", entities: [Author, Post] });
`,
  "src/model.ts": `import { Column, Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "typeorm";

export abstract class Base {
  @PrimaryGeneratedColumn()
  id: number;
}

@Entity("authors")
export class Author extends Base {
  @Column()
  name: string;

  @OneToMany(() => Post, (post) => post.author)
  posts: Post[];
}

@Entity()
export class Post extends Base {
  @ManyToOne(() => Author, (author) => author.posts)
  author: Author;
}

export class Plain {
  name: string;
}
`,
  "src/repository.ts": `import type { Repository } from "typeorm";
import type { Author, Post } from "./model.js";

export class PostRepository {
  constructor(private readonly posts: Repository<Post>) {}

  async ofAuthor(author: Author): Promise<Post[]> {
    if ((await this.posts.count()) === 0) return [];
    return this.posts.findBy({ author: { id: author.id } });
  }

  async ofAll(authors: Author[]): Promise<void> {
    await this.posts.findBy({ id: 1 });
    for (const author of authors) await this.ofAuthor(author);
  }

  nothing(): number {
    return 1;
  }
}
`,
  "src/service.ts": `import type { Author } from "./model.js";
import type { PostRepository } from "./repository.js";

export const read = (author: Author, repository: PostRepository) => repository.ofAuthor(author);
`,
};

async function lenses({ client, path }: OpenedProject, file: string): Promise<CodeLens[]> {
  const textDocument = { uri: uri(path(file)) };
  return (await client.connection.sendRequest(CodeLensRequest.type, { textDocument })) ?? [];
}

function resolved({ client }: OpenedProject, lens: CodeLens): Promise<CodeLens> {
  return client.connection.sendRequest(CodeLensResolveRequest.type, lens);
}

/** `what it stands on: title`, for each lens of a file. */
async function shown(project: OpenedProject, file: string): Promise<readonly string[]> {
  const lines = project.client.text(project.path(file)).split("\n");
  const all = await lenses(project, file);
  expect(all.every(({ command }) => command === undefined)).toBe(true);
  return Promise.all(
    all.map(async (lens) => {
      const { start, end } = lens.range;
      const name = lines[start.line]?.slice(start.character, end.character);
      return `${name}: ${(await resolved(project, lens)).command?.title}`;
    }),
  );
}

const isRefresh = ({ method }: Received): boolean => method === "workspace/codeLens/refresh";

describe("code lenses", () => {
  it("tell of an entity its table, columns and relations", async () => {
    const project = await openProject(files);
    expect(await shown(project, "src/model.ts")).toEqual([
      "Base: no table · 1 column",
      'Author: table "authors" · 2 columns · 1 relation',
      'Post: table "post" · 2 columns · 1 relation',
    ]);
  });

  it("tell of an entity whose file calls functions that query", async () => {
    const project = await openProject({
      ...files,
      "src/label.ts": `import { Column, Entity } from "typeorm";
import { PostRepository } from "./repository.js";

@Entity()
export class Label {
  @Column()
  name: string;

  readPosts(repository: PostRepository): Promise<unknown> {
    return repository.ofAuthor({} as never);
  }
}
`,
    });
    expect(await shown(project, "src/label.ts")).toEqual([
      'Label: table "label" · 1 column',
      "readPosts: 2 queries through calls",
    ]);
  });

  it("open the entity's model", async () => {
    const project = await openProject(files);
    const [, author] = await lenses(project, "src/model.ts");
    const { command } = await resolved(project, author as CodeLens);
    expect(command?.command).toBe("ormlint.showEntityModel");
    expect(command?.arguments).toEqual([expect.stringMatching(/\/src\/model\.ts#Author$/)]);
  });

  it("count the queries of a function, its own apart from those behind calls", async () => {
    const project = await openProject(files);
    expect(await shown(project, "src/repository.ts")).toEqual([
      "ofAuthor: 2 queries",
      "ofAll: 1 query, 2 through calls",
    ]);
    expect(await shown(project, "src/service.ts")).toEqual(["read: 2 queries through calls"]);
  });

  it("show where the queries are, also in other files", async () => {
    const project = await openProject(files);
    const [read] = await lenses(project, "src/service.ts");
    const { command } = await resolved(project, read as CodeLens);
    expect(command?.command).toBe("ormlint.showQueries");
    const [document, position, locations] = command?.arguments ?? [];
    expect(document).toBe(uri(project.path("src/service.ts")));
    expect(position).toEqual({ line: 3, character: 13 });
    const lines = project.client.text(project.path("src/repository.ts")).split("\n");
    expect(
      (locations as Location[]).map(({ uri: of, range: { start, end } }) => [
        of,
        lines[start.line]?.slice(start.character, end.character),
      ]),
    ).toEqual([
      [uri(project.path("src/repository.ts")), "count"],
      [uri(project.path("src/repository.ts")), "findBy"],
    ]);
  });

  it("ask the client to ask again when another file changes what they say", async () => {
    const project = await openProject(files);
    const { client, path } = project;
    expect(await shown(project, "src/service.ts")).toEqual(["read: 2 queries through calls"]);
    const refresh = client.next(isRefresh);
    client.replace(
      path("src/repository.ts"),
      "if ((await this.posts.count()) === 0) return [];",
      "",
    );
    await refresh;
    expect(await shown(project, "src/service.ts")).toEqual(["read: 1 query through calls"]);
  });

  it("do not ask when an edit changes nothing that they say", async () => {
    const project = await openProject(files);
    const { client, path } = project;
    await shown(project, "src/service.ts");
    const before = client.received.filter(isRefresh).length;
    client.replace(path("src/repository.ts"), "return 1;", "return 2;");
    await client.diagnostics(path("src/repository.ts"));
    const refresh = client.next(isRefresh);
    client.replace(path("src/repository.ts"), "=== 0) return [];", "=== 0) await this.ofAll([]);");
    client.replace(
      path("src/repository.ts"),
      "(await this.posts.count()) === 0",
      "author.id === 0",
    );
    await refresh;
    expect(client.received.filter(isRefresh)).toHaveLength(before + 1);
  });

  it("are refused when what they are about is gone", async () => {
    const project = await openProject(files);
    const [, author] = await lenses(project, "src/model.ts");
    project.client.replace(project.path("src/model.ts"), "class Author", "class Writer");
    await expect(resolved(project, author as CodeLens)).rejects.toMatchObject({
      code: LSPErrorCodes.ContentModified,
    });
  });

  it.each([
    { enable: false },
    { codeLens: { enable: false } },
  ])("are none with the settings %j", async (settings) => {
    const project = await openProject(files, { settings });
    expect(await lenses(project, "src/model.ts")).toEqual([]);
  });
});
