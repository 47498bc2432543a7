import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  DocumentDiagnosticRequest,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
} from "vscode-languageserver/node";
import { type Blog, blogProject, service } from "./support/blog.ts";
import { type ClientOptions, pushedClient, TestClient, uri } from "./support/client.ts";

let client: TestClient;
let blog: Blog | undefined;

async function start(
  files: Readonly<Record<string, string>> = {},
  options: Partial<ClientOptions> = {},
): Promise<Blog> {
  blog = blogProject(files);
  client = await TestClient.start({ folders: [blog.folder], ...options });
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

const suppressed = service.replace(
  "    return post",
  "    // ormlint-disable-next-line no-unloaded-relation -- a test\n    return post",
);

describe("a pulled diagnostic", () => {
  it("carries the rule, its page, where else to look, and what finds it again", async () => {
    const { service: file } = await start();
    client.open(file);
    await client.settled();
    const [finding] = await client.diagnostics(file);
    expect(finding).toMatchObject({
      source: "ormlint",
      code: "no-unloaded-relation",
      codeDescription: { href: expect.stringMatching(/\/no-unloaded-relation\.md$/) },
      severity: DiagnosticSeverity.Error,
      range: { start: { line: 6, character: 17 }, end: { line: 6, character: 23 } },
      relatedInformation: [
        {
          location: { uri: uri(file), range: { start: { line: 5 } } },
          message: expect.any(String),
        },
      ],
      data: { file, rule: "no-unloaded-relation", fingerprint: expect.stringMatching(/^\w{32}$/) },
    });
  });

  it("is faded out when it is a suppression that silences nothing", async () => {
    const { service: file } = await start({
      "src/service.ts": suppressed.replace(
        "where: { id } }",
        "where: { id }, relations: { author: true } }",
      ),
    });
    client.open(file);
    await client.settled();
    const [finding, ...more] = await client.diagnostics(file);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      code: "unused-suppression",
      severity: DiagnosticSeverity.Warning,
      tags: [DiagnosticTag.Unnecessary],
    });
  });

  it("is silenced by a suppression, and known from the baseline", async () => {
    const { service: file, author: entity } = await start({ "src/service.ts": suppressed });
    client.open(file);
    client.open(entity);
    await client.settled();
    expect(rulesOf(await client.diagnostics(file))).toEqual([]);
    client.change(file, service);
    expect(rulesOf(await client.diagnostics(file))).toEqual(["no-unloaded-relation"]);
    const written = await client.connection.sendRequest("workspace/executeCommand", {
      command: "ormlint.createBaseline",
    });
    expect(written).toEqual([
      { uri: uri(join(blog?.folder ?? "", "ormlint-baseline.json")), findings: 1 },
    ]);
    expect(rulesOf(await client.diagnostics(file))).toEqual([]);
    client.replace(file, "post?.author.name", "post?.author.posts[0]?.title");
    expect(rulesOf(await client.diagnostics(file))).toContain("no-unloaded-relation");
  });
});

describe("a baseline that is created", () => {
  it("is named in a configuration that nobody told of yet", async () => {
    const { service: file, folder } = await start();
    client.open(file);
    await client.settled();
    const path = join(folder, "ormlint.json");
    writeFileSync(path, '{ "rules": { "unused-suppression": "off" } }');
    const written = await client.connection.sendRequest("workspace/executeCommand", {
      command: "ormlint.createBaseline",
    });
    expect(written).toEqual([{ uri: uri(join(folder, "ormlint-baseline.json")), findings: 1 }]);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({
      rules: { "unused-suppression": "off" },
      baseline: "ormlint-baseline.json",
    });
  });

  it("is the one that such a configuration names", async () => {
    const { service: file, folder } = await start();
    client.open(file);
    await client.settled();
    writeFileSync(join(folder, "ormlint.json"), '{ "baseline": "known.json" }');
    const written = await client.connection.sendRequest("workspace/executeCommand", {
      command: "ormlint.createBaseline",
    });
    expect(written).toEqual([{ uri: uri(join(folder, "known.json")), findings: 1 }]);
    expect(existsSync(join(folder, "ormlint-baseline.json"))).toBe(false);
  });
});

