import { describe, expect, it } from "vitest";
import {
  type InlayHint,
  InlayHintRequest,
  InlayHintResolveRequest,
  type Range,
} from "vscode-languageserver/node";
import { type OpenedProject, openProject } from "./opened-project.ts";
import { ableClient, type Received, uri } from "./support/client.ts";

const dataSource = (type: string): string => `import { DataSource } from "typeorm";
export const source = new DataSource({ type: ${JSON.stringify(type)} });
`;

const files = {
  "src/data-source.ts": dataSource("postgres"),
  "src/model.ts": `import { Column, CreateDateColumn, Entity, ManyToOne, PrimaryGeneratedColumn } from "typeorm";

export class Address {
  @Column() street: string; @Column() city: string;
}

@Entity()
export class Author {
  @PrimaryGeneratedColumn("uuid")
  id: string;

  @Column({ type: "varchar", length: 80 })
  written: string;

  @Column("varchar")
  endless: string;

  @Column({ nullable: true })
  note: string; // a comment

  @Column()
  settings: { dark: boolean };

  @CreateDateColumn()
  createdAt: Date;

  @Column(() => Address)
  address: Address;
}

@Entity()
export class Post {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Author)
  author: Author;

  @Column()
  authorId: string;
}

export class Plain {
  name: string;
}
`,
};

const everywhere: Range = {
  start: { line: 0, character: 0 },
  end: { line: 1000, character: 0 },
};

async function hints(
  { client, path }: OpenedProject,
  range: Range = everywhere,
): Promise<InlayHint[]> {
  const textDocument = { uri: uri(path("src/model.ts")) };
  return (
    (await client.connection.sendRequest(InlayHintRequest.type, { textDocument, range })) ?? []
  );
}

/** The lines that have hints, with the hints where they stand. */
async function shown(project: OpenedProject, range?: Range): Promise<readonly string[]> {
  const lines = project.client.text(project.path("src/model.ts")).split("\n");
  const byLine = new Map<number, InlayHint[]>();
  for (const hint of await hints(project, range))
    byLine.set(hint.position.line, [...(byLine.get(hint.position.line) ?? []), hint]);
  return [...byLine].map(([line, all]) => {
    const text = lines[line] ?? "";
    return all
      .toReversed()
      .reduce(
        (before, { position: { character }, label }) =>
          `${before.slice(0, character)} «${label as string}»${before.slice(character)}`,
        text,
      )
      .trim();
  });
}

describe("inlay hints", () => {
  it("show the type of a column that its declaration leaves open", async () => {
    const project = await openProject(files);
    expect(await shown(project)).toMatchInlineSnapshot(`
      [
        "@Column() street «varchar not null»: string; @Column() city «varchar not null»: string;",
        "id: string; «uuid not null»",
        "endless: string; «varchar not null»",
        "note: string; // a comment «varchar null»",
        "createdAt: Date; «timestamp not null»",
        "id: number; «integer not null»",
        "authorId: string; «uuid not null»",
      ]
    `);
  });

  it("show types of several databases while they are few", async () => {
    const project = await openProject({
      ...files,
      "src/data-source.ts": dataSource("postgres"),
      "src/other.ts": dataSource("mysql"),
    });
    expect(await shown(project)).toMatchInlineSnapshot(`
      [
        "@Column() street «varchar | varchar(255) not null»: string; @Column() city «varchar | varchar(255) not null»: string;",
        "id: string; «uuid | varchar(36) not null»",
        "endless: string; «varchar | varchar(255) not null»",
        "note: string; // a comment «varchar | varchar(255) null»",
        "createdAt: Date; «timestamp | datetime(6) not null»",
        "id: number; «integer | int not null»",
        "authorId: string; «uuid | varchar(36) not null»",
      ]
    `);
  });

  it("are none when nothing tells which database is used", async () => {
    const { "src/data-source.ts": _, ...others } = files;
    expect(await shown(await openProject(others))).toEqual([]);
  });

  it("are given for the lines that are asked for", async () => {
    const project = await openProject(files);
    const start = project.client.positionOf(project.path("src/model.ts"), "endless");
    const end = { line: start.line + 1, character: 0 };
    expect(await shown(project, { start, end })).toEqual(["endless: string; «varchar not null»"]);
  });

  it("tell where the type comes from, when a client asks for it", async () => {
    const inlayHint = { resolveSupport: { properties: ["tooltip"] } };
    const capabilities = {
      ...ableClient,
      textDocument: { ...ableClient.textDocument, inlayHint },
    };
    const project = await openProject(files, { capabilities });
    const hint = (await hints(project)).find(({ label }) => label === "varchar null");
    expect(hint).toBeDefined();
    expect(hint?.tooltip).toBeUndefined();
    const resolved = await project.client.connection.sendRequest(
      InlayHintResolveRequest.type,
      hint as InlayHint,
    );
    expect(resolved.tooltip).toMatchInlineSnapshot(`
      {
        "kind": "markdown",
        "value": "\`\`\`sql
      author.note character varying null
      \`\`\`

      - type from the TypeScript type \`string\`; no length limit",
      }
    `);
  });

  it("come with it for a client that does not ask", async () => {
    const all = await hints(await openProject(files));
    expect(all.length).toBeGreaterThan(0);
    expect(all.every(({ tooltip }) => tooltip !== undefined)).toBe(true);
  });

  it("ask the client to ask again when another file changes what they say", async () => {
    const project = await openProject(files);
    const { client, path } = project;
    expect(await shown(project)).toContain("endless: string; «varchar not null»");
    const refresh = client.next(({ method }: Received) => method === "workspace/inlayHint/refresh");
    client.replace(path("src/data-source.ts"), "postgres", "mysql");
    await refresh;
    expect(await shown(project)).toContain("endless: string; «varchar(255) not null»");
  });

  it.each([
    { enable: false },
    { inlayHints: { enable: false } },
  ])("are none with the settings %j", async (settings) => {
    expect(await hints(await openProject(files, { settings }))).toEqual([]);
  });
});
