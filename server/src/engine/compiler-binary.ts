import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { binaryName, installedBinary, platformPackage } from "../compiler/compiler-binary.ts";
import { UserFailure } from "./failure.ts";

/**
 * Path of the native compiler: beside the bundle, where the editor extension ships it, or in the
 * platform package of `typescript`.
 * @throws UserFailure when this platform's package is not installed
 */
export function compilerBinary(): string {
  const here = fileURLToPath(import.meta.url);
  const shipped = join(dirname(here), "compiler", binaryName);
  const binary = existsSync(shipped) ? shipped : installedBinary(here);
  if (binary !== undefined) return binary;
  throw new UserFailure(
    `the compiler for this platform is missing: the package ${platformPackage} is not installed (optional dependencies must not be left out)`,
  );
}
