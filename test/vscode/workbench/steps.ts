import assert from "node:assert/strict";
import type { Workbench } from "./workbench.ts";

/** @param look takes the step's screenshot now, while there is something to see, and not at its end */
export type Step = (workbench: Workbench, look: () => Promise<void>) => Promise<void>;

const invoices = "src/services/invoice-service.ts";
const product = "src/entities/product.ts";
const products = "src/repositories/product-repository.ts";
const orders = "src/repositories/order-repository.ts";

/** What is done in the window, in this order. */
export const steps: ReadonlyMap<string, Step> = new Map<string, Step>([
  ["shows diagnostics in the editor and in Problems", showsDiagnostics],
  ["picture", picture],
  ["hover shows the column", hoverShowsColumn],
  ["completes inside a string", completesInString],
  ["colours SQL", coloursSql],
  ["opens the diagram", opensDiagram],
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
  await workbench.untilProblem("no-unloaded-relation");
  // Also of files that nobody opened.
  await workbench.untilProblem("no-missing-primary-key");
  await workbench.problems("");
}

async function hoverShowsColumn(workbench: Workbench): Promise<void> {
  await workbench.openFile(product);
  await workbench.goTo(product, "name: string");
  await workbench.hover("name: string;", "name");
  const card = workbench.page.locator(".monaco-hover:visible", { hasText: /varchar|varying/ });
  await card.first().waitFor();
}

async function completesInString(workbench: Workbench, look: () => Promise<void>): Promise<void> {
  const { page } = workbench;
  await workbench.openFile(orders);
  const condition = "where(\"order.status = 'draft'\")";
  await workbench.goTo(orders, "status = 'draft'", "pageOfDrafts");
  await page.keyboard.type("c");
  await page.keyboard.press("Control+Space");
  const row = page.locator(".suggest-widget .monaco-list-row", { hasText: "createdAt" });
  await row.first().waitFor();
  await look();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Z");
  await workbench.lineWith(condition).waitFor();
}

/** SQL has other colours than the string around it: keywords, names and numbers differ from each other. */
async function coloursSql(workbench: Workbench): Promise<void> {
  await workbench.openFile(products);
  await workbench.goTo(products, "SELECT", "soldOut");
  const line = workbench.lineWith("SELECT p.id, p.name FROM products p WHERE NOT EXISTS");
  const keyword = line.locator("span > span", { hasText: /^SELECT$/ }).first();
  await keyword.waitFor();
  const plain = workbench
    .lineWith("sortColumns[key]")
    .locator("span > span", { hasText: '"product"' });
  const [sql, text] = [await keyword.getAttribute("class"), await plain.getAttribute("class")];
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
  await workbench.problems("no-unloaded-relation");
  await page.locator(".markers-panel", { hasText: "No results found" }).waitFor();
}
