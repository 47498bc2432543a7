import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { commands, type Hover, MarkdownString, type Position, type TextDocument } from "vscode";
import { open, positionOf, ready } from "./support.ts";

async function hoverText(document: TextDocument, position: Position): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof MarkdownString ? content.value : String(content)))
    .join("\n");
}

describe("hover", () => {
  before(ready);

  it("shows the column behind a property", async () => {
    const document = await open("src/entities/product.ts");
    const text = await hoverText(document, positionOf(document, "name: string"));
    assert.match(text, /varchar\(160\)|character varying\(160\)/);
  });

  it("shows the table behind an entity", async () => {
    const document = await open("src/entities/order.ts");
    const text = await hoverText(document, positionOf(document, "Order {"));
    assert.match(text, /orders/);
  });

  it("says nothing of code that has nothing to do with the ORM", async () => {
    const document = await open("src/entities/product.ts");
    const text = await hoverText(document, positionOf(document, "round", "Math."));
    assert.doesNotMatch(text, /column|table/i);
  });
});
