import {
  type Expression,
  type Identifier,
  isArrowFunction,
  isBinaryExpression,
  isBlock,
  isCallExpression,
  isConditionalExpression,
  isFunctionDeclaration,
  isFunctionExpression,
  isIdentifier,
  isIfStatement,
  isImportSpecifier,
  isPropertyAccessExpression,
  isSourceFile,
  isSwitchStatement,
  isVariableDeclaration,
  type Node,
  SyntaxKind,
} from "../../compiler/ast.ts";
import type { FileFlow } from "../../flow/file-flow.ts";
import { leaves } from "../../flow/origin-guards.ts";
import { inlineFunction } from "../../flow/syntax.ts";

/** Names by which settings are called where no type tells. */
const settings =
  /(?:^|[a-z_])(?:config|configuration|configService|env|environment|settings|secrets?)$/i;

/**
 * Whether the value of an expression depends on the environment that the program runs in:
 * `process.env`, `import.meta.env`, a configuration service, or a variable made from one of them.
 */
export function dependsOnEnvironment(expression: Node, flow: FileFlow): boolean {
  return readsEnvironment(expression, flow, new Set());
}

/** @param followed declarations that were looked at already */
function readsEnvironment(expression: Node, flow: FileFlow, followed: Set<Node>): boolean {
  let found = false;
  const visit = (node: Node): true | undefined => {
    if (isArrowFunction(node) || isFunctionExpression(node)) return undefined;
    if (isEnvironmentRead(node) || (isIdentifier(node) && namesEnvironment(node, flow, followed))) {
      found = true;
    } else node.forEachChild(visit);
    return found ? true : undefined;
  };
  visit(expression);
  return found;
}

function isEnvironmentRead(node: Node): boolean {
  if (isPropertyAccessExpression(node)) {
    const { expression, name } = node;
    if (name.text === "env") {
      return (
        (isIdentifier(expression) && expression.text === "process") ||
        expression.kind === SyntaxKind.MetaProperty
      );
    }
    return isSettings(expression) && !isCalled(node);
  }
  if (!isCallExpression(node)) return false;
  const callee = node.expression;
  return isPropertyAccessExpression(callee) && isSettings(callee.expression);
}

function isSettings(expression: Expression): boolean {
  if (isIdentifier(expression)) return settings.test(expression.text);
  return isPropertyAccessExpression(expression) && settings.test(expression.name.text);
}

function isCalled(node: Node): boolean {
  return isCallExpression(node.parent) && node.parent.expression === node;
}

function namesEnvironment(name: Identifier, flow: FileFlow, followed: Set<Node>): boolean {
  if (isPropertyName(name)) return false;
  const declaration = flow.declarationOf(name);
  if (!declaration || followed.has(declaration)) return false;
  followed.add(declaration);
  if (isImportSpecifier(declaration)) return settings.test(name.text);
  if (isCalled(name)) {
    // A helper of the file that looks a setting up.
    const body = functionBody(declaration);
    return body !== undefined && readsEnvironment(body, flow, followed);
  }
  return (
    isVariableDeclaration(declaration) &&
    declaration.initializer !== undefined &&
    readsEnvironment(declaration.initializer, flow, followed)
  );
}

function functionBody(declaration: Node): Node | undefined {
  if (isFunctionDeclaration(declaration)) return declaration.body;
  if (!isVariableDeclaration(declaration)) return undefined;
  return inlineFunction(declaration.initializer)?.body;
}

function isPropertyName(name: Node): boolean {
  return isPropertyAccessExpression(name.parent) && name.parent.name === name;
}

/** Whether code only runs, or a value is only taken, when the environment says so. */
export function isGuarded(node: Node, flow: FileFlow): boolean {
  let child = node;
  for (let around: Node | undefined = node.parent; around; around = around.parent) {
    const condition = conditionOf(around, child);
    if (condition && dependsOnEnvironment(condition, flow)) return true;
    if (isLeftBefore(around, child, flow)) return true;
    child = around;
  }
  return false;
}

/** `if (production) throw …` stands before a statement. */
function isLeftBefore(around: Node, child: Node, flow: FileFlow): boolean {
  if (!isBlock(around) && !isSourceFile(around)) return false;
  const before = around.statements.filter((statement) => statement.end <= child.pos);
  return before.some(
    (statement) =>
      isIfStatement(statement) &&
      leaves(statement.thenStatement) &&
      dependsOnEnvironment(statement.expression, flow),
  );
}

/** The condition under which a child of a node is reached. */
function conditionOf(around: Node, child: Node): Node | undefined {
  if (isIfStatement(around)) return child === around.expression ? undefined : around.expression;
  if (isSwitchStatement(around)) {
    return child === around.expression ? undefined : around.expression;
  }
  if (isConditionalExpression(around)) {
    return child === around.condition ? undefined : around.condition;
  }
  if (isBinaryExpression(around) && child === around.right) {
    return around.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken
      ? around.left
      : undefined;
  }
  return undefined;
}
