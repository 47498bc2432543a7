import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { UserFailure } from "./failure.ts";

/**
 * Path of the native compiler. It lies in the platform package that npm installs beside `typescript`,
 * or beside the bundle, where the editor extension ships it.
 * @throws UserFailure when this platform's package is not installed
 */
export function compilerBinary(): string {
  const here = fileURLToPath(import.meta.url);
  const name = process.platform === "win32" ? "tsc.exe" : "tsc";
  const shipped = join(dirname(here), "compiler", name);
  if (existsSync(shipped)) return shipped;
  const platformPackage = `@typescript/typescript-${process.platform}-${process.arch}`;
  const own = createRequire(here);
  // Package managers that do not hoist put the platform's package where only `typescript` sees it.
  for (const resolveFrom of [
    () => createRequire(own.resolve("typescript/package.json")),
    () => own,
  ])
    try {
      const manifest = resolveFrom().resolve(`${platformPackage}/package.json`);
      const binary = join(dirname(manifest), "lib", name);
      if (existsSync(binary)) return binary;
    } catch {
      // The next place may have it.
    }
  throw new UserFailure(
    `the compiler for this platform is missing: the package ${platformPackage} is not installed (optional dependencies must not be left out)`,
  );
}
