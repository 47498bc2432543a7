import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { globSync } from "tinyglobby";
import type { Diagnostic } from "../../base/index.ts";
import type { Rule } from "../../rules/support/define-rule.ts";
import { fileFailure, UserFailure } from "../failure.ts";
import { absolutePath, forwardSlashes, shownPath } from "../paths.ts";
import { type PresetName, presetOf } from "../presets.ts";
import { tsconfigOf } from "../projects.ts";
import { readStoredText } from "../text/source-texts.ts";
import type { Configuration, ConfigurationFile, ConfigurationOverrides } from "./configuration.ts";
import { fileGlobs, rangeAt } from "./file-globs.ts";
import { isGlob, withSlashes } from "./globs.ts";
import { RuleSettings } from "./rule-settings.ts";
import type { Mistake } from "./validate.ts";

export const configurationFileName = "ormlint.json";

/** Either the configuration, or the mistakes that make it unusable. */
export type LoadedConfiguration =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export interface LoadOptions extends ConfigurationOverrides {
  /** Working folder: where the search for `ormlint.json` begins. */
  readonly cwd: string;
  /** A file named by the user, instead of the nearest `ormlint.json`. */
  readonly file?: string;
  /** Take no file into account. */
  readonly withoutFile?: boolean;
  readonly rules: readonly Rule[];
}

/**
 * Reads the nearest configuration from the working folder upward.
 * @throws UserFailure when a named file does not exist or a file cannot be read
 */
export async function loadConfiguration(options: LoadOptions): Promise<LoadedConfiguration> {
  const file = configurationFile(options);
  if (file === undefined)
    return {
      ok: true,
      configuration: resolve(undefined, {}, options, { projects: [], globs: [] }),
    };
  let text: string;
  try {
    text = readStoredText(file).text;
  } catch (error) {
    throw new UserFailure(`cannot read the configuration ${file}: ${fileFailure(error)}`);
  }
  const { mistakes, content, root } = await parseConfiguration(text, options.rules);
  if (!content || !root) return failed(file, mistakes);
  const projects = findProjects(dirname(file), content, root);
  if (projects.mistakes.length > 0) return failed(file, projects.mistakes);
  const globs = fileGlobs(root, content);
  const parts = { projects: projects.found, globs };
  return { ok: true, configuration: resolve(file, content, options, parts) };
}

function configurationFile(options: LoadOptions): string | undefined {
  if (options.withoutFile) return undefined;
  return options.file === undefined ? findUpward(options.cwd) : namedFile(options);
}

function failed(file: string, mistakes: readonly Mistake[]): LoadedConfiguration {
  return { ok: false, diagnostics: mistakes.map((mistake) => diagnostic(file, mistake)) };
}

/** The tsconfig files that `projects` names, by path or by glob. Absolute paths. */
function findProjects(
  folder: string,
  { projects = [] }: ConfigurationFile,
  root: Node,
): { readonly found: readonly string[]; readonly mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = [];
  const found = projects.flatMap((project, index) => {
    const path = withSlashes(project);
    if (!isGlob(path)) {
      const tsconfig = tsconfigOf(absolutePath(folder, path));
      if (!existsSync(tsconfig))
        mistakes.push({
          range: rangeAt(root, ["projects", index]),
          message: `The tsconfig file ${shownPath(folder, tsconfig)} does not exist`,
        });
      return [tsconfig];
    }
    const ignore = ["**/node_modules/**"];
    const matches = globSync(path, { cwd: folder, absolute: true, ignore });
    if (matches.length === 0)
      mistakes.push({
        range: rangeAt(root, ["projects", index]),
        message: `No tsconfig matches "${project}"`,
      });
    return matches.map((match) => forwardSlashes(match)).sort();
  });
  return { found: [...new Set(found)], mistakes };
}

/** What is wrong with the text of a configuration file, without a look at other files. */
export async function configurationFindings(
  file: string,
  text: string,
  rules: readonly Rule[],
): Promise<readonly Diagnostic[]> {
  const { mistakes } = await parseConfiguration(text, rules);
  return mistakes.map((mistake) => diagnostic(file, mistake));
}

/** Parses and validates the text of a configuration file. `content` is present when there is no mistake. */
export async function parseConfiguration(
  text: string,
  rules: readonly Rule[],
): Promise<{
  readonly mistakes: readonly Mistake[];
  readonly content?: ConfigurationFile;
  readonly root?: Node;
}> {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || !root) {
    const mistakes = errors.map((error) => ({
      range: { start: error.offset, end: error.offset + error.length },
      message: `Syntax error: ${syntaxMessage(printParseErrorCode(error.error))}`,
    }));
    if (!root && mistakes.length === 0)
      mistakes.push({ range: { start: 0, end: 0 }, message: "Syntax error: the file is empty" });
    return { mistakes };
  }
  const { validateConfiguration } = await import("./validate.ts");
  const value: unknown = getNodeValue(root);
  const mistakes = [...validateConfiguration(value, root, rules), ...duplicateKeys(root)]
    .map(({ range, message }) => ({ range, message: capitalised(message) }))
    .sort((a, b) => a.range.start - b.range.start);
  if (mistakes.length > 0) return { mistakes };
  // The schema was checked, so the value has the shape that the type says.
  return { mistakes, content: value as ConfigurationFile, root };
}

function capitalised(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

function resolve(
  file: string | undefined,
  content: ConfigurationFile,
  options: LoadOptions,
  { projects, globs }: Pick<Configuration, "projects" | "globs">,
): Configuration {
  const folder = file === undefined ? options.cwd : forwardSlashes(dirname(file));
  const preset: PresetName =
    options.preset ?? presetOf(content.extends ?? "recommended") ?? "recommended";
  const settings = new RuleSettings(options.rules, preset, folder, content, options);
  return {
    file,
    folder,
    preset,
    projects,
    globs,
    layers: content.layers ?? {},
    database: content.database ?? {},
    baseline: content.baseline === undefined ? undefined : absolutePath(folder, content.baseline),
    settingsFor: (path) => settings.for(path),
  };
}

function namedFile({ cwd, file = "" }: LoadOptions): string {
  const path = absolutePath(cwd, file);
  const shown = shownPath(cwd, path);
  if (!existsSync(path)) throw new UserFailure(`the configuration ${shown} does not exist`);
  if (!statSync(path).isFile()) throw new UserFailure(`the configuration ${shown} is not a file`);
  return path;
}

function findUpward(from: string): string | undefined {
  let folder = from;
  for (;;) {
    const file = join(folder, configurationFileName);
    if (existsSync(file)) return forwardSlashes(file);
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

function duplicateKeys(root: Node): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  const visit = (node: Node): void => {
    const seen = new Set<string>();
    for (const child of node.children ?? []) {
      const key = node.type === "object" ? child.children?.[0] : undefined;
      if (key) {
        const name = String(key.value);
        const range = { start: key.offset, end: key.offset + key.length };
        if (seen.has(name)) mistakes.push({ range, message: `"${name}" is written twice` });
        seen.add(name);
      }
      visit(child);
    }
  };
  visit(root);
  return mistakes;
}

function diagnostic(file: string, mistake: Mistake): Diagnostic {
  return { file, rule: "ormlint", severity: "error", related: [], fixes: [], ...mistake };
}

/** `PropertyNameExpected` as words. */
function syntaxMessage(code: string): string {
  const words = code.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.startsWith("invalid ") ? words : words.replace(/^(.*) expected$/, "expected a $1");
}
