import { existsSync, realpathSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, resolve } from "node:path";
import { forwardSlashes } from "../paths.ts";

/** Module names in imports, exports and calls of `import` and `require`; comments and texts may add some. */
const moduleName = /\b(?:from|import|require)\b\s*\(?\s*(["'])((?:(?!\1)[^\n\\])+)\1/g;
/** The ending of a module's file, and what its import may be written with in its place. */
const ending = /(?:\.d)?\.[cm]?[jt]sx?$/;
const builtin = new Set(builtinModules);

/** What an import may mean. */
interface Target {
  /** Own files that it may lead to. */
  readonly files: readonly string[];
  /** A folder that any file of may be meant: absolute, with forward slashes; `/` when nothing is known. */
  readonly folder?: string;
}

/**
 * Which files of a project depend on which. It is read from the texts and by names, so that it takes
 * no tree and no question; where a name may mean several files, all of them count.
 */
export class ImportGraph {
  readonly #names = new Map<string, readonly string[]>();
  readonly #packages = new Map<string, Target | undefined>();
  /** By what is imported: a file, or any file of a folder, which ends in a slash. */
  readonly #importers = new Map<string, Set<string>>();
  /** What each file is an importer of. */
  readonly #imported = new Map<string, ReadonlySet<string>>();
  readonly #folders = new Set<string>();
  /** Files whose imports are not looked up yet. */
  readonly #unlinked = new Set<string>();
  #byStem: ReadonlyMap<string, readonly string[]> = new Map();
  #own: ReadonlySet<string> = new Set();

  /** Takes note of a file's text. */
  see(file: string, text: string): void {
    const names = [...new Set([...text.matchAll(moduleName)].map((match) => match[2] ?? ""))];
    const before = this.#names.get(file);
    if (before && before.join("\n") === names.join("\n")) return;
    this.#names.set(file, names);
    this.#unlink(file);
    this.#unlinked.add(file);
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
    for (const part of [this.#packages, this.#importers, this.#imported, this.#folders])
      part.clear();
    for (const file of this.#names.keys()) this.#unlinked.add(file);
  }

  /** The files that import one of some files, directly or through others; those themselves left out. */
  dependentsOf(files: readonly string[]): ReadonlySet<string> {
    for (const file of this.#unlinked) this.#link(file);
    this.#unlinked.clear();
    const found = new Set<string>(files);
    // Grows while it is walked: a Set visits what is added to it.
    for (const file of found) {
      for (const importer of this.#importers.get(file) ?? []) found.add(importer);
      for (const folder of this.#folders)
        if (file.startsWith(folder))
          for (const importer of this.#importers.get(folder) ?? []) found.add(importer);
    }
    for (const file of files) found.delete(file);
    return found;
  }

  #link(file: string): void {
    const imported = new Set<string>();
    for (const name of this.#names.get(file) ?? []) {
      const { files, folder } = this.#targetOf(file, name);
      for (const each of files) imported.add(each);
      if (folder === undefined) continue;
      const inside = folder.endsWith("/") ? folder : `${folder}/`;
      this.#folders.add(inside);
      imported.add(inside);
    }
    this.#imported.set(file, imported);
    for (const each of imported) {
      const importers = this.#importers.get(each);
      if (importers) importers.add(file);
      else this.#importers.set(each, new Set([file]));
    }
  }

  #unlink(file: string): void {
    for (const each of this.#imported.get(file) ?? []) this.#importers.get(each)?.delete(file);
    this.#imported.delete(file);
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
