import type { FileFacts } from "../../model/index.ts";
import { classAround } from "../../project/functions.ts";
import type { Project } from "../../project/project.ts";

/** What code is for, where rules about running applications ask: everything but `application` runs seldom. */
export type Purpose = "application" | "migration" | "script" | "test";

/**
 * The purpose of the code in a function, by the class around it and by the conventions of paths
 * below the folder that holds all files of the project.
 * @param functionIndex position in {@link FileFacts.functions}; `undefined` at the top of a module
 */
export function purposeOf(
  project: Project,
  facts: FileFacts,
  functionIndex: number | undefined,
): Purpose {
  const owner = classAround(facts, functionIndex);
  if (owner?.bases.some((base) => MIGRATION_BASES.has(base.name))) return "migration";
  if (owner?.bases.some((base) => SEED_BASES.has(base.name))) return "script";
  return purposeOfPath(relativePath(project, facts.file));
}

const MIGRATION_BASES = new Set(["MigrationInterface"]);
const SEED_BASES = new Set(["Seeder", "Factory"]);

const FOLDERS: ReadonlyMap<string, Purpose> = new Map([
  ["migration", "migration"],
  ["migrations", "migration"],
  ["fixtures", "script"],
  ["populate", "script"],
  ["scripts", "script"],
  ["seed", "script"],
  ["seeders", "script"],
  ["seeding", "script"],
  ["seeds", "script"],
  ["__mocks__", "test"],
  ["__tests__", "test"],
  ["e2e", "test"],
  ["spec", "test"],
  ["test", "test"],
  ["tests", "test"],
  ["testing", "test"],
]);

const NAME_PARTS: ReadonlyMap<string, Purpose> = new Map([
  ["migration", "migration"],
  ["seed", "script"],
  ["seeder", "script"],
  ["e2e-spec", "test"],
  ["e2e", "test"],
  ["spec", "test"],
  ["test", "test"],
]);

/** @param path relative, with forward slashes */
function purposeOfPath(path: string): Purpose {
  const folders = path.split("/");
  const [stem = "", ...parts] = (folders.pop() ?? "").toLowerCase().split(".");
  for (const folder of folders) {
    const purpose = FOLDERS.get(folder.toLowerCase());
    if (purpose) return purpose;
  }
  for (const part of parts) {
    const purpose = NAME_PARTS.get(part);
    if (purpose) return purpose;
  }
  return /^seed(er|s)?$/.test(stem) ? "script" : "application";
}

const roots = new WeakMap<Project, string>();

/** Path below the deepest folder that holds all files of the project. */
function relativePath(project: Project, file: string): string {
  let root = roots.get(project);
  if (root === undefined) {
    root = commonFolder([...project.files.keys()]);
    roots.set(project, root);
  }
  return file.startsWith(root) ? file.slice(root.length) : file;
}

function commonFolder(files: readonly string[]): string {
  let common: readonly string[] | undefined;
  for (const file of files) {
    const folders = file.split("/").slice(0, -1);
    const shared = common ?? folders;
    const different = shared.findIndex((folder, index) => folder !== folders[index]);
    common = different === -1 ? shared : shared.slice(0, different);
  }
  return common && common.length > 0 ? `${common.join("/")}/` : "";
}
