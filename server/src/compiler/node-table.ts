import { type Node, type SourceFile, SyntaxKind } from "./ast.ts";
import { type EncodedTree, encodedTree } from "./encoded-tree.ts";

/** Bytes of a record, and the places of its fields. They belong to the exact version of the compiler. */
const record = { length: 28, kind: 0, next: 12, parent: 16, data: 20 } as const;
/** Of the field `data` of an identifier: its string. */
const stringMask = 0x00ffffff;
/** The source file itself; the record before it is empty. */
const rootIndex = 1;

/**
 * The nodes of a tree by their position in it, without an object for each: most nodes of a file are
 * never asked about, and making one costs far more than reading its kind.
 */
export class NodeTable {
  readonly #tree: EncodedTree;

  /** @throws when this is not the version of the compiler's client that is meant */
  constructor(source: SourceFile) {
    this.#tree = encodedTree(source);
  }

  /** Tells the kind and position of every node but the file's own, parents first; comments' nodes are left out. */
  forEach(visit: (kind: SyntaxKind, position: number) => void): void {
    const { view, nodes, _offsetNodes: offset } = this.#tree;
    const inComment = new Uint8Array(nodes.length);
    for (let index = rootIndex + 1; index < nodes.length; index++) {
      const at = offset + index * record.length;
      const kind = view.getUint32(at + record.kind, true);
      const parent = view.getUint32(at + record.parent, true);
      if (kind === SyntaxKind.JSDoc || inComment[parent] === 1) inComment[index] = 1;
      // Lists of nodes have records of their own, whose kind is none of the syntax.
      else visit(kind, index);
    }
  }

  nodeAt(position: number): Node {
    return this.#tree.getOrCreateNodeAtIndex(position);
  }

  /** The text of the identifier at a position. */
  nameAt(position: number): string {
    return this.#tree.getString(this.#field(position, record.data) & stringMask);
  }

  kindAt(position: number): SyntaxKind {
    return this.#field(position, record.kind);
  }

  /** The positions of the children of a node that has some. */
  childrenOf(position: number): readonly number[] {
    const children: number[] = [];
    for (let child = position + 1; child !== 0; child = this.#field(child, record.next)) {
      children.push(child);
    }
    return children;
  }

  #field(position: number, field: number): number {
    const { view, _offsetNodes: offset } = this.#tree;
    return view.getUint32(offset + position * record.length + field, true);
  }
}
