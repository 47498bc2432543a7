import type { Connection } from "vscode-languageserver/node";
import { errorMessage } from "../engine/index.ts";

/**
 * Does something that nobody waits for, such as telling the client of a change. A client that refuses
 * it, or is gone, ends nothing: a failure goes to the log, as far as there is still one.
 */
export function inBackground(connection: Connection, task: () => unknown): void {
  attempt(task).catch((error: unknown) => {
    try {
      connection.console.log(`could not be done: ${errorMessage(error)}`);
    } catch {
      // The connection is closed.
    }
  });
}

/** Begins at once; what is thrown becomes a rejection. */
async function attempt(task: () => unknown): Promise<void> {
  await task();
}
