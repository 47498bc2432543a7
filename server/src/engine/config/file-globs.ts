import { findNodeAtLocation, type Node } from "jsonc-parser";
import type { Range } from "../../base/index.ts";
import type { ConfigurationFile } from "./configuration.ts";
import { globMatcher } from "./globs.ts";

/** A glob that a configuration chooses files with. */
export interface FileGlob {
  readonly glob: string;
  /** Of the glob in the configuration file. */
  readonly range: Range;
  /** @param path relative to the configuration's folder */
  readonly matches: (path: string) => boolean;
}

/** The globs of `overrides` and `layers`, where they stand. */
export function fileGlobs(root: Node, content: ConfigurationFile): readonly FileGlob[] {
  const lists: (readonly [path: (string | number)[], globs: readonly string[]])[] = [
    ...(content.overrides ?? []).map(
      ({ files }, index) => [["overrides", index, "files"], files] as const,
    ),
    ...Object.entries(content.layers ?? {}).map(
      ([layer, { files }]) => [["layers", layer, "files"], files ?? []] as const,
    ),
  ].map(([path, globs]) => [[...path], globs]);
  return lists.flatMap(([path, globs]) =>
    globs.map((glob, index) => ({
      glob,
      range: rangeAt(root, [...path, index]),
      matches: globMatcher([glob]),
    })),
  );
}

/** Range of the value at a path. */
export function rangeAt(root: Node, path: (string | number)[]): Range {
  const node = findNodeAtLocation(root, path);
  return node ? { start: node.offset, end: node.offset + node.length } : { start: 0, end: 0 };
}
