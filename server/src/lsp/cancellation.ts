import type { CancellationToken as ClientToken } from "vscode-languageserver/node";
import type { CancellationToken } from "../base/index.ts";

/** A client's token as the engine asks it. */
export function toEngineToken(token: ClientToken): CancellationToken {
  return {
    get cancelled() {
      return token.isCancellationRequested;
    },
  };
}
