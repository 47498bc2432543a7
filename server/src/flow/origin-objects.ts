import {
  type CallExpression,
  type Expression,
  type FunctionLikeDeclaration,
  isCallExpression,
  isFunctionLikeDeclaration,
  isIdentifier,
  isObjectLiteralExpression,
  isParameterDeclaration,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isVariableDeclaration,
} from "../compiler/ast.ts";
import type { FileFlow } from "./file-flow.ts";
import { argumentsFor, methodOfThis, resultsOf } from "./origin-callers.ts";
import { isConstantLiteral } from "./origin-syntax.ts";
import { inlineFunction, unwrap, unwrapAwait } from "./syntax.ts";

/** Finds the values of properties where the objects are literals of the file. Asks no question. */
export class ObjectValues {
  readonly #flow: FileFlow;

  constructor(flow: FileFlow) {
    this.#flow = flow;
  }

  /** The function of the file that a call runs: by its name, or a method of the class around. */
  helper(call: CallExpression): FunctionLikeDeclaration | undefined {
    const callee = unwrap(call.expression);
    if (!isIdentifier(callee)) return methodOfThis(callee);
    const declaration = this.#flow.declarationOf(callee);
    if (!declaration) return undefined;
    if (isFunctionLikeDeclaration(declaration)) return declaration;
    return isVariableDeclaration(declaration) ? inlineFunction(declaration.initializer) : undefined;
  }

  /** The values of a property of what all callers pass, when they pass object literals only. */
  passedValues(object: Expression, name: string): readonly Expression[] | undefined {
    const parameter = isIdentifier(object) ? this.#flow.declarationOf(object) : undefined;
    const passed =
      parameter && isParameterDeclaration(parameter)
        ? argumentsFor(parameter, this.#flow)
        : undefined;
    return passed && this.#propertyOfEach(passed, name);
  }

  /** The values of a property of what a helper of the file returns, when it returns object literals only. */
  returnedValues(object: Expression, name: string): readonly Expression[] | undefined {
    const call = unwrapAwait(this.#flow.origin(object));
    const helper = isCallExpression(call) ? this.helper(call) : undefined;
    const results = helper && resultsOf(helper);
    return results && this.#propertyOfEach(results, name);
  }

  /** @returns `undefined` when one of the objects is no literal that has the property */
  #propertyOfEach(objects: readonly Expression[], name: string): readonly Expression[] | undefined {
    const values: Expression[] = [];
    for (const result of objects) {
      const inner = unwrapAwait(this.#flow.origin(result));
      if (isConstantLiteral(inner) || inner.getText() === "undefined") continue;
      const value = valueAt(inner, name);
      if (!value) return undefined;
      values.push(value);
    }
    return values.length > 0 ? values : undefined;
  }
}

/** The value of a property of an object literal. */
export function valueAt(object: Expression, name: string): Expression | undefined {
  if (!isObjectLiteralExpression(object)) return undefined;
  for (const property of object.properties) {
    if (isPropertyAssignment(property) && property.name.getText() === name)
      return property.initializer;
    if (isShorthandPropertyAssignment(property) && isIdentifier(property.name))
      if (property.name.text === name) return property.name;
  }
  return undefined;
}

/** The values of an object literal; `undefined` when it has members that are no plain properties. */
export function valuesOf(object: Expression): readonly Expression[] | undefined {
  if (!isObjectLiteralExpression(object)) return undefined;
  const values: Expression[] = [];
  for (const property of object.properties) {
    if (!isPropertyAssignment(property)) return undefined;
    values.push(property.initializer);
  }
  return values;
}
