import {
  type ClientCapabilities,
  LSPErrorCodes,
  ResponseError,
  ShowDocumentRequest,
} from "vscode-languageserver/node";
import { allRules, didYouMean, rulePageFile, ruleUrl } from "../../engine/index.ts";
import type { ServerContext } from "../feature.ts";
import { uriOf } from "../uris.ts";

/** Whether the client can show a page. One that has the command itself shows it its own way. */
export function canOpenPages(client: ClientCapabilities): boolean {
  return client.window?.showDocument?.support === true;
}

/**
 * Has the client show the page of a rule: the file of the installed package, else its address.
 * @throws ResponseError when there is no such rule or the client does not show it
 */
export async function openRulePage(name: unknown, { connection }: ServerContext): Promise<void> {
  const rule = allRules.find((candidate) => candidate.name === name);
  if (!rule) {
    const names = allRules.map((each) => each.name);
    throw failed(`unknown rule "${name}"${didYouMean(String(name), names)}`);
  }
  const file = rulePageFile(rule.name);
  const page =
    file === undefined
      ? { uri: ruleUrl(rule.name), external: true }
      : { uri: uriOf(file), takeFocus: true };
  const { success } = await connection.sendRequest(ShowDocumentRequest.type, page);
  if (!success) throw failed(`the page of ${rule.name} could not be shown: ${page.uri}`);
}

function failed(message: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
