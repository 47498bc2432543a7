import type { Node, SourceFile } from "./ast.ts";

/** A node as the compiler's client decodes it: names and texts lie in a table of the tree. */
export interface EncodedNode {
  readonly view: DataView;
  readonly sourceFile: EncodedTree;
  getString(index: number): string;
}

/**
 * A tree as the compiler's client holds it: one record per node, in the order of the text. Its
 * declarations leave this out; it belongs to the exact version of the compiler that is pinned.
 */
export interface EncodedTree extends EncodedNode {
  readonly nodes: { readonly length: number };
  readonly _offsetNodes: number;
  readonly _offsetStringTable: number;
  readonly _offsetStringTableOffsets: number;
  getOrCreateNodeAtIndex(index: number): Node;
}

/** @throws when this is not the version of the compiler's client that is meant */
export function encodedTree(source: SourceFile): EncodedTree {
  const tree: object = source;
  if (!isEncodedTree(tree)) {
    throw new Error("the installed version of the typescript package is not the one supported");
  }
  return tree;
}

function isEncodedTree(tree: object): tree is EncodedTree {
  return (
    Reflect.get(tree, "view") instanceof DataView &&
    Array.isArray(Reflect.get(tree, "nodes")) &&
    ["_offsetNodes", "_offsetStringTable", "_offsetStringTableOffsets"].every(
      (name) => typeof Reflect.get(tree, name) === "number",
    ) &&
    ["getString", "getOrCreateNodeAtIndex"].every(
      (name) => typeof Reflect.get(tree, name) === "function",
    )
  );
}
