import picomatch from "picomatch";

/**
 * Tests paths relative to the configuration's folder. A glob without a slash matches at any depth; a name
 * without wildcards means the file, or everything below the folder. Backslashes separate folders too.
 */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.map((glob) => picomatch([...patternsOf(glob)], { dot: true }));
  return (path) => matchers.some((matches) => matches(path));
}

/** Whether a text has wildcards. */
export function isGlob(text: string): boolean {
  return picomatch.scan(withSlashes(text)).isGlob;
}

/** A glob as written on any system, with the separators that globs have. */
export function withSlashes(glob: string): string {
  return glob.replaceAll("\\", "/");
}

function patternsOf(glob: string): readonly string[] {
  const bare = withSlashes(glob).replace(/^\.\//, "").replace(/\/$/, "");
  const pattern = bare.includes("/") ? bare : `**/${bare}`;
  return isGlob(bare) ? [pattern] : [pattern, `${pattern}/**`];
}
