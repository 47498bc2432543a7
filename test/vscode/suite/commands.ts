import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import {
  type CodeLens,
  commands,
  type Tab,
  TabInputWebview,
  type TextDocument,
  window,
  workspace,
} from "vscode";
import { findings, hasRule, open, ready, until, uriOf } from "./support.ts";

/** The tab that a command opens. */
function tab(what: string, is: (tab: Tab) => boolean): Promise<Tab> {
  return until(what, [window.tabGroups.onDidChangeTabs], () =>
    window.tabGroups.all.flatMap(({ tabs }) => tabs).find(is),
  );
}

const isWebview = (type: string) => (each: Tab) =>
  each.input instanceof TabInputWebview && each.input.viewType.includes(type);

describe("commands", () => {
  before(ready);

  after(() => commands.executeCommand("workbench.action.closeAllEditors"));

  it("lintWorkspace finds mistakes in files that are not open", async () => {
    const closed = uriOf("src/entities/audit-entry.ts");
    assert.ok(!workspace.textDocuments.some(({ uri }) => uri.path === closed.path));
    await commands.executeCommand("ormlint.lintWorkspace");
    await findings(closed, "the entity without key", hasRule("no-missing-primary-key"));
  });

  it("openRulePage shows a rule's page, and refuses what is no rule", async () => {
    await commands.executeCommand("ormlint.openRulePage", "no-query-in-loop");
    await tab("the page", (each) => each.label.includes("no-query-in-loop"));
    await assert.rejects(
      async () => commands.executeCommand("ormlint.openRulePage", "../../package"),
      /no rule/,
    );
  });

  it("restartServer gives the same findings", async () => {
    const { uri } = await open("src/services/invoice-service.ts");
    await findings(uri, "the finding", hasRule("no-unloaded-relation"));
    await commands.executeCommand("ormlint.restartServer");
    await ready();
    await findings(uri, "the finding again", hasRule("no-unloaded-relation"));
  });

  it("createConfiguration leaves a configuration that is there", async () => {
    const before = await workspace.fs.readFile(uriOf("ormlint.json"));
    await assert.rejects(async () => commands.executeCommand("ormlint.createConfiguration"));
    assert.deepEqual(await workspace.fs.readFile(uriOf("ormlint.json")), before);
  });

  it("createConfiguration writes a configuration and opens it", async () => {
    const [file, kept] = [uriOf("ormlint.json"), uriOf("ormlint.kept")];
    await workspace.fs.rename(file, kept);
    try {
      await commands.executeCommand("ormlint.createConfiguration");
      await until(
        "the new configuration",
        [window.onDidChangeActiveTextEditor],
        () => window.activeTextEditor?.document.uri.path === file.path,
      );
      const text = window.activeTextEditor?.document.getText() ?? "";
      assert.match(text, /"extends": "recommended"/);
    } finally {
      await commands.executeCommand("workbench.action.closeActiveEditor");
      await workspace.fs.rename(kept, file, { overwrite: true });
      // Else the server might hear of it only after the next test began.
      await commands.executeCommand("ormlint.restartServer");
      await ready();
    }
  });

  it("createBaseline hides what is found today", async () => {
    const { uri } = await open("src/services/invoice-service.ts");
    await findings(uri, "the finding", hasRule("no-unloaded-relation"));
    const before = await workspace.fs.readFile(uriOf("ormlint.json"));
    try {
      await commands.executeCommand("ormlint.createBaseline");
      await findings(uri, "no findings", (found) => found.length === 0);
    } finally {
      await workspace.fs.writeFile(uriOf("ormlint.json"), before);
      await workspace.fs.delete(uriOf("ormlint-baseline.json"));
    }
    await findings(uri, "the finding again", hasRule("no-unloaded-relation"));
  });

  it("showQueries is what the lens of a repository's method calls", async () => {
    const { uri } = await open("src/repositories/order-repository.ts");
    const lenses = await commands.executeCommand<CodeLens[]>(
      "vscode.executeCodeLensProvider",
      uri,
      50,
    );
    const lens = lenses.find(({ command }) => command?.command === "ormlint.showQueries");
    assert.ok(
      lens?.command,
      `there are: ${lenses.map(({ command }) => command?.title).join(", ")}`,
    );
    await commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    await assert.rejects(async () => commands.executeCommand("ormlint.showQueries", 1, 2));
  });

  it("showEntityModel opens the diagram", async () => {
    await commands.executeCommand("ormlint.showEntityModel");
    await tab("the diagram", isWebview("ormlint"));
  });

  it("showOutput shows the output", async () => {
    const isOutput = ({ uri }: TextDocument): boolean =>
      uri.scheme === "output" && uri.path.includes("ormlint");
    await commands.executeCommand("ormlint.showOutput");
    await until("the output", [workspace.onDidOpenTextDocument], () =>
      workspace.textDocuments.some(isOutput),
    );
  });
});
