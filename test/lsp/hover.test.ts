import { describe, expect, it } from "vitest";
import { type Hover, HoverRequest, MarkupContent, MarkupKind } from "vscode-languageserver/node";
import { type OpenedProject, openProject } from "./opened-project.ts";
import { ableClient, uri } from "./support/client.ts";

const files = {
  "src/data-source.ts": `import { DataSource } from "typeorm";
import { Author, Post } from "./model.js";
export const source = new DataSource({ type: "postgres", entities: [Author, Post] });
`,
  "src/model.ts": `import { Column, Entity, Index, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "typeorm";

@Entity("authors")
export class Author {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ unique: true, select: false })
  email: string;

  @OneToMany(() => Post, (post) => post.author)
  posts: Post[];
}

@Entity("posts")
@Index("by_title", ["title"])
export class Post {
  @PrimaryGeneratedColumn("uuid")
  id: string;

  @Column("varchar", { length: 80, default: "it's" })
  title: string;

  @ManyToOne(() => Author, (author) => author.posts, { nullable: false, onDelete: "CASCADE", eager: true })
  author: Author;
}

export class Plain {
  title: string;
}
`,
  "src/repository.ts": `import type { DataSource } from "typeorm";
import { type Author, Plain, Post } from "./model.js";

export class PostRepository {
  constructor(private readonly source: DataSource) {}

  async latest(id: number): Promise<Post[]> {
    const posts = this.source.getRepository(Post);
    return posts.find({ where: { author: { id } }, relations: ["author"], order: { id: "ASC" }, take: 5 });
  }

  raw(): Promise<unknown> {
    return this.source.query(
      \`SELECT id
         FROM posts
        WHERE title = $1\`,
      ["a"],
    );
  }
}

export const nameOf = (author: Author): string => author.email;
export const plain = (value: Plain): string => value.title;
`,
};

async function hoverAt(
  { client, path }: OpenedProject,
  file: string,
  text: string,
  plus = 0,
): Promise<Hover | null> {
  return client.connection.sendRequest(HoverRequest.type, {
    textDocument: { uri: uri(path(file)) },
    position: client.positionOf(path(file), text, plus),
  });
}

/** The shown text, with the text that it stands on before it. */
function shown(hover: Hover | null, project: OpenedProject, file: string): string {
  if (!hover || !MarkupContent.is(hover.contents) || !hover.range) return "nothing";
  const { start, end } = hover.range;
  const line = project.client.text(project.path(file)).split("\n")[start.line] ?? "";
  return `[${line.slice(start.character, end.character)}]\n${hover.contents.value}`;
}

async function hovers(
  project: OpenedProject,
  file: string,
  ...texts: readonly (readonly [text: string, plus?: number])[]
): Promise<string> {
  const all: string[] = [];
  for (const [text, plus] of texts)
    all.push(shown(await hoverAt(project, file, text, plus), project, file));
  return all.join("\n\n");
}

