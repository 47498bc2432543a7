import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { commands, type TextDocument } from "vscode";
import type { ExtensionApi } from "../../../client/src/extension.ts";
import { open, ready, replace, restore, until } from "./support.ts";

describe("status", () => {
  let api: ExtensionApi;
  let document: TextDocument;

  before(async () => {
    document = await open("src/entities/product.ts");
    api = await ready();
  });

  it("tells findings, files and the compiler's version", () => {
    assert.match(api.status.text, /^ormlint: \d+ findings$/);
    assert.match(api.status.detail, /^\d+ findings in \d+ files · TypeScript 7\./);
    assert.equal(api.status.severity, "information");
  });

  it("counts anew when the text changes", async () => {
    const before = api.status.text;
    await replace(document, 'type: "varchar", length: 160', 'type: "varchar"');
    await until("another count", [api.onDidChange], () => api.status.text !== before);
    await restore(document);
    await until("the first count", [api.onDidChange], () => api.status.text === before);
  });

  it("is busy while the server starts again", async () => {
    const seen: boolean[] = [];
    const listening = api.onDidChange(() => seen.push(api.status.busy));
    await commands.executeCommand("ormlint.restartServer");
    await ready();
    listening.dispose();
    assert.ok(seen.includes(true), "it was never busy");
    assert.equal(api.status.busy, false);
  });
});
