import type { Range } from "../../base/index.ts";
import {
  isBinaryExpression,
  isExportAssignment,
  isIdentifier,
  isPropertyAccessExpression,
  isVariableDeclaration,
  type NewExpression,
  SyntaxKind,
} from "../../compiler/ast.ts";
import type { TypeView } from "../../compiler/checker.ts";
import { type EntityId, entityId } from "../../model/index.ts";
import { stringFact, unwrapped } from "./constants.ts";
import { rangeOf } from "./edits.ts";
import { entityNamedBy, schemaEntity } from "./entities-identity.ts";
import type { EntityReader } from "./entities-reader.ts";
import type { OptionBag } from "./option-bag.ts";

/** The class of `target`, the type argument, what holds the schema, or the name it gives itself. */
export async function schemaId(
  node: NewExpression,
  type: TypeView,
  options: OptionBag,
  reader: EntityReader,
): Promise<EntityId | undefined> {
  const target = options.expression("target");
  const named = target && (await entityNamedBy(unwrapped(target), reader.program));
  if (named?.known) return named.value;
  const mapped = await schemaEntity(type, undefined);
  if (mapped.known) return mapped.value;
  const written = stringFact(await options.constant("name"));
  const name = exportedName(node) ?? (written.known ? written.value : undefined);
  return name === undefined ? undefined : entityId(reader.source.path, name);
}

/**
 * The name of the symbol that holds a schema: of a constant, of `export default`, of `module.exports`
 * or of a property of it.
 */
function exportedName({ parent }: NewExpression): string | undefined {
  if (isVariableDeclaration(parent)) {
    return isIdentifier(parent.name) ? parent.name.text : undefined;
  }
  if (isExportAssignment(parent)) return parent.isExportEquals ? "export=" : "default";
  if (!isBinaryExpression(parent) || parent.operatorToken.kind !== SyntaxKind.EqualsToken) {
    return undefined;
  }
  const { left } = parent;
  if (!isPropertyAccessExpression(left) || !isIdentifier(left.name)) return undefined;
  const owner = left.expression;
  if (isIdentifier(owner) && owner.text === "module" && left.name.text === "exports") {
    return "export=";
  }
  const isExports =
    (isIdentifier(owner) && owner.text === "exports") ||
    (isPropertyAccessExpression(owner) && owner.getText() === "module.exports");
  return isExports ? left.name.text : undefined;
}

/** The constant's name, or `EntitySchema` of the expression. */
export function schemaRange(node: NewExpression): Range {
  const { parent } = node;
  return rangeOf(isVariableDeclaration(parent) ? parent.name : node.expression);
}
