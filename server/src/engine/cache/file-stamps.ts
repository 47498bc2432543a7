import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** What a file is known again by. Plain data. */
export interface FileStamp {
  readonly path: string;
  /** Bytes; -1 when there is no such file. */
  readonly size: number;
  /** Of the content, where it is read anyway or is short. */
  readonly hash?: string;
  /** Times of change of content and of inode, in milliseconds; where there is no hash. */
  readonly times?: readonly [modified: number, changed: number];
}

/** Milliseconds by which the clock of a file system may be behind that of the process. */
const clockSlack = 20;

/** @param byContent by content, whenever it was written; otherwise by its times */
export function stampOf(path: string, byContent: boolean): FileStamp {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return { path, size: -1 };
  const { size, mtimeMs, ctimeMs } = stat;
  return byContent
    ? { path, size, hash: hashOf(readFileSync(path)) }
    : { path, size, times: [mtimeMs, ctimeMs] };
}

/** Whether a file is what it was. An error means no. */
export function isUnchanged(stamp: FileStamp): boolean {
  try {
    const now = stampOf(stamp.path, stamp.hash !== undefined);
    return (
      now.size === stamp.size &&
      now.hash === stamp.hash &&
      now.times?.[0] === stamp.times?.[0] &&
      now.times?.[1] === stamp.times?.[1]
    );
  } catch {
    return false;
  }
}

/** Whether a file may have been written since a time (milliseconds since 1970). */
export function isYoungerThan(path: string, time: number): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Math.max(stat.mtimeMs, stat.ctimeMs) > time - clockSlack;
}

/** The package.json files, there or not, that decide which package the files belong to. Sorted. */
export function manifestsAbove(files: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const file of files)
    for (let folder = dirname(file); !folders.has(folder); folder = dirname(folder))
      folders.add(folder);
  return [...folders].map((folder) => join(folder, "package.json")).sort();
}

export function hashOf(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}
