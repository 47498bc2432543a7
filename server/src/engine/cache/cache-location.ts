import { existsSync, mkdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/**
 * The folder in which facts are kept for a working folder: below the nearest `node_modules`, else a folder
 * of the user's own among the temporary files. It is made when it is missing.
 * @param chosen absolute path of another folder, which the user named
 * @returns `undefined` when it cannot be made, or is not the user's own
 */
export function cacheLocation(cwd: string, chosen: string | undefined): string | undefined {
  const folder = chosen ?? installedBeside(cwd) ?? temporary();
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // What others may have put there is no fact.
    const mine = process.getuid === undefined || statSync(folder).uid === process.getuid();
    return mine ? folder : undefined;
  } catch {
    return undefined;
  }
}

function installedBeside(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    if (existsSync(modules)) return join(modules, ".cache/ormlint");
    if (dirname(folder) === folder) return undefined;
  }
}

function temporary(): string {
  return join(tmpdir(), `ormlint-cache-${process.getuid?.() ?? "user"}`);
}
