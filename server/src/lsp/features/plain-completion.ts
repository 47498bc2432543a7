import {
  type ClientCapabilities,
  type CompletionItem,
  type CompletionList,
  InsertTextFormat,
} from "vscode-languageserver/node";

/** A list whose snippets are plain text, for a client that would write them out as they are. */
export function withoutSnippets(
  list: CompletionList | null,
  client: ClientCapabilities,
): CompletionList | null {
  if (!list || client.textDocument?.completion?.completionItem?.snippetSupport) return list;
  return { ...list, items: list.items.map(plainItem) };
}

function plainItem(item: CompletionItem): CompletionItem {
  if (item.insertTextFormat !== InsertTextFormat.Snippet) return item;
  const { insertText, textEdit } = item;
  return {
    ...item,
    insertTextFormat: InsertTextFormat.PlainText,
    ...(insertText === undefined ? {} : { insertText: plainText(insertText) }),
    ...(textEdit && { textEdit: { ...textEdit, newText: plainText(textEdit.newText) } }),
  };
}

/** The text of a snippet with its placeholders filled, and its other places empty. */
function plainText(snippet: string): string {
  return snippet.replaceAll(
    /\\([\\$}])|\$\{\d+:((?:\\.|[^\\}])*)\}|\$(?:\d+|\{\d+\})/g,
    (_all, escaped: string | undefined, placeholder: string | undefined) =>
      escaped ?? (placeholder === undefined ? "" : plainText(placeholder)),
  );
}
