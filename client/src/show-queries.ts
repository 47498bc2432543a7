import { commands } from "vscode";
import { type LanguageClient, Location, Position } from "vscode-languageclient/node";

/**
 * Shows the places of a code lens's queries, beside the lens.
 * @param parameters as the server sends them, in the protocol's types: URI, position, locations
 * @throws Error when they are anything else
 */
export async function showQueries(
  client: LanguageClient,
  parameters: readonly unknown[],
): Promise<void> {
  const [uri, position, locations] = parameters;
  if (typeof uri !== "string" || !Position.is(position) || !isLocations(locations)) {
    throw new Error("ormlint.showQueries takes a URI, a position and locations.");
  }
  const convert = client.protocol2CodeConverter;
  await commands.executeCommand(
    "editor.action.showReferences",
    convert.asUri(uri),
    convert.asPosition(position),
    locations.map((location) => convert.asLocation(location)),
  );
}

function isLocations(value: unknown): value is Location[] {
  return Array.isArray(value) && value.every((entry) => Location.is(entry));
}
