import type { Stats } from "../engine/index.ts";
import { plural } from "./output.ts";

/** `--stats` for a person. */
export function statsText(stats: Stats): string {
  const lines: string[] = [
    `files      ${stats.files} in ${plural(stats.programs, "program")}, ${stats.filesWithFacts} with facts${stats.cached ? " (facts from the cache)" : ""}`,
  ];
  lines.push("facts", ...table(Object.entries(stats.facts)));
  lines.push("unknown", ...table(Object.entries(stats.unknowns)));
  lines.push("stage                 ms  questions  round trips");
  for (const [stage, { milliseconds, questions, roundTrips }] of Object.entries(stats.stages))
    lines.push(
      `  ${stage.padEnd(12)}${milliseconds.toFixed(0).padStart(10)}${String(questions).padStart(11)}${String(roundTrips).padStart(13)}`,
    );
  lines.push("rule                                  ms");
  for (const [rule, milliseconds] of Object.entries(stats.rules))
    lines.push(`  ${rule.padEnd(32)}${milliseconds.toFixed(1).padStart(6)}`);
  return lines.join("\n");
}

function table(entries: readonly (readonly [string, number | undefined])[]): readonly string[] {
  if (entries.length === 0) return ["  none"];
  return entries.map(([name, count]) => `  ${name.padEnd(24)}${String(count ?? 0).padStart(8)}`);
}
