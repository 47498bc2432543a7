import type { Adapter } from "../adapters/adapter.ts";
import type { Diagnostic, Fix, Severity } from "../base/index.ts";
import type { Capability, FileFacts } from "../model/index.ts";
import type { LinkedEntity, Project } from "../project/project.ts";
import type { Report, Rule, RuleContext } from "../rules/support/define-rule.ts";
import type { RuleSetting } from "./config/rule-settings.ts";
import type { InternalProblems } from "./failure.ts";

export interface RuleRunContext {
  readonly rules: readonly Rule[];
  readonly adapters: readonly Adapter[];
  readonly project: Project;
  readonly settingsFor: (file: string) => ReadonlyMap<string, RuleSetting>;
  readonly problems: InternalProblems;
  /** Told the time that each rule took, in milliseconds. */
  readonly onRule?: (rule: string, milliseconds: number) => void;
}

/** Runs the rules that are on over the facts of one file. Order: as reported. */
export function runRules(facts: FileFacts, context: RuleRunContext): readonly Diagnostic[] {
  const settings = context.settingsFor(facts.file);
  const diagnostics: Diagnostic[] = [];
  for (const rule of context.rules) {
    const setting = settings.get(rule.name);
    if (!setting || setting.severity === "off") continue;
    const started = performance.now();
    try {
      diagnostics.push(...runRule(rule, setting, facts, context));
    } catch (error) {
      context.problems.report(`rule ${rule.name}`, facts.file, error);
    }
    context.onRule?.(rule.name, performance.now() - started);
  }
  return diagnostics;
}

function runRule(
  rule: Rule,
  setting: RuleSetting,
  facts: FileFacts,
  { adapters, project, problems }: RuleRunContext,
): readonly Diagnostic[] {
  const able = new Set(
    adapters.filter((adapter) => hasAll(adapter, rule.requires)).map((adapter) => adapter.name),
  );
  if (able.size === 0) return [];
  const found: Diagnostic[] = [];
  const context: RuleContext<string, never> = {
    facts,
    project,
    // The options were validated against the rule's schema when the configuration was read.
    options: setting.options as never,
    report: (report) => found.push(toDiagnostic(rule, setting, facts.file, report, problems)),
  };
  const { hooks } = rule;
  const concerned = (fact: { readonly orm: string }): boolean => able.has(fact.orm);
  if (hooks.entity)
    for (const entity of ownEntities(facts, project))
      if (concerned(entity.own)) hooks.entity(entity, context);
  for (const fact of facts.operations) if (concerned(fact)) hooks.operation?.(fact, context);
  for (const fact of facts.sqlTexts) if (concerned(fact)) hooks.sql?.(fact, context);
  for (const fact of facts.transactions) if (concerned(fact)) hooks.transaction?.(fact, context);
  for (const fact of facts.connections) if (concerned(fact)) hooks.connection?.(fact, context);
  for (const fact of facts.functions) hooks.function?.(fact, context);
  hooks.file?.(facts, context);
  return found;
}

function hasAll(adapter: Adapter, capabilities: readonly Capability[]): boolean {
  return capabilities.every((capability) => adapter.capabilities.has(capability));
}

function ownEntities(facts: FileFacts, project: Project): readonly LinkedEntity[] {
  return facts.entities.flatMap((entity) => {
    const linked = project.entity(entity.id);
    return linked?.own.file === facts.file ? [linked] : [];
  });
}

function toDiagnostic(
  rule: Rule,
  setting: RuleSetting,
  file: string,
  report: Report<string>,
  problems: InternalProblems,
): Diagnostic {
  const template = rule.messages[report.message];
  if (template === undefined) throw new Error(`no message "${report.message}"`);
  return {
    file,
    range: report.at,
    rule: rule.name,
    severity: severityOf(setting, report.severity),
    message: fillMessage(template, report.data ?? {}),
    related: report.related ?? [],
    ...(report.secret && { secret: true }),
    fixes: fixesOf(rule, file, report, problems),
  };
}

export function fillMessage(
  template: string,
  data: Readonly<Record<string, string | number>>,
): string {
  return template.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(data[name] ?? place));
}

/** A rule chooses freely under a preset; a severity that the user wrote is what every finding has. */
function severityOf(setting: RuleSetting, wanted: Severity | undefined): Severity {
  const configured = setting.severity === "off" ? "info" : setting.severity;
  return setting.explicit ? configured : (wanted ?? configured);
}

function fixesOf(
  rule: Rule,
  file: string,
  { fix }: Report<string>,
  problems: InternalProblems,
): readonly Fix[] {
  if (!fix) return [];
  try {
    const edits = fix.edits();
    return edits.length === 0 ? [] : [{ title: fix.title, kind: fix.kind, edits }];
  } catch (error) {
    problems.report(`fix of rule ${rule.name}`, file, error);
    return [];
  }
}
