import {
  type CompilerOptions,
  ModuleKind,
  ModuleResolutionKind,
  type RawCompilerOptions,
} from "typescript/async";
import { ScriptTarget } from "../ast.ts";

/** Compiler options as they are written in a tsconfig; `null` takes an inherited option away. */
export type WrittenOptions = Readonly<Record<string, unknown>>;

/** The options of a tsconfig, with those that are read although the compiler no longer has them. */
export type ParsedOptions = CompilerOptions &
  Pick<
    RawCompilerOptions,
    | "allowSyntheticDefaultImports"
    | "alwaysStrict"
    | "baseUrl"
    | "downlevelIteration"
    | "esModuleInterop"
    | "outFile"
  >;

/** Since this version `strict` is true and `types` is empty when they are left out. */
const firstWithNewDefaults = 6;

/** Says whether a project was written for the defaults that TypeScript had before version 6. */
export function hasOldDefaults(compilerMajor: number | undefined): boolean {
  return compilerMajor !== undefined && compilerMajor < firstWithNewDefaults;
}

/**
 * What must be written over a project's options so that TypeScript 7 gives its code the types that
 * the project's own compiler gives it. Covers the options that TypeScript 7 removed (`baseUrl`, the
 * resolution modes node10 and classic, the targets ES3 and ES5, the module formats of browsers,
 * `esModuleInterop: false`, `outFile`, …) and the defaults that TypeScript 6 changed (`strict`,
 * `types`, `module`). Names that TypeScript 7 does not know at all (`charset`,
 * `importsNotUsedAsValues`, `keyofStringsOnly`, …) are passed over by it and need nothing.
 *
 * Source: the release notes of TypeScript 6.0, "Breaking Changes and Deprecations in TypeScript 6.0".
 *
 * @param options of the project, with those of the files that it extends
 * @param compilerMajor of the TypeScript that the project depends on
 * @param types the packages of global declarations that a project without `types` means
 * @returns `undefined` when the project can be opened as it is
 */
export function translateOptions(
  options: ParsedOptions,
  compilerMajor: number | undefined,
  types: () => readonly string[],
): WrittenOptions | undefined {
  const old = hasOldDefaults(compilerMajor);
  const written: Record<string, unknown> = {
    ...translatePaths(options),
    ...translateResolution(options, old),
    ...translateModule(options, old),
    ...withoutRemoved(options),
  };
  if (options.target !== undefined && options.target < ScriptTarget.ES2015) {
    written.target = "es2015";
  }
  if (old && options.strict === undefined) written.strict = false;
  if (old && options.types === undefined) {
    written.types = options.typeRoots === undefined ? types() : ["*"];
  }
  return Object.keys(written).length === 0 ? undefined : written;
}

/**
 * Names were looked for below `baseUrl` before `node_modules`, after `paths`, which were relative
 * to it.
 */
function translatePaths(options: ParsedOptions): WrittenOptions {
  const base = options.baseUrl;
  if (base === undefined) return {};
  const below = (path: string): string => (isAbsolute(path) ? path : joinPath(base, path));
  const paths: Record<string, string[]> = {};
  for (const [pattern, targets] of Object.entries(options.paths ?? {})) {
    paths[pattern] = unique([...targets.map(below), below(pattern)]);
  }
  paths["*"] = unique([...(paths["*"] ?? []), below("*")]);
  return { baseUrl: null, paths };
}

function translateResolution(options: ParsedOptions, old: boolean): WrittenOptions {
  const asNode10 = {
    moduleResolution: "bundler",
    resolvePackageJsonExports: false,
    resolvePackageJsonImports: false,
  };
  switch (options.moduleResolution) {
    case ModuleResolutionKind.Node10:
    case ModuleResolutionKind.Classic:
      return asNode10;
    case undefined:
      return old && resolvedAsNode10(options.module) ? asNode10 : {};
    default:
      return {};
  }
}

/** Whether TypeScript before 6 resolved as Node 10 for a module format, when not told otherwise. */
function resolvedAsNode10(module: ModuleKind | undefined): boolean {
  return module === undefined || module < ModuleKind.Node16;
}

function translateModule(options: ParsedOptions, old: boolean): WrittenOptions {
  switch (options.module) {
    case ModuleKind.None:
    case ModuleKind.AMD:
    case ModuleKind.UMD:
    case ModuleKind.System:
      return { module: "commonjs" };
    case undefined:
      return old && (options.target ?? 0) < ScriptTarget.ES2015 ? { module: "commonjs" } : {};
    default:
      return {};
  }
}

/** Options that are gone, in the values that TypeScript 7 refuses, and need no substitute. */
function withoutRemoved(options: ParsedOptions): WrittenOptions {
  return {
    ...(options.esModuleInterop === false ? { esModuleInterop: null } : {}),
    ...(options.allowSyntheticDefaultImports === false
      ? { allowSyntheticDefaultImports: null }
      : {}),
    ...(options.alwaysStrict === false ? { alwaysStrict: null } : {}),
    ...(options.downlevelIteration === undefined ? {} : { downlevelIteration: null }),
    ...(options.outFile === undefined ? {} : { outFile: null }),
  };
}

/** The compiler writes absolute paths with forward slashes on every system. */
function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path);
}

function joinPath(folder: string, path: string): string {
  const parts = folder.replace(/\/$/, "").split("/");
  for (const part of path.replaceAll("\\", "/").split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

function unique(paths: readonly string[]): string[] {
  return [...new Set(paths)];
}
