import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import {
  CancellationTokenSource,
  DocumentDiagnosticRequest,
  LSPErrorCodes,
  WorkspaceDiagnosticRequest,
} from "vscode-languageserver/node";
import { author, type Blog, blogProject, service } from "./support/blog.ts";
import { TestClient, uri } from "./support/client.ts";

let client: TestClient;
let blog: Blog | undefined;

afterEach(async () => {
  try {
    await client.stop();
  } finally {
    blog?.remove();
  }
});

async function start(files: Readonly<Record<string, string>> = {}): Promise<Blog> {
  blog = blogProject(files);
  client = await TestClient.start({ folders: [blog.folder] });
  return blog;
}

function pull(path: string, source = new CancellationTokenSource()): Promise<unknown> {
  return client.connection.sendRequest(
    DocumentDiagnosticRequest.type,
    { textDocument: { uri: uri(path) } },
    source.token,
  );
}

describe("a request", () => {
  it("that is cancelled while the folder is read ends at once, and the reading goes on", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `src/tag${index}.ts`,
        author.replaceAll("Author", `Tag${index}`).replaceAll(/.*OneToMany\(.*\n/g, ""),
      ]),
    );
    const { service: file } = await start(many);
    const source = new CancellationTokenSource();
    const answer = pull(file, source);
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    const last = client.received.filter(({ method }) => method === "ormlint/status").at(-1);
    expect((last?.params as { state?: string } | undefined)?.state).not.toBe("ready");
    await client.settled();
    client.open(file);
    expect((await client.diagnostics(file)).map(({ code }) => code)).toEqual([
      "no-unloaded-relation",
    ]);
  });

  it("about a text that was changed meanwhile is to be made again", async () => {
    const { service: file } = await start();
    client.open(file);
    await client.settled();
    await client.diagnostics(file);
    client.replace(file, "export", "\nexport");
    const outdated = pull(file);
    client.replace(file, "export", "\nexport");
    await expect(outdated).rejects.toMatchObject({
      code: LSPErrorCodes.ServerCancelled,
      data: { retriggerRequest: true },
    });
    const [finding] = await client.diagnostics(file);
    expect(finding?.range.start.line).toBe(8);
  });

  it("for the workspace can be cancelled while it waits for news", async () => {
    const { service: file } = await start();
    await client.settled();
    const { items } = await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, {
      previousResultIds: [],
    });
    const source = new CancellationTokenSource();
    const waiting = client.connection.sendRequest(
      WorkspaceDiagnosticRequest.type,
      {
        partialResultToken: "part",
        previousResultIds: items.map((item) => ({ uri: item.uri, value: item.resultId ?? "" })),
      },
      source.token,
    );
    // An answer to a later request shows that the earlier one waits.
    client.open(file);
    await client.diagnostics(file);
    source.cancel();
    await expect(waiting).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });

  it("that is cancelled leaves the others", async () => {
    const { service: file, author: entity } = await start();
    client.open(file);
    client.open(entity);
    await client.settled();
    client.change(file, `\n${service}`);
    const sources = Array.from({ length: 20 }, () => new CancellationTokenSource());
    const answers = sources.map((source) => pull(file, source));
    sources.forEach((source, index) => {
      if (index % 2 === 0) source.cancel();
    });
    const outcomes = await Promise.allSettled(answers);
    expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBeGreaterThanOrEqual(
      10,
    );
    for (const outcome of outcomes)
      if (outcome.status === "fulfilled")
        expect(outcome.value).toMatchObject({
          items: [{ code: "no-unloaded-relation", range: { start: { line: 7 } } }],
        });
      else expect(outcome.reason).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(join(blog?.folder ?? "", "src/service.ts")).toBe(file);
  });
});
