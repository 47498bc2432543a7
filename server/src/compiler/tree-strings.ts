import type { SourceFile } from "./ast.ts";
import { type EncodedNode, type EncodedTree, encodedTree } from "./encoded-tree.ts";

/** What has been read of the strings of one tree. */
class TreeStrings {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  readonly #table: number;
  readonly #offsets: number;
  readonly #read: string[] = [];

  constructor(tree: EncodedTree) {
    const { view } = tree;
    this.#view = view;
    this.#bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
    this.#table = tree._offsetStringTable;
    this.#offsets = tree._offsetStringTableOffsets;
  }

  /** @param careful reads what is not plain UTF-8 */
  at(index: number, careful: () => string): string {
    const known = this.#read[index];
    if (known !== undefined) return known;
    const entry = this.#offsets + index * 4;
    const start = this.#table + this.#view.getUint32(entry, true);
    const end = this.#table + this.#view.getUint32(entry + 4, true);
    const plain = this.#bytes.toString("utf8", start, end);
    const text = plain.startsWith("\ufeff") || plain.includes("\ufffd") ? careful() : plain;
    this.#read[index] = text;
    return text;
  }
}

const stringsOf = new WeakMap<object, TreeStrings>();
const quickened = new WeakSet<object>();

/**
 * Makes the nodes of all trees remember their strings. The client decodes the name of an
 * identifier, and the path that stands in the id of a node, each time that they are asked for,
 * through a general decoder that costs a microsecond for a short name.
 *
 * @throws when this is not the version of the compiler's client that is meant
 */
export function rememberStrings(tree: SourceFile): void {
  const owner = ownerOfGetString(encodedTree(tree));
  if (!owner || quickened.has(owner)) return;
  quickened.add(owner);
  const read = owner.getString;
  owner.getString = function (this: EncodedNode, index: number): string {
    const { sourceFile } = this;
    let strings = stringsOf.get(sourceFile);
    if (!strings) {
      strings = new TreeStrings(sourceFile);
      stringsOf.set(sourceFile, strings);
    }
    return strings.at(index, () => read.call(this, index));
  };
}

/** The prototype that all nodes read strings through. */
function ownerOfGetString(tree: EncodedTree): EncodedNode | undefined {
  let owner: object | null = tree;
  while (owner && !Object.hasOwn(owner, "getString")) owner = Object.getPrototypeOf(owner);
  // It has the method by its own, and the other members through the trees that inherit from it.
  return owner ? (owner as EncodedNode) : undefined;
}
