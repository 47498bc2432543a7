import { describe, expect, it } from "vitest";
import {
  type ClientCapabilities,
  PrepareRenameRequest,
  type Range,
  RenameRequest,
  TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { files, type NamesProject, openNames } from "./names-project.ts";
import { ableClient, uri } from "./support/client.ts";

const confirming: ClientCapabilities = {
  ...ableClient,
  workspace: {
    ...ableClient.workspace,
    workspaceEdit: {
      documentChanges: true,
      changeAnnotationSupport: { groupsOnLabel: true },
    },
  },
};

function asked(
  project: NamesProject,
  name: string,
  marked: string,
  newName: string,
): Promise<WorkspaceEdit | null> {
  return project.client.connection.sendRequest<WorkspaceEdit | null>(RenameRequest.method, {
    ...project.at(name, marked),
    newName,
  });
}

/** The changed lines of all files after a rename. */
async function renamed(
  project: NamesProject,
  name: string,
  marked: string,
  newName: string,
): Promise<readonly string[]> {
  const edit = await asked(project, name, marked, newName);
  return changedLines(project, edit);
}

function changedLines(project: NamesProject, edit: WorkspaceEdit | null): readonly string[] {
  const lines: string[] = [];
  for (const change of edit?.documentChanges ?? []) {
    if (!TextDocumentEdit.is(change)) throw new Error("only edits of texts are expected");
    const file = [...Object.keys(files), "src/more.ts"].find(
      (each) => uri(project.path(each)) === change.textDocument.uri,
    );
    if (file === undefined) throw new Error(`unexpected ${change.textDocument.uri}`);
    expect(change.textDocument.version).toBe(1);
    const before = project.client.text(project.path(file));
    const document = TextDocument.create(change.textDocument.uri, "typescript", 1, before);
    const after = TextDocument.applyEdits(document, change.edits as TextEdit[]);
    const old = before.split(/\r?\n/);
    for (const [index, line] of after.split(/\r?\n/).entries())
      if (line !== old[index]) lines.push(`${file}: ${line.trim()}`);
  }
  return lines;
}

async function prepared(
  project: NamesProject,
  name: string,
  marked: string,
): Promise<{ range: Range; placeholder: string } | null> {
  return project.client.connection.sendRequest(
    PrepareRenameRequest.method,
    project.at(name, marked),
  );
}

const headline = [
  'src/post.ts: @Index(["headline", "slug"])',
  'src/post.ts: @Column({ name: "title" })',
  "src/post.ts: headline: string;",
  `src/queries.ts: .where(\`post.headline = :t AND post.\${field} = 'post.title'\`, { t })`,
  "src/queries.ts: const { headline: title, slug: s } = post;",
  "src/queries.ts: return this.posts.create({ headline: title, slug: s ?? post.headline });",
];

describe("rename of a property", () => {
  it.each([
    ["src/post.ts", "  ti|tle: string"],
    ["src/queries.ts", "`post.ti|tle = :t"],
    ["src/post.ts", '@Index(["ti|tle"'],
    ["src/queries.ts", "?? post.ti|tle }"],
  ])("from %s at %s keeps the database as it is", async (name, marked) => {
    expect(await renamed(await openNames(), name, marked, "headline")).toEqual(headline);
  });

  it("leaves SQL alone, and names the column nowhere twice", async () => {
    const lines = await renamed(await openNames(), "src/author.ts", "full|Name: string", "label");
    expect(lines).toEqual([
      "src/author.ts: label: string;",
      'src/queries.ts: const other = this.source.getRepository(Author).createQueryBuilder("post").where("post.label = :t");',
      'src/queries.ts: .orderBy("w.label");',
    ]);
  });

  it("that is a relation", async () => {
    const lines = await renamed(
      await openNames(),
      "src/queries.ts",
      'relations: ["wri|ter"',
      "creator",
    );
    expect(lines).toEqual([
      'src/author.ts: @OneToMany(() => Post, "creator")',
      "src/post.ts: creator: Author;",
      'src/queries.ts: return this.posts.find({ where: { slug }, relations: ["creator", "comments.post"] });',
      'src/queries.ts: .leftJoinAndSelect("post.creator", "w")',
    ]);
  });

  it("that is a relation without a join column writes its foreign key out", async () => {
    const lines = await renamed(await openNames(), "src/post.ts", "  po|st: Post", "parent");
    expect(lines).toContain('src/post.ts: @JoinColumn({ name: "postId" })');
    expect(lines).toContain("src/post.ts: parent: Post;");
    expect(lines).toContain("src/post.ts: @OneToMany(() => Comment, (comment) => comment.parent)");
    expect(lines).toContain(
      'src/queries.ts: return this.posts.find({ where: { slug }, relations: ["writer", "comments.parent"] });',
    );
  });

  it("takes shorthand, keys of relations, and subclasses along", async () => {
    const project = await openNames({
      "src/more.ts": `import type { Repository } from "typeorm";
import { ChildEntity } from "typeorm";
import { Post } from "./post.js";
@ChildEntity()
export class Special extends Post {
  override slug: string;
}
export function more(posts: Repository<Special>, slug: string) {
  posts.find({ where: { slug }, relations: { writer: true }, order: { slug: "ASC" } });
  const pick = ({ slug = "x" }: Post) => slug;
  posts.createQueryBuilder("s").where({ slug }).andWhere("s.slug = :slug", { slug });
  return [pick, posts.createQueryBuilder("s").where("s.slug = 1")];
}
`,
    });
    expect(await renamed(project, "src/post.ts", "  sl|ug: string", "path")).toEqual([
      "src/more.ts: override path: string;",
      'src/more.ts: posts.find({ where: { path: slug }, relations: { writer: true }, order: { path: "ASC" } });',
      'src/more.ts: const pick = ({ path: slug = "x" }: Post) => slug;',
      'src/more.ts: posts.createQueryBuilder("s").where({ path: slug }).andWhere("s.path = :slug", { slug });',
      'src/more.ts: return [pick, posts.createQueryBuilder("s").where("s.path = 1")];',
      'src/post.ts: @Index(["title", "path"])',
      "src/post.ts: path: string;",
      'src/queries.ts: return this.posts.find({ where: { path: slug }, relations: ["writer", "comments.post"] });',
      "src/queries.ts: const { title, path: s } = post;",
      "src/queries.ts: return this.posts.create({ title, path: s ?? post.title });",
    ]);
    const keys = await renamed(project, "src/post.ts", "  wri|ter: Author", "creator");
    expect(keys).toContain(
      'src/more.ts: posts.find({ where: { slug }, relations: { creator: true }, order: { slug: "ASC" } });',
    );
  });

  it("follows what the ORM replaces, and leaves what goes to the database as it is", async () => {
    const project = await openNames({
      "src/more.ts": `import { Brackets, type Repository } from "typeorm";
import type { Author } from "./author.js";
import type { Post } from "./post.js";
export const more = (authors: Repository<Author>, posts: Repository<Post>) => [
  authors.createQueryBuilder().update().set({ fullName: "x" }).where("fullName = 1 AND full_name = 2"),
  authors.createQueryBuilder().delete().where(new Brackets((inner) => inner.where("(fullName = 1)"))),
  authors.createQueryBuilder().softDelete().where("fullName<1 OR \\"fullName\\" = 1"),
  authors.createQueryBuilder("a").where("a.full_name = 1 AND LOWER(a.fullName) = 1"),
  posts.createQueryBuilder("p").where("p.title<1 AND p.title = 2 AND p.title::text = 3"),
  posts.createQueryBuilder("p").where(\`
    p.title = 1 AND
\tp.title = 2\`),
];
`,
    });
    const own = async (marked: string, newName: string) =>
      (
        await renamed(
          project,
          marked.includes("full") ? "src/author.ts" : "src/post.ts",
          marked,
          newName,
        )
      ).filter((line) => line.startsWith("src/more.ts"));
    expect(await own("  full|Name: string", "label")).toEqual([
      'src/more.ts: authors.createQueryBuilder().update().set({ label: "x" }).where("label = 1 AND full_name = 2"),',
      'src/more.ts: authors.createQueryBuilder().delete().where(new Brackets((inner) => inner.where("(label = 1)"))),',
      'src/more.ts: authors.createQueryBuilder("a").where("a.full_name = 1 AND LOWER(a.label) = 1"),',
    ]);
    expect(await own("  ti|tle: string", "headline")).toEqual([
      'src/more.ts: posts.createQueryBuilder("p").where("p.title<1 AND p.headline = 2 AND p.title::text = 3"),',
      "src/more.ts: p.headline = 1 AND",
    ]);
  });

  it("counts right where lines end with CR LF", async () => {
    const crlf = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, text.replaceAll("\n", "\r\n")]),
    );
    const project = await openNames(crlf);
    expect(await renamed(project, "src/post.ts", "  ti|tle: string", "headline")).toEqual(headline);
  });

  it("asks before names in the database change that cannot be written out", async () => {
    const project = await openNames({}, { capabilities: confirming });
    const edit = await asked(project, "src/author.ts", "  i|d: number", "key");
    const annotation = edit?.changeAnnotations?.["schema-change"];
    expect(annotation?.needsConfirmation).toBe(true);
    expect(annotation?.description).toContain("foreign keys");
    const edits = (edit?.documentChanges ?? []).flatMap((change) =>
      TextDocumentEdit.is(change) ? change.edits : [],
    );
    expect(edits.length).toBeGreaterThan(0);
    expect(edits.every((each) => "annotationId" in each)).toBe(true);
  });

  it("asks about strings whose alias is given elsewhere, and only about those", async () => {
    const more = `import { Brackets, type SelectQueryBuilder } from "typeorm";
import type { Author } from "./author.js";
import type { Post } from "./post.js";
export function narrow(posts: SelectQueryBuilder<Post>, authors: SelectQueryBuilder<Author>) {
  posts.andWhere("x.slug = 1 AND slug = 2").leftJoin("x.writer", "w").orderBy("w.slug");
  authors.andWhere("x.slug = 1");
  posts.andWhere(new Brackets((inner) => inner.where("x.slug = 2")));
  authors.leftJoin("a.posts", "p").leftJoin("p.comments", "c").andWhere("p.slug = 1 AND c.slug = 2");
}
`;
    const asking = await openNames({ "src/more.ts": more }, { capabilities: confirming });
    const edit = await asked(asking, "src/post.ts", "  sl|ug: string", "path");
    const uncertain = (edit?.documentChanges ?? []).flatMap((change) =>
      TextDocumentEdit.is(change)
        ? change.edits.filter((each) => "annotationId" in each && each.annotationId === "uncertain")
        : [],
    );
    expect(uncertain.map(({ range }) => range.start)).toEqual([
      { line: 4, character: 20 },
      { line: 6, character: 56 },
      { line: 7, character: 75 },
    ]);
    expect(edit?.changeAnnotations?.uncertain?.needsConfirmation).toBe(true);
    const silent = await openNames({ "src/more.ts": more });
    const lines = await renamed(silent, "src/post.ts", "  sl|ug: string", "path");
    expect(lines.filter((line) => line.startsWith("src/more.ts"))).toEqual([]);
  });

  it("refuses that where nobody can be asked", async () => {
    const project = await openNames();
    await expect(asked(project, "src/author.ts", "  i|d: number", "key")).rejects.toThrow(
      /would also change .*foreign keys/,
    );
  });
});

