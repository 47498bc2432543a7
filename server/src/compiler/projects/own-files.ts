import type { ReadConfig } from "./read-config.ts";

/** Folders of compiled JavaScript, when they lie inside a project that allows JavaScript. */
const outputFolder = /\/(dist|out|coverage|\.next|\.nuxt|\.output)\//;

/** Whether the file is TypeScript or JavaScript by its name; declaration files are not. */
export function isSource(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path) && !isDeclaration(path);
}

export function isDeclaration(path: string): boolean {
  return /\.d\.([^/.]+\.)?[cm]?ts$/.test(path);
}

/**
 * The files of a tsconfig that are source of its project: no declaration files, no dependencies,
 * and no compiled JavaScript, that is JavaScript in an output folder or beside its declaration
 * file (which takes its place in a program).
 */
export function sourcesOf(config: ReadConfig): string[] {
  const declared = new Set(
    config.fileNames.filter(isDeclaration).map((file) => file.replace(/\.d\.([cm]?)ts$/, ".$1js")),
  );
  const outputs = [config.options.outDir, config.options.declarationDir]
    .filter((folder) => folder !== undefined)
    .map((folder) => `${folder.replace(/\/$/, "")}/`)
    .filter((folder) => folder !== `${config.folder}/`);
  const isOutput = (file: string): boolean =>
    declared.has(file) ||
    outputs.some((folder) => file.startsWith(folder)) ||
    (file.startsWith(`${config.folder}/`) && outputFolder.test(file.slice(config.folder.length)));
  return config.fileNames.filter(
    (file) =>
      isSource(file) &&
      !file.includes("/node_modules/") &&
      !(/\.[cm]?jsx?$/.test(file) && isOutput(file)),
  );
}

/**
 * Gives every source file to one tsconfig: of those that have it, the one that lies nearest above
 * it. In one folder `tsconfig.json` goes before its siblings, as in an editor; then the smaller
 * project; then the name decides. One that lies beside the file's folders comes last.
 *
 * @returns for each config, in the given order, the files that it answers for
 */
export function assignFiles(configs: readonly ReadConfig[]): Map<ReadConfig, string[]> {
  const sources = new Map(configs.map((config) => [config, sourcesOf(config)] as const));
  const owner = new Map<string, ReadConfig>();
  const goesBefore = (file: string, one: ReadConfig, other: ReadConfig): boolean => {
    const [near, far] = [nearness(file, one), nearness(file, other)];
    if (near !== far) return near > far;
    const [named, unnamed] = [one, other].map((each) => each.path.endsWith("/tsconfig.json"));
    if (named !== unnamed) return named === true;
    const [few, many] = [one, other].map((each) => sources.get(each)?.length ?? 0);
    if (few !== many) return (few ?? 0) < (many ?? 0);
    return one.path < other.path;
  };
  for (const [config, files] of sources) {
    for (const file of files) {
      const current = owner.get(file);
      if (!current || goesBefore(file, config, current)) owner.set(file, config);
    }
  }
  const assigned = new Map(configs.map((config) => [config, [] as string[]] as const));
  for (const [file, config] of owner) assigned.get(config)?.push(file);
  return assigned;
}

function nearness(file: string, config: ReadConfig): number {
  return file.startsWith(`${config.folder}/`) ? config.folder.length : -1;
}
