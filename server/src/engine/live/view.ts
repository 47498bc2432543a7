import type { CancellationToken, Diagnostic } from "../../base/index.ts";
import type { Program } from "../../compiler/program.ts";
import type { Project } from "../../project/project.ts";
import type { Configuration } from "../config/configuration.ts";
import type { SourceTexts } from "../text/source-texts.ts";

/**
 * One consistent state of a workspace folder while it is edited: the facts of all files, tied together,
 * and the texts that their ranges count in. It stays as it is when the files change; a newer view is
 * made for them.
 */
export interface WorkspaceView {
  /** Absolute path, with forward slashes. */
  readonly folder: string;
  readonly configuration: Configuration;
  readonly project: Project;
  readonly texts: SourceTexts;
  /** Whether every file of the folder was read: before that, only the open files are in the project. */
  readonly complete: boolean;
  /** The source files that were read (absolute paths), sorted. */
  readonly files: readonly string[];
  /** The findings of one file (absolute path), sorted by position and rule. */
  diagnosticsOf(file: string): readonly Diagnostic[];
  /** The identities of a file's findings, which survive moves of lines. */
  fingerprintsOf(file: string): ReadonlyMap<Diagnostic, string>;
  /**
   * The findings of one file as they would be with these texts in place of those of some files. The view
   * stays as it is.
   * @throws Cancelled, also when a newer view took this one's place; CompilerFailure when its process ended
   */
  diagnosticsWith(
    file: string,
    texts: ReadonlyMap<string, string>,
    token: CancellationToken,
  ): Promise<readonly Diagnostic[]>;
  /**
   * Asks the compiler about the programs as they are in this view.
   * @throws Cancelled, also when a newer view took this one's place; CompilerFailure when its process ended
   */
  ask<T>(
    question: (programs: readonly Program[]) => Promise<T>,
    token: CancellationToken,
  ): Promise<T>;
}
