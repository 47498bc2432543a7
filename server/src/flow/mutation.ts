import {
  isCallExpression,
  isElementAccessExpression,
  isPropertyAccessExpression,
  type Node,
} from "../compiler/ast.ts";
import { isAssignmentTarget, type Scopes } from "./scope.ts";
import { isGlobalCall, isTransparent, methodCall } from "./syntax.ts";

/** Methods that change the array, map or set they are called on. */
const changing: ReadonlySet<string> = new Set([
  "push",
  "pop",
  "shift",
  "unshift",
  "splice",
  "sort",
  "reverse",
  "fill",
  "copyWithin",
  "set",
  "add",
  "delete",
  "clear",
]);
const assigning: ReadonlySet<string> = new Set(["assign", "defineProperty", "defineProperties"]);

/** Whether the contents of what a variable holds are changed somewhere in the file. */
export function isMutated(declaration: Node, scopes: Scopes): boolean {
  return scopes.referencesTo(declaration).some((reference) => {
    let node: Node = reference;
    for (;;) {
      const parent: Node = node.parent;
      if (isTransparent(parent)) node = parent;
      else if (
        (isPropertyAccessExpression(parent) || isElementAccessExpression(parent)) &&
        parent.expression === node
      ) {
        node = parent;
      } else break;
    }
    if (node !== reference && isAssignmentTarget(node)) return true;
    const parent = node.parent;
    if (!isCallExpression(parent)) return false;
    if (parent.expression === node) {
      const parts = methodCall(parent);
      return parts !== undefined && changing.has(parts.name);
    }
    return (
      isGlobalCall(parent, "Object", assigning, scopes.declarationOf) &&
      parent.arguments[0] === node
    );
  });
}
