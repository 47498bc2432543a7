import {
  type BindingName,
  type Expression,
  isArrayBindingPattern,
  isArrayLiteralExpression,
  isBindingElement,
  isIdentifier,
  isParameterDeclaration,
  isVariableDeclaration,
  isVariableDeclarationList,
  isVariableStatement,
  type Node,
  SyntaxKind,
} from "../compiler/ast.ts";
import { propertyName } from "./constants.ts";
import { writeAt } from "./scope.ts";
import { unwrap } from "./syntax.ts";
import { type Cursor, elementOfIterated, noteUse, stepped, unpacked } from "./value-cursor.ts";
import type { Tracking } from "./value-tracking.ts";

/** Binds a value to a variable, parameter or pattern. `from` is where the value comes from. */
export function bindName(tracking: Tracking, name: BindingName, at: Cursor, from: Node): void {
  if (isIdentifier(name)) {
    followVariable(tracking, name.parent, at, false);
    return;
  }
  if (isArrayBindingPattern(name)) {
    bindArray(tracking, name.elements, at, from);
    return;
  }
  if (at.packed !== undefined || at.many === true) return;
  noteUse(at.read, tracking.log.strict(from));
  for (const element of name.elements) {
    if (!isBindingElement(element) || !element.name) continue;
    if (element.dotDotDotToken) {
      tracking.log.leave("escapes", at);
      continue;
    }
    const property = propertyName(element.propertyName ?? element.name);
    if (property === undefined) {
      tracking.log.leave("escapes", at);
      continue;
    }
    const read = tracking.log.read(element.propertyName ?? element.name, property, at);
    if (element.initializer) noteUse(read, "optional");
    const next = stepped(at, read, element.initializer ? undefined : read);
    tracking.bind(element.name, next, element.name);
    if (!isIdentifier(element.name) && !element.initializer) noteUse(read, "deref");
  }
}

function bindArray(tracking: Tracking, elements: readonly Node[], at: Cursor, from: Node): void {
  noteUse(at.read, tracking.log.strict(from));
  for (const [index, element] of elements.entries()) {
    if (!isBindingElement(element) || !element.name) continue;
    const next = element.dotDotDotToken ? at : unpacked(at, index);
    if (next) tracking.bind(element.name, next, element.name);
  }
}

/** Follows every use of a variable. */
function followVariable(
  tracking: Tracking,
  declaration: Node,
  at: Cursor,
  byAssignment: boolean,
): void {
  if (!tracking.enterVariable(declaration, at)) return;
  const { scopes } = tracking.context;
  const hasInitializer =
    isVariableDeclaration(declaration) && declaration.initializer !== undefined;
  const otherWrites = scopes.writesTo(declaration).length - (byAssignment ? 1 : 0);
  const mixed =
    at.mixed ||
    otherWrites > 0 ||
    (byAssignment && (hasInitializer || isParameterDeclaration(declaration)));
  if (isExported(declaration) && at.path.length === 0) tracking.log.escape = "escapes";
  const next = mixed === at.mixed ? at : { ...at, mixed };
  for (const reference of scopes.referencesTo(declaration)) {
    if (!writeAt(reference)) tracking.follow(reference, next);
  }
}

/** `target = value` */
export function assignTo(tracking: Tracking, target: Expression, at: Cursor): void {
  const inner = unwrap(target);
  if (isIdentifier(inner)) {
    const declaration = tracking.context.scopes.declarationOf(inner);
    if (
      declaration &&
      (isVariableDeclaration(declaration) || isParameterDeclaration(declaration))
    ) {
      followVariable(tracking, declaration, at, true);
      return;
    }
  } else if (isArrayLiteralExpression(inner)) {
    for (const [index, element] of inner.elements.entries()) {
      const next = unpacked(at, index);
      if (next) assignTo(tracking, element, next);
    }
    return;
  }
  noteUse(at.read, "value");
  tracking.log.leave("escapes", at);
}

export function iterateOver(
  tracking: Tracking,
  initializer: Node,
  iterable: Node,
  at: Cursor,
): void {
  noteUse(at.read, tracking.log.strict(iterable));
  const element = elementOfIterated(at);
  if (!element) return;
  if (isVariableDeclarationList(initializer)) {
    for (const declaration of initializer.declarations)
      tracking.bind(declaration.name, element, iterable);
  } else assignTo(tracking, initializer as Expression, element);
}

function isExported(declaration: Node): boolean {
  const statement = declaration.parent?.parent;
  return (
    statement !== undefined &&
    isVariableStatement(statement) &&
    (statement.modifiers?.some(({ kind }) => kind === SyntaxKind.ExportKeyword) ?? false)
  );
}
