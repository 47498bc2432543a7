import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { writeFileAtomically } from "../fixing/write-files.ts";

/** Bytes of one entry, and of all entries together. */
const largestEntry = 64 * 1024 * 1024;
const largestCache = 256 * 1024 * 1024;
const checksumLength = 32;
const extension = ".facts";

/**
 * Writes an entry: a checksum, the length of the head, the head, the body. Values are written as structured
 * clones, which keep `undefined` and shared parts as they are. Then the oldest entries go, when all are too many.
 * @throws when it cannot be written, is too large, or holds something that is no data
 */
export function writeCacheFile(folder: string, name: string, head: unknown, body: unknown): void {
  const headBytes = serialize(head);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(headBytes.length);
  const content = Buffer.concat([length, headBytes, serialize(body)]);
  if (content.length > largestEntry) throw new Error("too large to be kept");
  const bytes = Buffer.concat([checksum(content), content]);
  writeFileAtomically(join(folder, `${name}${extension}`), bytes);
  prune(folder);
}

/** The head of an entry, and how to get its body. */
export interface CacheFile {
  readonly head: unknown;
  readonly body: () => unknown;
}

/** @throws when there is no entry, or it is not whole */
export function readCacheFile(folder: string, name: string): CacheFile {
  const bytes = readFileSync(join(folder, `${name}${extension}`));
  const content = bytes.subarray(checksumLength);
  if (!checksum(content).equals(bytes.subarray(0, checksumLength))) throw new Error("not whole");
  const end = 4 + content.readUInt32LE(0);
  return {
    head: deserialize(content.subarray(4, end)),
    body: () => deserialize(content.subarray(end)),
  };
}

function checksum(content: Uint8Array): Buffer {
  return createHash("sha256").update(content).digest();
}

function prune(folder: string): void {
  const entries = readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .map((name) => join(folder, name))
    .map((path) => ({ path, stat: statSync(path) }))
    .sort((a, b) => b.stat.mtimeMs - a.stat.mtimeMs);
  let total = 0;
  for (const { path, stat } of entries) {
    total += stat.size;
    if (total > largestCache) rmSync(path, { force: true });
  }
}
