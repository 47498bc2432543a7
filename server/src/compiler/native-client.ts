import type { API } from "typescript/async";

/**
 * How the compiler's client asks, which its declarations leave out: every question passes through
 * these. They belong to the exact version of the compiler that this package depends on.
 */
export interface NativeClient {
  connect(): Promise<void>;
  /** An answer in JSON. */
  apiRequest(method: string, params: unknown): Promise<unknown>;
  /** An answer in bytes; `undefined` when there is none. */
  apiRequestBinary(method: string, params: unknown): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

/** What the client's cache of syntax trees keeps of one version of a file. */
interface CachedTree {
  file?: unknown;
}

interface TreeCache {
  readonly cache: ReadonlyMap<string, readonly CachedTree[]>;
}

/** @throws when this is not the version of the compiler's client that is meant */
export function clientOf(api: API): NativeClient {
  const client = Reflect.get(api, "client");
  if (!isClient(client)) {
    throw new Error("the installed version of the typescript package is not the one supported");
  }
  return client;
}

/**
 * Lets go of the syntax tree of a file, which the client otherwise keeps for as long as its
 * snapshot lives; what is known of the file's symbols stays. The tree is fetched again when it is
 * asked for again, as another object.
 *
 * @param path the tree's own canonical path
 */
export function forgetTree(api: API, path: string): void {
  const cache = Reflect.get(api, "sourceFileCache");
  if (!isTreeCache(cache)) return;
  for (const record of cache.cache.get(path) ?? []) delete record.file;
}

function isClient(value: unknown): value is NativeClient {
  return (
    isObject(value) &&
    ["connect", "apiRequest", "apiRequestBinary", "close"].every(
      (name) => typeof Reflect.get(value, name) === "function",
    )
  );
}

function isTreeCache(value: unknown): value is TreeCache {
  return isObject(value) && Reflect.get(value, "cache") instanceof Map;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
