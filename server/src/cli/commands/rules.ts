import { allRules, ruleSummary, ruleUrl } from "../../engine/index.ts";
import { print } from "../output.ts";

/** Prints all rules. */
export async function runRulesCommand(format: "text" | "json"): Promise<void> {
  const sorted = [...allRules].sort((a, b) =>
    a.category === b.category ? compare(a.name, b.name) : compare(a.category, b.category),
  );
  if (format === "json") {
    const list = sorted.map(
      ({ name, category, severity, strictSeverity, presets, fix, requires, options }) => ({
        name,
        summary: ruleSummary(name),
        category,
        severity,
        ...(strictSeverity && { strictSeverity }),
        presets: [...presets, "strict"],
        fix,
        requires,
        options,
        url: ruleUrl(name),
      }),
    );
    return print(`${JSON.stringify(list, undefined, 2)}\n`);
  }
  const width = Math.max(...sorted.map((rule) => rule.name.length));
  const lines: string[] = [];
  let category = "";
  for (const rule of sorted) {
    if (rule.category !== category) lines.push(`${lines.length > 0 ? "\n" : ""}${rule.category}`);
    category = rule.category;
    const fix = rule.fix === "none" ? "" : `fix: ${rule.fix}`;
    const cells = [rule.name.padEnd(width), rule.severity.padEnd(7), fix.padEnd(15)];
    lines.push(`  ${cells.join("  ")}  ${ruleSummary(rule.name)}`);
  }
  return print(`${lines.join("\n")}\n`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
