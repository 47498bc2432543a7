import type { Diagnostic } from "../../base/index.ts";
import { relativePath } from "../paths.ts";
import type { Configuration } from "./configuration.ts";

/** A warning for each glob of the configuration that chooses none of the files. */
export function unmatchedGlobs(
  { file, folder, globs }: Configuration,
  files: readonly string[],
): readonly Diagnostic[] {
  if (file === undefined) return [];
  const paths = files.map((each) => relativePath(folder, each));
  return globs
    .filter(({ matches }) => !paths.some(matches))
    .map(({ glob, range }) => ({
      file,
      range,
      rule: "ormlint",
      severity: "warning",
      message: `No file that was analysed matches "${glob}", so this entry does nothing: mend the glob, or remove it.`,
      related: [],
      fixes: [],
    }));
}
