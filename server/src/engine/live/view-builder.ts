import type { Adapter } from "../../adapters/adapter.ts";
import type { Snapshot } from "../../compiler/session.ts";
import type { Dialect } from "../../model/index.ts";
import { linkProject } from "../../project/link.ts";
import type { Rule } from "../../rules/support/define-rule.ts";
import { unmatchedGlobs } from "../config/unmatched-globs.ts";
import type { InternalProblems } from "../failure.ts";
import { layerPatterns } from "../layer-patterns.ts";
import type { ReadFile } from "../read-project.ts";
import type { SourceTexts } from "../text/source-texts.ts";
import { factsOf } from "./folder-files.ts";
import { JudgedView, type ViewParts } from "./judged-view.ts";
import type { LiveConfiguration } from "./live-configuration.ts";

export interface ViewBuilderOptions {
  /** Absolute path with forward slashes. */
  readonly folder: string;
  readonly rules: readonly Rule[];
  readonly adapters: readonly Adapter[];
  readonly problems: InternalProblems;
  readonly diagnosticsWith: ViewParts["diagnosticsWith"];
}

/** One state of a folder. */
export interface FolderState {
  /** Not changed any more. */
  readonly files: ReadonlyMap<string, ReadFile>;
  readonly texts: SourceTexts;
  readonly snapshot: Snapshot;
  readonly configuration: LiveConfiguration;
  readonly drivers: readonly Dialect[];
  /** Whether every file was read. */
  readonly complete: boolean;
}

/** Ties what was read of a folder together. */
export class ViewBuilder {
  readonly #options: ViewBuilderOptions;

  constructor(options: ViewBuilderOptions) {
    this.#options = options;
  }

  build(state: FolderState): JudgedView {
    const { folder, rules, adapters, problems, diagnosticsWith } = this.#options;
    const { files, texts, snapshot, drivers, complete } = state;
    const { configuration, findings, baseline } = state.configuration;
    const whole = complete && configuration.folder === folder && files.size > 0;
    return new JudgedView({
      folder,
      context: { configuration, rules, adapters, problems, texts },
      project: linkProject(factsOf(files), { layers: layerPatterns(configuration), drivers }),
      complete,
      files,
      baseline,
      configurationFindings: [
        ...findings,
        ...(whole ? unmatchedGlobs(configuration, [...files.keys()]) : []),
      ],
      snapshot,
      diagnosticsWith,
    });
  }
}
