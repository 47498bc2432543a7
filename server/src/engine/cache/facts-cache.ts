import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Adapter } from "../../adapters/adapter.ts";
import type { Program } from "../../compiler/program.ts";
import type { PlannedProject, ProjectPlan } from "../../compiler/session.ts";
import { compilerBinary } from "../compiler-binary.ts";
import { isInside } from "../paths.ts";
import type { ReadFile } from "../read-project.ts";
import { version } from "../version.ts";
import { readCacheFile, writeCacheFile } from "./cache-file.ts";
import { cacheLocation } from "./cache-location.ts";
import {
  type FileStamp,
  hashOf,
  isUnchanged,
  isYoungerThan,
  manifestsAbove,
  stampOf,
} from "./file-stamps.ts";
import { listingOf, surroundingsOf } from "./surroundings.ts";

/** What is kept of a run: everything that the rules and reports need of the compiler. */
export interface KeptFacts {
  readonly files: readonly ReadFile[];
  readonly notes: readonly string[];
}

/** What must be as it was for kept facts to be facts still. Plain data. */
interface Conditions {
  readonly key: string;
  readonly surroundings: string;
  readonly stamps: readonly FileStamp[];
  /** Hashes of the listings of folders that hold files of the programs outside the projects. */
  readonly folders: readonly (readonly [folder: string, listing: string])[];
}

export interface CacheOptions {
  readonly cwd: string;
  readonly adapters: readonly Adapter[];
  /** Absolute path of the folder to keep facts in, instead of the usual one. */
  readonly location?: string;
  /** Stands for the version and build of ormlint; for tests. */
  readonly build?: string;
}

/**
 * Facts of the programs that a plan opens, kept on disk from run to run. All programs of a run are kept
 * as one: facts of one depend on the files of others. They are used only when nothing changed that they
 * could depend on; any doubt, and any failure, is a miss.
 */
export class FactsCache {
  readonly #plan: ProjectPlan;
  readonly #options: CacheOptions;
  readonly #folder: string;
  readonly #key: string;
  readonly #name: string;
  readonly #surroundings: string;
  readonly #began: number;

  /**
   * Looks at everything that can be known before the programs are opened.
   * @param began when the plan began to be made, in milliseconds since 1970
   * @returns `undefined` when nothing can be kept
   */
  static open(plan: ProjectPlan, began: number, options: CacheOptions): FactsCache | undefined {
    if (plan.problems.length > 0 || plan.projects.length === 0) return undefined;
    const folder = cacheLocation(options.cwd, options.location);
    if (folder === undefined) return undefined;
    try {
      return new FactsCache(plan, began, options, folder);
    } catch {
      return undefined;
    }
  }

  private constructor(plan: ProjectPlan, began: number, options: CacheOptions, folder: string) {
    this.#plan = plan;
    this.#options = options;
    this.#folder = folder;
    this.#began = began;
    this.#surroundings = this.#look();
    this.#key = hashOf(JSON.stringify([toolKey(options), plan.projects.map(projectKey)]));
    const opened = plan.projects.map((project) => project.opened);
    this.#name = hashOf(JSON.stringify([options.cwd, opened])).slice(0, 32);
  }

  /** The kept facts, when they are facts still. */
  find(): KeptFacts | undefined {
    try {
      const { head, body } = readCacheFile(this.#folder, this.#name);
      // The checksum says that the entry is whole, and the key that this build wrote it.
      const { key, surroundings, stamps, folders } = head as Conditions;
      if (key !== this.#key || surroundings !== this.#surroundings) return undefined;
      if (!folders.every(([folder, listing]) => listingOf(folder) === listing)) return undefined;
      if (!stamps.every(isUnchanged)) return undefined;
      return body() as KeptFacts;
    } catch {
      return undefined;
    }
  }

  /** Keeps the facts of the opened programs, unless something changed meanwhile. */
  async keep(programs: readonly Program[], facts: KeptFacts): Promise<void> {
    const names = await Promise.all(programs.map((program) => program.allFiles()));
    try {
      const files = [...new Set(names.flat())].filter((file) => !file.startsWith("bundled:"));
      const isStandIn = new Set(this.#plan.projects.map((project) => project.opened));
      const real = files.filter((file) => !isStandIn.has(file)).sort();
      const outside = this.#foldersOutside(real);
      if ([...real, ...outside].some((path) => isYoungerThan(path, this.#began))) return;
      const own = new Set(programs.flatMap((program) => program.ownFiles));
      const conditions: Conditions = {
        key: this.#key,
        surroundings: this.#surroundings,
        stamps: [
          ...real.map((file) => stampOf(file, own.has(file))),
          ...manifestsAbove(real).map((file) => stampOf(file, true)),
        ],
        folders: outside.map((folder) => [folder, listingOf(folder)] as const),
      };
      if (this.#look() !== this.#surroundings) return;
      writeCacheFile(this.#folder, this.#name, conditions, facts);
    } catch {
      // Without a cache the next run reads everything again.
    }
  }

  #look(): string {
    return surroundingsOf([this.#options.cwd, ...this.#plan.projects.map(folderOf)]);
  }

  #foldersOutside(files: readonly string[]): readonly string[] {
    const inside = [this.#options.cwd, ...this.#plan.projects.map(folderOf)];
    const folders = files
      .filter((file) => !file.includes("/node_modules/"))
      .map((file) => dirname(file))
      .filter((folder) => !inside.some((root) => isInside(root, folder)));
    return [...new Set(folders)];
  }
}

function folderOf(project: PlannedProject): string {
  return dirname(project.configFile ?? project.opened);
}

/** Everything that decides how a project is opened. */
function projectKey(project: PlannedProject): unknown {
  const { configFile, opened, text, ownFiles, options, inputs, dependsOn } = project;
  const chain = dependsOn.map((path) => [path, hashOf(readFileSync(path))]);
  return [configFile, opened, text, ownFiles, options, inputs, chain];
}

/** ormlint's version and build, its adapters, and the compiler's binary. */
function toolKey({ adapters, build }: CacheOptions): unknown {
  const binary = compilerBinary();
  return [
    build ?? [version, identityOf(fileURLToPath(import.meta.url))],
    adapters.map(({ name, packages }) => [name, packages]),
    [binary, identityOf(binary)],
    [process.version, process.platform, process.arch],
  ];
}

function identityOf(path: string): unknown {
  const { size, mtimeMs } = statSync(path);
  return [size, mtimeMs];
}
