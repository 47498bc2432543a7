import type { Diagnostic } from "../../base/index.ts";
import type { Rule } from "../../rules/support/define-rule.ts";
import { readBaseline } from "../baseline/baseline.ts";
import type { Configuration } from "../config/configuration.ts";
import { loadConfiguration } from "../config/load.ts";
import { UserFailure } from "../failure.ts";

/** The configuration that a folder is judged by. */
export interface LiveConfiguration {
  readonly configuration: Configuration;
  /** What is wrong in `ormlint.json`: then `configuration` is the last one that was right. */
  readonly findings: readonly Diagnostic[];
  /** Fingerprints of known findings. */
  readonly baseline: ReadonlySet<string>;
  /** What else the user should know, a line each. */
  readonly mistakes: readonly string[];
}

/**
 * Reads the configuration of a folder. One that is wrong changes nothing but its own findings.
 * @param before what was read last
 */
export async function readLiveConfiguration(
  cwd: string,
  rules: readonly Rule[],
  before: LiveConfiguration | undefined,
): Promise<LiveConfiguration> {
  const mistakes: string[] = [];
  try {
    const loaded = await loadConfiguration({ cwd, rules });
    if (loaded.ok) {
      const { configuration } = loaded;
      return { configuration, findings: [], mistakes, ...knownFindings(configuration, mistakes) };
    }
    const usable = before ?? (await withoutFile(cwd, rules));
    return { ...usable, findings: loaded.diagnostics };
  } catch (error) {
    if (!(error instanceof UserFailure)) throw error;
    const usable = before ?? (await withoutFile(cwd, rules));
    return { ...usable, mistakes: [error.message] };
  }
}

/** The presets alone, as if there were no file. */
async function withoutFile(cwd: string, rules: readonly Rule[]): Promise<LiveConfiguration> {
  const loaded = await loadConfiguration({ cwd, rules, withoutFile: true });
  if (!loaded.ok) throw new Error("a configuration without a file has no mistakes");
  return {
    configuration: loaded.configuration,
    findings: [],
    baseline: new Set(),
    mistakes: [],
  };
}

function knownFindings(
  { baseline, folder }: Configuration,
  mistakes: string[],
): Pick<LiveConfiguration, "baseline"> {
  if (baseline === undefined) return { baseline: new Set() };
  try {
    const entries = readBaseline(baseline, folder);
    return { baseline: new Set(entries.map(({ fingerprint }) => fingerprint)) };
  } catch (error) {
    if (!(error instanceof UserFailure)) throw error;
    mistakes.push(error.message);
    return { baseline: new Set() };
  }
}
