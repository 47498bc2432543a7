import type { Range } from "../../base/index.ts";
import { didYouMean } from "../../base/nearest-name.ts";
import type { Directive, NamedRule } from "./directives.ts";

/** A mistake in a directive: message id and data of the rule `unused-suppression`. */
export interface SuppressionProblem {
  readonly range: Range;
  readonly message: "unused" | "unknown" | "nameless" | "unopened" | "misspelt" | "unseparated";
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

/**
 * Takes a reason that was written without `--` away from the names of rules. It begins at the first word
 * that is no rule and does not look like one.
 */
export function partProse(
  words: readonly NamedRule[],
  knownRules: ReadonlySet<string>,
): { readonly rules: readonly NamedRule[]; readonly prose: Range | undefined } {
  const index = words.findIndex(({ name }) => !knownRules.has(name) && !/^[a-z]+-/.test(name));
  const [first, last] = [words[index], words.at(-1)];
  if (!first || !last) return { rules: words, prose: undefined };
  return {
    rules: words.slice(0, index),
    prose: { start: first.range.start, end: last.range.end },
  };
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
    const { kind, range, line, misspelling } = directive;
    if (misspelling) {
      problems.push({ range, message: "misspelt", data: misspelling });
      continue;
    }
    const { rules, prose } = partProse(directive.rules, knownRules);
    if (prose && rules.length > 0)
      problems.push({ range: prose, message: "unseparated", data: {} });
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
