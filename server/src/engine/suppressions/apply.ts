import type { Range } from "../../base/index.ts";
import { didYouMean } from "../text/nearest-name.ts";
import type { Directive, NamedRule } from "./directives.ts";

/** A mistake in a directive: message id and data of the rule `unused-suppression`. */
export interface SuppressionProblem {
  readonly range: Range;
  readonly message: "unused" | "unknown" | "nameless" | "unopened";
  readonly data: Readonly<Record<string, string>>;
}

export interface SuppressionOutcome<T> {
  readonly kept: readonly T[];
  readonly problems: readonly SuppressionProblem[];
}

/** A piece of the file in which one rule is silent. */
interface Silence {
  readonly rule: NamedRule;
  readonly covers: (finding: { readonly offset: number; readonly line: number }) => boolean;
  used: boolean;
}

/**
 * Takes the silenced findings out of a file's findings.
 * @param findings with the offset and line where each begins
 * @param knownRules names of all rules
 * @param judged whether a rule was run on the file: only then can its suppression be unused
 */
export function applySuppressions<
  T extends { readonly rule: string; readonly offset: number; readonly line: number },
>(
  findings: readonly T[],
  directives: readonly Directive[],
  knownRules: ReadonlySet<string>,
  judged: (rule: string) => boolean,
): SuppressionOutcome<T> {
  const problems: SuppressionProblem[] = [];
  const silences = silencesOf(directives, knownRules, problems);
  const kept = findings.filter((finding) => {
    const matching = silences.filter(
      (silence) => silence.rule.name === finding.rule && silence.covers(finding),
    );
    for (const silence of matching) silence.used = true;
    return matching.length === 0;
  });
  for (const { rule, used } of silences)
    if (!used && judged(rule.name))
      problems.push({ range: rule.range, message: "unused", data: { rule: rule.name } });
  return { kept, problems };
}

function silencesOf(
  directives: readonly Directive[],
  knownRules: ReadonlySet<string>,
  problems: SuppressionProblem[],
): readonly Silence[] {
  const silences: Silence[] = [];
  const open = new Map<string, { rule: NamedRule; from: number }>();
  const close = (name: string, to: number): boolean => {
    const start = open.get(name);
    if (!start) return false;
    open.delete(name);
    silences.push({
      rule: start.rule,
      covers: ({ offset }) => start.from <= offset && offset < to,
      used: false,
    });
    return true;
  };
  for (const directive of directives) {
    const { kind, range, rules, line } = directive;
    if (rules.length === 0) {
      if (kind === "enable") for (const name of [...open.keys()]) close(name, range.start);
      else problems.push({ range, message: "nameless", data: {} });
    }
    for (const rule of rules) {
      if (!knownRules.has(rule.name)) {
        const data = { rule: rule.name, hint: didYouMean(rule.name, knownRules) };
        problems.push({ range: rule.range, message: "unknown", data });
      } else if (kind === "enable") {
        if (!close(rule.name, range.start))
          problems.push({ range: rule.range, message: "unopened", data: { rule: rule.name } });
      } else if (kind === "disable") {
        if (!open.has(rule.name)) open.set(rule.name, { rule, from: range.end });
      } else {
        silences.push({ rule, covers: (finding) => finding.line === line, used: false });
      }
    }
  }
  for (const name of [...open.keys()]) close(name, Number.POSITIVE_INFINITY);
  return silences;
}
