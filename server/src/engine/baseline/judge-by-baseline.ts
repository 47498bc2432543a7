import { existsSync } from "node:fs";
import type { Diagnostic } from "../../base/index.ts";
import { relativePath } from "../paths.ts";
import {
  applyBaseline,
  type BaselineEntry,
  type BaselineOutcome,
  readBaseline,
  writeBaseline,
} from "./baseline.ts";

export interface BaselineReport extends BaselineOutcome {
  readonly file: string;
  readonly updated: boolean;
  /** Of an updated baseline: entries of files that were not judged, which stay in it. */
  readonly kept: number;
}

interface BaselineRun {
  readonly update: boolean;
  readonly root: string;
  /** Working folder: paths in messages are relative to it. */
  readonly cwd: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly fingerprints: ReadonlyMap<Diagnostic, string>;
  /** Only some of the project's files were judged: entries of the others are kept. */
  readonly partial: boolean;
  /** Absolute paths of the judged files. */
  readonly judged: readonly string[];
}

/**
 * Takes known findings out, or writes the baseline anew.
 * @throws UserFailure when the file cannot be read or written
 */
export function judgeByBaseline(file: string, run: BaselineRun): BaselineReport {
  const { root, diagnostics, fingerprints, partial } = run;
  const judgedPaths = new Set(run.judged.map((path) => relativePath(root, path)));
  // A file that is gone is judged as well, unless it lies outside what was asked for.
  const judged = (path: string): boolean => judgedPaths.has(path) || !partial;
  if (!run.update)
    return {
      file,
      updated: false,
      kept: 0,
      ...applyBaseline(readBaseline(file, run.cwd), diagnostics, fingerprints, judged),
    };
  const others: readonly BaselineEntry[] =
    partial && existsSync(file)
      ? readBaseline(file, run.cwd).filter((entry) => !judged(entry.file))
      : [];
  writeBaseline(file, root, diagnostics, fingerprints, others);
  const known = diagnostics.length;
  return { file, updated: true, kept: others.length, fresh: [], known, stale: [] };
}
