import {
  type CallExpression,
  type ClassLikeDeclaration,
  type Expression,
  isBinaryExpression,
  isCallExpression,
  isClassLikeDeclaration,
  isFunctionLikeDeclaration,
  isIdentifier,
  isNewExpression,
  isNoSubstitutionTemplateLiteral,
  isPropertyAccessExpression,
  isPropertyDeclaration,
  isRegularExpressionLiteral,
  isStringLiteral,
  type Node,
  type ParameterDeclaration,
  type PropertyAccessExpression,
  SyntaxKind,
} from "../compiler/ast.ts";
import type { Origin } from "../model/index.ts";
import type { FileFlow } from "./file-flow.ts";
import { resultsOf } from "./origin-callers.ts";
import { CONSTANT, NUMERIC, origin, worst } from "./origin-kinds.ts";
import { doublesQuote, stripsToNames } from "./origin-patterns.ts";
import type { OriginFrame } from "./origins.ts";
import { isAssignmentTarget } from "./scope.ts";
import { inlineFunction, methodCall, unwrap, walk } from "./syntax.ts";

/** Global functions whose result is a number or a flag, whatever they are given. */
const NUMERIC_FUNCTIONS = new Set([
  "Number",
  "parseInt",
  "parseFloat",
  "BigInt",
  "Boolean",
  "isNaN",
]);
export const NUMERIC_OBJECTS = new Set(["Math", "Number", "performance"]);

/** Methods of JavaScript's own types that give a number, where the receiver is no object of the program. */
const DATE_METHODS = new Set(
  "toISOString toJSON getTime getFullYear getMonth getDate valueOf".split(" "),
);
const NUMBER_GIVING = new Set(
  "indexOf lastIndexOf charCodeAt codePointAt localeCompare toFixed findIndex search".split(" "),
);
const FLAG_GIVING = new Set("includes startsWith endsWith every some".split(" "));

/** Methods whose result is made of their receiver's text, and of that of their arguments. */
const TEXT_METHODS = new Set(
  (
    "trim trimStart trimEnd toLowerCase toUpperCase toString slice substring substr charAt at padStart padEnd " +
    "normalize repeat replace replaceAll concat split join reverse sort flat toSorted toReversed filter pop shift " +
    "find keys values entries fill at with toLocaleLowerCase toLocaleUpperCase valueOf"
  ).split(" "),
);

/** Methods that call back for each item, with the position of the item among the callback's parameters. */
const CALLBACK_METHODS: Readonly<Record<string, number>> = {
  map: 0,
  flatMap: 0,
  forEach: 0,
  filter: 0,
  find: 0,
  some: 0,
  every: 0,
  reduce: 1,
};

/** Functions of the language that hand their argument's text on. */
const TEXT_FUNCTIONS = new Set(["String", "encodeURIComponent", "decodeURIComponent", "escape"]);
const TEXT_STATICS: Readonly<Record<string, ReadonlySet<string>>> = {
  Object: new Set(["keys", "values", "entries", "assign", "freeze"]),
  Array: new Set(["from", "of"]),
  JSON: new Set(["stringify", "parse"]),
  Promise: new Set(["resolve", "all"]),
};

/** What the calls of the language's own functions do to the origin of text. */
export class OriginCalls {
  readonly #flow: FileFlow;
  readonly #of: (expression: Expression, frame: OriginFrame) => Promise<Origin>;
  readonly #letsThrough: (callback: Expression | undefined, frame: OriginFrame) => Promise<boolean>;

  /** @param letsThrough whether a callback lets only harmless items through */
  constructor(
    flow: FileFlow,
    of: (expression: Expression, frame: OriginFrame) => Promise<Origin>,
    letsThrough: (callback: Expression | undefined, frame: OriginFrame) => Promise<boolean>,
  ) {
    this.#flow = flow;
    this.#of = of;
    this.#letsThrough = letsThrough;
  }

