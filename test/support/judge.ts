import type { FixKind, Range, Severity, TextEdit } from "../../server/src/base/index.ts";
import type { FileFacts } from "../../server/src/model/index.ts";
import { linkProject } from "../../server/src/project/link.ts";
import type { Project } from "../../server/src/project/project.ts";
import type { Report, Rule, RuleContext } from "../../server/src/rules/support/define-rule.ts";

/** What a rule said, with its message filled. */
export interface Finding {
  readonly file: string;
  readonly at: Range;
  readonly severity: Severity;
  /** Id of the message. */
  readonly id: string;
  readonly message: string;
  readonly related: readonly {
    readonly file: string;
    readonly range: Range;
    readonly message: string;
  }[];
  readonly fix?: {
    readonly title: string;
    readonly kind: FixKind;
    readonly edits: readonly TextEdit[];
  };
}

/**
 * Runs one rule over facts, hand-made ones included: links them to a project and calls every hook.
 * @param judged files whose findings are wanted; all by default
 */
export function judge(
  rule: Rule,
  facts: readonly FileFacts[],
  options: Readonly<Record<string, unknown>> = {},
  judged: readonly string[] = facts.map((each) => each.file),
): readonly Finding[] {
  const project = linkProject(facts);
  return facts
    .filter((each) => judged.includes(each.file))
    .flatMap((each) => judgeFile(rule, each, project, options));
}

/** Runs one rule over one file of a linked project. */
export function judgeFile(
  rule: Rule,
  facts: FileFacts,
  project: Project,
  options: Readonly<Record<string, unknown>> = {},
): readonly Finding[] {
  const findings: Finding[] = [];
  const defaults = Object.entries(rule.options).map(([name, schema]) => [name, schema.default]);
  const context: RuleContext<string, never> = {
    facts,
    project,
    // Options are checked where a configuration is read; a test names its own.
    options: { ...Object.fromEntries(defaults), ...options } as never,
    report: (report) => findings.push(finding(rule, facts.file, report)),
  };
  const { hooks } = rule;
  for (const entity of facts.entities) {
    const linked = project.entity(entity.id);
    if (linked?.own.file === facts.file) hooks.entity?.(linked, context);
  }
  for (const each of facts.operations) hooks.operation?.(each, context);
  for (const each of facts.sqlTexts) hooks.sql?.(each, context);
  for (const each of facts.transactions) hooks.transaction?.(each, context);
  for (const each of facts.connections) hooks.connection?.(each, context);
  for (const each of facts.functions) hooks.function?.(each, context);
  hooks.file?.(facts, context);
  return findings.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
}

function finding(rule: Rule, file: string, report: Report<string>): Finding {
  const template = rule.messages[report.message];
  if (template === undefined) throw new Error(`${rule.name} has no message ${report.message}`);
  const message = template.replaceAll(/\{(\w+)\}/g, (place, name: string) => {
    const value = report.data?.[name];
    if (value === undefined) throw new Error(`${rule.name}: nothing fills ${place} of a message`);
    return String(value);
  });
  return {
    file,
    at: report.at,
    severity: report.severity ?? defaultSeverity(rule),
    id: report.message,
    message,
    related: report.related ?? [],
    ...(report.fix && { fix: { ...report.fix, edits: report.fix.edits() } }),
  };
}

/** The severity of a rule where nothing configures it, and of an opt-in rule where `strict` does. */
export function defaultSeverity(rule: Rule): Severity {
  return rule.severity === "off" ? (rule.strictSeverity ?? "info") : rule.severity;
}