describe("a pull", () => {
  it("says that nothing changed, and answers nothing for a file that is not analysed", async () => {
    const { service: file, folder } = await start();
    client.open(file);
    await client.settled();
    const pull = async (path: string, previousResultId?: string): Promise<unknown> =>
      client.connection.sendRequest(DocumentDiagnosticRequest.type, {
        textDocument: { uri: uri(path) },
        ...(previousResultId !== undefined && { previousResultId }),
      });
    const first = (await pull(file)) as { kind: string; resultId: string };
    expect(first.kind).toBe("full");
    expect(await pull(file, first.resultId)).toEqual({
      kind: "unchanged",
      resultId: first.resultId,
    });
    client.replace(file, "export", "\nexport");
    expect(await pull(file, first.resultId)).toMatchObject({ kind: "full" });
    expect(await pull(join(folder, "README.md"))).toMatchObject({ kind: "full", items: [] });
  });

  it("of the workspace gives the files with findings, then what changed", async () => {
    const { service: file, folder } = await start();
    await client.settled();
    const partial: WorkspaceDiagnosticReport[] = [];
    const answer = client.connection.onProgress(
      WorkspaceDiagnosticRequest.partialResult,
      "part",
      (report) => {
        partial.push(report as WorkspaceDiagnosticReport);
      },
    );
    const pull = (
      previousResultIds: readonly { uri: string; value: string }[],
      partialResultToken?: string,
    ): Promise<WorkspaceDiagnosticReport> =>
      client.connection.sendRequest(WorkspaceDiagnosticRequest.type, {
        previousResultIds: [...previousResultIds],
        ...(partialResultToken !== undefined && { partialResultToken }),
      });
    const { items } = await pull([]);
    expect(items).toMatchObject([
      { kind: "full", uri: uri(file), version: null, items: [{ code: "no-unloaded-relation" }] },
    ]);
    const known = items.map((item) => ({ uri: item.uri, value: item.resultId ?? "" }));
    expect((await pull(known)).items).toMatchObject([{ kind: "unchanged", uri: uri(file) }]);
    // Nothing changed, so the answer waits until something does.
    const later = pull(known, "part");
    client.open(file);
    client.replace(file, "where: { id } }", "where: { id }, relations: { author: true } }");
    await later;
    expect(partial.flatMap((report) => report.items)).toMatchObject([
      { kind: "full", uri: uri(file), version: 2, items: [] },
    ]);
    answer.dispose();
    expect(folder).toBeTruthy();
  });

  it("gives nothing where the user has switched ormlint off, until it is on again", async () => {
    const { service: file } = await start({}, { settings: { enable: false } });
    client.open(file);
    await client.settled();
    expect(await client.diagnostics(file)).toEqual([]);
    client.settings = { enable: true };
    const refreshed = client.next(({ method }) => method === "workspace/diagnostic/refresh");
    await client.connection.sendNotification("workspace/didChangeConfiguration", {
      settings: null,
    });
    await refreshed;
    expect(rulesOf(await client.diagnostics(file))).toEqual(["no-unloaded-relation"]);
  });
});

