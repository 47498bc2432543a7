import { describe, expect, it } from "vitest";
import { type Definition, DefinitionRequest, type LocationLink } from "vscode-languageserver/node";
import { files, type NamesProject, openNames } from "./names-project.ts";
import { ableClient } from "./support/client.ts";

async function linked(
  project: NamesProject,
  name: string,
  marked: string,
): Promise<readonly string[] | null> {
  const links = await project.client.connection.sendRequest<LocationLink[] | null>(
    DefinitionRequest.method,
    project.at(name, marked),
  );
  return (
    links &&
    project.shown(
      links.map(({ targetUri, targetSelectionRange }) => ({
        uri: targetUri,
        range: targetSelectionRange,
      })),
    )
  );
}

describe("definition", () => {
  it.each(
    Object.entries({
      'relations: ["wri|ter"': ["src/post.ts:15:3 writer"],
      '"comments.p|ost"': ["src/post.ts:27:3 post"],
      '"|comments.post"': ["src/post.ts:18:3 comments"],
      'leftJoinAndSelect("post.wr|iter"': ["src/post.ts:15:3 writer"],
      'leftJoinAndSelect("po|st.writer"': ["src/queries.ts:18:28 post"],
      "`post.ti|tle = :t": ["src/post.ts:8:3 title"],
      '"post.full|Name = :t"': ["src/author.ts:12:3 fullName"],
      '"po|st.fullName = :t"': ["src/queries.ts:16:73 post"],
      '"w.full|Name"': ["src/author.ts:12:3 fullName"],
      "`post.title = :|t": ["src/queries.ts:20:68 t"],
      "SELECT p.ti|tle": ["src/post.ts:8:3 title"],
      "p.writer|_id": ["src/post.ts:15:3 writer"],
      "FROM po|sts p": ["src/post.ts:6:14 Post"],
      "WHERE p|.title": ["src/queries.ts:26:70 p"],
    }),
  )("of %s", async (marked, expected) => {
    expect(await linked(await openNames(), "src/queries.ts", marked)).toEqual(expected);
  });

  it("of names in decorators", async () => {
    const project = await openNames();
    expect(await linked(project, "src/author.ts", '"wr|iter"')).toEqual([
      "src/post.ts:15:3 writer",
    ]);
    expect(await linked(project, "src/post.ts", '@Index(["ti|tle"')).toEqual([
      "src/post.ts:8:3 title",
    ]);
  });

  it.each([
    "'post.ti|tle'",
    'query, "post.ti|tle"',
    'other.find({ relations: ["wri|ter"',
    "ti|tle: string",
  ])("is none of ours for %s", async (marked) => {
    expect(await linked(await openNames(), "src/queries.ts", marked)).toBeNull();
  });

  it("counts lines as the client does where they end with CR LF, and tells where the name stands", async () => {
    const crlf = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, text.replaceAll("\n", "\r\n")]),
    );
    const project = await openNames(crlf);
    const [link] = await project.client.connection.sendRequest<LocationLink[]>(
      DefinitionRequest.method,
      project.at("src/queries.ts", "`post.ti|tle = :t"),
    );
    expect(link?.originSelectionRange).toEqual({
      start: { line: 19, character: 19 },
      end: { line: 19, character: 24 },
    });
    expect(link?.targetSelectionRange.start).toEqual({ line: 7, character: 2 });
  });

  it("gives plain locations to a client without links", async () => {
    const capabilities = {
      ...ableClient,
      textDocument: { ...ableClient.textDocument, definition: {} },
    };
    const project = await openNames({}, { capabilities });
    const found = await project.client.connection.sendRequest<Definition>(
      DefinitionRequest.method,
      project.at("src/queries.ts", '"w.full|Name"'),
    );
    expect(project.shown([found].flat())).toEqual(["src/author.ts:12:3 fullName"]);
  });

  it("follows what is typed", async () => {
    const project = await openNames();
    const file = project.path("src/queries.ts");
    project.client.replace(file, '"w.fullName"', '"w.id"');
    expect(await linked(project, "src/queries.ts", '"w.i|d"')).toEqual(["src/author.ts:6:3 id"]);
    project.client.replace(project.path("src/author.ts"), "  id: number;", "\n  id: number;");
    expect(await linked(project, "src/queries.ts", '"w.i|d"')).toEqual(["src/author.ts:7:3 id"]);
  });
});
