import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { applyEdits, modify } from "jsonc-parser";
import type { Diagnostic } from "../../base/index.ts";
import { createConfiguration } from "../config/create-configuration.ts";
import { configurationFileName } from "../config/load.ts";
import type { WorkspaceView } from "../live/view.ts";
import { relativePath } from "../paths.ts";
import { writeBaseline } from "./baseline.ts";

const defaultName = "ormlint-baseline.json";

/**
 * Writes all findings of a folder to its baseline. Where the configuration names none, it does so
 * from then on; where there is no configuration, one is written.
 * @returns the baseline's absolute path, and how many findings it holds
 * @throws UserFailure when a file cannot be written
 */
export function createBaseline(view: WorkspaceView): { file: string; findings: number } {
  const { configuration } = view;
  const file = configuration.baseline ?? join(configuration.folder, defaultName);
  const marks = new Map<Diagnostic, string>();
  for (const source of view.files)
    for (const [finding, mark] of view.fingerprintsOf(source)) marks.set(finding, mark);
  writeBaseline(file, configuration.folder, [...marks.keys()], marks);
  if (configuration.baseline === undefined)
    nameBaseline(
      configuration.file ?? configurationIn(configuration.folder),
      relativePath(configuration.folder, file),
    );
  return { file, findings: marks.size };
}

/** The configuration of a folder, which is written when there is none; one that is wrong is there too. */
function configurationIn(folder: string): string {
  const file = join(folder, configurationFileName);
  return existsSync(file) ? file : createConfiguration(folder);
}

function nameBaseline(configurationFile: string, baseline: string): void {
  const text = readFileSync(configurationFile, "utf8");
  const edits = modify(text, ["baseline"], baseline, {
    formattingOptions: { insertSpaces: true, tabSize: 2 },
  });
  writeFileSync(configurationFile, applyEdits(text, edits));
}
