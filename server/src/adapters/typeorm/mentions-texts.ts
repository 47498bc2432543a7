import type { Range } from "../../base/index.ts";
import {
  type Expression,
  isArrayLiteralExpression,
  isArrowFunction,
  isBinaryExpression,
  isCallExpression,
  isComputedPropertyName,
  isConditionalExpression,
  isFunctionExpression,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isObjectLiteralExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
  isStringLiteral,
  type Node,
} from "../../compiler/ast.ts";
import type { FileFlow } from "../../flow/file-flow.ts";
import { resultsOf } from "../../flow/origin-callers.ts";
import { type Piece, PieceReader } from "../../flow/sql-pieces.ts";
import { rangeOf, unwrap } from "../../flow/syntax.ts";
import type { NamePart, NameText } from "../../model/index.ts";

/** Deeper nesting of objects, lists and constants is not read. */
const maxDepth = 8;

/** The key of an object, with what it holds. */
export interface WrittenKey {
  readonly name: string;
  readonly part: NamePart;
  readonly key: NonNullable<NameText["key"]>;
  readonly value: Expression;
}

/** Takes apart the texts and objects that are handed to the ORM. Asks no question. */
export class WrittenNames {
  readonly #flow: FileFlow;
  readonly #pieces: PieceReader;

  constructor(flow: FileFlow) {
    this.#flow = flow;
    this.#pieces = new PieceReader(flow);
  }

  /** The pieces of a text; `undefined` when none of it is written out. */
  text(expression: Expression): readonly NamePart[] | undefined {
    const inner = unwrap(expression);
    // Constants are followed, but for a name nothing else is: a call may give any text.
    const written = isIdentifier(inner) ? unwrap(this.#flow.origin(inner)) : inner;
    if (isCallExpression(written) || isObjectLiteralExpression(written)) return undefined;
    const pieces = this.#pieces.read(inner, rangeOf(inner), true);
    const parts = pieces.flatMap((piece) => this.#part(piece));
    return parts.some((part) => part.kind === "text") ? parts : undefined;
  }

  /** Every text of a list, or the one text that stands in place of it. */
  texts(expression: Expression, depth = 0): readonly (readonly NamePart[])[] {
    if (depth > maxDepth) return [];
    const inner = unwrap(expression);
    const list = isIdentifier(inner) ? unwrap(this.#flow.origin(inner)) : inner;
    if (isArrayLiteralExpression(list)) {
      return list.elements.flatMap((element) =>
        this.texts(isSpreadElement(element) ? element.expression : element, depth + 1),
      );
    }
    if (isConditionalExpression(list)) {
      return [list.whenTrue, list.whenFalse].flatMap((side) => this.texts(side, depth + 1));
    }
    if (isArrowFunction(list) || isFunctionExpression(list)) {
      return (resultsOf(list) ?? []).flatMap((result) => this.texts(result, depth + 1));
    }
    const text = this.text(inner);
    return text ? [text] : [];
  }

  /** The keys of an object that is written out, those of spread objects and of both sides of a choice included. */
  keys(expression: Expression, depth = 0): readonly WrittenKey[] {
    if (depth > maxDepth) return [];
    const inner = unwrap(expression);
    const object = isIdentifier(inner) ? unwrap(this.#flow.origin(inner)) : inner;
    if (isConditionalExpression(object)) {
      return [object.whenTrue, object.whenFalse].flatMap((side) => this.keys(side, depth + 1));
    }
    if (isBinaryExpression(object)) return this.keys(object.right, depth + 1);
    if (isArrayLiteralExpression(object)) {
      return object.elements.flatMap((element) => this.keys(element, depth + 1));
    }
    if (!isObjectLiteralExpression(object)) return [];
    return object.properties.flatMap((property): readonly WrittenKey[] => {
      if (isSpreadAssignment(property)) return this.keys(property.expression, depth + 1);
      if (isShorthandPropertyAssignment(property)) {
        const { name } = property;
        if (!isIdentifier(name)) return [];
        const part = textPart(name.text, rangeOf(name));
        return [{ name: name.text, part, key: "shorthand", value: name }];
      }
      if (!isPropertyAssignment(property)) return [];
      const named = this.#keyPart(property.name);
      return named ? [{ ...named, key: "key", value: property.initializer }] : [];
    });
  }

  #keyPart(name: Node): Pick<WrittenKey, "name" | "part"> | undefined {
    if (isIdentifier(name)) return { name: name.text, part: textPart(name.text, rangeOf(name)) };
    if (isComputedPropertyName(name)) {
      const [part, ...others] = this.text(name.expression) ?? [];
      return part?.kind === "text" && others.length === 0 ? { name: part.text, part } : undefined;
    }
    if (!isStringLiteral(name) && !isNoSubstitutionTemplateLiteral(name)) return undefined;
    const { start, end } = rangeOf(name);
    const part = this.#closed({ text: name.text, range: { start: start + 1, end: end - 1 } });
    return { name: name.text, part };
  }

  #part(piece: Piece): readonly NamePart[] {
    if (piece.kind === "text") return [this.#closed(piece)];
    // Of texts that are chosen between none stands for the whole.
    return [{ kind: "hole", range: rangeOf(piece.node) }];
  }

  /** A literal that nothing closes has one character more than its quotes leave. */
  #closed({ text, range }: { readonly text: string; readonly range: Range }): NamePart {
    const { text: source } = this.#flow.source;
    const { start } = range;
    if (range.end < start) return textPart(text, { start, end: start });
    const quote = source[start - 1] ?? "";
    const last = source[range.end] ?? "";
    const closed = last === quote || (/[`}]/.test(quote) && /[`$]/.test(last));
    const open = !closed && source.slice(start, range.end + 1) === text;
    return textPart(text, open ? { start, end: range.end + 1 } : range);
  }
}

function textPart(text: string, range: Range): NamePart {
  return { kind: "text", text, range };
}