  /** @returns `undefined` for a call of anything that is not the language's own */
  async of(call: CallExpression, frame: OriginFrame): Promise<Origin | undefined> {
    const callee = unwrap(call.expression);
    if (isIdentifier(callee)) {
      if (this.#flow.declarationOf(callee)) return undefined;
      if (NUMERIC_FUNCTIONS.has(callee.text)) return NUMERIC;
      // `Array(3)` holds nothing until it is filled.
      return TEXT_FUNCTIONS.has(callee.text) || callee.text === "Array"
        ? this.#worst(call.arguments, frame)
        : undefined;
    }
    const parts = methodCall(call);
    if (!parts) return undefined;
    const receiver = unwrap(parts.receiver);
    if (isIdentifier(receiver) && this.#flow.declarationOf(receiver) === undefined) {
      if (NUMERIC_OBJECTS.has(receiver.text)) return NUMERIC;
      if (receiver.text === "Date" && parts.name === "now") return NUMERIC;
      if (TEXT_STATICS[receiver.text]?.has(parts.name)) return this.#worst(call.arguments, frame);
    }
    return this.#ofMethod(call, receiver, parts.name, frame);
  }

  async #ofMethod(
    call: CallExpression,
    receiver: Expression,
    name: string,
    frame: OriginFrame,
  ): Promise<Origin | undefined> {
    if (DATE_METHODS.has(name) && isNewDate(this.#flow.origin(receiver))) return NUMERIC;
    if ((name === "replace" || name === "replaceAll") && this.#strips(call, name, frame))
      return origin("escaped");
    if (name === "map" || name === "flatMap") return this.#ofMapped(call, receiver, frame);
    if (name === "filter" && call.arguments[0] && !inlineFunction(call.arguments[0]))
      return this.#of(receiver, frame);
    if (name === "filter") return this.#ofFiltered(call, receiver, frame);
    if (!TEXT_METHODS.has(name) && !NUMBER_GIVING.has(name) && !FLAG_GIVING.has(name))
      return undefined;
    const { base } = await this.#flow.valueTypeOf(methodCall(call)?.receiver ?? receiver);
    if (base === "object" || base === "any" || base === "unknown" || base === "mixed") {
      const found = await this.#of(receiver, frame);
      return found.kind === "request" ? found : undefined;
    }
    if (NUMBER_GIVING.has(name)) return NUMERIC;
    if (FLAG_GIVING.has(name)) return CONSTANT;
    const texts = call.arguments.filter(
      (argument) => !inlineFunction(argument) && !isRegularExpressionLiteral(argument),
    );
    return this.#worst([receiver, ...texts], frame);
  }

  /** `.replace(/[^a-z_]/g, "")`: what is left cannot leave an identifier's place. Between quotes, `.replaceAll("'", "''")` is enough. */
  #strips(call: CallExpression, name: string, frame: OriginFrame): boolean {
    const [pattern, replacement] = call.arguments;
    if (!pattern || !replacement) return false;
    const literal = this.#flow.origin(pattern);
    const text = this.#flow.origin(replacement);
    if (!isStringLiteral(text) && !isNoSubstitutionTemplateLiteral(text)) return false;
    const plain = isStringLiteral(literal) && name === "replaceAll";
    if (!plain && !isRegularExpressionLiteral(literal)) return false;
    const written = plain ? `/${literal.text}/g` : literal.getText();
    if (frame.quoted && doublesQuote(written, text.text, frame.quoted)) return true;
    if (plain) return false;
    return stripsToNames(literal.getText(), text.text);
  }

  /** What a callback returns, its parameter being an item of the receiver. */
  async #ofMapped(
    call: CallExpression,
    receiver: Expression,
    frame: OriginFrame,
  ): Promise<Origin | undefined> {
    const first = call.arguments[0];
    const callback = inlineFunction(first);
    const results = callback && resultsOf(callback);
    if (results) return this.#worst(results, frame);
    if (first && isIdentifier(first) && this.#flow.declarationOf(first) === undefined)
      return NUMERIC_FUNCTIONS.has(first.text) ? NUMERIC : this.#of(receiver, frame);
    return undefined;
  }

  /** `.filter((x) => ALLOWED.includes(x))`: the check stands on the parameter that the callback returns. */
  async #ofFiltered(
    call: CallExpression,
    receiver: Expression,
    frame: OriginFrame,
  ): Promise<Origin> {
    if (await this.#letsThrough(call.arguments[0], frame)) return origin("allow-listed");
    return this.#of(receiver, frame);
  }

  /**
   * The origin of a callback's parameter: an item of the collection, or its position.
   * @returns `undefined` when the function is no such callback
   */
  async ofCallbackParameter(
    parameter: ParameterDeclaration,
    frame: OriginFrame,
  ): Promise<Origin | undefined> {
    const callback = parameter.parent;
    const call = callback?.parent;
    if (!isFunctionLikeDeclaration(callback) || !isCallExpression(call)) return undefined;
    const parts = methodCall(call);
    const item = parts && CALLBACK_METHODS[parts.name];
    if (!parts || item === undefined || call.arguments[0] !== (callback as Node)) return undefined;
    const position = (callback.parameters as readonly Node[]).indexOf(parameter);
    const { base } = await this.#flow.valueTypeOf(parts.receiver);
    if (position === item) return base === "any" ? undefined : this.#of(parts.receiver, frame);
    if (position === item + 1) return base === "array" ? NUMERIC : undefined;
    return undefined;
  }

  /** The value of a member (`this.name`, `Class.name`) that is set once: by its declaration, or by the constructor. */
  memberValue(access: PropertyAccessExpression): Expression | undefined {
    const name = access.name.text;
    const around = this.#classOf(access);
    if (!around) return undefined;
    const members = around.members.filter((each) => isPropertyDeclaration(each));
    const property = members.find((each) => each.name.getText() === name);
    if (!property) return undefined;
    const settled = property.modifiers?.some((each) =>
      [SyntaxKind.PrivateKeyword, SyntaxKind.ReadonlyKeyword].includes(each.kind),
    );
    if (!settled) return undefined;
    const values: Expression[] = property.initializer ? [property.initializer] : [];
    walk(around, (node) => {
      if (!isPropertyAccessExpression(node) || node.name.text !== name || !isAssignmentTarget(node))
        return undefined;
      const parent = node.parent;
      if (isBinaryExpression(parent)) values.push(parent.right);
      return undefined;
    });
    return values.length === 1 ? values[0] : undefined;
  }

  /** The class of the file whose member an access reads. */
  #classOf(access: PropertyAccessExpression): ClassLikeDeclaration | undefined {
    const receiver = access.expression;
    if (isIdentifier(receiver)) {
      const declaration = this.#flow.declarationOf(receiver);
      return declaration && isClassLikeDeclaration(declaration) ? declaration : undefined;
    }
    if (receiver.kind !== SyntaxKind.ThisKeyword) return undefined;
    let around: Node | undefined = access;
    while (around && !isClassLikeDeclaration(around)) around = around.parent;
    return around;
  }

  async #worst(expressions: readonly Expression[], frame: OriginFrame): Promise<Origin> {
    return worst(await Promise.all(expressions.map((each) => this.#of(each, frame))));
  }
}

function isNewDate(node: Expression): boolean {
  return isNewExpression(node) && isIdentifier(node.expression) && node.expression.text === "Date";
}
