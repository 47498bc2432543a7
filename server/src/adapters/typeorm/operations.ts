import type { Node } from "../../compiler/ast.ts";
import type { ReadContext } from "../adapter.ts";

export async function readOperations(
  _context: ReadContext,
  _sqlByCall: ReadonlyMap<Node, readonly number[]>,
): Promise<void> {}
