import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The package that brings the native compiler of this platform. */
export const platformPackage = `@typescript/typescript-${process.platform}-${process.arch}`;
/** The file of the native compiler. */
export const binaryName = process.platform === "win32" ? "tsc.exe" : "tsc";

/**
 * Path of the native compiler, in the platform package that npm installs beside `typescript`.
 * @param from a file from which `typescript` can be required
 * @returns `undefined` when this platform's package is not installed
 */
export function installedBinary(from: string): string | undefined {
  const own = createRequire(from);
  // Package managers that do not hoist put the platform's package where only `typescript` sees it.
  for (const resolveFrom of [
    () => createRequire(own.resolve("typescript/package.json")),
    () => own,
  ])
    try {
      const manifest = resolveFrom().resolve(`${platformPackage}/package.json`);
      const binary = join(dirname(manifest), "lib", binaryName);
      if (existsSync(binary)) return binary;
    } catch {
      // The next place may have it.
    }
  return undefined;
}
