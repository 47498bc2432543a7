import assert from "node:assert/strict";
import type { Workbench } from "./workbench.ts";

type Step = (workbench: Workbench) => Promise<void>;

const invoices = "src/services/invoice-service.ts";
const orders = "src/repositories/order-repository.ts";

/** What is done in the window, in this order. */
export const steps: ReadonlyMap<string, Step> = new Map<string, Step>([
  ["shows diagnostics in the editor and in Problems", showsDiagnostics],
  ["hover shows the column", hoverShowsColumn],
  ["completes inside a string", completesInString],
  ["colours SQL", coloursSql],
  ["opens the diagram", opensDiagram],
  ["picture", picture],
  ["diagnostics vanish after a fix by the light bulb", fixesByLightBulb],
]);

/** Goes to the relation that is read and was not loaded. */
async function openAtMistake(workbench: Workbench): Promise<void> {
  await workbench.openFile(invoices);
  await workbench.goTo(invoices, "product.name", "async reminder");
}

async function showsDiagnostics(workbench: Workbench): Promise<void> {
  await openAtMistake(workbench);
  await workbench.editor.locator(".squiggly-error").first().waitFor();
  await workbench.run("Problems: Focus on Problems View");
  await workbench.problem("no-unloaded-relation").first().waitFor();
  // Also of files that nobody opened.
  await workbench.problem("audit-entry.ts").first().waitFor();
}

async function hoverShowsColumn(workbench: Workbench): Promise<void> {
  await workbench.openFile("src/entities/product.ts");
  await workbench.hover("name: string;", "name");
  const card = workbench.page.locator(".monaco-hover:visible", { hasText: /varchar|varying/ });
  await card.first().waitFor();
}

async function completesInString(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await workbench.openFile(orders);
  const condition = "where(\"order.status = 'draft'\")";
  await workbench.goTo(orders, "status = 'draft'", "pageOfDrafts");
  await page.keyboard.type("c");
  await page.keyboard.press("Control+Space");
  const row = page.locator(".suggest-widget .monaco-list-row", { hasText: "createdAt" });
  await row.first().waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Z");
  await workbench.lineWith(condition).waitFor();
}

/** SQL has other colours than the string around it: keywords, names and numbers differ from each other. */
async function coloursSql(workbench: Workbench): Promise<void> {
  await workbench.openFile("src/repositories/product-repository.ts");
  const line = workbench.lineWith("SELECT p.id, p.name FROM products p WHERE NOT EXISTS");
  const keyword = line.locator("span > span", { hasText: /^SELECT$/ }).first();
  await keyword.waitFor();
  const from = workbench
    .lineWith('from "typeorm"')
    .locator("span > span", { hasText: "typeorm" })
    .first();
  const [sql, text] = [await keyword.getAttribute("class"), await from.getAttribute("class")];
  assert.ok(sql !== null && text !== null);
  assert.notEqual(sql, text, "SQL has the colour of plain strings");
}

async function opensDiagram(workbench: Workbench): Promise<void> {
  await workbench.run("ormlint: Show Entity Model");
  const content = workbench.webview();
  for (const entity of ["Order", "Customer", "Product"])
    await content.getByText(entity, { exact: true }).first().waitFor();
}

/** What the README shows: a finding, what it says, and all findings below. */
async function picture(workbench: Workbench): Promise<void> {
  await openAtMistake(workbench);
  await workbench.problem("no-unloaded-relation").first().waitFor();
  await workbench.hover("line.product.name, quantity", "product");
  const card = workbench.page.locator(".monaco-hover:visible", { hasText: "no-unloaded-relation" });
  await card.first().waitFor();
}

async function fixesByLightBulb(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await openAtMistake(workbench);
  await workbench.editor.locator(".squiggly-error").first().waitFor();
  await page.locator(".codicon-light-bulb, .codicon-lightbulb-autofix").first().waitFor();
  await page.keyboard.press("Control+.");
  const repair = page.locator(".action-widget .monaco-list-row", { hasText: "Load lines.product" });
  await repair.first().click();
  await workbench.editor.locator(".squiggly-error").first().waitFor({ state: "detached" });
  await workbench.run("Problems: Focus on Problems View");
  await workbench.problem("no-unloaded-relation").first().waitFor({ state: "detached" });
}
