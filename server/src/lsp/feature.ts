import type {
  ClientCapabilities,
  CancellationToken as ClientToken,
  Connection,
  ServerCapabilities,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { WorkspaceView } from "../engine/index.ts";

/** What the features of the language server share. */
export interface ServerContext {
  readonly connection: Connection;
  readonly client: ClientCapabilities;
  /** What the client said beside the protocol when it started the server. */
  readonly initializationOptions: unknown;
  /** The open document of a URI, as it is in the editor. */
  document(uri: string): TextDocument | undefined;
  /**
   * The state of the folder that a document belongs to, with every change that was received so far.
   * @returns `undefined` when no folder analyses the document
   * @throws ResponseError with `RequestCancelled` or `ContentModified`
   */
  viewOf(uri: string, token: ClientToken): Promise<WorkspaceView | undefined>;
  /** The states of all folders. */
  views(token: ClientToken): Promise<readonly WorkspaceView[]>;
  /** The URI of an absolute path, written as the editor writes it when the document is open. */
  uriOf(path: string): string;
  /** The user's settings, section `ormlint`, for a document. */
  settings(uri: string): Promise<ServerSettings>;
  /** Calls back when what was answered may be outdated: a folder has a newer view, or the settings are others. */
  onOutdated(listener: (because: Outdating) => void): void;
}

export type Outdating = "view" | "settings";

/** Settings of the editor that are not part of `ormlint.json`. */
export interface ServerSettings {
  readonly enable: boolean;
  readonly codeLens: { readonly enable: boolean };
  readonly inlayHints: { readonly enable: boolean };
  readonly workspaceSymbols: { readonly enable: boolean };
}

/** One feature of the protocol. */
export interface Feature {
  /** What the server says that it can do, for a client that can do this. */
  capabilities(client: ClientCapabilities): Partial<ServerCapabilities>;
  /** Registers the feature's handlers; called once, before the first request. */
  register(context: ServerContext): void;
}
