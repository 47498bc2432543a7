import type { Connection } from "vscode-languageserver/node";
import { compilerVersion, type LiveState } from "../engine/index.ts";
import type { Folders } from "./folders.ts";
import { type StatusParams, statusMethod } from "./messages.ts";

/** What needs most attention first. */
const order: readonly LiveState[] = ["error", "loading", "ready", "no-orm"];

/** Tells the client how the server is, whenever that changes. */
export class Status {
  readonly #connection: Connection;
  readonly #folders: Folders;
  #last = "";

  constructor(connection: Connection, folders: Folders) {
    this.#connection = connection;
    this.#folders = folders;
  }

  changed(): void {
    const status = this.#now();
    const text = JSON.stringify(status);
    if (text === this.#last) return;
    this.#last = text;
    void this.#connection.sendNotification(statusMethod, status);
  }

  #now(): StatusParams {
    const folders = this.#folders.all;
    const states = folders.map(({ state }) => state);
    const state = order.find((each) => states.includes(each)) ?? "no-orm";
    const message = folders.find((folder) => folder.failure !== undefined)?.failure;
    let files = 0;
    let findings = 0;
    for (const { newest } of folders) {
      if (!newest) continue;
      files += newest.files.length;
      if (newest.complete)
        for (const file of newest.files) findings += newest.diagnosticsOf(file).length;
    }
    return {
      state,
      files,
      findings,
      compilerVersion,
      ...(state === "error" && message !== undefined && { message }),
    };
  }
}
