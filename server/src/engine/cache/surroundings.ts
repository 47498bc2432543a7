import { createHash, type Hash } from "node:crypto";
import {
  type Dirent,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { isInside } from "../paths.ts";

/** Files in which package managers say what they installed. */
const installRecords = [
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "bun.lock",
  "node_modules/.package-lock.json",
  "node_modules/.yarn-integrity",
  "node_modules/.yarn-state.yml",
  "node_modules/.modules.yaml",
];

/**
 * A hash of what may be found where imports look, though no file of a program lies there yet: names of
 * the source files and folders around the projects, names of the installed packages, lock files, and
 * the files of packages that are linked from elsewhere.
 * @param folders of the projects' configurations
 */
export function surroundingsOf(folders: readonly string[]): string {
  const hash = createHash("sha256");
  const linked = new Set<string>();
  for (const folder of ancestorsOf(folders)) addInstalled(folder, hash, linked);
  const roots = [...new Set([...folders, ...linked])].sort();
  for (const root of roots)
    if (!roots.some((other) => other !== root && isInside(other, root))) addTree(root, hash);
  return hash.digest("hex");
}

/** A hash of the names of the source files and folders in one folder. */
export function listingOf(folder: string): string {
  const hash = createHash("sha256");
  for (const { name } of relevantEntries(folder)) hash.update(`${name}\0`);
  return hash.digest("hex");
}

function ancestorsOf(folders: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const folder of folders)
    for (let at = folder; !found.has(at); at = dirname(at)) found.add(at);
  return [...found].sort();
}

function addInstalled(folder: string, hash: Hash, linked: Set<string>): void {
  for (const record of installRecords) {
    const path = join(folder, record);
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) {
      hash.update(`${path}\0`);
      hash.update(readFileSync(path));
    }
  }
  addPackages(join(folder, "node_modules"), hash, linked);
}

function addPackages(folder: string, hash: Hash, linked: Set<string>): void {
  hash.update(`${folder}\0`);
  for (const entry of entriesOf(folder)) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    hash.update(`${entry.name}\0`);
    if (entry.isSymbolicLink()) {
      hash.update(`${readlinkSync(path)}\0`);
      const target = targetOf(path);
      if (target !== undefined && !target.includes("/node_modules/")) linked.add(target);
    }
    if (entry.name.startsWith("@")) addPackages(path, hash, linked);
  }
}

function targetOf(link: string): string | undefined {
  try {
    const target = realpathSync(link);
    return statSync(target).isDirectory() ? target : undefined;
  } catch {
    return undefined;
  }
}

function addTree(folder: string, hash: Hash): void {
  hash.update(`${folder}\0`);
  for (const entry of relevantEntries(folder)) {
    hash.update(`${entry.name}\0`);
    if (entry.isDirectory()) addTree(join(folder, entry.name), hash);
  }
}

/** What an import may lead to; dependencies are looked at apart, hidden folders never. */
function relevantEntries(folder: string): readonly Dirent[] {
  return entriesOf(folder).filter((entry) => {
    if (entry.name === "node_modules" || entry.name.startsWith(".")) return false;
    return !entry.isFile() || /\.(?:[cm]?[jt]sx?|json)$/.test(entry.name);
  });
}

/** Sorted by name; none when the folder is not there or cannot be read. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
