import { accessSync, constants } from "node:fs";
import { dirname } from "node:path";
import { type Node, type SourceFile, SyntaxKind } from "../compiler/ast.ts";
import type { Program } from "../compiler/program.ts";
import { shownPath } from "./paths.ts";

/**
 * Notices, while files are read, what would make findings vanish in silence: files that cannot be
 * read, and programs whose import of a supported ORM leads nowhere.
 */
export class SourceWatch {
  readonly #packages: readonly string[];
  readonly #importers = new Map<Program, Map<string, string[]>>();
  readonly #unreadable: string[] = [];

  /** @param packages names of the supported ORMs' packages */
  constructor(packages: readonly string[]) {
    this.#packages = packages;
  }

  /** @param text `undefined` when the file cannot be read */
  see(program: Program, file: string, text: string | undefined): void {
    if (text === undefined) this.#unreadable.push(file);
    else
      for (const name of this.#packages)
        if (mayImport(text, name)) this.#importersOf(program, name).push(file);
  }

  /** What was noticed, a line each. One import of each package is resolved for each program. */
  async mistakes(cwd: string): Promise<readonly string[]> {
    const imports = [...this.#importers].flatMap(([program, byPackage]) =>
      [...byPackage].map(([name, files]) => ({ program, name, files })),
    );
    const lost = await Promise.all(
      imports.map(async ({ program, name, files }) => {
        if (await resolves(program, name, files)) return [];
        const folder = dirname(program.configFile ?? files[0] ?? cwd);
        return [`${name} cannot be resolved from ${folder}; install the dependencies`];
      }),
    );
    const unreadable = [...this.#unreadable]
      .sort()
      .map((file) => `${shownPath(cwd, file)} cannot be read${reason(file)}`);
    return [...new Set([...lost.flat().sort(), ...unreadable])];
  }

  #importersOf(program: Program, name: string): string[] {
    const byPackage = this.#importers.get(program) ?? new Map<string, string[]>();
    this.#importers.set(program, byPackage);
    const files = byPackage.get(name) ?? [];
    byPackage.set(name, files);
    return files;
  }
}

function mayImport(text: string, name: string): boolean {
  return ['"', "'"].some((quote) =>
    [quote, "/"].some((end) => text.includes(`${quote}${name}${end}`)),
  );
}

/** Whether the first import among the files resolves; `true` when none of them is an import. */
async function resolves(
  program: Program,
  name: string,
  files: readonly string[],
): Promise<boolean> {
  for (const file of files) {
    const source = await program.sourceFile(file);
    const specifier = source && importOf(source, name);
    if (source && specifier) {
      const found = await program.resolvesModule(specifier);
      program.releaseTree(source);
      return found;
    }
    if (source) program.releaseTree(source);
  }
  return true;
}

/** The module name of the first import, export or `require` of a package. */
function importOf(source: SourceFile, name: string): Node | undefined {
  const visit = (node: Node): Node | undefined =>
    isModuleName(node, source, name) ? node : node.forEachChild(visit);
  return visit(source);
}

const importing: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.ImportDeclaration,
  SyntaxKind.ExportDeclaration,
  SyntaxKind.ExternalModuleReference,
]);

function isModuleName(node: Node, source: SourceFile, name: string): boolean {
  if (node.kind !== SyntaxKind.StringLiteral) return false;
  const written = node.getText(source).slice(1, -1);
  if (written !== name && !written.startsWith(`${name}/`)) return false;
  if (importing.has(node.parent.kind)) return true;
  if (node.parent.kind !== SyntaxKind.CallExpression) return false;
  const called = node.parent.getText(source);
  // In TypeScript a call of `require` imports nothing that the compiler would resolve.
  const script = /\.[cm]?jsx?$/.test(source.fileName);
  return /^import\s*\(/.test(called) || (script && /^require\s*\(/.test(called));
}

function reason(file: string): string {
  try {
    accessSync(file, constants.R_OK);
    return "";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return code === "EACCES" || code === "EPERM"
      ? ": permission denied"
      : code === "ENOENT"
        ? ": it does not exist"
        : "";
  }
}
