import { CancellationToken } from "vscode-languageserver/node";
import { isInside, type WorkspaceView } from "../../engine/index.ts";
import type { ServerContext } from "../feature.ts";
import { pathOf } from "../uris.ts";

/**
 * Lets a client ask again when what it was told of a document is no longer so: what one file shows
 * depends on others. A client asks by itself when it changes the document.
 */
export class Refresher {
  readonly #context: ServerContext;
  readonly #summary: (view: WorkspaceView, uri: string) => string;
  readonly #refresh: () => Promise<unknown>;
  readonly #told = new Map<string, string>();
  #checking = false;
  #again = false;

  /**
   * @param context says when what was told may be outdated
   * @param summary all that is shown of a document, as text to compare
   * @param refresh sends the request that makes the client ask again
   */
  constructor(
    context: ServerContext,
    summary: (view: WorkspaceView, uri: string) => string,
    refresh: () => Promise<unknown>,
  ) {
    this.#context = context;
    this.#summary = summary;
    this.#refresh = refresh;
    context.onOutdated((because) => {
      if (because === "view") void this.#check();
      else this.#everything().catch(() => undefined);
    });
  }

  /** Remembers what a client is told. */
  told(uri: string, view: WorkspaceView): void {
    this.#told.set(uri, this.#summary(view, uri));
  }

  /** Compares what was told with the newest state, one comparison at a time. */
  async #check(): Promise<void> {
    this.#again = true;
    if (this.#checking) return;
    this.#checking = true;
    try {
      while (this.#again) {
        this.#again = false;
        if (await this.#isOutdated()) await this.#everything();
      }
    } catch {
      // The state is changing, or cannot be read; the next view brings another check.
    } finally {
      this.#checking = false;
    }
  }

  /** Lets the client ask again for every document. */
  async #everything(): Promise<void> {
    this.#told.clear();
    await this.#refresh();
  }

  async #isOutdated(): Promise<boolean> {
    if (this.#told.size === 0) return false;
    // Asking for a document's own view would have everything read again that it depends on.
    const views = [...(await this.#context.views(CancellationToken.None))];
    // Of folders within each other the innermost has the document.
    views.sort((a, b) => b.folder.length - a.folder.length);
    for (const [uri, summary] of [...this.#told]) {
      if (!this.#context.document(uri)) {
        this.#told.delete(uri);
        continue;
      }
      const path = pathOf(uri);
      const view = views.find(({ folder }) => path !== undefined && isInside(folder, path));
      if (view && this.#summary(view, uri) !== summary) return true;
    }
    return false;
  }
}
