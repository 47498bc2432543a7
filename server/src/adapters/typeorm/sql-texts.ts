import type { Node } from "../../compiler/ast.ts";
import type { ReadContext } from "../adapter.ts";

export async function readSqlTexts(
  _context: ReadContext,
): Promise<ReadonlyMap<Node, readonly number[]>> {
  return new Map();
}
