import type { ServerCapabilities } from "vscode-languageserver/node";

/**
 * What several features can do, as one: objects are merged, lists are joined, of other values the
 * last one counts, except that `true` gives way to an object that says more.
 */
export function mergeCapabilities(
  all: readonly Partial<ServerCapabilities>[],
): Partial<ServerCapabilities> {
  return all.reduce<Record<string, unknown>>((merged, each) => mergeObjects(merged, each), {});
}

function mergeObjects(a: object, b: object): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...a };
  for (const [key, value] of Object.entries(b)) merged[key] = mergeValues(merged[key], value);
  return merged;
}

function mergeValues(a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) return [...new Set([...a, ...b])];
  if (isObject(a) && isObject(b)) return mergeObjects(a, b);
  if (isObject(a) && typeof b === "boolean") return a;
  return b === undefined ? a : b;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
