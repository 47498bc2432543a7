import { FileType, RelativePattern, Uri, type WorkspaceFolder, workspace } from "vscode";
import { ormPackages } from "./orm-packages.ts";

const dependencyKeys = [
  "dependencies",
  "devDependencies",
  "peerDependencies",
  "optionalDependencies",
] as const;

const importOfOrm = new RegExp(
  `(?:\\bfrom|\\brequire\\s*\\(|\\bimport\\s*\\(?)\\s*["'\`](?:${ormPackages.join("|")})(?:/|["'\`])`,
);

/** More manifests than this are not read: a workspace with so many names the ORM in one of the first. */
const manifestLimit = 500;

/** Whether the text imports a supported ORM. */
export function importsOrm(text: string): boolean {
  return importOfOrm.test(text);
}

/**
 * Whether a folder has to do with a supported ORM: a package.json in it or above it depends on one,
 * or it has a configuration of ormlint. Reads manifests only, the nearest first.
 */
export async function folderUsesOrm(folder: WorkspaceFolder): Promise<boolean> {
  for (let at = folder.uri; ; at = Uri.joinPath(at, "..")) {
    if (await dependsOnOrm(Uri.joinPath(at, "package.json"))) return true;
    if (at.path === Uri.joinPath(at, "..").path) break;
  }
  if (await isFile(Uri.joinPath(folder.uri, "ormlint.json"))) return true;
  const found = await workspace.findFiles(
    new RelativePattern(folder, "**/{package,ormlint}.json"),
    "**/node_modules/**",
    manifestLimit,
  );
  if (found.some((uri) => uri.path.endsWith("/ormlint.json"))) return true;
  for (const uri of found) if (await dependsOnOrm(uri)) return true;
  return false;
}

async function isFile(uri: Uri): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.File) !== 0;
  } catch {
    return false;
  }
}

async function dependsOnOrm(uri: Uri): Promise<boolean> {
  try {
    return manifestNamesOrm(Buffer.from(await workspace.fs.readFile(uri)).toString("utf8"));
  } catch {
    return false;
  }
}

/**
 * Whether a package.json depends on a supported ORM, under its own name or an alias, or is one.
 * @throws SyntaxError when the text is no JSON
 */
export function manifestNamesOrm(text: string): boolean {
  const manifest: unknown = JSON.parse(text);
  if (!isRecord(manifest)) return false;
  if (ormPackages.some((known) => known === manifest.name)) return true;
  return dependencyKeys.some((key) => {
    const dependencies = manifest[key];
    if (!isRecord(dependencies)) return false;
    return Object.entries(dependencies).some(([alias, version]) =>
      ormPackages.some((known) => alias === known || String(version).startsWith(`npm:${known}@`)),
    );
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
