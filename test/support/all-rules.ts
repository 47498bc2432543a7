import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Rule } from "../../server/src/rules/support/define-rule.ts";

const folder = resolve(import.meta.dirname, "../../server/src/rules");

/** Names of the files that hold a rule, without extension. */
export function ruleFileNames(): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ts") && name !== "index.ts")
    .map((name) => name.slice(0, -".ts".length))
    .sort();
}

/** The rule of a file. */
export async function loadRule(name: string): Promise<Rule> {
  const module: { default?: Rule } = await import(pathToFileURL(join(folder, `${name}.ts`)).href);
  if (!module.default) throw new Error(`${name}.ts has no default export`);
  return module.default;
}
