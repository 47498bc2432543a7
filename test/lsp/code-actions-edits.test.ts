// biome-ignore-all lint/suspicious/noTemplateCurlyInString: snippets have places of this form
import { describe, expect, it } from "vitest";
import type { ClientCapabilities } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { SourceTexts } from "../../server/src/engine/index.ts";
import { insertionEdit, workspaceEdit } from "../../server/src/lsp/features/code-actions-edits.ts";
import { uriOf } from "../../server/src/lsp/uris.ts";

const open = TextDocument.create("file:///src/open.ts", "typescript", 7, "one\u2028two\nthree");
const view = {
  texts: new SourceTexts(
    new Map([
      ["/src/open.ts", open.getText()],
      ["/src/closed.ts", "one\r\ntwo"],
    ]),
  ),
};

function context(workspaceEdit: NonNullable<ClientCapabilities["workspace"]>["workspaceEdit"]) {
  return {
    client: { workspace: { workspaceEdit: { ...workspaceEdit } } },
    document: (uri: string) => (uri === open.uri ? open : undefined),
    uriOf,
  };
}

const edits = [
  { file: "/src/open.ts", range: { start: 8, end: 13 }, newText: "3" },
  { file: "/src/closed.ts", range: { start: 5, end: 5 }, newText: "new " },
  { file: "/src/open.ts", range: { start: 0, end: 0 }, newText: "zero " },
];

describe("edits of several documents", () => {
  it("are made for the versions that are known", () => {
    expect(workspaceEdit(edits, view, context({ documentChanges: true }))).toEqual({
      documentChanges: [
        {
          textDocument: { uri: "file:///src/open.ts", version: 7 },
          edits: [
            {
              range: { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } },
              newText: "3",
            },
            {
              range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
              newText: "zero ",
            },
          ],
        },
        {
          textDocument: { uri: "file:///src/closed.ts", version: null },
          edits: [
            {
              range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
              newText: "new ",
            },
          ],
        },
      ],
    });
  });

  it("have no versions where the client knows none", () => {
    const { changes, documentChanges } = workspaceEdit(edits, view, context(undefined));
    expect(documentChanges).toBeUndefined();
    expect(Object.keys(changes ?? {})).toEqual(["file:///src/open.ts", "file:///src/closed.ts"]);
  });
});

describe("an insertion with a place to fill", () => {
  const insertion = { offset: 0, before: "/* ${a} \\ -- ", placeholder: "reason", after: " */\n" };
  const insertions = [insertion, { offset: 13, before: "end", placeholder: undefined, after: "" }];

  it("is a snippet, in which the rest stands for itself", () => {
    const able = context({ documentChanges: true, snippetEditSupport: true });
    const edit = insertionEdit("/src/open.ts", insertions, view, able);
    expect(edit.documentChanges).toMatchObject([
      {
        edits: [
          { snippet: { kind: "snippet", value: "/* \\${a\\} \\\\ -- ${1:reason} */\n" } },
          { newText: "end" },
        ],
      },
    ]);
  });

  it("is a text where snippets are not understood, or cannot be versioned", () => {
    for (const client of [{ documentChanges: true }, { snippetEditSupport: true }]) {
      const edit = insertionEdit("/src/open.ts", insertions, view, context(client));
      expect(JSON.stringify(edit)).toContain("-- reason */");
      expect(JSON.stringify(edit)).not.toContain("snippet");
    }
  });
});
