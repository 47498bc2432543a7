import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/support/paths.ts";

/** A copy of examples/shop that may be changed, with its dependencies at hand. */
export function copyOfShop(folder: string): string {
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, "examples/shop"), folder, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  return folder;
}
