import {
  type Expression,
  type FunctionLikeDeclaration,
  isArrowFunction,
  isBlock,
  isCallExpression,
  isClassLikeDeclaration,
  isFunctionDeclaration,
  isFunctionExpression,
  isFunctionLikeDeclaration,
  isIdentifier,
  isMethodDeclaration,
  isPrivateIdentifier,
  isPropertyAccessExpression,
  isReturnStatement,
  isSpreadElement,
  isVariableDeclaration,
  type MethodDeclaration,
  type Node,
  type ParameterDeclaration,
  SyntaxKind,
} from "../compiler/ast.ts";
import type { FileFlow } from "./file-flow.ts";
import { walk } from "./syntax.ts";

/**
 * What the callers pass for a parameter, when all of them are in the file: a function that is not
 * exported and only called, or a private method.
 * @returns `undefined` when there can be callers elsewhere
 */
export function argumentsFor(
  parameter: ParameterDeclaration,
  flow: FileFlow,
): readonly Expression[] | undefined {
  const owner = parameter.parent;
  if (!isFunctionLikeDeclaration(owner) || parameter.dotDotDotToken) return undefined;
  const callees = calleesOf(owner, flow);
  if (!callees || callees.length === 0) return undefined;
  const position = (owner.parameters as readonly Node[]).indexOf(parameter);
  const passed: Expression[] = [];
  for (const callee of callees) {
    const call = callee.parent;
    if (!isCallExpression(call) || call.expression !== callee) return undefined;
    const before = call.arguments.slice(0, position + 1);
    if (before.some((argument) => isSpreadElement(argument))) return undefined;
    const argument = call.arguments[position] ?? parameter.initializer;
    if (argument) passed.push(argument);
  }
  return passed;
}

/** The expressions that name a function, where they can all be seen. */
function calleesOf(owner: FunctionLikeDeclaration, flow: FileFlow): readonly Node[] | undefined {
  if (isFunctionDeclaration(owner)) {
    const exported = owner.modifiers?.some((each) => each.kind === SyntaxKind.ExportKeyword);
    return exported ? undefined : references(owner, flow);
  }
  if (isArrowFunction(owner) || isFunctionExpression(owner)) {
    const variable = owner.parent;
    if (!isVariableDeclaration(variable) || variable.initializer !== owner) return undefined;
    const statement = variable.parent.parent as Node & {
      readonly modifiers?: readonly { readonly kind: SyntaxKind }[];
    };
    const exported = statement.modifiers?.some((each) => each.kind === SyntaxKind.ExportKeyword);
    return exported ? undefined : references(variable, flow);
  }
  if (!isMethodDeclaration(owner) || !isPrivate(owner)) return undefined;
  const around = owner.parent;
  if (!isClassLikeDeclaration(around)) return undefined;
  const name = owner.name.getText();
  const found: Node[] = [];
  walk(around, (node) => {
    if (isPropertyAccessExpression(node) && node.name.text === name) found.push(node);
    return undefined;
  });
  return found;
}

/** `undefined` when the name is exported by a list, which reads like any other use. */
function references(declaration: Node, flow: FileFlow): readonly Node[] {
  return flow.referencesTo(declaration);
}

function isPrivate(method: MethodDeclaration): boolean {
  if (isPrivateIdentifier(method.name)) return true;
  return method.modifiers?.some((each) => each.kind === SyntaxKind.PrivateKeyword) ?? false;
}

/** The method that `this.name` denotes, when the class around it declares it. */
export function methodOfThis(callee: Expression): FunctionLikeDeclaration | undefined {
  if (!isPropertyAccessExpression(callee)) return undefined;
  const receiver = callee.expression;
  for (let node: Node | undefined = callee; node; node = node.parent) {
    if (!isClassLikeDeclaration(node)) continue;
    const named = isIdentifier(receiver) && node.name?.text === receiver.text;
    if (receiver.kind !== SyntaxKind.ThisKeyword && !named) return undefined;
    for (const member of node.members)
      if (isMethodDeclaration(member) && member.name.getText() === callee.name.text) return member;
    return undefined;
  }
  return undefined;
}

/**
 * Everything that a function can return.
 * @returns `undefined` when it has no body
 */
export function resultsOf(helper: FunctionLikeDeclaration): readonly Expression[] | undefined {
  const body = helper.body;
  if (!body) return undefined;
  if (!isBlock(body)) return [body as Expression];
  const results: Expression[] = [];
  walk(body, (node) => {
    if (isFunctionLikeDeclaration(node)) return false;
    if (isReturnStatement(node) && node.expression) results.push(node.expression);
    return undefined;
  });
  return results;
}
