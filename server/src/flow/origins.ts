import {
  type BinaryExpression,
  type BindingElement,
  type CallExpression,
  type ElementAccessExpression,
  type Expression,
  type Identifier,
  isArrayBindingPattern,
  isArrayLiteralExpression,
  isBinaryExpression,
  isBindingElement,
  isCallExpression,
  isConditionalExpression,
  isElementAccessExpression,
  isForInStatement,
  isForOfStatement,
  isIdentifier,
  isNewExpression,
  isObjectLiteralExpression,
  isParameterDeclaration,
  isPostfixUnaryExpression,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isSpreadElement,
  isTemplateExpression,
  isVariableDeclaration,
  type Node,
  type ParameterDeclaration,
  type PropertyAccessExpression,
  SyntaxKind,
  type VariableDeclaration,
} from "../compiler/ast.ts";
import type { Origin } from "../model/index.ts";
import type { FileFlow } from "./file-flow.ts";
import { argumentsFor, resultsOf } from "./origin-callers.ts";
import { NUMERIC_OBJECTS, OriginCalls } from "./origin-calls.ts";
import { Collections } from "./origin-collections.ts";
import { Guards } from "./origin-guards.ts";
import { ImportedValues } from "./origin-imports.ts";
import { CONSTANT, isHarmless, NUMERIC, origin, UNKNOWN, via, worst } from "./origin-kinds.ts";
import { ObjectValues, valueAt, valuesOf } from "./origin-objects.ts";
import { admitsNamesOnly, admitsNoQuotes } from "./origin-patterns.ts";
import { readsRequest, requestParameter } from "./origin-request.ts";
import { ARITHMETIC, COMPARISONS, isConstantLiteral } from "./origin-syntax.ts";
import { isLoopVariable, rootDeclaration, writeAt } from "./scope.ts";
import type { SqlKnowledge } from "./sql-expression.ts";
import { methodCall, rangeOf, unwrapAwait } from "./syntax.ts";

/** Where a reading stands: what parameters are bound to, and what is being read already. */
export interface OriginFrame {
  readonly bindings: ReadonlyMap<Node, Expression>;
  readonly active: ReadonlySet<Node>;
  /** A type that lists every value counts as proof. Where it does not, only what holds at run time does. */
  readonly trustTypes: boolean;
  /** The text stands between quotes, of a value or of a name: nothing but such a quote can leave the place. */
  readonly quoted?: "value" | "name";
}

export const NO_FRAME: OriginFrame = {
  bindings: new Map(),
  active: new Set(),
  trustTypes: true,
};

const MAX_DEPTH = 24;

/**
 * Follows values within one file to where they come from. Only what holds at run time counts: an
 * annotation `number` proves nothing, `Number(x)` does.
 */
export class Origins {
  readonly #flow: FileFlow;
  readonly #knowledge: SqlKnowledge;
  readonly #guards: Guards;
  readonly #quotedGuards: Guards;
  readonly #collections: Collections;
  readonly #calls: OriginCalls;
  readonly #objects: ObjectValues;
  readonly #imports: ImportedValues;

