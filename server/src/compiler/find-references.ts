import type { Project as NativeProject } from "typescript/async";
import {
  isBindingElement,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isShorthandPropertyAssignment,
  isStringLiteral,
  type Node,
  type SourceFile,
} from "./ast.ts";

/** A place of the program's code that names a symbol. */
export interface CodeReference {
  /** Absolute path. */
  readonly file: string;
  /** Of the name, without quotes: UTF-16 offsets, half-open. */
  readonly start: number;
  readonly end: number;
  /**
   * `shorthand`: `{ title }` in an object literal. `binding`: `{ title }` in a destructuring pattern. Both
   * name a variable too.
   */
  readonly form: "name" | "shorthand" | "binding";
}

/**
 * Every place that the compiler takes for the same symbol as a name: inherited and implemented members, keys
 * of object literals by the type that is expected there, destructuring.
 * @param tree of the file with the name
 * @param offset where the name begins
 * @param release told of the trees that were fetched for it, when they are no longer needed
 */
export async function findReferences(
  project: Pick<NativeProject, "languageService">,
  tree: SourceFile,
  offset: number,
  release: (tree: SourceFile) => void,
): Promise<readonly CodeReference[]> {
  const node = nameAt(tree, offset);
  if (!node) return [];
  const entries = await project.languageService.getReferencedSymbolsForNode(node, offset);
  const nodes = await Promise.all(
    entries.flatMap(({ references }) => references.map((reference) => reference.resolve())),
  );
  const found = new Map<string, CodeReference>();
  const trees = new Set([tree]);
  for (const each of nodes) {
    const reference = each && referenceOf(each);
    if (reference) found.set(`${reference.file}:${reference.start}`, reference);
    if (each) trees.add(each.getSourceFile());
  }
  for (const each of trees) release(each);
  return [...found.values()];
}

function nameAt(tree: SourceFile, offset: number): Node | undefined {
  let found: Node | undefined;
  const visit = (node: Node): void => {
    if (node.pos > offset || node.end <= offset) return;
    if (node.getStart() === offset && (isIdentifier(node) || isStringLiteral(node))) found = node;
    node.forEachChild(visit);
  };
  tree.forEachChild(visit);
  return found;
}

function referenceOf(node: Node): CodeReference | undefined {
  const quotes = isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node) ? 1 : 0;
  if (quotes === 0 && !isIdentifier(node)) return undefined;
  const { parent } = node;
  const form =
    isShorthandPropertyAssignment(parent) && parent.name === node
      ? "shorthand"
      : isBindingElement(parent) && parent.name === node && !parent.propertyName
        ? "binding"
        : "name";
  return {
    file: node.getSourceFile().fileName,
    start: node.getStart() + quotes,
    end: node.getEnd() - quotes,
    form,
  };
}
