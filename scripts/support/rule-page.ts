import type { OptionSchema, Rule } from "../../server/src/rules/support/define-rule.ts";
import type { RuleDocumentation } from "./rule-docs.ts";

const ormTitles: Readonly<Record<string, string>> = { typeorm: "TypeORM" };

const fixTitles: Readonly<Record<Rule["fix"], string>> = {
  none: "none",
  safe: "safe: applied by `--fix`",
  suggestion: "suggestion: applied by `--fix-suggestions`",
};

/** How a rule's fix is told in a table of rules. */
export function fixLabel(fix: Rule["fix"]): string {
  return fix === "none" ? "" : fix;
}

/**
 * The Markdown page of a rule.
 * @param suppressible whether a comment can silence it
 */
export function rulePage(
  rule: Rule,
  documentation: RuleDocumentation,
  suppressible = true,
): string {
  const preset = rule.presets.length > 0 ? rule.presets.join(", ") : "strict only";
  return `# ${rule.name}

${documentation.summary}

| category | severity | preset | fix |
|---|---|---|---|
| ${rule.category} | ${rule.severity} | ${preset} | ${fixTitles[rule.fix]} |

${withExampleHeadings(documentation.body)}

## Options

${optionsSection(rule)}

## Disable it

${suppressible ? forOneLine(rule) : ""}For a project, in \`ormlint.json\`:

\`\`\`json
{ "rules": { "${rule.name}": "off" } }
\`\`\`
`;
}

function forOneLine({ name }: Rule): string {
  return `For one line:

\`\`\`ts
// ormlint-disable-next-line ${name} -- say why
\`\`\`

`;
}

function withExampleHeadings(body: string): string {
  return body.replaceAll(
    /^```(\w+) (bad|good) (\w+)$/gm,
    (_fence, language: string, verdict: string, orm: string) =>
      `${verdict === "bad" ? "Reported" : "Right"} (${ormTitles[orm] ?? orm}):\n\n\`\`\`${language}`,
  );
}

function optionsSection(rule: Rule): string {
  const options = Object.entries(rule.options);
  if (options.length === 0) return "None.";
  const rows = options.map(
    ([name, option]) =>
      `| \`${name}\` | ${optionType(option)} | \`${JSON.stringify(option.default)}\` | ${option.description} |`,
  );
  return `| option | type | default | meaning |
|---|---|---|---|
${rows.join("\n")}

\`\`\`json
{ "rules": { "${rule.name}": ["${rule.severity === "off" ? "warning" : rule.severity}", ${JSON.stringify(defaults(rule))}] } }
\`\`\``;
}

function optionType(option: OptionSchema): string {
  if (option.type === "array") return "list of strings";
  if (option.type === "string" && option.enum) return option.enum.map((v) => `\`${v}\``).join(", ");
  return option.type;
}

function defaults(rule: Rule): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(rule.options).map(([name, option]) => [name, option.default]),
  );
}
