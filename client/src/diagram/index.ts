import type { ExtensionContext } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { DiagramPanel } from "./panel.ts";

let panel: DiagramPanel | undefined;

/**
 * Shows the entities of the workspace as a diagram, in the panel that is open or in a new one.
 * @param focus id of the entity to show; all when it is left out
 */
export function showEntityDiagram(
  context: ExtensionContext,
  client: LanguageClient,
  focus?: string,
): void {
  if (panel) {
    panel.reveal(client, focus);
    return;
  }
  const own = new DiagramPanel(context, client, focus);
  panel = own;
  own.onDidDispose(() => {
    if (panel === own) panel = undefined;
  });
}
