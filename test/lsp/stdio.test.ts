import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { blogProject } from "./support/blog.ts";
import { TestClient } from "./support/client.ts";

const cli = resolve(import.meta.dirname, "../../dist/cli.cjs");

for (const args of [["--stdio"], ["--stdio", "--clientProcessId=1"], []])
  it(`ormlint lsp ${args.join(" ")} serves an editor and ends with it`, async () => {
    const blog = blogProject();
    const server = spawn(process.execPath, [cli, "lsp", ...args], {
      cwd: blog.folder,
      stdio: ["pipe", "pipe", "pipe"],
    });
    const exit = once(server, "exit");
    let complaints = "";
    server.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      complaints += chunk;
    });
    try {
      const client = await TestClient.start({
        folders: [blog.folder],
        streams: {
          reader: new StreamMessageReader(server.stdout),
          writer: new StreamMessageWriter(server.stdin),
        },
      });
      expect(client.server.serverInfo?.name).toBe("ormlint");
      client.open(blog.service);
      await client.settled();
      const findings = await client.diagnostics(blog.service);
      expect(findings.map(({ code }) => code)).toEqual(["no-unloaded-relation"]);
      await client.connection.sendRequest("shutdown");
      await client.connection.sendNotification("exit");
      expect(await exit).toEqual([0, null]);
      expect(complaints).toBe("");
    } finally {
      server.kill();
      blog.remove();
    }
  });

it("an editor that goes away takes the server with it", async () => {
  const server = spawn(process.execPath, [cli, "lsp", "--stdio"], { cwd: join(cli, "..") });
  const exit = once(server, "exit");
  server.stdin.end();
  const [status] = await exit;
  expect(status).toBe(1);
});
