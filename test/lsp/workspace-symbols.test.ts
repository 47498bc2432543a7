import { describe, expect, it } from "vitest";
import {
  type SymbolInformation,
  SymbolKind,
  type WorkspaceSymbol,
  WorkspaceSymbolRequest,
} from "vscode-languageserver/node";
import { type OpenedProject, openProject } from "./opened-project.ts";

const files = {
  "src/data-source.ts": `import { DataSource } from "typeorm";
import { SnakeNamingStrategy } from "typeorm-naming-strategies";
export const source = new DataSource({ type: "postgres", namingStrategy: new SnakeNamingStrategy() });
`,
  "src/model.ts": `import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from "typeorm";

export abstract class Base {
  @PrimaryGeneratedColumn()
  id: number;
}

@Entity()
export class BlogPost extends Base {
  @Column()
  firstTitle: string;

  @ManyToOne(() => Person)
  author: Person;
}

@Entity("people", { schema: "hr" })
export class Person extends Base {}

export class BlogPostForm {}
`,
};

type Found = readonly (WorkspaceSymbol | SymbolInformation)[];

async function find({ client }: OpenedProject, query: string): Promise<Found> {
  return (await client.connection.sendRequest(WorkspaceSymbolRequest.type, { query })) ?? [];
}

/** `kind name (container) [text at its place]`, for each symbol. */
function shown({ client, path }: OpenedProject, symbols: Found): readonly string[] {
  const lines = client.text(path("src/model.ts")).split("\n");
  return symbols.map(({ kind, name, containerName, location }) => {
    if (!("range" in location) || !location.uri.endsWith("/src/model.ts"))
      throw new Error("a place in the model is expected");
    const { start, end } = location.range;
    const text = lines[start.line]?.slice(start.character, end.character);
    return `${SymbolKindName[kind]} ${name} (${containerName}) [${text}]`;
  });
}

const SymbolKindName: Readonly<Partial<Record<SymbolKind, string>>> = {
  [SymbolKind.Class]: "class",
  [SymbolKind.Struct]: "table",
  [SymbolKind.Field]: "column",
  [SymbolKind.Property]: "relation",
};

describe("workspace symbols", () => {
  it("are all entities and tables for an empty query", async () => {
    const project = await openProject(files);
    expect(shown(project, await find(project, ""))).toEqual([
      "class Base (abstract) [Base]",
      "class BlogPost (table blog_post) [BlogPost]",
      "class Person (table hr.people) [Person]",
      "table blog_post (entity BlogPost) [BlogPost]",
      "table hr.people (entity Person) [Person]",
    ]);
  });

  it("are found by letters in their order", async () => {
    const project = await openProject(files);
    expect(shown(project, await find(project, "bp"))).toEqual([
      "class BlogPost (table blog_post) [BlogPost]",
      "table blog_post (entity BlogPost) [BlogPost]",
    ]);
    expect(shown(project, await find(project, "people"))).toEqual([
      "table hr.people (entity Person) [Person]",
    ]);
    expect(await find(project, "BlogPostForm")).toEqual([]);
  });

  it("are columns and relations of an entity or table for a query with a dot", async () => {
    const project = await openProject(files);
    expect(shown(project, await find(project, "post.title"))).toEqual([
      "column BlogPost.firstTitle (table blog_post, column first_title) [firstTitle]",
    ]);
    expect(shown(project, await find(project, "people.id"))).toEqual([
      "column Person.id (table hr.people) [id]",
    ]);
    expect(shown(project, await find(project, "blog_post."))).toEqual([
      "column BlogPost.firstTitle (table blog_post, column first_title) [firstTitle]",
      "column BlogPost.id (table blog_post) [id]",
      "relation BlogPost.author (table blog_post) [author]",
    ]);
    expect(shown(project, await find(project, "hr.people"))).toEqual([
      "table hr.people (entity Person) [Person]",
    ]);
  });

  it("are sent in parts to a client that takes them", async () => {
    const project = await openProject(files);
    const { connection, received } = project.client;
    const rest = await connection.sendRequest(WorkspaceSymbolRequest.type, {
      query: "person",
      partialResultToken: "parts",
    });
    expect(rest).toEqual([]);
    const parts = received.filter(
      ({ method, params }) =>
        method === "$/progress" && (params as { token: unknown }).token === "parts",
    );
    const symbols = parts.flatMap(({ params }) => (params as { value: Found }).value);
    expect(shown(project, symbols)).toEqual(["class Person (table hr.people) [Person]"]);
  });

  it.each([
    { enable: false },
    { workspaceSymbols: { enable: false } },
  ])("are none with the settings %j", async (settings) => {
    expect(await find(await openProject(files, { settings }), "")).toEqual([]);
  });
});