describe("rename in a query", () => {
  it("of an alias", async () => {
    const lines = await renamed(await openNames(), "src/queries.ts", '"po|st.writer"', "p");
    expect(lines).toEqual([
      'src/queries.ts: .createQueryBuilder("p")',
      'src/queries.ts: .leftJoinAndSelect("p.writer", "w")',
      `src/queries.ts: .where(\`p.title = :t AND p.\${field} = 'post.title'\`, { t })`,
    ]);
  });

  it("of a parameter", async () => {
    const lines = await renamed(await openNames(), "src/queries.ts", "`post.title = :|t", "wanted");
    expect(lines).toEqual([
      `src/queries.ts: .where(\`post.title = :wanted AND post.\${field} = 'post.title'\`, { wanted: t })`,
    ]);
  });

  it("of an alias in SQL", async () => {
    const lines = await renamed(await openNames(), "src/queries.ts", "WHERE |p.title", "article");
    expect(lines).toEqual([
      'src/queries.ts: return this.source.query(`SELECT article.title, article.writer_id FROM posts article WHERE article.title = $1`, ["a"]);',
    ]);
  });

  it("refuses an alias that columns of raw rows follow", async () => {
    const project = await openNames({
      "src/more.ts": `import type { Repository } from "typeorm";
import type { Post } from "./post.js";
export const more = (posts: Repository<Post>) =>
  posts.createQueryBuilder("p").getRawMany().then((rows) => rows.map((row) => row.p_title));
`,
    });
    await expect(asked(project, "src/more.ts", 'createQueryBuilder("|p")', "x")).rejects.toThrow(
      /p_title may be a column of raw rows/,
    );
  });

  it("refuses a name that is taken there", async () => {
    const project = await openNames();
    await expect(asked(project, "src/queries.ts", '"po|st.writer"', "w")).rejects.toThrow(/taken/);
    const statement = "`SELECT p.title FROM posts p JOIN authors a ON true`";
    project.client.replace(
      project.path("src/queries.ts"),
      '"post.title"]',
      `this.source.query(${statement})]`,
    );
    await expect(asked(project, "src/queries.ts", "posts |p JOIN", "a")).rejects.toThrow(/taken/);
  });
});

