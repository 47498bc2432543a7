import { isAbsolute, relative, resolve } from "node:path";

/** Absolute path with forward slashes, the form that all facts and findings use. */
export function absolutePath(folder: string, path: string): string {
  return forwardSlashes(resolve(folder, path));
}

export function forwardSlashes(path: string): string {
  return process.platform === "win32" ? path.replaceAll("\\", "/") : path;
}

/** Path from a folder, with forward slashes; absolute when it lies on another drive. */
export function relativePath(folder: string, path: string): string {
  const result = relative(folder, path);
  return forwardSlashes(isAbsolute(result) ? path : result);
}

/** Whether a path is the folder itself or lies in it. */
export function isInside(folder: string, path: string): boolean {
  const result = relative(folder, path);
  return result === "" || (!isAbsolute(result) && result !== ".." && !/^\.\.[\\/]/.test(result));
}

/** What to write instead of a path with backslashes, where these separate nothing. */
export function slashHint(path: string): string {
  const slashed = path.replaceAll("\\", "/");
  return slashed === path ? "" : `; write it with forward slashes: ${slashed}`;
}

/** Path as people are shown it: relative to the working folder when it lies in it. */
export function shownPath(cwd: string, path: string): string {
  return path !== cwd && isInside(cwd, path) ? relativePath(cwd, path) : forwardSlashes(path);
}