  constructor(flow: FileFlow, knowledge: SqlKnowledge) {
    this.#flow = flow;
    this.#knowledge = knowledge;
    this.#guards = new Guards(flow, knowledge, admitsNamesOnly);
    this.#quotedGuards = new Guards(flow, knowledge, admitsNoQuotes);
    this.#collections = new Collections(flow, knowledge);
    this.#objects = new ObjectValues(flow);
    this.#imports = new ImportedValues(flow);
    this.#calls = new OriginCalls(
      flow,
      (expression, frame) => this.of(expression, frame),
      (callback, frame) => this.#guardsOf(frame).letsThrough(callback),
    );
  }

  async of(expression: Expression, frame: OriginFrame = NO_FRAME): Promise<Origin> {
    const inner = unwrapAwait(expression);
    if (isConstantLiteral(inner)) return CONSTANT;
    if (frame.active.has(inner)) return CONSTANT;
    if (frame.active.size > MAX_DEPTH) return UNKNOWN;
    const deeper = { ...frame, active: new Set([...frame.active, inner]) };
    const [known, allowed] = await Promise.all([
      this.#knowledge.classify(inner),
      this.#guardsOf(frame).allows(inner),
    ]);
    if (known) return origin(known);
    if (allowed) return origin("allow-listed");
    const found = await this.#structural(inner, deeper);
    if (isHarmless(found) || found.kind === "request") return found;
    return (await this.#isFinite(expression, frame)) ? CONSTANT : found;
  }

  #guardsOf(frame: OriginFrame): Guards {
    return frame.quoted ? this.#quotedGuards : this.#guards;
  }

  /** The constant is known, or the type lists every value. */
  async #isFinite(expression: Expression, frame: OriginFrame): Promise<boolean> {
    const [constant, type] = await Promise.all([
      this.#flow.constantOf(expression),
      this.#flow.valueTypeOf(expression),
    ]);
    return constant.known || (frame.trustTypes && type.literals !== undefined);
  }

  async #structural(inner: Expression, frame: OriginFrame): Promise<Origin> {
    if (isIdentifier(inner)) return this.#ofIdentifier(inner, frame);
    if (isPropertyAccessExpression(inner)) return this.#ofProperty(inner, frame);
    if (isElementAccessExpression(inner)) return this.#ofElement(inner, frame);
    if (isBinaryExpression(inner)) return this.#ofBinary(inner, frame);
    if (isCallExpression(inner)) return this.#ofCall(inner, frame);
    if (isTemplateExpression(inner))
      return this.#worstOf(
        inner.templateSpans.map((span) => span.expression),
        frame,
      );
    if (isConditionalExpression(inner))
      return this.#worstOf([inner.whenTrue, inner.whenFalse], frame);
    if (isPrefixUnaryExpression(inner) || isPostfixUnaryExpression(inner)) return NUMERIC;
    if (isArrayLiteralExpression(inner))
      return this.#worstOf(
        inner.elements.map((element) => (isSpreadElement(element) ? element.expression : element)),
        frame,
      );
    if (isObjectLiteralExpression(inner))
      return (await this.#flow.constantOf(inner)).known ? CONSTANT : UNKNOWN;
    if (isNewExpression(inner)) {
      const name = isIdentifier(inner.expression) ? inner.expression.text : "";
      if (name === "Date") return NUMERIC;
      if (["Set", "Map", "Array"].includes(name))
        return this.#worstOf(inner.arguments ?? [], frame);
    }
    return UNKNOWN;
  }

  async #worstOf(expressions: readonly Expression[], frame: OriginFrame): Promise<Origin> {
    return worst(await Promise.all(expressions.map((each) => this.of(each, frame))));
  }

  async #ofBinary(inner: BinaryExpression, frame: OriginFrame): Promise<Origin> {
    const operator = inner.operatorToken.kind;
    if (ARITHMETIC.has(operator)) return NUMERIC;
    if (COMPARISONS.has(operator)) return CONSTANT;
    if (operator === SyntaxKind.AmpersandAmpersandToken || operator === SyntaxKind.CommaToken)
      return this.of(inner.right, frame);
    if (operator === SyntaxKind.EqualsToken) return this.of(inner.right, frame);
    return this.#worstOf([inner.left, inner.right], frame);
  }

  async #ofCall(call: CallExpression, frame: OriginFrame): Promise<Origin> {
    const known = await this.#calls.of(call, frame);
    if (known) return known;
    const parts = methodCall(call);
    if (parts?.name === "get" && (await this.#collections.isClosed(parts.receiver)))
      return origin("allow-listed");
    return this.#ofHelper(call, frame);
  }

  /** A function of the same file: what it returns, with its parameters bound to the arguments. */
  async #ofHelper(call: CallExpression, frame: OriginFrame): Promise<Origin> {
    const helper = this.#objects.helper(call);
    const results = helper && resultsOf(helper);
    if (!helper || !results || results.length === 0) {
      const callee = unwrapAwait(call.expression);
      const name = isPropertyAccessExpression(callee) ? callee.name : callee;
      const escapes = isIdentifier(name) && (await this.#imports.escapes(name));
      return escapes ? origin("escaped") : UNKNOWN;
    }
    const bindings = new Map(frame.bindings);
    helper.parameters.forEach((parameter, index) => {
      const value = call.arguments[index] ?? parameter.initializer;
      if (value && !parameter.dotDotDotToken) bindings.set(parameter, value);
    });
    return this.#worstOf(results, { ...frame, bindings });
  }

  async #ofIdentifier(name: Identifier, frame: OriginFrame): Promise<Origin> {
    if (name.text === "undefined") return CONSTANT;
    const declaration = this.#flow.declarationOf(name);
    if (!declaration) return UNKNOWN;
    if (isParameterDeclaration(declaration)) return this.#ofParameter(declaration, frame);
    if (isBindingElement(declaration)) return this.#ofBinding(declaration, frame);
    if (isVariableDeclaration(declaration)) return this.#ofVariable(declaration, frame);
    return UNKNOWN;
  }

  async #ofVariable(declaration: VariableDeclaration, frame: OriginFrame): Promise<Origin> {
    if (isLoopVariable(declaration)) return this.#ofLoopVariable(declaration, frame);
    const values: Expression[] = declaration.initializer ? [declaration.initializer] : [];
    for (const name of this.#flow.referencesTo(declaration)) {
      const write = writeAt(name);
      if (!write) continue;
      const parent = name.parent;
      const value = write.value ?? (isBinaryExpression(parent) ? parent.right : undefined);
      if (value) values.push(value);
      else if (!isPrefixUnaryExpression(parent) && !isPostfixUnaryExpression(parent))
        return UNKNOWN;
    }
    // Items that are pushed to an array are as much its content as those of its literal.
    values.push(...this.#pushed(declaration));
    if (values.length === 0) return UNKNOWN;
    const found = await this.#worstOf(values, frame);
    if (isHarmless(found)) return found;
    return via(found, rangeOf(declaration.name), `\`${declaration.name.getText()}\` holds it`);
  }

  #pushed(declaration: VariableDeclaration): readonly Expression[] {
    return this.#flow.referencesTo(declaration).flatMap((name) => {
      const access = name.parent;
      if (!isPropertyAccessExpression(access) || access.expression !== name) return [];
      const call = access.parent;
      if (!isCallExpression(call) || call.expression !== access) return [];
      return ["push", "unshift"].includes(access.name.text)
        ? call.arguments.map((item) => (isSpreadElement(item) ? item.expression : item))
        : [];
    });
  }

  async #ofLoopVariable(declaration: VariableDeclaration, frame: OriginFrame): Promise<Origin> {
    const loop = declaration.parent?.parent;
    if (isForInStatement(loop))
      return (await this.#collections.isClosed(loop.expression))
        ? CONSTANT
        : this.of(loop.expression, frame);
    return isForOfStatement(loop) ? this.#ofItems(loop.expression, frame) : UNKNOWN;
  }

  /** An item of a collection: as harmless as the collection. */
  async #ofItems(collection: Expression, frame: OriginFrame): Promise<Origin> {
    return this.of(collection, frame);
  }

  async #ofBinding(element: BindingElement, frame: OriginFrame): Promise<Origin> {
    const root = rootDeclaration(element);
    if (!root) return UNKNOWN;
    const fallback = element.initializer ? [await this.of(element.initializer, frame)] : [];
    const path = bindingPath(element);
    if (isParameterDeclaration(root)) {
      const first = path[0];
      if (first !== undefined && (await readsRequest(root, first, this.#flow)))
        return origin(
          "request",
          rangeOf(element),
          `\`${element.getText()}\` comes from the request`,
        );
      return worst([await this.#ofParameter(root, frame), ...fallback]);
    }
    if (isLoopVariable(root)) return worst([await this.#ofLoopVariable(root, frame), ...fallback]);
    if (!root.initializer) return UNKNOWN;
    const first = path[0];
    if (first !== undefined && (await readsRequest(root.initializer, first, this.#flow)))
      return origin("request", rangeOf(element), `\`${element.getText()}\` comes from the request`);
    if (root.initializer.getText() === "process.env")
      return origin("environment", rangeOf(element), "comes from the environment");
    const value =
      path.length === 1 && first !== undefined
        ? valueAt(unwrapAwait(this.#flow.origin(root.initializer)), first)
        : undefined;
    const returned =
      first === undefined ? undefined : this.#objects.returnedValues(root.initializer, first);
    const found = returned
      ? await this.#worstOf(returned, frame)
      : await this.of(value ?? root.initializer, frame);
    return worst([found, ...fallback]);
  }

  async #ofParameter(parameter: ParameterDeclaration, frame: OriginFrame): Promise<Origin> {
    const bound = frame.bindings.get(parameter);
    if (bound) {
      const outer = new Map(frame.bindings);
      outer.delete(parameter);
      return this.of(bound, { ...frame, bindings: outer });
    }
    const request = await requestParameter(parameter, this.#flow);
    if (request) return request;
    const callback = await this.#calls.ofCallbackParameter(parameter, frame);
    if (callback) return callback;
    const passed = argumentsFor(parameter, this.#flow);
    if (passed && passed.length > 0) {
      const found = await this.#worstOf(passed, frame);
      if (isHarmless(found)) return found;
      return via(found, rangeOf(parameter.name), `passed as \`${parameter.name.getText()}\``);
    }
    return origin(
      "parameter",
      rangeOf(parameter),
      `\`${parameter.name.getText()}\` is a parameter: callers choose it`,
    );
  }

  async #ofProperty(access: PropertyAccessExpression, frame: OriginFrame): Promise<Origin> {
    const text = access.getText();
    if (text.startsWith("process.env."))
      return origin("environment", rangeOf(access), "comes from the environment");
    const name = access.name.text;
    const { base } =
      name === "length" || name === "size"
        ? await this.#flow.valueTypeOf(access.expression)
        : { base: undefined };
    if (base === "string" || base === "array" || (name === "size" && base === "object"))
      return NUMERIC;
    if (await readsRequest(access.expression, name, this.#flow))
      return origin("request", rangeOf(access), `\`${text}\` comes from the request`);
    const value = valueAt(this.#flow.origin(access.expression), name);
    if (value) return this.of(value, frame);
    const member = this.#calls.memberValue(access);
    if (member) return this.of(member, frame);
    if (access.expression.kind === SyntaxKind.ThisKeyword) return UNKNOWN;
    const root = access.expression;
    if (isIdentifier(root) && !this.#flow.declarationOf(root) && NUMERIC_OBJECTS.has(root.text))
      return NUMERIC;
    if (await this.#imports.isLiteral(access)) return CONSTANT;
    const returned =
      this.#objects.returnedValues(access.expression, name) ??
      this.#objects.passedValues(access.expression, name);
    if (returned) return this.#worstOf(returned, frame);
    const receiver = await this.of(access.expression, frame);
    // A property of a constant object that could not be folded may be anything.
    return receiver.kind === "constant" ? UNKNOWN : receiver;
  }

  async #ofElement(access: ElementAccessExpression, frame: OriginFrame): Promise<Origin> {
    if (access.expression.getText() === "process.env")
      return origin("environment", rangeOf(access), "comes from the environment");
    const values = valuesOf(this.#flow.origin(access.expression));
    if (values) {
      const found = await this.#worstOf(values, frame);
      return isHarmless(found) ? origin("allow-listed") : found;
    }
    if (await this.#collections.isClosed(access.expression)) return origin("allow-listed");
    return this.of(access.expression, frame);
  }
}

/** The property names from the destructured value to a bound name; array steps are left out. */
function bindingPath(element: BindingElement): readonly string[] {
  const path: string[] = [];
  for (let current: Node = element; isBindingElement(current); current = current.parent.parent) {
    if (isArrayBindingPattern(current.parent)) continue;
    path.unshift((current.propertyName ?? current.name)?.getText() ?? "");
  }
  return path;
}
