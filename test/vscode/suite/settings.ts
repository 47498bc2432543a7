import assert from "node:assert/strict";
import { afterEach, before, describe, it } from "mocha";
import {
  type CodeLens,
  ConfigurationTarget,
  commands,
  DiagnosticSeverity,
  type InlayHint,
  Range,
  type TextDocument,
  workspace,
} from "vscode";
import { findings, hasRule, lacksRule, open, ready, ruleOf, uriOf } from "./support.ts";

const changed = ["enable", "severities", "codeLens.enable", "inlayHints.enable"];

/** Changes a setting of the folder; `undefined` takes it away again. */
async function set(name: string, value: unknown): Promise<void> {
  await workspace
    .getConfiguration("ormlint", uriOf("."))
    .update(name, value, ConfigurationTarget.Workspace);
}

describe("settings", () => {
  let document: TextDocument;

  before(async () => {
    await ready();
    document = await open("src/entities/product.ts");
  });

  afterEach(async () => {
    for (const name of changed) await set(name, undefined);
    await ready();
  });

  it("severities: hide a rule, and show it otherwise", async () => {
    await findings(document.uri, "the finding", hasRule("no-implicit-column-type"));
    await set("severities", { "no-implicit-column-type": "off" });
    await findings(document.uri, "the rule to be hidden", lacksRule("no-implicit-column-type"));
    await set("severities", { "no-implicit-column-type": "hint" });
    await findings(document.uri, "the rule as a hint", (found) =>
      found.some(
        (each) =>
          ruleOf(each) === "no-implicit-column-type" && each.severity === DiagnosticSeverity.Hint,
      ),
    );
    await set("severities", undefined);
    await findings(document.uri, "the rule as it is", (found) =>
      found.some(
        (each) =>
          ruleOf(each) === "no-implicit-column-type" &&
          each.severity === DiagnosticSeverity.Warning,
      ),
    );
  });

  it("enable: nothing is found while it is off", async () => {
    await findings(document.uri, "findings", (found) => found.length > 0);
    await set("enable", false);
    await findings(document.uri, "no findings", (found) => found.length === 0);
    await set("enable", undefined);
    await findings(document.uri, "findings again", (found) => found.length > 0);
  });

  it("codeLens.enable: lenses come and go", async () => {
    const lenses = async (): Promise<CodeLens[]> => {
      const all = await commands.executeCommand<CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
        20,
      );
      return all.filter(({ command }) => command?.title.includes("products"));
    };
    assert.notDeepEqual(await lenses(), []);
    await set("codeLens.enable", false);
    assert.deepEqual(await lenses(), []);
  });

  it("inlayHints.enable: hints come and go", async () => {
    const hints = async (): Promise<InlayHint[]> =>
      commands.executeCommand<InlayHint[]>(
        "vscode.executeInlayHintProvider",
        document.uri,
        new Range(0, 0, document.lineCount, 0),
      );
    const label = ({ label }: InlayHint): string =>
      typeof label === "string" ? label : label.map(({ value }) => value).join("");
    const ours = async (): Promise<string[]> =>
      (await hints()).map(label).filter((text) => /boolean/.test(text));
    assert.notDeepEqual(await ours(), []);
    await set("inlayHints.enable", false);
    assert.deepEqual(await ours(), []);
  });
});
