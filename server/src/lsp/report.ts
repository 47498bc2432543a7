import { createHash } from "node:crypto";
import type { Diagnostic } from "vscode-languageserver/node";

/** The diagnostics of one file, and a name for them: the same ones have the same name. */
export interface Report {
  readonly resultId: string;
  readonly items: readonly Diagnostic[];
}

export function reportOf(items: readonly Diagnostic[]): Report {
  const resultId = createHash("sha256").update(JSON.stringify(items)).digest("base64url");
  return { items, resultId: resultId.slice(0, 22) };
}
