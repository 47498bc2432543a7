import { type Connection, TextDocuments } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { configurationFileName } from "../engine/index.ts";
import type { Folders } from "./folders.ts";
import { pathOf, uriOf } from "./uris.ts";

const source = /\.[cm]?[jt]sx?$/;

/** Whether the compiler reads such a file. */
export function isSource(path: string): boolean {
  return source.test(path);
}

export function isConfiguration(path: string): boolean {
  return path.endsWith(`/${configurationFileName}`);
}

/** The documents that are open in the editor; the folders that they lie in are told of every change. */
export class Documents {
  readonly #documents = new TextDocuments(TextDocument);
  readonly #uris = new Map<string, string>();

  /** @param closed told of documents that were closed */
  constructor(
    connection: Connection,
    folders: Folders,
    changed: (document: TextDocument) => void,
    closed: (document: TextDocument) => void,
  ) {
    this.#documents.onDidOpen(({ document }) => {
      const path = pathOf(document.uri);
      if (path !== undefined) this.#uris.set(path, document.uri);
    });
    this.#documents.onDidChangeContent(({ document }) => {
      tell(folders, document.uri, document.getText());
      changed(document);
    });
    this.#documents.onDidClose(({ document }) => {
      const path = pathOf(document.uri);
      if (path !== undefined) this.#uris.delete(path);
      tell(folders, document.uri, undefined);
      closed(document);
    });
    this.#documents.listen(connection);
  }

  get(uri: string): TextDocument | undefined {
    return this.#documents.get(uri);
  }

  all(): readonly TextDocument[] {
    return this.#documents.all();
  }

  /** The open document of an absolute path. */
  ofPath(path: string): TextDocument | undefined {
    const uri = this.#uris.get(path);
    return uri === undefined ? undefined : this.#documents.get(uri);
  }

  /** The URI of a path: as the editor writes it, when the document is open. */
  uriOf(path: string): string {
    return this.#uris.get(path) ?? uriOf(path);
  }

  /** Tells a folder that was added of the documents that are open in it. */
  hand(folders: Folders): void {
    for (const document of this.all()) tell(folders, document.uri, document.getText());
  }
}

function tell(folders: Folders, uri: string, text: string | undefined): void {
  const path = pathOf(uri);
  if (path !== undefined && isSource(path)) folders.ofPath(path)?.edit(path, text);
}
