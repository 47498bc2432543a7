import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { type Extension, extensions, languages, workspace } from "vscode";
import type { ExtensionApi } from "../../../client/src/extension.ts";
import { findings, hasRule, open, until, uriOf } from "./support.ts";

describe("a workspace without an ORM", () => {
  let extension: Extension<ExtensionApi>;

  before(() => {
    const found = extensions.getExtension<ExtensionApi>("ormlint.ormlint");
    assert.ok(found);
    extension = found;
  });

  async function writeManifest(dependencies: Readonly<Record<string, string>>): Promise<void> {
    const text = JSON.stringify({ name: "plain", private: true, dependencies });
    await workspace.fs.writeFile(uriOf("package.json"), Buffer.from(text));
  }

  function state(wanted: ExtensionApi["state"]): Promise<true> {
    const { exports: api } = extension;
    return until(`the state ${wanted}`, [api.onDidChange], () => api.state === wanted || undefined);
  }

  it("does not even activate the extension before a source file is opened", () => {
    assert.equal(extension.isActive, false);
  });

  it("activates it for a source file", async () => {
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it("starts no server", async () => {
    await open("src/plain.ts");
    await extension.exports.settled();
    assert.equal(extension.exports.state, "idle");
    assert.match(extension.exports.status.text, /off/);
  });

  it("starts the server when package.json comes to depend on an ORM, and stops it when it no longer does", async () => {
    await writeManifest({ typeorm: "^0.3.0" });
    await state("running");
    await writeManifest({ express: "^5.0.0" });
    await state("idle");
  });

  it("starts the server when a file that imports an ORM is opened", async () => {
    const { uri } = await open("src/entity.ts");
    await state("running");
    await findings(uri, "the entity without key", hasRule("no-missing-primary-key"));
    assert.deepEqual(languages.getDiagnostics(uriOf("src/plain.ts")), []);
  });
});
