import { fileURLToPath, pathToFileURL } from "node:url";
import { forwardSlashes } from "../engine/index.ts";

/** The absolute path (forward slashes) of a file's URI; `undefined` for other schemes. */
export function pathOf(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return forwardSlashes(fileURLToPath(uri));
  } catch {
    return undefined;
  }
}

/** The URI of an absolute path. */
export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}
