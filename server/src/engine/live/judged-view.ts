import {
  type CancellationToken,
  Cancelled,
  checkpoint,
  type Diagnostic,
} from "../../base/index.ts";
import type { Program } from "../../compiler/program.ts";
import { type Snapshot, SnapshotReleased } from "../../compiler/session.ts";
import type { Project } from "../../project/project.ts";
import { findingsOf, type JudgeContext } from "../analysis.ts";
import { fingerprints } from "../baseline/fingerprint.ts";
import type { Configuration } from "../config/configuration.ts";
import type { ReadFile } from "../read-project.ts";
import type { SourceTexts } from "../text/source-texts.ts";
import type { WorkspaceView } from "./view.ts";

export interface ViewParts {
  readonly folder: string;
  readonly context: JudgeContext;
  readonly project: Project;
  readonly complete: boolean;
  readonly files: ReadonlyMap<string, ReadFile>;
  /** Fingerprints of known findings. */
  readonly baseline: ReadonlySet<string>;
  /** Findings about the configuration, by the file that they stand in. */
  readonly configurationFindings: readonly Diagnostic[];
  /** Held by the folder for as long as this is its newest view. */
  readonly snapshot: Snapshot;
  /** See `WorkspaceView.diagnosticsWith`. */
  readonly diagnosticsWith: (
    view: WorkspaceView,
    file: string,
    texts: ReadonlyMap<string, string>,
  ) => Promise<readonly Diagnostic[]>;
}

/** A view that judges a file when it is asked about it, once. */
export class JudgedView implements WorkspaceView {
  readonly #parts: ViewParts;
  readonly #judged = new Map<string, readonly Diagnostic[]>();
  readonly #fingerprints = new Map<string, ReadonlyMap<Diagnostic, string>>();
  #sorted: readonly string[] | undefined;

  constructor(parts: ViewParts) {
    this.#parts = parts;
  }

  get folder(): string {
    return this.#parts.folder;
  }

  get configuration(): Configuration {
    return this.#parts.context.configuration;
  }

  get project(): Project {
    return this.#parts.project;
  }

  get texts(): SourceTexts {
    return this.#parts.context.texts;
  }

  get complete(): boolean {
    return this.#parts.complete;
  }

  get files(): readonly string[] {
    this.#sorted ??= [...this.#parts.files.keys()].sort();
    return this.#sorted;
  }

  diagnosticsOf(file: string): readonly Diagnostic[] {
    let judged = this.#judged.get(file);
    if (!judged) {
      judged = this.#judge(file);
      this.#judged.set(file, judged);
    }
    return judged;
  }

  fingerprintsOf(file: string): ReadonlyMap<Diagnostic, string> {
    this.diagnosticsOf(file);
    return this.#fingerprints.get(file) ?? new Map();
  }

  async diagnosticsWith(
    file: string,
    texts: ReadonlyMap<string, string>,
    token: CancellationToken,
  ): Promise<readonly Diagnostic[]> {
    checkpoint(token);
    const findings = await this.#parts.diagnosticsWith(this, file, texts);
    checkpoint(token);
    return findings;
  }

  async ask<T>(
    question: (programs: readonly Program[]) => Promise<T>,
    token: CancellationToken,
  ): Promise<T> {
    checkpoint(token);
    let lease: Snapshot | undefined;
    try {
      lease = this.#parts.snapshot.acquire();
      const answer = await question(lease.programs);
      checkpoint(token);
      return answer;
    } catch (error) {
      throw error instanceof SnapshotReleased ? new Cancelled() : error;
    } finally {
      await lease?.release();
    }
  }

  #judge(file: string): readonly Diagnostic[] {
    const { files, project, context, baseline, configurationFindings } = this.#parts;
    const own = configurationFindings.filter((finding) => finding.file === file);
    const read = files.get(file);
    if (!read) return own;
    const found = findingsOf(read, project, context);
    const facts = new Map(read.facts ? [[file, read.facts] as const] : []);
    const marks = fingerprints(found, this.configuration.folder, this.texts, facts);
    this.#fingerprints.set(file, marks);
    const fresh = found.filter((finding) => !baseline.has(marks.get(finding) ?? ""));
    return [...own, ...fresh];
  }
}