describe("diagnostics for a client that does not pull", () => {
  it("are pushed with the version that they are of, and taken back when the file is closed", async () => {
    const { service: file } = await start({}, { capabilities: pushedClient });
    const first = client.published(file, (found) => found.length > 0);
    client.open(file);
    expect(await first).toMatchObject({
      version: 1,
      diagnostics: [{ code: "no-unloaded-relation" }],
    });
    const second = client.published(file);
    const version = client.replace(
      file,
      "where: { id } }",
      "where: { id }, relations: { author: true } }",
    );
    expect(await second).toMatchObject({ version, diagnostics: [] });
    const third = client.published(file, (found) => found.length > 0);
    client.change(file, service);
    await third;
    const last = client.published(file);
    client.close(file);
    expect((await last).diagnostics).toEqual([]);
  });

  it("are never of another version than they say", async () => {
    const { service: file } = await start({}, { capabilities: pushedClient });
    client.open(file);
    await client.settled();
    const linesByVersion = new Map([[1, 0]]);
    for (let index = 1; index <= 60; index++) {
      const version = client.change(file, `${"\n".repeat(index)}${service}`);
      linesByVersion.set(version, index);
      if (index % 7 === 0) await client.published(file);
    }
    await client.published(file, ([finding]) => finding?.range.start.line === 66);
    const pushes = client.received.filter(
      ({ method, params }) =>
        method === "textDocument/publishDiagnostics" && (params as { version: number }).version > 1,
    );
    expect(pushes.length).toBeGreaterThan(5);
    for (const { params } of pushes) {
      const { version, diagnostics } = params as {
        version: number;
        diagnostics: readonly Diagnostic[];
      };
      expect(diagnostics[0]?.range.start.line).toBe(
        6 + (linesByVersion.get(version) ?? Number.NaN),
      );
    }
  });

  it("tell of every file once the workspace is to be linted", async () => {
    const { service: file } = await start({}, { capabilities: pushedClient });
    await client.settled();
    const pushed = client.published(file);
    const counts = await client.connection.sendRequest("workspace/executeCommand", {
      command: "ormlint.lintWorkspace",
    });
    expect(counts).toEqual({ files: 3, findings: 1 });
    expect(rulesOf((await pushed).diagnostics)).toEqual(["no-unloaded-relation"]);
  });
});

describe("a mistake in ormlint.json", () => {
  it("is shown where it stands, as it is typed, and the last right configuration counts", async () => {
    const { service: file, folder } = await start({
      "ormlint.json": '{ "rules": { "no-unloaded-relation": "off" } }',
    });
    const configuration = join(folder, "ormlint.json");
    client.open(file);
    client.open(configuration);
    await client.settled();
    expect(await client.diagnostics(file)).toEqual([]);
    expect(await client.diagnostics(configuration)).toEqual([]);
    client.change(configuration, '{ "rules": { "no-unloaded-relatoin": "off" } }');
    const [mistake] = await client.diagnostics(configuration);
    expect(mistake?.message).toContain('"no-unloaded-relation"');
    expect(mistake?.range.start).toEqual({ line: 0, character: 13 });
    blog?.write({ "ormlint.json": '{ "rules": { "no-unloaded-relatoin": "off" } }' });
    client.filesChanged([configuration, 2]);
    expect(await client.diagnostics(file)).toEqual([]);
    expect(await client.diagnostics(configuration)).toHaveLength(1);
    blog?.write({ "ormlint.json": '{ "rules": { "no-unloaded-relation": "info" } }' });
    client.change(configuration, '{ "rules": { "no-unloaded-relation": "info" } }');
    client.filesChanged([configuration, 2]);
    expect(await client.diagnostics(configuration)).toEqual([]);
    const [finding] = await client.diagnostics(file);
    expect(finding?.severity).toBe(DiagnosticSeverity.Information);
  });

  it("is pushed for a file that is not open, and the presets count meanwhile", async () => {
    const { service: file, folder } = await start(
      { "ormlint.json": '{ "extends": "none" ' },
      { capabilities: pushedClient },
    );
    const mistake = client.published(join(folder, "ormlint.json"), (found) => found.length > 0);
    const findings = client.published(file, (found) => found.length > 0);
    client.open(file);
    expect((await mistake).diagnostics[0]?.message).toContain("Syntax error");
    expect(rulesOf((await findings).diagnostics)).toEqual(["no-unloaded-relation"]);
  });

  it("is one where a glob chooses nothing", async () => {
    const { folder } = await start({
      "ormlint.json": '{ "overrides": [{ "files": ["lib/**"], "rules": {} }] }',
    });
    await client.settled();
    const [mistake] = await client.diagnostics(join(folder, "ormlint.json"));
    expect(mistake?.message).toContain('"lib/**"');
    expect(mistake?.severity).toBe(DiagnosticSeverity.Warning);
  });
});
