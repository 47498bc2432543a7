import { commands, type ExtensionContext, Uri, window, workspace } from "vscode";

const ruleName = /^[a-z][a-z0-9-]*$/;

/**
 * Shows the page of a rule: that of the extension; the person chooses one when no rule is given.
 * @param rule what a link or a code action named; anything else is refused
 */
export async function openRulePage(context: ExtensionContext, rule: unknown): Promise<void> {
  const pages = Uri.joinPath(context.extensionUri, "docs", "rules");
  const wanted = rule === undefined ? await chooseRule(pages) : rule;
  if (wanted === undefined) return;
  if (typeof wanted !== "string" || !ruleName.test(wanted)) {
    throw new Error(`ormlint has no rule ${JSON.stringify(wanted)}.`);
  }
  const page = Uri.joinPath(pages, `${wanted}.md`);
  try {
    await workspace.fs.stat(page);
  } catch {
    throw new Error(`ormlint has no rule ${JSON.stringify(wanted)}.`);
  }
  await commands.executeCommand("markdown.showPreview", page);
}

async function chooseRule(pages: Uri): Promise<string | undefined> {
  const files = await workspace.fs.readDirectory(pages);
  const rules = files
    .map(([name]) => name)
    .filter((name) => name.endsWith(".md"))
    .map((name) => name.slice(0, -".md".length))
    .sort();
  return window.showQuickPick(rules, { title: "ormlint: rule", placeHolder: "Name of the rule" });
}
