import { describe, expect, it } from "vitest";
import {
  type CompletionItem,
  type CompletionList,
  CompletionRequest,
  CompletionResolveRequest,
  type MarkupContent,
  type TextEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { files, type NamesProject, openNames } from "./names-project.ts";

const name = "src/typed.ts";

/** A file whose last line is being typed, with the cursor at `|`. */
async function typed(
  line: string,
  before = "",
): Promise<{ project: NamesProject; list: CompletionList | null; text: string }> {
  const marked = `import type { DataSource, Repository } from "typeorm";
import { Comment, Post } from "./post.js";
declare const posts: Repository<Post>;
declare const source: DataSource;
declare const other: { find(options: { relations: string[] }): void; where(text: string): void };
export const Kept = Comment;
${before}${line}
`;
  const text = marked.replace("|", "");
  const project = await openNames({ [name]: text });
  const list = await project.client.connection.sendRequest<CompletionList | null>(
    CompletionRequest.method,
    project.at(name, marked),
  );
  return { project, list, text };
}

/** `label: detail`, or the label alone. */
async function offered(line: string, before = ""): Promise<readonly string[] | null> {
  const { list } = await typed(line, before);
  if (!list) return null;
  return list.items.map(({ label, detail }) => (detail ? `${label}: ${detail}` : label));
}

/** The line once an item is taken. */
async function taken(line: string, label: string): Promise<string> {
  const { project, list, text } = await typed(line);
  const edit = list?.items.find((item) => item.label === label)?.textEdit as TextEdit | undefined;
  if (!edit) throw new Error(`${label} is not offered`);
  expect(project.client.text(project.path(name))).toBe(text);
  const { start, end } = edit.range;
  const at = text.split("\n")[start.line] ?? "";
  expect(end.line).toBe(start.line);
  return at.slice(0, start.character) + edit.newText + at.slice(end.character);
}

const relations = ["writer: Author", "comments: Comment[]"];
const post = ["title: string", "slug: string", ...relations, "id: number"];
const tables = ["authors: Author", "posts: Post", "comments: Comment"];

describe("completion of properties", () => {
  it.each(
    Object.entries({
      'posts.find({ relations: ["|"] });': relations,
      "posts.find({ relations: ['wri|'] });": relations,
      'posts.find({ relations: ["writer", "|"] });': relations,
      'posts.find({ relations: ["writer.|"] });': ["posts: Post[]"],
      'posts.find({ relations: ["comments.post.|"] });': relations,
      'posts.find({ relations: ["nothing.|"] });': null,
      'posts.find({ relations: ["|': relations,
      'posts.find({ select: ["|"] });': ["title: string", "slug: string", "id: number"],
      'posts.createQueryBuilder("p").leftJoinAndSelect("p.|")': relations,
      'posts.createQueryBuilder("p").leftJoinAndSelect("p.|"': relations,
      'posts.createQueryBuilder("p").leftJoinAndSelect("p.|': relations,
      'posts.createQueryBuilder("p").where("p.|")': post,
      "posts.createQueryBuilder('p').where(`p.title = 1 AND p.|": post,
      'posts.createQueryBuilder("p").leftJoin("p.writer", "w").orderBy("w.|")': [
        "fullName: string",
        "posts: Post[]",
        "id: number",
      ],
      'posts.createQueryBuilder("p").where("p.writer.|")': [
        "fullName: string",
        "posts: Post[]",
        "id: number",
      ],
      'source.createQueryBuilder(Comment, "c").select(["c.id", "c.|"])': [
        "body: string",
        "post: Post",
        "id: number",
      ],
      'posts.createQueryBuilder("p").where("x.|")': null,
      'posts.createQueryBuilder("p").where("p.slug = \'p.|\'")': null,
      'posts.createQueryBuilder("p").where(`p.${1}.|`)': null,
      'posts.increment({ id: 1 }, "|", 1);': ["title: string", "slug: string", "id: number"],
    }),
  )("%s", async (line, expected) => {
    expect(await offered(line)).toEqual(expected);
  });

  it("replaces the name under the cursor alone", async () => {
    expect(await taken('posts.find({ relations: ["comments.po|stal"] });', "post")).toBe(
      'posts.find({ relations: ["comments.post"] });',
    );
    expect(await taken('posts.find({ relations: ["com|ments.post"] });', "writer")).toBe(
      'posts.find({ relations: ["writer.post"] });',
    );
    expect(
      await taken('posts.createQueryBuilder("p").where("p.|ti = :t AND p.slug = 1")', "title"),
    ).toBe('posts.createQueryBuilder("p").where("p.title = :t AND p.slug = 1")');
  });
});

describe("completion of aliases, entities and parameters", () => {
  it.each(
    Object.entries({
      'posts.createQueryBuilder("p").leftJoin("p.writer", "w").where("|")': [
        "p: Post",
        "w: Author",
      ],
      'posts.createQueryBuilder("p").leftJoin("p.writer", "w").where("p.title = 1 AND w|")': [
        "p: Post",
        "w: Author",
      ],
      'posts.createQueryBuilder("p").leftJoinAndSelect("|")': [
        "p: Post",
        "Author: authors",
        "Post: posts",
        "Comment: comments",
      ],
      'source.getRepository("|")': ["Author: authors", "Post: posts", "Comment: comments"],
      'posts.createQueryBuilder("p").where("p.id = :a", { a: 1 }).setParameter("b", 2).andWhere("p.id = :|")':
        ["a: has a value", "b: has a value"],
      'posts.createQueryBuilder("p").where("p.id = :a").andWhere("p.title = :b AND p.id IN (:...|)")':
        ["a: used without a value so far", "b: used without a value so far"],
      'posts.createQueryBuilder("p").where("p.title::|")': ["p: Post"],
      'source.createQueryBuilder().delete().from(Comment).where("|")': [
        "body: string",
        "id: number",
        "postId: Post",
      ],
    }),
  )("%s", async (line, expected) => {
    expect(await offered(line)).toEqual(expected);
  });

  it("stays in its own query", async () => {
    const before =
      'export const first = posts.createQueryBuilder("q").where("q.id = :q", { q: 1 });\n';
    expect(await offered('posts.createQueryBuilder("p").where("|")', before)).toEqual(["p: Post"]);
    expect(await offered('posts.createQueryBuilder("p").where("p.id = :|")', before)).toEqual([]);
  });
});

describe("completion in SQL", () => {
  const columns = ["title: string", "slug: string", "id: number", "writer_id: Author"];

  it.each(
    Object.entries({
      'source.query("SELECT * FROM |")': tables,
      'source.query("SELECT * FROM |': tables,
      "source.query(`SELECT * FROM posts p JOIN |`)": tables,
      'source.query("SELECT * FROM posts, |")': tables,
      'source.query("SELECT p.| FROM posts p")': columns,
      'source.query("SELECT posts.| FROM posts")': columns,
      'source.query("SELECT * FROM posts AS p WHERE p.ti|")': columns,
      'source.query("SELECT * FROM authors a WHERE |")': [
        "full_name: string",
        "id: number",
        "a: Author",
        ...tables,
      ],
      "source.query(\"SELECT * FROM posts WHERE title = '|'\")": null,
      'source.query("SELECT 1 -- |")': null,
      'source.query("SELECT x.| FROM posts p")': null,
      'source.query("UPDATE comments SET |")': [
        "body: string",
        "id: number",
        "postId: Post",
        ...tables,
      ],
    }),
  )("%s", async (line, expected) => {
    expect(await offered(line)).toEqual(expected);
  });

  it("writes quotes where PostgreSQL needs them, once", async () => {
    expect(await taken('source.query("SELECT c.| FROM comments c")', "postId")).toBe(
      'source.query("SELECT c.\\"postId\\" FROM comments c")',
    );
    expect(await taken("source.query(`SELECT c.po| FROM comments c`)", "postId")).toBe(
      'source.query(`SELECT c."postId" FROM comments c`)',
    );
    expect(await taken('source.query(`SELECT c."po|" FROM comments c`)', "postId")).toBe(
      'source.query(`SELECT c."postId" FROM comments c`)',
    );
    expect(await taken('source.query("SELECT c.b| FROM comments c")', "body")).toBe(
      'source.query("SELECT c.body FROM comments c")',
    );
  });
});

describe("completion of a name that is no word", () => {
  it.each([
    ['source.query(`SELECT c."First N|ame" FROM "odd-rows" c`)', "First Name", '"First Name" FROM'],
    ['source.query(`SELECT c."F| Name" FROM "odd-rows" c`)', "First Name", '"First Name" FROM'],
    ['source.query(`SELECT c."First N| FROM "odd-rows" c`)', "body", undefined],
    ['source.query(`SELECT * FROM "odd-r|"`)', "odd-rows", 'FROM "odd-rows"`'],
    ['source.getRepository("odd-r|")', "Odd", 'getRepository("Odd")'],
    [
      `source.getRepository(Odd).createQueryBuilder("o").where('o."First N|" = 1')`,
      "First Name",
      `o."First Name" = 1`,
    ],
  ])("replaces all of it: %s", async (line, label, expected) => {
    const declared = `import { Entity, PrimaryColumn } from "typeorm";
@Entity("odd-rows") class Odd { @PrimaryColumn({ name: "First Name" }) first: string; }
`;
    const { project, list, text } = await typed(line, declared);
    const edit = list?.items.find((item) => item.label === label)?.textEdit as TextEdit | undefined;
    if (expected === undefined) {
      expect(edit).toBeUndefined();
      return;
    }
    if (!edit) throw new Error(`${label} is not offered`);
    const document = TextDocument.create("", "typescript", 1, text);
    expect(TextDocument.applyEdits(document, [edit])).toContain(expected);
    expect(project.client.text(project.path(name))).toBe(text);
  });
});

describe("completion", () => {
  it.each([
    'other.find({ relations: ["|"] });',
    'other.where("p.|");',
    'console.log("SELECT * FROM |");',
    "posts.|",
  ])("has nothing to say about %s", async (line) => {
    expect(await offered(line)).toBeNull();
  });

  it("describes the item that is looked at", async () => {
    const { project, list } = await typed('posts.find({ relations: ["|"] });');
    const [writer] = list?.items ?? [];
    expect(writer).not.toHaveProperty("documentation");
    const full = await project.client.connection.sendRequest<CompletionItem>(
      CompletionResolveRequest.method,
      writer,
    );
    expect((full.documentation as MarkupContent).value).toContain("many-to-one");
    expect((full.documentation as MarkupContent).value).toContain("writer_id");
  });

  it.each([
    undefined,
    5,
    { uri: 1 },
    { uri: "untitled:a", entity: 5 },
  ])("gives an item of others back as it is: %j", async (data) => {
    const { project } = await typed("posts.|");
    const item: CompletionItem = { label: "other", ...(data !== undefined && { data }) };
    expect(
      await project.client.connection.sendRequest(CompletionResolveRequest.method, item),
    ).toEqual(item);
  });

  it("knows what was typed in other files", async () => {
    const { project } = await typed('posts.find({ relations: ["|"] });');
    project.client.replace(
      project.path("src/post.ts"),
      "  comments: Comment[];",
      "  replies: Comment[];",
    );
    const list = await project.client.connection.sendRequest<CompletionList>(
      CompletionRequest.method,
      project.at(name, 'relations: ["|"]'),
    );
    expect(list.items.map(({ label }) => label)).toEqual(["writer", "replies"]);
  });

  it("works where lines end with CR LF and nothing closes the string", async () => {
    const text = `${files["src/queries.ts"]}export const last = (source: DataSource) => source.getRepository(Post).find({ relations: ["\nexport {};\n`;
    const project = await openNames({ "src/queries.ts": text.replaceAll("\n", "\r\n") });
    const list = await project.client.connection.sendRequest<CompletionList>(
      CompletionRequest.method,
      project.at("src/queries.ts", 'getRepository(Post).find({ relations: ["|'),
    );
    expect(list.items.map(({ label }) => label)).toEqual(["writer", "comments"]);
  });
});
