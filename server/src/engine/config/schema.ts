import type { OptionSchema, Rule } from "../../rules/support/define-rule.ts";
import { presetNames } from "../presets.ts";
import { ruleSummaries } from "../rule-summaries.ts";
import { unusedSuppression } from "../suppressions/unused-suppression.ts";

type JsonSchema = Readonly<Record<string, unknown>>;

const severities = ["off", "info", "warning", "error"];

/** A database URL is never written down: it is read from the environment. */
export const databaseUrlPattern = "^\\$\\{env:[A-Za-z_][A-Za-z0-9_]*\\}$";

/** Rules over facts, and ormlint's own findings, which are configured the same way. */
function configurable(rules: readonly Rule[]): readonly Rule[] {
  return rules.includes(unusedSuppression) ? rules : [...rules, unusedSuppression];
}

/**
 * JSON schema (draft 7) of `ormlint.json`: the one source of validation and of `schema/ormlint.schema.json`.
 * @param summaryOf what a rule finds, in a sentence, by its name
 */
export function configurationSchema(
  rules: readonly Rule[],
  summaryOf: (rule: string) => string | undefined = (rule) => ruleSummaries[rule],
): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of ormlint",
    type: "object",
    additionalProperties: false,
    // Keywords of editors that follow VS Code.
    allowComments: true,
    allowTrailingCommas: true,
    properties: {
      $schema: { type: "string", description: "Address of this schema, for editors." },
      extends: {
        enum: [...presetNames, ...presetNames.map((preset) => `ormlint:${preset}`)],
        default: "recommended",
        description:
          "The preset to start from: the recommended rules; strict, which adds the rules that are off by default; or none (off).",
      },
      projects: strings(
        "tsconfig files to analyse, by path or glob, instead of all that are found.",
      ),
      rules: { $ref: "#/definitions/rules" },
      overrides: {
        type: "array",
        description: "Other settings for some files; later entries win.",
        items: {
          type: "object",
          additionalProperties: false,
          required: ["files", "rules"],
          properties: {
            files: strings(
              "Globs, relative to the folder of this file; a folder means everything below it.",
            ),
            rules: { $ref: "#/definitions/rules" },
          },
        },
      },
      layers: {
        type: "object",
        additionalProperties: false,
        description: "Where repositories, services and boundaries (HTTP handlers, resolvers) are.",
        properties: {
          repository: { $ref: "#/definitions/layer" },
          service: { $ref: "#/definitions/layer" },
          boundary: { $ref: "#/definitions/layer" },
        },
      },
      database: databaseSchema(),
      baseline: { type: "string", minLength: 1, description: "File of known findings." },
    },
    definitions: {
      severity: { enum: severities },
      layer: {
        type: "object",
        additionalProperties: false,
        properties: {
          files: strings("Globs of files, relative to the folder of this file."),
          names: strings("Patterns of class names, such as *Repository."),
        },
      },
      rules: {
        type: "object",
        additionalProperties: false,
        description: "Severity of rules, or severity and options.",
        properties: Object.fromEntries(
          configurable(rules).map((rule) => [rule.name, ruleSchema(rule, summaryOf(rule.name))]),
        ),
      },
    },
  };
}

/** `if`/`then` and not `oneOf`, so that a mistake gives one error and not one for each form. */
function ruleSchema(rule: Rule, summary: string | undefined): JsonSchema {
  return {
    ...(summary !== undefined && { description: summary }),
    default: rule.severity,
    // What editors propose as a value: they do not look behind `if`.
    examples: [...severities, ...withOptions(rule)],
    if: { type: "array" },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema
    then: {
      minItems: 1,
      maxItems: 2,
      items: [
        { $ref: "#/definitions/severity" },
        {
          type: "object",
          additionalProperties: false,
          properties: Object.fromEntries(
            Object.entries(rule.options).map(([name, option]) => [name, optionSchema(option)]),
          ),
        },
      ],
    },
    else: { $ref: "#/definitions/severity" },
  };
}

/** The form with options, at their defaults; none for a rule without options. */
function withOptions(rule: Rule): readonly unknown[] {
  const options = Object.entries(rule.options).map(([name, option]) => [name, option.default]);
  return options.length === 0 ? [] : [[rule.severity, Object.fromEntries(options)]];
}

function optionSchema(option: OptionSchema): JsonSchema {
  return { ...option };
}

function databaseSchema(): JsonSchema {
  return {
    type: "object",
    additionalProperties: false,
    description: "The database to compare with.",
    properties: {
      url: {
        type: "string",
        pattern: databaseUrlPattern,
        description: "Environment variable with the connection string; never the string itself.",
      },
      schemas: strings("Schemas to read."),
      migrations: { type: "string", minLength: 1, description: "Folder of SQL migrations." },
      snapshot: { type: "string", minLength: 1, description: "Committed snapshot of the catalog." },
      naming: { type: "string", minLength: 1, description: "Naming strategy of the model." },
    },
  };
}

function strings(description: string): JsonSchema {
  return { type: "array", items: { type: "string", minLength: 1 }, description };
}
