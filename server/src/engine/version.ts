import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Version of ormlint, from its own package.json: above the bundle, or above the source. */
export const version: string = readVersion(dirname(fileURLToPath(import.meta.url)));

function readVersion(folder: string): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    if (isOwn(manifest)) return manifest.version;
  } catch {
    // The folder above may have it.
  }
  const parent = dirname(folder);
  return parent === folder ? "0.0.0" : readVersion(parent);
}

function isOwn(manifest: unknown): manifest is { readonly version: string } {
  if (typeof manifest !== "object" || manifest === null) return false;
  const { name, version } = manifest as { name?: unknown; version?: unknown };
  return name === "ormlint" && typeof version === "string";
}
