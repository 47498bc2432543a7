import type { Rule } from "../../rules/support/define-rule.ts";
import { relativePath } from "../paths.ts";
import { type PresetName, severityUnder } from "../presets.ts";
import type {
  ConfigurationFile,
  ConfigurationOverrides,
  RuleEntry,
  SeveritySetting,
} from "./configuration.ts";
import { globMatcher } from "./globs.ts";

/** A rule's severity and the values of all its options. */
export interface RuleSetting {
  readonly severity: SeveritySetting;
  /** The user wrote the severity; otherwise it comes from the preset. */
  readonly explicit: boolean;
  readonly options: Readonly<Record<string, unknown>>;
}

type Settings = ReadonlyMap<string, RuleSetting>;

/** Works out the settings of files: preset, then `rules`, then matching `overrides` in order, then the command line. */
export class RuleSettings {
  readonly #folder: string;
  readonly #base: Settings;
  readonly #overrides: readonly {
    readonly matches: (path: string) => boolean;
    readonly rules: Readonly<Record<string, RuleEntry>>;
  }[];
  readonly #forced: ReadonlyMap<string, SeveritySetting>;
  readonly #bySelection = new Map<string, Settings>();

  constructor(
    rules: readonly Rule[],
    preset: PresetName,
    folder: string,
    file: ConfigurationFile,
    overrides: ConfigurationOverrides,
  ) {
    this.#folder = folder;
    this.#forced = overrides.severities ?? new Map();
    this.#base = merge(presetSettings(rules, preset), file.rules ?? {});
    this.#overrides = (file.overrides ?? []).map((override) => ({
      matches: globMatcher(override.files),
      rules: override.rules,
    }));
  }

  /** @param file absolute path */
  for(file: string): Settings {
    const path = relativePath(this.#folder, file);
    const matching = this.#overrides.filter((override) => override.matches(path));
    const key = matching.map((override) => this.#overrides.indexOf(override)).join();
    let settings = this.#bySelection.get(key);
    if (!settings) {
      settings = matching.reduce((merged, override) => merge(merged, override.rules), this.#base);
      settings = merge(settings, Object.fromEntries(this.#forced));
      this.#bySelection.set(key, settings);
    }
    return settings;
  }
}

function presetSettings(rules: readonly Rule[], preset: PresetName): Settings {
  return new Map(
    rules.map((rule) => [
      rule.name,
      { severity: severityUnder(preset, rule), explicit: false, options: defaultOptions(rule) },
    ]),
  );
}

function defaultOptions(rule: Rule): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(rule.options).map(([name, option]) => [name, option.default]),
  );
}

function merge(base: Settings, entries: Readonly<Record<string, RuleEntry>>): Settings {
  const merged = new Map(base);
  for (const [name, entry] of Object.entries(entries)) {
    const before = merged.get(name);
    if (!before) continue;
    const [severity, options] = typeof entry === "string" ? [entry, {}] : entry;
    merged.set(name, { severity, explicit: true, options: { ...before.options, ...options } });
  }
  return merged;
}
