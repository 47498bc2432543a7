import { Ajv, type ErrorObject } from "ajv";
import { findNodeAtLocation, type Node } from "jsonc-parser";
import type { Range } from "../../base/index.ts";
import { didYouMean } from "../../base/nearest-name.ts";
import type { Rule } from "../../rules/support/define-rule.ts";
import { presetNames } from "../presets.ts";
import { configurationSchema } from "./schema.ts";

/** A mistake in a configuration file. */
export interface Mistake {
  readonly range: Range;
  readonly message: string;
}

/**
 * Checks a parsed configuration against the schema.
 * @param root the tree of the text that `value` was parsed from
 */
export function validateConfiguration(
  value: unknown,
  root: Node | undefined,
  rules: readonly Rule[],
): readonly Mistake[] {
  const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
  const validate = ajv.compile(configurationSchema(rules));
  if (validate(value)) return [];
  const mistakes: Mistake[] = [];
  for (const error of validate.errors ?? []) {
    if (error.keyword === "if") continue;
    mistakes.push(mistakeOf(error, root, rules));
  }
  return mistakes;
}

function mistakeOf(error: ErrorObject, root: Node | undefined, rules: readonly Rule[]): Mistake {
  const path = pathOf(error, root);
  const node = root && findNodeAtLocation(root, path);
  const where = path.length === 0 ? "the configuration" : `"${dotted(path)}"`;
  const params: Record<string, unknown> = error.params;
  switch (error.keyword) {
    case "additionalProperties": {
      const key = String(params.additionalProperty);
      const known = Object.keys(error.parentSchema?.properties ?? {});
      return {
        range: keyRange(root, [...path, key]),
        message: unknownKey(path, key, known, rules),
      };
    }
    case "required":
      return { range: rangeOf(node), message: `${where} lacks "${params.missingProperty}"` };
    case "enum":
      return { range: rangeOf(node), message: wrongChoice(path, where, error) };
    case "type":
      return {
        range: rangeOf(node),
        message: `${where} must be ${article(String(params.type))}, not ${kindOf(error.data)}`,
      };
    case "pattern":
      return {
        range: rangeOf(node),
        message: `${where} must have the form \${env:NAME}: name the environment variable that holds the connection string, never write the string itself`,
      };
    case "minItems":
      return {
        range: rangeOf(node),
        message: `${where} must be a severity, or [severity, options]`,
      };
    case "maxItems":
      return {
        range: rangeOf(node),
        message: `${where} takes [severity, options] and nothing more`,
      };
    case "minLength":
      return { range: rangeOf(node), message: `${where} must not be empty` };
    default:
      return { range: rangeOf(node), message: `${where} ${error.message ?? "is wrong"}` };
  }
}

type Path = (string | number)[];

function pathOf(error: ErrorObject, root: Node | undefined): Path {
  const path: Path = [];
  for (const part of error.instancePath.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    const parent = root && findNodeAtLocation(root, path);
    path.push(parent?.type === "array" ? Number(key) : key);
  }
  return path;
}

function unknownKey(
  path: Path,
  key: string,
  known: readonly string[],
  rules: readonly Rule[],
): string {
  const last = path.at(-1);
  if (last === "rules")
    return `unknown rule "${key}"${didYouMean(key, known) || "; ormlint rules lists them"}`;
  if (path.at(-3) === "rules" || path.at(-2) === "rules") {
    const rule = rules.find((candidate) => candidate.name === path.findLast(isRuleName(rules)));
    if (rule) {
      const options =
        known.length === 0 ? "; the rule has no options" : `; known: ${known.join(", ")}`;
      return `unknown option "${key}" of the rule "${rule.name}"${didYouMean(key, known) || options}`;
    }
  }
  const place = path.length === 0 ? "" : ` in "${dotted(path)}"`;
  const hint = didYouMean(key, known) || `; known: ${known.join(", ")}`;
  return `unknown key "${key}"${place}${hint}`;
}

function isRuleName(rules: readonly Rule[]): (part: string | number) => boolean {
  const names = new Set<string | number>(rules.map((rule) => rule.name));
  return (part) => names.has(part);
}

function wrongChoice(path: Path, where: string, error: ErrorObject): string {
  const allowed: readonly unknown[] = error.params.allowedValues;
  const given = JSON.stringify(error.data);
  if (path.length === 1 && path[0] === "extends")
    return `unknown preset ${given}${didYouMean(String(error.data), presetNames) || `; known: ${presetNames.join(", ")}`}`;
  const choices = allowed.map((value) => JSON.stringify(value)).join(", ");
  return `${where} must be one of ${choices}, not ${given}`;
}

function dotted(path: Path): string {
  return path
    .map((part, index) =>
      typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`,
    )
    .join("");
}

function rangeOf(node: Node | undefined): Range {
  return node ? { start: node.offset, end: node.offset + node.length } : { start: 0, end: 0 };
}

/** Range of the key that a property is written with. */
function keyRange(root: Node | undefined, path: Path): Range {
  const value = root && findNodeAtLocation(root, path);
  return rangeOf(value?.parent?.children?.[0] ?? value);
}

function article(type: string): string {
  if (type === "array") return "a list";
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : article(typeof value);
}
