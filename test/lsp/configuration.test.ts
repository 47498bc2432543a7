import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import {
  type CompletionItem,
  CompletionRequest,
  type Hover,
  HoverRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { configurationFileName } from "../../server/src/engine/index.ts";
import { type TemporaryProject, temporaryProject } from "../support/run-cli.ts";
import { ableClient, type ClientOptions, TestClient, uri } from "./support/client.ts";

const root = resolve(import.meta.dirname, "../..");

let client: TestClient | undefined;
let project: TemporaryProject | undefined;

afterEach(async () => {
  const running = client;
  client = undefined;
  try {
    await running?.stop();
  } finally {
    project?.remove();
    project = undefined;
  }
});

/** A client with a file open; `|` in its text is the cursor, and stands nowhere else. */
async function open(
  text: string,
  {
    file = configurationFileName,
    snippetSupport = true,
    ...options
  }: { file?: string; snippetSupport?: boolean } & Pick<
    ClientOptions,
    "initializationOptions" | "streams"
  > = {},
): Promise<{
  readonly completion: () => Promise<readonly CompletionItem[]>;
  readonly hover: () => Promise<Hover | null>;
}> {
  project = temporaryProject(undefined, { "package.json": "{}" });
  const path = `${project.folder}/${file}`;
  const capabilities = {
    ...ableClient,
    textDocument: {
      ...ableClient.textDocument,
      completion: {
        completionItem: { snippetSupport, documentationFormat: ["markdown" as const] },
      },
    },
  };
  const running = await TestClient.start({
    folders: [project.folder],
    capabilities,
    ...options,
  });
  client = running;
  running.open(path, text.replace("|", ""));
  const before = text.slice(0, text.indexOf("|")).split("\n");
  const params = {
    textDocument: { uri: uri(path) },
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  };
  return {
    completion: async () => {
      const answer = await running.connection.sendRequest(CompletionRequest.type, params);
      return Array.isArray(answer) ? answer : (answer?.items ?? []);
    },
    hover: () => running.connection.sendRequest(HoverRequest.type, params),
  };
}

function labels(items: readonly CompletionItem[]): readonly string[] {
  return items.map(({ label }) => label);
}

describe("completion in ormlint.json", () => {
  it("knows the keys", async () => {
    const { completion } = await open("{\n  |\n}");
    expect(labels(await completion())).toEqual(
      expect.arrayContaining(["extends", "rules", "overrides", "baseline"]),
    );
  });

  it("knows the rules, and what each finds", async () => {
    const { completion } = await open('{ // a comment\n  "rules": { "no-qu|" },\n}');
    const rule = (await completion()).find(({ label }) => label === "no-query-in-loop");
    expect(rule?.documentation).toMatch(/^A query runs once per element/);
    expect(rule?.textEdit).toMatchObject({ newText: expect.stringContaining("no-query-in-loop") });
  });

  it("knows the rules of overrides, and leaves out those that are set", async () => {
    const text = '{ "overrides": [{ "files": ["a"], "rules": { "no-lossy-number": "off", | } }] }';
    const found = labels(await (await open(text)).completion());
    expect(found).toContain("no-query-in-loop");
    expect(found).not.toContain("no-lossy-number");
  });

  it("gives plain text to a client without snippets", async () => {
    const texts = async (text: string): Promise<Readonly<Record<string, string | undefined>>> => {
      const { completion } = await open(text, { snippetSupport: false });
      const items = await completion();
      expect(items.every(({ insertTextFormat }) => insertTextFormat !== 2)).toBe(true);
      const named = items.map(({ label, textEdit }) => [label, textEdit?.newText] as const);
      await client?.stop();
      client = undefined;
      project?.remove();
      return Object.fromEntries(named);
    };
    expect(await texts("{\n  |\n}")).toMatchObject({
      $schema: '"$schema": ""',
      layers: '"layers": {}',
    });
    expect(await texts('{ "rules": { "no-query-in-loop": | } }')).toMatchObject({
      '"off"': '"off"',
      '["warning",{"includeScripts":false}]':
        '[\n\t"warning",\n\t{\n\t\t"includeScripts": false\n\t}\n]',
    });
  });

  it("knows the severities of a rule, and the form with its options", async () => {
    const { completion } = await open('{ "rules": { "no-query-in-loop": | } }');
    expect(labels(await completion())).toEqual(
      expect.arrayContaining([
        '"off"',
        '"info"',
        '"warning"',
        '"error"',
        '["warning",{"includeScripts":false}]',
      ]),
    );
  });

  it("knows the options of a rule", async () => {
    const { completion } = await open('{ "rules": { "no-unbounded-string": ["error", { | }] } }');
    expect(await completion()).toMatchObject([
      { label: "length", documentation: "The length that the fix proposes." },
    ]);
  });

  it("does not ask the address that a file names as its schema", async () => {
    const { completion } = await open(
      '{ "$schema": "http://127.0.0.1:9/schema.json", "rules": { | } }',
    );
    expect(labels(await completion())).toContain("no-query-in-loop");
  });

  it("finds its way in a file that is broken", async () => {
    const { completion } = await open('{ "rules": { "no-lossy-number": , | ');
    expect(labels(await completion())).toContain("no-query-in-loop");
  });
});

describe("hover in ormlint.json", () => {
  it("tells what a rule finds", async () => {
    const { hover } = await open('{ "rules": { "no-query-|in-loop": "error" } }');
    expect(JSON.stringify((await hover())?.contents)).toContain(
      "A query runs once per element of a collection",
    );
  });

  it("tells what an option does", async () => {
    const { hover } = await open(
      '{ "rules": { "no-unbounded-string": ["error", { "len|gth": 9 }] } }',
    );
    expect(JSON.stringify((await hover())?.contents)).toContain("The length that the fix proposes");
  });

  it("says nothing of an unknown rule", async () => {
    const { hover } = await open('{ "rules": { "no-such-|rule": "error" } }');
    expect(await hover()).toBeNull();
  });
});

describe("the built server", () => {
  it("holds all that it needs for it", async () => {
    const server = spawn(process.execPath, [join(root, "dist/cli.cjs"), "lsp", "--stdio"]);
    const ended = new Promise((resolve) => server.on("close", resolve));
    const { completion } = await open('{ "rules": { | } }', {
      streams: {
        reader: new StreamMessageReader(server.stdout),
        writer: new StreamMessageWriter(server.stdin),
      },
    });
    expect(labels(await completion())).toContain("no-query-in-loop");
    await client?.connection.sendRequest("shutdown");
    await client?.connection.sendNotification("exit");
    client = undefined;
    expect(await ended).toBe(0);
  });
});

describe("other files", () => {
  it("are left to others", async () => {
    const { completion, hover } = await open('{ "ru|les": { } }', { file: "package.json" });
    expect(await completion()).toEqual([]);
    expect(await hover()).toBeNull();
  });
});

describe("a client that knows ormlint.json itself", () => {
  it("gets nothing from the server", async () => {
    const { completion, hover } = await open('{ "rules": { "no-lossy-|number": "off" } }', {
      initializationOptions: { jsonSupport: false },
    });
    expect(await completion()).toEqual([]);
    expect(await hover()).toBeNull();
  });
});
