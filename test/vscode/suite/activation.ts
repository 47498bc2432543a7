import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { commands, extensions, languages } from "vscode";
import { open, ready } from "./support.ts";

describe("activation", () => {
  it("starts the server for a file of a workspace that uses an ORM", async () => {
    await open("src/entities/product.ts");
    const api = await ready();
    assert.equal(api.state, "running");
    assert.ok(extensions.getExtension("ormlint.ormlint")?.isActive);
  });

  it("registers every command of the manifest", async () => {
    const manifest: {
      contributes: { commands: { command: string }[] };
    } = extensions.getExtension("ormlint.ormlint")?.packageJSON;
    const registered = new Set(await commands.getCommands(true));
    const named = manifest.contributes.commands.map(({ command }) => command);
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((command) => !registered.has(command)),
      [],
    );
  });

  it("reads ormlint.json as JSON with comments", async () => {
    const document = await open("ormlint.json");
    assert.equal(document.languageId, "jsonc");
    assert.deepEqual(languages.getDiagnostics(document.uri), []);
  });
});
