import type { Severity } from "../base/index.ts";
import type { Rule } from "../rules/support/define-rule.ts";

/** Sets of rules that a configuration starts from. `strict` adds those that are off by default, `off` is none. */
export const presetNames = ["recommended", "strict", "off"] as const;
export type PresetName = (typeof presetNames)[number];

/** @param name with or without the prefix `ormlint:` */
export function presetOf(name: string): PresetName | undefined {
  const bare = name.startsWith("ormlint:") ? name.slice("ormlint:".length) : name;
  return presetNames.find((preset) => preset === bare);
}

/** How severe a rule is under a preset. */
export function severityUnder(preset: PresetName, rule: Rule): Severity | "off" {
  if (preset === "off") return "off";
  if (preset === "strict")
    return rule.severity === "off" ? (rule.strictSeverity ?? "warning") : rule.severity;
  return rule.presets.includes("recommended") ? rule.severity : "off";
}
