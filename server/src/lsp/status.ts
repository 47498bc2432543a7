import type { Connection } from "vscode-languageserver/node";
import { compilerVersion, type LiveState } from "../engine/index.ts";
import { inBackground } from "./background.ts";
import type { Folders } from "./folders.ts";
import { type StatusParams, statusMethod } from "./messages.ts";
import { Quiet } from "./quiet.ts";

/** What needs most attention first. */
const order: readonly LiveState[] = ["error", "loading", "ready", "no-orm"];

/** So many files are judged before others get a turn. */
const filesAtOnce = 20;

/** Tells the client how the server is, whenever that changes; counts of findings follow when nobody types. */
export class Status {
  readonly #connection: Connection;
  readonly #folders: Folders;
  readonly #quiet = new Quiet(async () => inBackground(this.#connection, () => this.#count()));
  #last = "";
  #findings = 0;

  constructor(connection: Connection, folders: Folders) {
    this.#connection = connection;
    this.#folders = folders;
  }

  changed(): void {
    this.#tell();
    this.#quiet.disturb();
  }

  close(): void {
    this.#quiet.close();
  }

  /** Starts again when something changes meanwhile. */
  async #count(): Promise<void> {
    let findings = 0;
    let judged = 0;
    for (const folder of this.#folders.all) {
      const view = folder.newest;
      if (!view?.complete) continue;
      for (const file of view.files) {
        findings += view.diagnosticsOf(file).length;
        if (++judged % filesAtOnce > 0) continue;
        await new Promise(setImmediate);
        if (!folder.isCurrent(view)) return;
      }
    }
    this.#findings = findings;
    this.#tell();
  }

  #tell(): void {
    const status = this.#now();
    const text = JSON.stringify(status);
    if (text === this.#last) return;
    this.#last = text;
    inBackground(this.#connection, () => this.#connection.sendNotification(statusMethod, status));
  }

  #now(): StatusParams {
    const folders = this.#folders.all;
    const states = folders.map(({ state }) => state);
    const state = order.find((each) => states.includes(each)) ?? "no-orm";
    const message = folders.find((folder) => folder.failure !== undefined)?.failure;
    return {
      state,
      files: folders.reduce((files, { newest }) => files + (newest?.files.length ?? 0), 0),
      findings: this.#findings,
      compilerVersion,
      ...(state === "error" && message !== undefined && { message }),
    };
  }
}
