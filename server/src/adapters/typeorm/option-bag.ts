import { type Fact, known, type UnknownReason, unknown } from "../../base/index.ts";
import {
  type Expression,
  isBinaryExpression,
  isConditionalExpression,
  isIdentifier,
  isMethodDeclaration,
  isObjectLiteralExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isStringLiteral,
  type Node,
  type ObjectLiteralElementLike,
  type ObjectLiteralExpression,
  SyntaxKind,
} from "../../compiler/ast.ts";
import type { Constant, FileFlow } from "../../flow/file-flow.ts";
import { isConstantRecord, readConstant, unwrapped } from "./constants.ts";

/** One property of an options object. */
export interface Option {
  readonly name: string;
  /** The value's expression; `undefined` when the options were folded to data elsewhere. */
  readonly expression?: Expression;
  /** The property in its object literal. */
  readonly node?: Node;
  readonly constant: () => Promise<Fact<Constant>>;
}

/**
 * An object of options, with spreads and constants followed. What could not be followed makes the
 * options that it may hold Unknown, and no others.
 */
export class OptionBag {
  readonly #options = new Map<string, Option>();
  #open: UnknownReason | undefined;
  /** The literal, when the options are written in place: where edits go. */
  readonly literal: ObjectLiteralExpression | undefined;

  private constructor(literal: ObjectLiteralExpression | undefined) {
    this.literal = literal;
  }

  /** @param expression `undefined`: no options are given */
  static async read(expression: Expression | undefined, flow: FileFlow): Promise<OptionBag> {
    const inPlace = expression && unwrapped(expression);
    const bag = new OptionBag(inPlace && isObjectLiteralExpression(inPlace) ? inPlace : undefined);
    if (expression) await bag.#add(expression, flow, "dynamic-options");
    return bag;
  }

  /** Why options may be set that were not read. */
  get open(): UnknownReason | undefined {
    return this.#open;
  }

  get names(): readonly string[] {
    return [...this.#options.keys()];
  }

  option(name: string): Option | undefined {
    return this.#options.get(name);
  }

  expression(name: string): Expression | undefined {
    return this.#options.get(name)?.expression;
  }

  /** Whether the option is written, or may be. */
  mayHave(name: string): boolean {
    return this.#options.has(name) || this.#open !== undefined;
  }

  /** The option's value; Known(undefined) when it is not set. */
  async constant(name: string): Promise<Fact<Constant>> {
    const option = this.#options.get(name);
    if (option) return option.constant();
    return this.#open ? unknown(this.#open) : known(undefined);
  }

  async #add(expression: Expression, flow: FileFlow, reason: UnknownReason): Promise<void> {
    const behind = unwrapped(flow.origin(expression));
    if (isObjectLiteralExpression(behind)) return this.#addLiteral(behind, flow);
    if (isConditionalExpression(behind)) {
      return this.#addAlternatives([behind.whenTrue, behind.whenFalse], flow, reason);
    }
    if (
      isBinaryExpression(behind) &&
      (behind.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken ||
        behind.operatorToken.kind === SyntaxKind.BarBarToken ||
        behind.operatorToken.kind === SyntaxKind.QuestionQuestionToken)
    ) {
      const sides =
        behind.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken
          ? [behind.right]
          : [behind.left, behind.right];
      return this.#addAlternatives(sides, flow, reason);
    }
    const folded = await flow.constantOf(expression);
    if (folded.known && isConstantRecord(folded.value)) {
      for (const [name, value] of Object.entries(folded.value)) {
        this.#options.set(name, { name, constant: async () => known(value) });
      }
      return;
    }
    if (folded.known && (folded.value === undefined || folded.value === null)) return;
    this.#forget(reason);
  }

  async #addLiteral(literal: ObjectLiteralExpression, flow: FileFlow): Promise<void> {
    for (const property of literal.properties) {
      if (isSpreadAssignment(property)) {
        await this.#add(property.expression, flow, "spread");
        continue;
      }
      const name = elementName(property);
      if (name === undefined) {
        this.#forget("dynamic-options");
      } else if (isPropertyAssignment(property)) {
        const value = property.initializer;
        this.#set(name, property, value, flow);
      } else if (isShorthandPropertyAssignment(property) && isIdentifier(property.name)) {
        this.#set(name, property, property.name, flow);
      } else if (isMethodDeclaration(property)) {
        this.#options.set(name, {
          name,
          node: property,
          constant: async () => unknown("dynamic-expression"),
        });
      } else {
        this.#forget("unsupported-syntax");
      }
    }
  }

  #set(name: string, node: Node, expression: Expression, flow: FileFlow): void {
    this.#options.set(name, {
      name,
      node,
      expression,
      constant: () => readConstant(expression, flow),
    });
  }

  /** One of several objects is taken: whatever any of them sets is Unknown. */
  async #addAlternatives(
    sides: readonly Expression[],
    flow: FileFlow,
    reason: UnknownReason,
  ): Promise<void> {
    for (const side of sides) {
      const other = new OptionBag(undefined);
      await other.#add(side, flow, reason);
      if (other.#open) this.#forget(other.#open);
      for (const option of other.#options.values()) {
        this.#options.set(option.name, {
          ...option,
          constant: async () => unknown("dynamic-options"),
        });
      }
    }
  }

  #forget(reason: UnknownReason): void {
    this.#options.clear();
    this.#open = reason;
  }
}

/** The name of a property of an object literal; `undefined` for a spread or a computed name. */
export function elementName(element: ObjectLiteralElementLike): string | undefined {
  return isSpreadAssignment(element) || !element.name ? undefined : writtenName(element.name);
}

/** A name, when it is not computed. */
export function writtenName(name: Node): string | undefined {
  return isIdentifier(name) || isStringLiteral(name) ? name.text : undefined;
}
