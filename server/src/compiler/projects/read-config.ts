import { accessSync, constants, existsSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import type { API, Diagnostic } from "typescript/async";
import type { ParsedOptions } from "./legacy-options.ts";
import { optionProblems } from "./option-problems.ts";
import type { ProjectProblem } from "./project-problem.ts";

/** The part of the compiler's client that reads configuration. */
export type ConfigReader = Pick<API, "parseConfigFile" | "readConfigFile">;

/** A tsconfig with what it extends, as the compiler understands it. */
export interface ReadConfig {
  /** Absolute path of the tsconfig, with forward slashes. */
  readonly path: string;
  /** Folder of the tsconfig. */
  readonly folder: string;
  /** Every file that it names or includes, declaration files and others among them. */
  readonly fileNames: readonly string[];
  readonly options: ParsedOptions;
  /** Absolute paths of the tsconfigs that it references. */
  readonly references: readonly string[];
  /** Absolute paths of the tsconfigs that it extends, as far as they are given by path. */
  readonly extended: readonly string[];
  readonly problems: readonly ProjectProblem[];
}

/** A tsconfig that cannot be analysed. */
export interface UnreadableConfig {
  readonly path: string;
  readonly problems: readonly ProjectProblem[];
}

/** The compiler's codes for "cannot read file" and "file not found". */
const cannotReadFile = new Set([5083, 6053]);

/**
 * Reads a tsconfig; independent ones may be read at the same time.
 *
 * @param referencedBy the tsconfig to blame when this one does not exist
 */
export async function readConfig(
  reader: ConfigReader,
  path: string,
  referencedBy?: string,
): Promise<ReadConfig | UnreadableConfig> {
  if (!existsSync(path)) {
    return unreadable(path, {
      kind: "missing-config",
      file: referencedBy ?? path,
      message:
        referencedBy === undefined
          ? `The tsconfig file ${path} does not exist.`
          : `The tsconfig file ${path}, which ${referencedBy} references, does not exist.`,
    });
  }
  if (!mayRead(path)) return unreadable(path, deniedProblem(path));
  const [chain, parsed] = await Promise.all([
    readChain(reader, path, new Set()),
    reader.parseConfigFile(path),
  ]);
  const broken = chain.problems[0];
  if (broken) return unreadable(path, broken);
  const lost = parsed.errors.find((error) => cannotReadFile.has(error.code));
  if (lost) return unreadable(path, configProblem("missing-config", lost, path));
  const folder = dirname(path);
  const listed = listedFiles(parsed.raw).map((file) => slashed(resolve(folder, file)));
  const missing = new Set(listed.filter((file) => !existsSync(file)));
  return {
    path,
    folder: slashed(folder),
    fileNames: parsed.fileNames.filter((file) => !missing.has(file)),
    options: parsed.options,
    references: (parsed.projectReferences ?? []).map((reference) => configOf(reference.path)),
    extended: chain.extended,
    problems: [
      ...optionProblems(parsed.errors, path),
      ...[...missing].map(
        (file): ProjectProblem => ({
          kind: "missing-file",
          file: path,
          message: `The file ${file}, which the tsconfig lists, does not exist.`,
        }),
      ),
    ],
  };
}

export function isReadable(config: ReadConfig | UnreadableConfig): config is ReadConfig {
  return "fileNames" in config;
}

interface Chain {
  readonly extended: readonly string[];
  readonly problems: readonly ProjectProblem[];
}

/**
 * Follows `extends` given by path, to find the mistakes in JSON that parsing the whole passes over.
 * Those given by package name are left to the compiler.
 */
async function readChain(reader: ConfigReader, path: string, seen: Set<string>): Promise<Chain> {
  seen.add(path);
  if (!mayRead(path)) return { extended: [], problems: [deniedProblem(path)] };
  const read = await reader.readConfigFile(path);
  if (read.error) {
    return { extended: [], problems: [configProblem("broken-config", read.error, path)] };
  }
  const next = extendedPaths(read.config, dirname(path)).filter(
    (each) => !seen.has(each) && existsSync(each),
  );
  const above = await Promise.all(next.map((each) => readChain(reader, each, seen)));
  return {
    extended: [...next, ...above.flatMap((chain) => chain.extended)],
    problems: above.flatMap((chain) => chain.problems),
  };
}

function extendedPaths(config: unknown, folder: string): string[] {
  const extended = property(config, "extends");
  const names = Array.isArray(extended) ? extended : [extended];
  return names
    .filter((name): name is string => typeof name === "string")
    .filter((name) => name.startsWith(".") || isAbsolute(name))
    .map((name) => slashed(resolve(folder, name)))
    .map((path) => (path.endsWith(".json") || existsSync(path) ? path : `${path}.json`));
}

function listedFiles(raw: unknown): string[] {
  const files = property(raw, "files");
  return Array.isArray(files)
    ? files.filter((file): file is string => typeof file === "string")
    : [];
}

/** A reference names a tsconfig or the folder of one. */
function configOf(reference: string): string {
  return basename(reference).endsWith(".json")
    ? reference
    : slashed(join(reference, "tsconfig.json"));
}

function configProblem(
  kind: "missing-config" | "broken-config",
  error: Diagnostic,
  path: string,
): ProjectProblem {
  const start = error.startPosition;
  return {
    kind,
    file: error.fileName ?? path,
    ...(start ? { position: { line: start.line + 1, column: start.character + 1 } } : {}),
    message: `The tsconfig cannot be read: ${error.text}`,
  };
}

function mayRead(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function deniedProblem(path: string): ProjectProblem {
  const message = `The tsconfig file ${path} cannot be read: permission denied.`;
  return { kind: "broken-config", file: path, message };
}

function unreadable(path: string, problem: ProjectProblem): UnreadableConfig {
  return { path, problems: [problem] };
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** The compiler writes every path with forward slashes. */
export function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}
