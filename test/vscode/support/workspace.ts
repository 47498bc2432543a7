import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/support/paths.ts";

/**
 * A copy of examples/shop that may be changed, with its dependencies at hand, and the schema where its
 * configuration has it.
 * @param folder where a part of the repository is laid out
 * @returns the folder of the shop
 */
export function copyOfShop(folder: string): string {
  const shop = join(folder, "examples/shop");
  mkdirSync(shop, { recursive: true });
  cpSync(join(root, "examples/shop"), shop, { recursive: true });
  cpSync(join(root, "schema"), join(folder, "schema"), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(shop, "node_modules"), "junction");
  return shop;
}
