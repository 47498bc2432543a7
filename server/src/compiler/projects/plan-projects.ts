import { existsSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { CompilerVersions } from "./compiler-version.ts";
import { findConfigFiles, findSourceFiles, nearestConfig } from "./find-files.ts";
import { MetadataCompilers } from "./metadata-compilers.ts";
import { openConfig, openInferred, type PlannedProject } from "./open-config.ts";
import { assignFiles, isSource, sourcesOf } from "./own-files.ts";
import type { ProjectProblem } from "./project-problem.ts";
import {
  type ConfigReader,
  isReadable,
  type ReadConfig,
  readConfig,
  slashed,
} from "./read-config.ts";

/** What is to be analysed. */
export interface ProjectRequest {
  /** Folder where projects are looked for, and against which relative paths are resolved. */
  readonly cwd: string;
  /** The tsconfig files, or folders of them, to analyse. Default: all from `cwd` down. */
  readonly projects?: readonly string[];
  /**
   * Files and folders that the analysis is about: only the projects that have some of them, and
   * those that these reference, are opened. Files that belong to no project are read with
   * sensible options, unless `projects` are given.
   */
  readonly paths?: readonly string[];
}

/** Which programs to open, and which file is analysed with which. */
export interface ProjectPlan {
  readonly projects: readonly PlannedProject[];
  readonly problems: readonly ProjectProblem[];
}

/**
 * Decides which programs a request means. Every source file belongs to exactly one of them, the
 * most specific one; a tsconfig whose files all belong to others is not opened, nor is one that
 * the others only extend. References are followed.
 */
export async function planProjects(
  reader: ConfigReader,
  request: ProjectRequest,
): Promise<ProjectPlan> {
  const cwd = slashed(resolve(request.cwd));
  const absolute = (path: string): string => slashed(resolve(cwd, path));
  const given = request.projects?.map(absolute).map(configIn);
  const found = given ?? (await findConfigFiles(cwd));
  const above = found.length === 0 ? nearestConfig(cwd) : undefined;
  const read = await readWithReferences(reader, above === undefined ? found : [above]);
  const configs = withoutTemplates(read.configs, new Set(given));
  const problems = [...read.problems, ...emptyConfigs(configs, given)];

  const assigned = assignFiles(configs);
  if (above !== undefined) {
    for (const [config, files] of assigned) assigned.set(config, within(files, [cwd]));
  }
  // Without any tsconfig, entities may be anywhere: everything is read, whatever paths it is about.
  const everything = given === undefined && found.length === 0 ? [cwd] : [];
  const wanted = [...everything, ...(request.paths?.map(absolute) ?? [])];
  const compilers = { versions: new CompilerVersions(), metadata: new MetadataCompilers() };
  const folders = configs.map((config) => config.folder);
  const open = (config: ReadConfig, files: readonly string[]): PlannedProject =>
    openConfig(
      config,
      files,
      folders.filter((folder) => folder.startsWith(`${config.folder}/`)),
      compilers,
    );
  const projects = [...assigned]
    .filter(([, files]) => files.length > 0)
    .map(([config, files]) => open(config, files));
  const covered = new Set(projects.flatMap((project) => project.ownFiles));
  const stray = await strayFiles(wanted, covered, given !== undefined);
  const elsewhere = await openStray(reader, cwd, [...new Set(stray.files)], open);
  return {
    projects: [
      ...(request.paths === undefined ? projects : concerned(projects, wanted)),
      ...elsewhere,
    ],
    problems: distinct([...problems, ...stray.problems]),
  };
}

/**
 * Opens exactly the given tsconfig files, in this order, each file still with only one of them.
 *
 * @param paths absolute paths
 */
export async function planConfigs(
  reader: ConfigReader,
  paths: readonly string[],
): Promise<ProjectPlan> {
  const read = await Promise.all(paths.map((path) => readConfig(reader, slashed(path))));
  const configs = read.filter(isReadable);
  const compilers = { versions: new CompilerVersions(), metadata: new MetadataCompilers() };
  return {
    projects: [...assignFiles(configs)].map(([config, files]) =>
      openConfig(config, files, [], compilers),
    ),
    problems: distinct(read.flatMap((each) => each.problems)),
  };
}

interface ReadConfigs {
  readonly configs: readonly ReadConfig[];
  readonly problems: readonly ProjectProblem[];
}

async function readWithReferences(
  reader: ConfigReader,
  paths: readonly string[],
): Promise<ReadConfigs> {
  const seen = new Set<string>();
  const configs: ReadConfig[] = [];
  const problems: ProjectProblem[] = [];
  let next = new Map<string, string | undefined>(paths.map((path) => [path, undefined]));
  while (next.size > 0) {
    const fresh = [...next].filter(([path]) => !seen.has(path));
    for (const [path] of fresh) seen.add(path);
    const read = await Promise.all(fresh.map(([path, by]) => readConfig(reader, path, by)));
    problems.push(...read.flatMap((each) => each.problems));
    const readable = read.filter(isReadable);
    configs.push(...readable);
    next = new Map(
      readable.flatMap((config) => config.references.map((path) => [path, config.path] as const)),
    );
  }
  return { configs, problems };
}

/** Leaves out those that only exist to be extended, such as `tsconfig.base.json`. */
function withoutTemplates(
  configs: readonly ReadConfig[],
  given: ReadonlySet<string>,
): readonly ReadConfig[] {
  const extended = new Set(configs.flatMap((config) => config.extended));
  const referenced = new Set(configs.flatMap((config) => config.references));
  return configs.filter(
    ({ path }) =>
      basename(path) === "tsconfig.json" ||
      given.has(path) ||
      referenced.has(path) ||
      !extended.has(path),
  );
}

function emptyConfigs(
  configs: readonly ReadConfig[],
  given: readonly string[] | undefined,
): ProjectProblem[] {
  return configs
    .filter(
      (config) =>
        given?.includes(config.path) &&
        config.references.length === 0 &&
        sourcesOf(config).length === 0,
    )
    .map((config) => ({
      kind: "empty-config",
      file: config.path,
      message: `The tsconfig ${config.path} names no source file.`,
    }));
}

interface StrayFiles {
  readonly files: readonly string[];
  readonly problems: readonly ProjectProblem[];
}

/** Those of the wanted files that no project has. */
async function strayFiles(
  wanted: readonly string[],
  covered: ReadonlySet<string>,
  projectsGiven: boolean,
): Promise<StrayFiles> {
  const files: string[] = [];
  const problems: ProjectProblem[] = [];
  const problem = (kind: ProjectProblem["kind"], file: string, message: string): void => {
    problems.push({ kind, file, message });
  };
  for (const path of wanted) {
    if (covered.has(path)) continue;
    if (!existsSync(path)) {
      problem("missing-file", path, `${path} does not exist.`);
    } else if (statSync(path).isDirectory()) {
      const anyCovered = within([...covered], [path]).length > 0;
      if (!anyCovered && !projectsGiven) files.push(...(await findSourceFiles(path)));
    } else if (!isSource(path)) {
      problem("unsupported-file", path, `${path} is neither a TypeScript nor a JavaScript file.`);
    } else if (projectsGiven) {
      problem("outside", path, `${path} belongs to none of the given projects.`);
    } else {
      files.push(path);
    }
  }
  return { files, problems };
}

/** Opens files outside the found projects: with the nearest tsconfig that has them, or with none. */
async function openStray(
  reader: ConfigReader,
  cwd: string,
  files: readonly string[],
  open: (config: ReadConfig, files: readonly string[]) => PlannedProject,
): Promise<PlannedProject[]> {
  const nearest = new Map(files.map((file) => [file, nearestConfig(dirname(file))] as const));
  const paths = [...new Set(nearest.values())].filter((path) => path !== undefined);
  const configs = (await Promise.all(paths.map((path) => readConfig(reader, path)))).filter(
    isReadable,
  );
  const projects: PlannedProject[] = [];
  const left = new Set(files);
  for (const config of configs) {
    const sources = new Set(sourcesOf(config));
    const own = files.filter((file) => nearest.get(file) === config.path && sources.has(file));
    if (own.length === 0) continue;
    projects.push(open(config, own));
    for (const file of own) left.delete(file);
  }
  if (left.size > 0) projects.push(openInferred(cwd, [...left]));
  return projects;
}

/** The projects that have some of the paths, and those that they reference. */
function concerned(
  projects: readonly PlannedProject[],
  paths: readonly string[],
): readonly PlannedProject[] {
  const kept = new Set(projects.filter((project) => within(project.ownFiles, paths).length > 0));
  // Grows while it is walked: a Set visits what is added to it.
  for (const project of kept) {
    for (const other of projects) {
      if (other.configFile !== undefined && project.references.includes(other.configFile)) {
        kept.add(other);
      }
    }
  }
  return projects.filter((project) => kept.has(project));
}

function within(files: readonly string[], paths: readonly string[]): string[] {
  return files.filter((file) => paths.some((path) => file === path || file.startsWith(`${path}/`)));
}

function configIn(path: string): string {
  return existsSync(path) && statSync(path).isDirectory() ? `${path}/tsconfig.json` : path;
}

/** A mistake in a file that several projects extend is told once. */
function distinct(problems: readonly ProjectProblem[]): readonly ProjectProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
