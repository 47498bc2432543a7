import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
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

/** A small workspace in TypeScript that has nothing to do with an ORM, where one could be resolved. */
export function plainWorkspace(folder: string): string {
  mkdirSync(join(folder, "src"), { recursive: true });
  const files = {
    "package.json": JSON.stringify({ name: "plain", private: true }),
    "tsconfig.json": JSON.stringify({
      compilerOptions: { strict: true, noEmit: true, experimentalDecorators: true },
      include: ["src"],
    }),
    "src/plain.ts": "export const answer = 42;\n",
    "src/entity.ts": [
      'import { Entity } from "typeorm";',
      "",
      '@Entity("things")',
      "export class Thing {}",
      "",
    ].join("\n"),
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  return folder;
}
