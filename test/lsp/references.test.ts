import { describe, expect, it } from "vitest";
import { type Location, ReferencesRequest } from "vscode-languageserver/node";
import { type NamesProject, openNames } from "./names-project.ts";

async function found(
  project: NamesProject,
  name: string,
  marked: string,
  includeDeclaration = false,
): Promise<readonly string[] | null> {
  const locations = await project.client.connection.sendRequest<Location[] | null>(
    ReferencesRequest.method,
    { ...project.at(name, marked), context: { includeDeclaration } },
  );
  return locations && project.shown(locations);
}

const inStrings = [
  "src/post.ts:5:10 title",
  "src/queries.ts:20:20 title",
  "src/queries.ts:26:40 title",
  "src/queries.ts:26:80 title",
];

describe("references", () => {
  it("from a declaration are those in strings", async () => {
    const project = await openNames();
    expect(await found(project, "src/post.ts", "  ti|tle: string")).toEqual(inStrings);
  });

  it("from a declaration hold it when it is wanted", async () => {
    const project = await openNames();
    const all = await found(project, "src/post.ts", "  ti|tle: string", true);
    expect(all).toEqual([inStrings[0], "src/post.ts:8:3 title", ...inStrings.slice(1)]);
  });

  it("from a string are those in the code too", async () => {
    const project = await openNames();
    expect(await found(project, "src/queries.ts", "`post.ti|tle = :t")).toEqual([
      ...inStrings,
      "src/queries.ts:30:13 title",
      "src/queries.ts:31:32 title",
      "src/queries.ts:31:55 title",
    ]);
  });

  it("of a relation hold its foreign key in SQL", async () => {
    const project = await openNames();
    expect(await found(project, "src/post.ts", "  wri|ter: Author")).toEqual([
      "src/author.ts:14:27 writer",
      "src/post.ts:14:24 writer_id",
      "src/queries.ts:12:60 writer",
      "src/queries.ts:19:32 writer",
      "src/queries.ts:26:49 writer_id",
    ]);
  });

  it("of an inherited property are those of all who inherit it", async () => {
    const project = await openNames({
      "src/more.ts": `import type { Repository } from "typeorm";
import type { Author } from "./author.js";
import type { Comment } from "./post.js";
export const ids = (authors: Repository<Author>, comments: Repository<Comment>) => [
  authors.createQueryBuilder("a").select("a.id"),
  comments.createQueryBuilder("c").select(["c.id", "c.body"]),
];
`,
    });
    expect(await found(project, "src/author.ts", "  i|d: number")).toEqual([
      "src/more.ts:5:45 id",
      "src/more.ts:6:47 id",
    ]);
  });

  it("of an entity are its name and its table's", async () => {
    const project = await openNames({
      "src/more.ts": `import type { DataSource } from "typeorm";
export const named = (source: DataSource) => source.getRepository("Post").createQueryBuilder("x").leftJoin("posts", "y");
`,
    });
    expect(await found(project, "src/post.ts", "class Po|st ")).toEqual([
      "src/more.ts:2:68 Post",
      "src/more.ts:2:109 posts",
      "src/queries.ts:26:64 posts",
    ]);
  });

  it("of an alias stay in its query", async () => {
    const project = await openNames();
    expect(await found(project, "src/queries.ts", '"po|st.writer"', true)).toEqual([
      "src/queries.ts:18:28 post",
      "src/queries.ts:19:27 post",
      "src/queries.ts:20:15 post",
      "src/queries.ts:20:35 post",
    ]);
  });

  it("of a parameter are its uses and its values", async () => {
    const project = await openNames();
    const all = ["src/queries.ts:20:29 t", "src/queries.ts:20:68 t"];
    expect(await found(project, "src/queries.ts", "`post.title = :|t", true)).toEqual(all);
    expect(await found(project, "src/queries.ts", "`post.title = :|t")).toEqual(all.slice(0, 1));
  });

  it("are none where nothing of the model is named", async () => {
    const project = await openNames();
    expect(await found(project, "src/queries.ts", "tit|le: string")).toBeNull();
  });
});
