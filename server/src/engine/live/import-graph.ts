import { existsSync, realpathSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, resolve } from "node:path";
import { forwardSlashes, isInside } from "../paths.ts";

/** Module names in imports, exports and calls of `import` and `require`; comments and texts may add some. */
const moduleName = /\b(?:from|import|require)\b\s*\(?\s*(["'])((?:(?!\1)[^\n\\])+)\1/g;
/** The ending of a module's file, and what its import may be written with in its place. */
const ending = /(?:\.d)?\.[cm]?[jt]sx?$/;
const builtin = new Set(builtinModules);

/** What an import may mean. */
interface Target {
  /** Own files that it may lead to. */
  readonly files: readonly string[];
  /** A folder that any file of may be meant; `/` when nothing is known. */
  readonly folder?: string;
}

/**
 * Which files of a project depend on which. It is read from the texts and by names, so that it takes
 * no tree and no question; where a name may mean several files, all of them count.
 */
export class ImportGraph {
  readonly #names = new Map<string, readonly string[]>();
  readonly #packages = new Map<string, Target | undefined>();
  #byStem: ReadonlyMap<string, readonly string[]> = new Map();
  #own: ReadonlySet<string> = new Set();
  #importers: ReadonlyMap<string, readonly string[]> | undefined;

  /** Takes note of a file's text. */
  see(file: string, text: string): void {
    const names = [...new Set([...text.matchAll(moduleName)].map((match) => match[2] ?? ""))];
    const before = this.#names.get(file);
    if (before && before.join("\n") === names.join("\n")) return;
    this.#names.set(file, names);
    this.#importers = undefined;
  }

  has(file: string): boolean {
    return this.#names.has(file);
  }

  /** Says which files there are. */
  keep(files: Iterable<string>): void {
    this.#own = new Set(files);
    for (const file of this.#names.keys()) if (!this.#own.has(file)) this.#names.delete(file);
    const byStem = new Map<string, string[]>();
    for (const file of this.#own) {
      const stem = stemOf(file);
      byStem.set(stem, [...(byStem.get(stem) ?? []), file]);
    }
    this.#byStem = byStem;
    this.#packages.clear();
    this.#importers = undefined;
  }

  /** The files that import one of some files, directly or through others; those themselves left out. */
  dependentsOf(files: readonly string[]): ReadonlySet<string> {
    this.#importers ??= this.#readImporters();
    const found = new Set<string>(files);
    // Grows while it is walked: a Set visits what is added to it.
    for (const file of found)
      for (const importer of this.#importers.get(file) ?? []) found.add(importer);
    for (const file of files) found.delete(file);
    return found;
  }

  #readImporters(): ReadonlyMap<string, readonly string[]> {
    const importers = new Map<string, string[]>();
    for (const [file, names] of this.#names) {
      const imported = new Set<string>();
      for (const name of names) {
        const { files, folder } = this.#targetOf(file, name);
        for (const each of files) imported.add(each);
        if (folder !== undefined)
          for (const each of this.#own) if (isInside(folder, each)) imported.add(each);
      }
      for (const each of imported) {
        const all = importers.get(each);
        if (all) all.push(file);
        else importers.set(each, [file]);
      }
    }
    return importers;
  }

  #targetOf(file: string, name: string): Target {
    if (/^\.{1,2}(?:\/|$)/.test(name)) {
      const path = forwardSlashes(resolve(dirname(file), name));
      const exact = this.#filesAt(path);
      // `rootDirs` may lead elsewhere.
      return { files: exact.length > 0 ? exact : this.#namedLike(name) };
    }
    if (name.startsWith("node:") || builtin.has(name)) return { files: [] };
    return this.#packageTarget(dirname(file), name) ?? this.#aliasTarget(name);
  }

  #filesAt(path: string): readonly string[] {
    return [...(this.#byStem.get(path.replace(ending, "")) ?? []), ...this.#indexes(path)];
  }

  #indexes(path: string): readonly string[] {
    return this.#byStem.get(`${path}/index`) ?? [];
  }

  #namedLike(name: string): readonly string[] {
    const last = name.split("/").at(-1)?.replace(ending, "") ?? "";
    if (last === "" || last === "." || last === "..") return [...this.#own];
    return [...this.#byStem].flatMap(([stem, files]) =>
      stem.endsWith(`/${last}`) || stem.endsWith(`/${last}/index`) ? files : [],
    );
  }

  /** `undefined` when no such package is installed. One that is linked may be part of the project. */
  #packageTarget(folder: string, name: string): Target | undefined {
    const parts = name.split("/");
    const packageName = parts.slice(0, name.startsWith("@") ? 2 : 1).join("/");
    const key = `${folder}\n${packageName}`;
    if (this.#packages.has(key)) return this.#packages.get(key);
    const target = this.#findPackage(folder, packageName);
    this.#packages.set(key, target);
    return target;
  }

  #findPackage(folder: string, packageName: string): Target | undefined {
    for (let at = folder; ; at = dirname(at)) {
      const path = join(at, "node_modules", packageName);
      if (existsSync(path)) {
        const real = forwardSlashes(realpathSync(path));
        return real.includes("/node_modules/") ? { files: [] } : { files: [], folder: real };
      }
      if (at === dirname(at)) return undefined;
    }
  }

  /** A name that the tsconfig's `paths` or `baseUrl` lead somewhere. */
  #aliasTarget(name: string): Target {
    const files = this.#namedLike(name);
    return files.length > 0 ? { files } : { files: [], folder: "/" };
  }
}

function stemOf(file: string): string {
  return file.replace(ending, "");
}
