import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { MessageType } from "vscode-languageserver/node";
import { type Blog, blogProject, service } from "./support/blog.ts";
import { TestClient } from "./support/client.ts";

let client: TestClient;
let blog: Blog | undefined;

afterEach(async () => {
  try {
    await client.stop();
  } finally {
    blog?.remove();
  }
});

async function start(): Promise<Blog> {
  blog = blogProject();
  client = await TestClient.start({ folders: [blog.folder] });
  client.expectedLog.push(/the TypeScript compiler ended/);
  return blog;
}

/** The compilers that work in a folder, as Linux tells it. */
function compilersIn(folder: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        return command.includes("--api") && command.includes(folder);
      } catch {
        return false;
      }
    });
}

function kill(folder: string, signal: NodeJS.Signals = "SIGKILL"): void {
  const found = compilersIn(folder);
  if (found.length === 0) throw new Error("no compiler works in the folder");
  for (const pid of found) process.kill(pid, signal);
}

function messages(): unknown[] {
  return client.received
    .filter(({ method }) => method === "window/showMessage")
    .map(({ params }) => params);
}

describe.runIf(process.platform === "linux")("a compiler that dies", () => {
  it("is started again, what is asked meanwhile is answered, and the user is told once", async () => {
    const { service: file, folder } = await start();
    client.open(file);
    await client.settled();
    const told = client.next(({ method }) => method === "window/showMessage");
    for (let round = 1; round <= 3; round++) {
      kill(folder);
      client.change(file, `${"\n".repeat(round)}${service}`);
      const [finding] = await client.diagnostics(file);
      expect(finding?.range.start.line).toBe(6 + round);
    }
    await told;
    expect(messages()).toEqual([
      { type: MessageType.Warning, message: expect.stringContaining("started again") },
    ]);
  });

  it("in the middle of an edit leaves the answer to the next one", async () => {
    const { service: file, folder } = await start();
    client.open(file);
    await client.settled();
    client.replace(file, "where: { id } }", "where: { id }, relations: { author: true } }");
    const answer = client.diagnostics(file);
    kill(folder);
    expect(await answer).toEqual([]);
    client.change(file, service);
    expect((await client.diagnostics(file)).map(({ code }) => code)).toEqual([
      "no-unloaded-relation",
    ]);
  });

  it("during the first reading is started again, too", async () => {
    const { service: file, folder } = await start();
    client.open(file);
    const loading = client.first(({ method }) => method === "window/workDoneProgress/create");
    await loading;
    while (compilersIn(folder).length === 0) await new Promise(setImmediate);
    kill(folder);
    await client.settled();
    expect((await client.diagnostics(file)).map(({ code }) => code)).toEqual([
      "no-unloaded-relation",
    ]);
  });
});
