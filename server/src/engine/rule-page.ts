import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Rule } from "../rules/support/define-rule.ts";
import { ruleSummaries } from "./rule-summaries.ts";
import { version } from "./version.ts";

/** Where a rule's page of this version can be read: the npm package holds all pages. */
export function ruleUrl(rule: string): string {
  return `https://unpkg.com/ormlint@${version}/docs/rules/${rule}.md`;
}

/** What a rule finds, in a sentence. */
export function ruleSummary(rule: string): string {
  return ruleSummaries[rule] ?? rule.replaceAll("-", " ");
}

/** The page of a rule, from the package; what the rule itself says when the package has no pages. */
export function rulePage(rule: Rule): string {
  const file = rulePageFile(rule.name);
  return file === undefined ? shortPage(rule) : readFileSync(file, "utf8");
}

/** Absolute path of a rule's page in the package; `undefined` when the package has no pages. */
export function rulePageFile(rule: string): string | undefined {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, "docs/rules", `${rule}.md`);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) return undefined;
  }
}

function shortPage(rule: Rule): string {
  const options = Object.entries(rule.options).map(
    ([name, option]) =>
      `- \`${name}\` (${option.type}, default ${JSON.stringify(option.default)}): ${option.description}`,
  );
  return [
    `# ${rule.name}`,
    `Category ${rule.category}, severity ${rule.severity}, fix: ${rule.fix}.`,
    Object.values(rule.messages)
      .map((message) => `- ${message}`)
      .join("\n"),
    ...(options.length > 0 ? [`## Options\n\n${options.join("\n")}`] : []),
  ]
    .join("\n\n")
    .concat("\n");
}
