import { basename, dirname } from "node:path";
import type { ProgramOptions } from "../program.ts";
import type { CompilerVersions } from "./compiler-version.ts";
import { globalTypes } from "./global-types.ts";
import { translateOptions, type WrittenOptions } from "./legacy-options.ts";
import type { MetadataCompilers } from "./metadata-compilers.ts";
import { isDeclaration } from "./own-files.ts";
import type { ReadConfig } from "./read-config.ts";

/** A program to be opened, and what it is to answer for. */
export interface PlannedProject {
  /** Absolute path of the tsconfig; `undefined` for files that belong to none. */
  readonly configFile: string | undefined;
  /** Source files that are analysed with this program: absolute paths, sorted. */
  readonly ownFiles: readonly string[];
  readonly options: ProgramOptions;
  /** The tsconfig that is given to the compiler: the project's own, or one that stands for it. */
  readonly opened: string;
  /** The text of `opened` when it is no file on disk. */
  readonly text: string | undefined;
  /** Absolute paths of the projects that it references. */
  readonly references: readonly string[];
  /** Options and file names as the compiler reads them from the tsconfig and what it extends, as text. */
  readonly inputs: string;
  /** Files that decide how the project is opened. */
  readonly dependsOn: readonly string[];
}

/** What is known of the compilers that the projects are written for. */
export interface ProjectCompilers {
  readonly versions: CompilerVersions;
  readonly metadata: MetadataCompilers;
}

/** A program is only narrowed to its own files when that leaves out at least so many others. */
const worthLeavingOut = 20;

/** Says how a tsconfig is opened: as it is, or through one that extends it and sets things right. */
export function openConfig(
  config: ReadConfig,
  ownFiles: readonly string[],
  deeperFolders: readonly string[],
  { versions, metadata }: ProjectCompilers,
): PlannedProject {
  const translated = translateOptions(config.options, versions.majorFor(config.folder), () =>
    globalTypes(config.folder),
  );
  const files = narrowed(config, ownFiles, deeperFolders);
  const written: WrittenOptions = { ...translated, ...optionsByName(config) };
  const asItIs = translated === undefined && files === undefined;
  const strict = translated?.strict ?? config.options.strict ?? true;
  return {
    configFile: config.path,
    ownFiles: [...ownFiles].sort(),
    options: {
      strictNullChecks: config.options.strictNullChecks ?? strict === true,
      experimentalDecorators: config.options.experimentalDecorators ?? false,
      emitsDecoratorMetadata:
        config.options.emitDecoratorMetadata === true && !metadata.mayBeOther(config.folder),
    },
    opened: asItIs ? config.path : standInFor(config.path),
    text: asItIs
      ? undefined
      : JSON.stringify({
          extends: `./${basename(config.path)}`,
          compilerOptions: written,
          references: config.references.map((path) => ({ path })),
          ...(files === undefined ? {} : { files, include: [] }),
        }),
    references: config.references,
    inputs: JSON.stringify([config.options, config.fileNames]),
    dependsOn: [config.path, ...config.extended],
  };
}

/**
 * A program for files that belong to no tsconfig, with the options that accept the most code.
 *
 * @param folder where such a program looks for `@types`
 */
export function openInferred(folder: string, files: readonly string[]): PlannedProject {
  return {
    configFile: undefined,
    ownFiles: [...files].sort(),
    options: {
      strictNullChecks: true,
      experimentalDecorators: true,
      emitsDecoratorMetadata: false,
    },
    opened: `${folder.replace(/\/$/, "")}/.ormlint.inferred.tsconfig.json`,
    text: JSON.stringify({
      compilerOptions: {
        target: "esnext",
        module: "preserve",
        moduleResolution: "bundler",
        strict: true,
        allowJs: true,
        checkJs: false,
        noEmit: true,
        allowImportingTsExtensions: true,
        resolveJsonModule: true,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
        jsx: "preserve",
        skipLibCheck: true,
        types: ["*"],
      },
      files,
    }),
    references: [],
    inputs: "",
    dependsOn: [],
  };
}

/** Beside the tsconfig, so that relative paths and the search for `@types` mean the same. */
function standInFor(path: string): string {
  return `${dirname(path).replaceAll("\\", "/")}/.ormlint.${basename(path)}`;
}

/** What a `jsconfig.json` means by its name alone, which the stand-in does not share. */
function optionsByName(config: ReadConfig): WrittenOptions {
  return basename(config.path) === "jsconfig.json" ? { allowJs: true, noEmit: true } : {};
}

/**
 * The files to open in place of everything that the tsconfig includes: its own, and the
 * declarations that its folder adds for all of them. Compiled output and what other projects
 * answer for come in only where they are imported. `undefined` when that would spare little.
 */
function narrowed(
  config: ReadConfig,
  ownFiles: readonly string[],
  deeperFolders: readonly string[],
): readonly string[] | undefined {
  const own = new Set(ownFiles);
  const all = new Set(config.fileNames);
  const isOutput = (declaration: string): boolean =>
    all.has(declaration.replace(/\.d\.([cm]?)ts$/, ".$1js"));
  const kept = config.fileNames.filter(
    (file) =>
      own.has(file) ||
      (isDeclaration(file) &&
        !isOutput(file) &&
        !deeperFolders.some((folder) => file.startsWith(`${folder}/`))),
  );
  const leftOut = config.fileNames.length - kept.length;
  return leftOut >= worthLeavingOut && leftOut * 10 >= config.fileNames.length ? kept : undefined;
}