describe("hover", () => {
  it("describes an entity, its columns and its relations where they are declared", async () => {
    const project = await openProject(files);
    expect(
      await hovers(
        project,
        "src/model.ts",
        ["Author {", 1],
        ["email:", 5],
        ["posts: Post[]"],
        ["class Post {", 6],
        ["title: string"],
        ["author: Author"],
      ),
    ).toMatchInlineSnapshot(`
      "[Author]
      \`\`\`sql
      table authors
        id     integer  primary key  auto-increment
        email  varchar  not null     unique
      \`\`\`

      - relations: \`posts\` (one-to-many \`Post\`)

      [email]
      \`\`\`sql
      authors.email character varying not null unique
      \`\`\`

      - type from the TypeScript type \`string\`; no length limit
      - left out of queries unless asked for

      [posts]
      one-to-many \`Post\`, inverse \`Post.author\`

      \`\`\`sql
      posts.authorId integer not null references authors (id) on delete cascade
      \`\`\`

      [Post]
      \`\`\`sql
      table posts
        id        uuid         primary key  generated uuid
        title     varchar(80)  not null     default 'it''s'
        authorId  integer      not null     references authors (id) on delete cascade  -- author
      \`\`\`

      - relations: \`author\` (many-to-one \`Author\`, eager)
      - index \`by_title\` on \`title\`

      [title]
      \`\`\`sql
      posts.title character varying(80) not null default 'it''s'
      \`\`\`

      - index \`by_title\` on \`title\`

      [author]
      many-to-one \`Author\`, inverse \`Author.posts\`

      \`\`\`sql
      posts.authorId integer not null references authors (id) on delete cascade
      \`\`\`

      - loaded with every find (eager)"
    `);
  });

  it("says in one line what an operation does", async () => {
    const project = await openProject(files);
    expect(
      await hovers(project, "src/repository.ts", ["find({", 2], ["query(", 0]),
    ).toMatchInlineSnapshot(`
      "[find]
      selects \`posts\` by \`author.id\`, with \`author\`, ordered, at most 5, on \`posts\`

      [query]
      runs SQL, on \`this.source\`

      \`\`\`sql
      SELECT id
       FROM posts
      WHERE title = $1
      \`\`\`"
    `);
  });

  it("describes what is named elsewhere in code, and in strings", async () => {
    const project = await openProject(files);
    expect(
      await hovers(
        project,
        "src/repository.ts",
        ["Promise<Post[]>", 9],
        ["author.email", 8],
        ['["author"]', 3],
        ["FROM posts", 6],
      ),
    ).toMatchInlineSnapshot(`
      "[Post]
      \`\`\`sql
      table posts
        id        uuid         primary key  generated uuid
        title     varchar(80)  not null     default 'it''s'
        authorId  integer      not null     references authors (id) on delete cascade  -- author
      \`\`\`

      - relations: \`author\` (many-to-one \`Author\`, eager)
      - index \`by_title\` on \`title\`

      [email]
      \`\`\`sql
      authors.email character varying not null unique
      \`\`\`

      - type from the TypeScript type \`string\`; no length limit
      - left out of queries unless asked for

      [author]
      many-to-one \`Author\`, inverse \`Author.posts\`

      \`\`\`sql
      posts.authorId integer not null references authors (id) on delete cascade
      \`\`\`

      - loaded with every find (eager)

      [posts]
      \`\`\`sql
      table posts
        id        uuid         primary key  generated uuid
        title     varchar(80)  not null     default 'it''s'
        authorId  integer      not null     references authors (id) on delete cascade  -- author
      \`\`\`

      - relations: \`author\` (many-to-one \`Author\`, eager)
      - index \`by_title\` on \`title\`"
    `);
  });

  it("has nothing for a class that is no entity, for other names, and between names", async () => {
    const project = await openProject(files);
    expect(await hovers(project, "src/model.ts", ["Plain {", 1], ["PrimaryGenerated", 1])).toBe(
      "nothing\n\nnothing",
    );
    expect(
      await hovers(project, "src/repository.ts", ["value.title", 7], ["nameOf", 1], ["  async", 0]),
    ).toBe("nothing\n\nnothing\n\nnothing");
  });

  it("is plain text for a client that wants it", async () => {
    const capabilities = {
      ...ableClient,
      textDocument: {
        ...ableClient.textDocument,
        hover: { contentFormat: [MarkupKind.PlainText, MarkupKind.Markdown] },
      },
    };
    const project = await openProject(files, { capabilities });
    const hover = await hoverAt(project, "src/model.ts", "title: string");
    expect(hover?.contents).toHaveProperty("kind", "plaintext");
    expect(shown(hover, project, "src/model.ts")).toMatchInlineSnapshot(`
      "[title]
      posts.title character varying(80) not null default 'it''s'

      - index by_title on title"
    `);
  });

  it("follows edits, in the file and in others", async () => {
    const project = await openProject(files);
    project.client.replace(project.path("src/data-source.ts"), '"postgres"', '"mysql"');
    project.client.replace(project.path("src/model.ts"), '"authors"', '"people"');
    expect(
      await hovers(project, "src/model.ts", ["email:", 5], ["author: Author"]),
    ).toMatchInlineSnapshot(`
      "[email]
      \`\`\`sql
      people.email varchar(255) not null unique
      \`\`\`

      - type from the TypeScript type \`string\`
      - left out of queries unless asked for

      [author]
      many-to-one \`Author\`, inverse \`Author.posts\`

      \`\`\`sql
      posts.authorId int not null references people (id) on delete cascade
      \`\`\`

      - loaded with every find (eager)"
    `);
  });

  it("has nothing where ormlint is switched off", async () => {
    const project = await openProject(files, { settings: { enable: false } });
    expect(await hoverAt(project, "src/model.ts", "Author {", 1)).toBeNull();
  });
});
