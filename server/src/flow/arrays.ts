import {
  type Expression,
  isArrayLiteralExpression,
  isCallExpression,
  isIdentifier,
  isNewExpression,
  isParameterDeclaration,
  isVariableDeclaration,
  SyntaxKind,
  type TypeNode,
} from "../compiler/ast.ts";
import type { Scopes } from "./scope.ts";
import { isGlobalCall, methodCall, unwrap } from "./syntax.ts";

/** Methods whose result is an array. */
const arrayResults: ReadonlySet<string> = new Set([
  "map",
  "filter",
  "flatMap",
  "slice",
  "concat",
  "sort",
  "reverse",
  "splice",
  "flat",
  "toSorted",
  "toReversed",
]);
const objectLists: ReadonlySet<string> = new Set(["keys", "values", "entries"]);
const arrayMakers: ReadonlySet<string> = new Set(["from", "of"]);

/** Whether syntax alone shows that an expression is an array. */
export function isArray(expression: Expression, scopes: Scopes): boolean {
  const origin = scopes.origin(expression);
  if (isArrayLiteralExpression(origin)) return true;
  const { declarationOf } = scopes;
  if (isCallExpression(origin)) {
    if (isGlobalCall(origin, "Object", objectLists, declarationOf)) return true;
    if (isGlobalCall(origin, "Array", arrayMakers, declarationOf)) return true;
    const parts = methodCall(origin);
    return parts !== undefined && arrayResults.has(parts.name) && isArray(parts.receiver, scopes);
  }
  if (isNewExpression(origin)) {
    const callee = origin.expression;
    return isIdentifier(callee) && callee.text === "Array" && !declarationOf(callee);
  }
  if (!isIdentifier(origin)) return false;
  const declaration = declarationOf(origin);
  if (!declaration) return false;
  if (isVariableDeclaration(declaration) || isParameterDeclaration(declaration)) {
    if (isParameterDeclaration(declaration) && declaration.dotDotDotToken) return true;
    if (declaration.type) return isArrayType(declaration.type);
    return (
      declaration.initializer !== undefined &&
      isArrayLiteralExpression(unwrap(declaration.initializer))
    );
  }
  return false;
}

function isArrayType(type: TypeNode): boolean {
  if (type.kind === SyntaxKind.ArrayType || type.kind === SyntaxKind.TupleType) return true;
  if (type.kind === SyntaxKind.TypeOperator) {
    return isArrayType((type as TypeNode & { readonly type: TypeNode }).type);
  }
  return false;
}
