import { dirname } from "node:path";
import type { WorkspaceFolder } from "vscode-languageserver/node";
import { adapters, allRules, isInside, LiveFolder, type LiveListener } from "../engine/index.ts";
import { pathOf } from "./uris.ts";

/** The workspace folders that are analysed. */
export class Folders {
  readonly #listen: (folder: () => LiveFolder) => LiveListener;
  readonly #folders = new Map<string, LiveFolder>();

  /** @param listen makes what is told of a folder's events */
  constructor(listen: (folder: () => LiveFolder) => LiveListener) {
    this.#listen = listen;
  }

  get all(): readonly LiveFolder[] {
    return [...this.#folders.values()];
  }

  /** The innermost folder that a document lies in. */
  of(uri: string): LiveFolder | undefined {
    const path = pathOf(uri);
    return path === undefined ? undefined : this.ofPath(path);
  }

  ofPath(path: string): LiveFolder | undefined {
    for (let at = path; ; at = dirname(at)) {
      const folder = this.#folders.get(at);
      if (folder) return folder;
      if (dirname(at) === at) return undefined;
    }
  }

  /** @returns the folder, when it was not there before */
  add({ uri }: Pick<WorkspaceFolder, "uri">): LiveFolder | undefined {
    const path = pathOf(uri)?.replace(/(?<=.)\/$/, "");
    if (path === undefined || this.#folders.has(path)) return undefined;
    const folder: LiveFolder = new LiveFolder({
      folder: path,
      rules: allRules,
      adapters,
      listener: this.#listen(() => folder),
    });
    this.#folders.set(path, folder);
    return folder;
  }

  async remove({ uri }: Pick<WorkspaceFolder, "uri">): Promise<void> {
    const path = pathOf(uri)?.replace(/(?<=.)\/$/, "");
    const folder = path === undefined ? undefined : this.#folders.get(path);
    if (!folder) return;
    this.#folders.delete(folder.folder);
    await folder.close();
  }

  /** The folders that hold a path, or lie in it. */
  touching(path: string): readonly LiveFolder[] {
    return this.all.filter(({ folder }) => isInside(folder, path) || isInside(path, folder));
  }

  async close(): Promise<void> {
    const folders = this.all;
    this.#folders.clear();
    await Promise.all(folders.map((folder) => folder.close()));
  }
}