describe("rename in a query that is not alone", () => {
  const more = `import { Brackets, type Repository, type SelectQueryBuilder } from "typeorm";
import { Author } from "./author.js";
import { Comment, type Post } from "./post.js";
import { kept } from "./far.js";
export class More {
  posts: Repository<Post>;
  list(title: string) {
    return this.posts
      .createQueryBuilder("p")
      .innerJoin("p.writer", "w")
      .where("p.title = :title", { title })
      .andWhere(new Brackets((b) => b.where("w.fullName = :name", { name: "x" }).orWhere("p.slug = :later")))
      .andWhere((b) => "p.id IN " + b.subQuery().select("c.post").from(Comment, "c").where("c.body = :body").getQuery())
      .andWhere('EXISTS (SELECT 1 FROM comments raw WHERE raw."postId" = p.id)')
      .setParameters({ body: "y" });
  }
  shared() {
    const query = this.posts.createQueryBuilder("q").where("q.title = :word", { word: 1 });
    this.narrow(query);
    const outer = this.posts.createQueryBuilder("o").setParameters(query.getParameters());
    return [kept(query), outer.where("o.slug = :word AND o.id IN (" + query.getQuery() + ")")];
  }
  narrow(query: SelectQueryBuilder<Post>) {
    query.andWhere("q.slug = 1");
  }
  writers(query: SelectQueryBuilder<Author>) {
    query.andWhere("q.fullName = 1");
  }
  raw() {
    return this.posts.query("SELECT k.title FROM posts k JOIN authors ON true");
  }
}
`;
  const far = `import { Brackets, type SelectQueryBuilder } from "typeorm";
import type { Post } from "./post.js";
export const kept = (query: SelectQueryBuilder<Post>) => query.andWhere("q.id > 1").orderBy("q")
  .andWhere(new Brackets((inner) => inner.where("q.slug = 1")));
`;
  const both = { "src/more.ts": more, "src/far.ts": far };

  it.each([
    ["a parameter to one of a bracket", "p.title = :tit|le", "name"],
    ["a parameter to one whose value is given elsewhere", "p.title = :tit|le", "later"],
    ["a parameter to one of a subquery", "p.title = :tit|le", "body"],
    ["a parameter of a bracket to one around it", "w.fullName = :na|me", "title"],
    ["an alias to one of a subquery", 'createQueryBuilder("|p")', "c"],
    ["an alias of a subquery to one around it", 'Comment, "|c"', "w"],
    ["an alias to one in SQL of the clause", 'createQueryBuilder("|p")', "raw"],
    ["an alias to another case of a taken one", 'createQueryBuilder("|p")', "W"],
    ["an alias in SQL to a table beside it", "posts |k JOIN", "authors"],
  ])("refuses %s", async (_what, marked, newName) => {
    const project = await openNames(both);
    await expect(asked(project, "src/more.ts", marked, newName)).rejects.toThrow(/is taken/);
  });

  it.each([
    ["a text that two builders share", 'createQueryBuilder("|h").where(text)'],
    ["a name spelt by an escape", 'createQueryBuilder("|e")'],
    ["a word that may be a column", 'Comment, "|body"'],
  ])("refuses an alias when one of its uses is not certain: %s", async (_what, marked) => {
    const project = await openNames({
      "src/more.ts": `import type { Repository } from "typeorm";
import { Comment, type Post } from "./post.js";
const text = "h.slug = 1";
export const more = (posts: Repository<Post>) => [
  posts.createQueryBuilder("h").where(text),
  posts.createQueryBuilder("h").andWhere(text),
  posts.createQueryBuilder("e").where("\\x65.slug = 1"),
  posts.createQueryBuilder("c").from(Comment, "body").where("body > 1"),
];
`,
    });
    await expect(asked(project, "src/more.ts", marked, "other")).rejects.toThrow(/not certain/);
  });

  it("refuses the name of a selected value, takes lists of locked tables and returned properties", async () => {
    const project = await openNames({
      "src/more.ts": `import type { Repository } from "typeorm";
import type { Author } from "./author.js";
export const more = (authors: Repository<Author>) => [
  authors.createQueryBuilder("a").select("a.fullName", "named").orderBy("named").getRawMany(),
  authors.createQueryBuilder("b").setLock("pessimistic_write", undefined, ["b"]).getMany(),
  authors.createQueryBuilder().update().set({ id: 1 }).returning(["fullName"]).execute(),
  authors.createQueryBuilder().update().set({ id: 1 }).returning("full_name").execute(),
];
`,
    });
    await expect(asked(project, "src/more.ts", '"|named"', "other")).rejects.toThrow(/raw rows/);
    expect(await renamed(project, "src/more.ts", 'createQueryBuilder("|b")', "x")).toEqual([
      'src/more.ts: authors.createQueryBuilder("x").setLock("pessimistic_write", undefined, ["x"]).getMany(),',
    ]);
    expect(await renamed(project, "src/author.ts", "  full|Name: string", "label")).toContain(
      'src/more.ts: authors.createQueryBuilder().update().set({ id: 1 }).returning(["label"]).execute(),',
    );
  });

  it("refuses a word of SQL where nobody puts quotes around it", async () => {
    const project = await openNames(both);
    await expect(asked(project, "src/more.ts", "posts |k JOIN", "user")).rejects.toThrow(
      /word of SQL/,
    );
    const lines = await renamed(project, "src/more.ts", '"p.writer", "|w"', "user");
    expect(lines).toContain('src/more.ts: .innerJoin("p.writer", "user")');
  });

  it.each([
    ['createQueryBuilder("|q")', ["src/more.ts 23:20", "src/far.ts 2:73", "src/far.ts 3:49"]],
    ["q.title = :wo|rd", ["src/more.ts 20:48"]],
  ])("asks about what may have been handed on: %s", async (marked, places) => {
    const project = await openNames(both, { capabilities: confirming });
    const edit = await asked(project, "src/more.ts", marked, "other");
    const uncertain = (edit?.documentChanges ?? []).flatMap((change) =>
      TextDocumentEdit.is(change)
        ? change.edits
            .filter((each) => "annotationId" in each && each.annotationId === "uncertain")
            .map(({ range: { start } }) => {
              const file = Object.keys(both).find(
                (each) => uri(project.path(each)) === change.textDocument.uri,
              );
              return `${file} ${start.line}:${start.character}`;
            })
        : [],
    );
    expect(uncertain).toEqual(places);
  });
});

