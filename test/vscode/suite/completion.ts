import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { CompletionItemKind, type CompletionList, commands, type TextDocument } from "vscode";
import { open, positionOf, ready, replace, restore } from "./support.ts";

describe("completion", () => {
  let document: TextDocument;

  before(async () => {
    await ready();
    document = await open("src/repositories/order-repository.ts");
  });

  after(() => restore(document));

  async function labelsAfter(text: string): Promise<string[]> {
    const start = positionOf(document, text);
    const { items } = await commands.executeCommand<CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      start.translate(0, text.length),
    );
    return (
      items
        // Words of the file are offered by the editor itself.
        .filter(({ kind }) => kind !== CompletionItemKind.Text)
        .map(({ label }) => (typeof label === "string" ? label : label.label))
    );
  }

  it("offers the relations of an alias inside a string", async () => {
    const labels = await labelsAfter('.innerJoin("order.');
    assert.ok(
      labels.some((label) => label.includes("customer")),
      `there are: ${labels.slice(0, 20).join(", ")}`,
    );
    assert.ok(!labels.some((label) => label.includes("createdAt")), "columns are no relations");
  });

  it("offers the properties of an alias inside a condition that is being written", async () => {
    await replace(document, "\"order.status = 'draft'\"", '"order."', "pageOfDrafts");
    const labels = await labelsAfter('.where("order.');
    for (const property of ["status", "createdAt"])
      assert.ok(
        labels.some((label) => label.includes(property)),
        `${property} is missing: ${labels.slice(0, 20).join(", ")}`,
      );
  });
});
