import type { DefinitionLink, Location } from "vscode-languageserver/node";
import { definitionsOf, targetAt } from "../../engine/index.ts";
import type { Feature, ServerContext } from "../feature.ts";
import { toProtocolRange } from "../positions.ts";
import { type TextPosition, textPosition, toLocation } from "./text-position.ts";

/** From a name in a string to the property, class, alias or value that it means. */
export const definition: Feature = {
  capabilities: () => ({ definitionProvider: true }),
  register(context) {
    context.connection.onDefinition(async (params, token) => {
      const place = await textPosition(params, context, token);
      return place ? answer(place, context) : null;
    });
  },
};

async function answer(
  { view, file, offset }: TextPosition,
  context: ServerContext,
): Promise<DefinitionLink[] | Location[] | null> {
  const target = await targetAt(view, file, offset);
  // A declaration is its own definition: the editor knows it without us.
  if (!target || target.declaration) return null;
  const locations = definitionsOf(target).map((each) => toLocation(each, view, context));
  if (!context.client.textDocument?.definition?.linkSupport) return locations;
  const originSelectionRange = toProtocolRange(view.texts, file, target.range);
  return locations.map(({ uri, range }) => ({
    originSelectionRange,
    targetUri: uri,
    targetRange: range,
    targetSelectionRange: range,
  }));
}
