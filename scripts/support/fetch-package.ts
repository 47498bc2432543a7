import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { CompilerPackage } from "./extension-targets.ts";
import { root } from "./paths.ts";

/**
 * Folder of an npm package: the installed one, or a copy from the registry, as npm installs no
 * packages of other platforms.
 * @param scratch where a copy may be put
 * @throws Error when npm cannot get it
 */
export function fetchPackage({ name, version }: CompilerPackage, scratch: string): string {
  const installed = join(root, "node_modules", name);
  if (existsSync(installed)) return installed;
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const output = execFileSync(
    npm,
    ["pack", `${name}@${version}`, "--json", "--pack-destination", scratch],
    { cwd: root, encoding: "utf8", shell: process.platform === "win32" },
  );
  const [packed]: { filename: string }[] = JSON.parse(output);
  if (!packed) throw new Error(`npm packed nothing for ${name}@${version}`);
  const folder = join(scratch, name.replaceAll("/", "-"));
  mkdirSync(folder);
  execFileSync("tar", ["-xzf", packed.filename, "-C", folder], { cwd: scratch });
  return join(folder, "package");
}
