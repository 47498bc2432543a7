import type { Severity } from "../../base/index.ts";
import type { PresetName } from "../presets.ts";
import type { FileGlob } from "./file-globs.ts";
import type { RuleSetting } from "./rule-settings.ts";

export type SeveritySetting = Severity | "off";
export type RuleEntry =
  | SeveritySetting
  | readonly [SeveritySetting, Readonly<Record<string, unknown>>];

/** Where the code of one layer is: in files, or in classes of these names. */
export interface LayerPatterns {
  readonly files?: readonly string[];
  readonly names?: readonly string[];
}

/** The content of a valid `ormlint.json`. */
export interface ConfigurationFile {
  readonly $schema?: string;
  readonly extends?: string;
  readonly projects?: readonly string[];
  readonly rules?: Readonly<Record<string, RuleEntry>>;
  readonly overrides?: readonly {
    readonly files: readonly string[];
    readonly rules: Readonly<Record<string, RuleEntry>>;
  }[];
  readonly layers?: Readonly<Partial<Record<"repository" | "service" | "boundary", LayerPatterns>>>;
  readonly database?: {
    readonly url?: string;
    readonly schemas?: readonly string[];
    readonly migrations?: string;
    readonly snapshot?: string;
    readonly naming?: string;
  };
  readonly baseline?: string;
}

/** What the command line says on top of the file. */
export interface ConfigurationOverrides {
  readonly preset?: PresetName;
  readonly severities?: ReadonlyMap<string, SeveritySetting>;
}

/** The settings of a run. Paths are absolute. */
export interface Configuration {
  /** The file that was read; `undefined` when there is none and the defaults hold. */
  readonly file: string | undefined;
  /** Folder that the file's globs and paths start from. */
  readonly folder: string;
  readonly preset: PresetName;
  readonly projects: readonly string[];
  readonly layers: NonNullable<ConfigurationFile["layers"]>;
  readonly database: NonNullable<ConfigurationFile["database"]>;
  readonly baseline: string | undefined;
  /** The globs that choose files, where they stand in the file. */
  readonly globs: readonly FileGlob[];
  /** The settings of every rule for one file (absolute path), by name. */
  settingsFor(file: string): ReadonlyMap<string, RuleSetting>;
}
