import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { type CodeAction, commands, type Range, type TextDocument, workspace } from "vscode";
import { findings, hasRule, lacksRule, open, ready, restore, ruleOf } from "./support.ts";

/** As many are resolved as any file of the example has. */
const resolvedAtMost = 50;

async function actionsAt(document: TextDocument, range: Range): Promise<CodeAction[]> {
  return commands.executeCommand<CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    undefined,
    resolvedAtMost,
  );
}

async function apply(action: CodeAction): Promise<void> {
  assert.ok(action.edit, `${action.title} has no edit`);
  assert.ok(await workspace.applyEdit(action.edit), `${action.title} was refused`);
}

describe("code actions", () => {
  let document: TextDocument;

  before(async () => {
    await ready();
    document = await open("src/services/invoice-service.ts");
  });

  after(() => restore(document));

  /** The actions for the first finding of a rule. */
  async function actionsFor(rule: string): Promise<CodeAction[]> {
    const found = await findings(document.uri, `a finding of ${rule}`, hasRule(rule));
    const finding = found.find((each) => ruleOf(each) === rule);
    assert.ok(finding);
    return actionsAt(document, finding.range);
  }

  it("repair the query, and the finding vanishes", async () => {
    const actions = await actionsFor("no-unloaded-relation");
    const repair = actions.find(({ title }) => title.startsWith("Load lines.product"));
    assert.ok(repair, `there are: ${actions.map(({ title }) => title).join(", ")}`);
    await apply(repair);
    await findings(document.uri, "the finding to vanish", lacksRule("no-unloaded-relation"));
    await restore(document);
  });

  it("silence a finding where it stands", async () => {
    const actions = await actionsFor("no-unloaded-relation");
    const silence = actions.find(({ title }) => /disable.*line/i.test(title));
    assert.ok(silence, `there are: ${actions.map(({ title }) => title).join(", ")}`);
    await apply(silence);
    assert.match(document.getText(), /ormlint-disable-(?:next-)?line no-unloaded-relation/);
    await findings(document.uri, "the finding to vanish", lacksRule("no-unloaded-relation"));
    await restore(document);
  });

  it("lead to the page of the rule", async () => {
    const actions = await actionsFor("no-unloaded-relation");
    const page = actions.find(({ command }) => command?.command === "ormlint.openRulePage");
    assert.ok(page, `there are: ${actions.map(({ title }) => title).join(", ")}`);
    assert.deepEqual(page.command?.arguments, ["no-unloaded-relation"]);
  });
});