describe("rename is refused", () => {
  it.each([
    ["src/post.ts", "  ti|tle: string", "slug", /already has a member slug/],
    ["src/author.ts", "  i|d: number", "title", /Post already has a member title/],
    ["src/post.ts", "  ti|tle: string", "a-b", /not an identifier/],
    ["src/post.ts", "  ti|tle: string", "", /not an identifier/],
    ["src/queries.ts", "SELECT p.ti|tle", "headline", /name of a column in the database/],
    ["src/queries.ts", "FROM po|sts p", "articles", /table of the database/],
  ])("in %s at %s to %j", async (name, marked, newName, message) => {
    const project = await openNames();
    await expect(asked(project, name, marked, newName)).rejects.toThrow(message);
  });
});

describe("before a rename", () => {
  it("the name and its place are told", async () => {
    const project = await openNames();
    expect(
      await prepared(project, "src/queries.ts", 'relations: ["writer", "comments.po|st"'),
    ).toEqual({
      range: { start: { line: 11, character: 78 }, end: { line: 11, character: 82 } },
      placeholder: "post",
    });
  });

  it.each([
    ["src/queries.ts", "found(sl|ug: string)"],
    ["src/queries.ts", "other.ti|tle;"],
    ["src/queries.ts", "class Que|ries"],
    ["src/post.ts", "class Po|st "],
    ["src/queries.ts", 'query, "post.ti|tle"'],
  ])("what is none of ours is left to others: %s %s", async (name, marked) => {
    expect(await prepared(await openNames(), name, marked)).toBeNull();
  });

  it("a refusal says why", async () => {
    const project = await openNames();
    await expect(prepared(project, "src/queries.ts", "p.writer|_id")).rejects.toThrow(
      /column in the database/,
    );
    project.client.replace(project.path("src/queries.ts"), "w.fullName", "x.fullName");
    await expect(prepared(project, "src/queries.ts", '"x.full|Name"')).rejects.toThrow(
      /not certain what fullName means/,
    );
  });
});
