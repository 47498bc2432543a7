import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Node, SourceFile } from "../../../server/src/compiler/ast.ts";
import { isIdentifier, isVariableDeclaration } from "../../../server/src/compiler/ast.ts";
import type { TypeView } from "../../../server/src/compiler/checker.ts";
import type { Program } from "../../../server/src/compiler/program.ts";

/** Folder of the compiler tests' fixtures, with forward slashes as the compiler writes paths. */
export const fixtures = join(dirname(fileURLToPath(import.meta.url)), "../fixtures").replaceAll(
  "\\",
  "/",
);

/** The file of a program, which must have it. */
export async function fileOf(program: Program, path: string): Promise<SourceFile> {
  const file = await program.sourceFile(path);
  if (!file) throw new Error(`${path} is not in the program`);
  return file;
}

/** The type of a variable that the file declares at its top level. */
export async function typeOfVariable(
  program: Program,
  file: SourceFile,
  name: string,
): Promise<TypeView> {
  return program.checker.typeAt(nameOfVariable(file, name));
}

/** The first variable or parameter declaration of that name, wherever it stands. */
export function nameOfVariable(file: SourceFile, name: string): Node {
  const found = findNode(
    file,
    (node) => isVariableDeclaration(node) && isIdentifier(node.name) && node.name.text === name,
  );
  if (!found || !isVariableDeclaration(found)) throw new Error(`no variable ${name}`);
  return found.name;
}

export function findNode(root: Node, wanted: (node: Node) => boolean): Node | undefined {
  if (wanted(root)) return root;
  let found: Node | undefined;
  root.forEachChild((child) => {
    found ??= findNode(child, wanted);
  });
  return found;
}
