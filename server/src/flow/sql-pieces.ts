import type { Range } from "../base/index.ts";
import {
  type BinaryExpression,
  type CallExpression,
  type Expression,
  type Identifier,
  isArrayLiteralExpression,
  isBinaryExpression,
  isCallExpression,
  isConditionalExpression,
  isIdentifier,
  isNoSubstitutionTemplateLiteral,
  isPropertyAccessExpression,
  isSpreadElement,
  isStringLiteral,
  isTemplateExpression,
  isVariableDeclaration,
  type Node,
  SyntaxKind,
  type VariableDeclaration,
} from "../compiler/ast.ts";
import type { FileFlow } from "./file-flow.ts";
import { soleResult } from "./origin-checks.ts";
import { ObjectValues } from "./origin-objects.ts";
import { NO_FRAME, type OriginFrame } from "./origins.ts";
import { writeAt } from "./scope.ts";
import { encloses, functionAround, methodCall, rangeOf, unwrapAwait } from "./syntax.ts";

/** A stretch of SQL text as the source builds it. */
export type Piece =
  | { readonly kind: "text"; readonly text: string; readonly range: Range }
  | {
      readonly kind: "hole";
      readonly node: Expression;
      /** Where a finding stands. */
      readonly at: Range;
      readonly frame: OriginFrame;
      /** The texts that the hole chooses between, when it is a choice. */
      readonly choices?: readonly (readonly Piece[])[];
    };

const MAX_DEPTH = 12;

/** Takes apart the expressions that build text; what it does not understand is a hole. Asks no question. */
export class PieceReader {
  readonly #flow: FileFlow;
  readonly #objects: ObjectValues;

  constructor(flow: FileFlow) {
    this.#flow = flow;
    this.#objects = new ObjectValues(flow);
  }

  /**
   * @param at where a finding about the expression stands, when it turns out to be a hole
   * @param textual the expression is known to be text, so that `+` joins
   */
  read(
    expression: Expression,
    at: Range,
    textual: boolean,
    frame: OriginFrame = NO_FRAME,
  ): readonly Piece[] {
    const inner = unwrapAwait(expression);
    const hole: Piece = { kind: "hole", node: expression, at, frame };
    if (frame.active.has(inner) || frame.active.size > MAX_DEPTH) return [hole];
    const deeper = { ...frame, active: new Set([...frame.active, inner]) };
    return this.#build(inner, at, textual, deeper) ?? [hole];
  }

  /** @returns `undefined` when the expression builds no text */
  #build(
    inner: Expression,
    at: Range,
    textual: boolean,
    frame: OriginFrame,
  ): readonly Piece[] | undefined {
    if (isStringLiteral(inner) || isNoSubstitutionTemplateLiteral(inner))
      return [{ kind: "text", text: inner.text, range: insideOf(inner, 1, 1) }];
    if (isTemplateExpression(inner)) {
      const pieces: Piece[] = [
        { kind: "text", text: inner.head.text, range: insideOf(inner.head, 1, 2) },
      ];
      for (const { expression, literal } of inner.templateSpans) {
        pieces.push(...this.read(expression, rangeOf(expression), false, frame));
        const tail = literal.kind === SyntaxKind.TemplateTail ? 1 : 2;
        pieces.push({ kind: "text", text: literal.text, range: insideOf(literal, 1, tail) });
      }
      return pieces;
    }
    if (isBinaryExpression(inner)) return this.#ofBinary(inner, textual, frame);
    if (isConditionalExpression(inner))
      return this.#choice(inner, at, [inner.whenTrue, inner.whenFalse], frame);
    if (isCallExpression(inner)) return this.#ofCall(inner, at, frame);
    if (isIdentifier(inner)) return this.#ofName(inner, at, frame);
    return undefined;
  }

  #ofBinary(
    inner: BinaryExpression,
    textual: boolean,
    frame: OriginFrame,
  ): readonly Piece[] | undefined {
    const operator = inner.operatorToken;
    switch (operator.kind) {
      case SyntaxKind.PlusToken: {
        if (!textual && !this.#joinsText(inner)) return undefined;
        const at = rangeOf(operator);
        return [
          ...this.read(inner.left, at, isPlus(inner.left), frame),
          ...this.read(inner.right, at, false, frame),
        ];
      }
      case SyntaxKind.AmpersandAmpersandToken:
        return this.#buildsText(inner.right)
          ? this.#choice(inner, rangeOf(inner.right), [inner.right], frame)
          : undefined;
      case SyntaxKind.BarBarToken:
      case SyntaxKind.QuestionQuestionToken:
        return this.#buildsText(inner.left) && this.#buildsText(inner.right)
          ? this.#choice(inner, rangeOf(inner), [inner.left, inner.right], frame)
          : undefined;
      default:
        return undefined;
    }
  }

  /** Some operand of a `+` chain is text for certain. */
  #joinsText(inner: BinaryExpression): boolean {
    return [inner.left, inner.right].some((operand) => {
      const side = unwrapAwait(operand);
      return isPlus(side) ? this.#joinsText(side as BinaryExpression) : this.#buildsText(side);
    });
  }

  #buildsText(expression: Expression): boolean {
    const inner = unwrapAwait(this.#flow.origin(expression));
    if (isStringLiteral(inner) || isNoSubstitutionTemplateLiteral(inner)) return true;
    if (isTemplateExpression(inner)) return true;
    if (isPlus(inner)) return this.#joinsText(inner as BinaryExpression);
    if (isConditionalExpression(inner))
      return this.#buildsText(inner.whenTrue) && this.#buildsText(inner.whenFalse);
    return false;
  }

  /** A single hole that stands for one of several texts; none of them a choice when no text is built. */
  #choice(
    node: Expression,
    at: Range,
    branches: readonly Expression[],
    frame: OriginFrame,
  ): readonly Piece[] | undefined {
    if (!branches.some((branch) => this.#buildsText(branch))) return undefined;
    const choices = branches.map((branch) => this.read(branch, rangeOf(branch), false, frame));
    return [{ kind: "hole", node, at, frame, choices }];
  }

  #ofCall(call: CallExpression, at: Range, frame: OriginFrame): readonly Piece[] | undefined {
    const parts = methodCall(call);
    if (!parts) return this.#ofHelper(call, frame);
    switch (parts.name) {
      case "trim":
      case "trimStart":
      case "trimEnd":
      case "toString":
        return this.#buildsText(parts.receiver)
          ? this.read(parts.receiver, at, true, frame)
          : undefined;
      case "concat":
        if (!this.#buildsText(parts.receiver)) return undefined;
        return [parts.receiver, ...call.arguments].flatMap((each) =>
          this.read(each, rangeOf(each), false, frame),
        );
      case "join":
        return this.#ofJoin(call, parts.receiver, frame);
      default:
        return this.#ofHelper(call, frame);
    }
  }

  /** `[a, b].join(" ")`, and an array variable that is filled by `push`. */
  #ofJoin(
    call: CallExpression,
    receiver: Expression,
    frame: OriginFrame,
  ): readonly Piece[] | undefined {
    const separator = call.arguments[0];
    const glue = separator ? unwrapAwait(this.#flow.origin(separator)) : undefined;
    if (glue && !isStringLiteral(glue) && !isNoSubstitutionTemplateLiteral(glue)) return undefined;
    const literal = unwrapAwait(this.#flow.origin(receiver));
    if (!isArrayLiteralExpression(literal)) return undefined;
    const items: Expression[] = [...literal.elements, ...this.#pushed(receiver, call)];
    if (!items.some((item) => this.#buildsText(item))) return undefined;
    if (items.some((item) => isSpreadElement(item))) return undefined;
    const text = glue?.text ?? ",";
    const range = separator ? rangeOf(separator) : rangeOf(call);
    return items.flatMap((item, index) => [
      ...(index === 0 ? [] : [{ kind: "text" as const, text, range }]),
      ...this.read(item, rangeOf(item), false, frame),
    ]);
  }

  /** What is pushed to an array before a use, in order of the text. */
  #pushed(array: Expression, use: Node): readonly Expression[] {
    const name = unwrapAwait(array);
    const declaration = isIdentifier(name) ? this.#flow.declarationOf(name) : undefined;
    if (!declaration) return [];
    return this.#flow.referencesTo(declaration).flatMap((reference) => {
      const access = reference.parent;
      if (!isPropertyAccessExpression(access) || access.name.text !== "push") return [];
      const call = access.parent;
      return isCallExpression(call) && call.expression === access && call.pos < use.pos
        ? [...call.arguments]
        : [];
    });
  }

  /** A function of the file, or a method of the class, that returns one text: its parameters stand for the arguments. */
  #ofHelper(call: CallExpression, frame: OriginFrame): readonly Piece[] | undefined {
    const helper = this.#objects.helper(call);
    const result = helper && soleResult(helper);
    if (!helper || !result || !this.#buildsText(result)) return undefined;
    const bindings = new Map(frame.bindings);
    helper.parameters.forEach((parameter, index) => {
      const value = call.arguments[index] ?? parameter.initializer;
      if (value && !parameter.dotDotDotToken) bindings.set(parameter, value);
    });
    return this.read(result, rangeOf(result), true, { ...frame, bindings });
  }

  #ofName(name: Identifier, at: Range, frame: OriginFrame): readonly Piece[] | undefined {
    const declaration = this.#flow.declarationOf(name);
    if (!declaration) return undefined;
    const bound = frame.bindings.get(declaration);
    if (bound) {
      const outer = new Map(frame.bindings);
      outer.delete(declaration);
      return this.#buildsText(bound)
        ? this.read(bound, at, false, { ...frame, bindings: outer })
        : undefined;
    }
    if (!isVariableDeclaration(declaration)) return undefined;
    const value = this.#flow.origin(name);
    if (value !== name) {
      if (!this.#isTextSource(value)) return undefined;
      const pieces = this.read(value, at, false, frame);
      // What is checked is the variable: it stays the hole when there is nothing to take apart.
      return pieces.some((piece) => piece.kind === "hole" && piece.node === value)
        ? undefined
        : pieces;
    }
    return this.#ofBuilt(declaration, name, at, frame);
  }

  /** A value that is worth looking into: it builds text, or a call may. */
  #isTextSource(value: Expression): boolean {
    return this.#buildsText(value) || isCallExpression(unwrapAwait(value));
  }

  /** `let sql = "…"; sql += …; if (c) sql += …;`: everything that is appended before the use. */
  #ofBuilt(
    declaration: VariableDeclaration,
    use: Identifier,
    at: Range,
    frame: OriginFrame,
  ): readonly Piece[] | undefined {
    const first = declaration.initializer;
    let pieces: Piece[] = [];
    const alternatives: Piece[][] = [];
    let text = false;
    if (first) {
      text = this.#buildsText(first);
      pieces.push(...this.read(first, rangeOf(first), false, frame));
    }
    for (const reference of this.#flow.referencesTo(declaration)) {
      if (reference.pos >= use.pos) break;
      if (!writeAt(reference)) continue;
      const assignment = reference.parent;
      if (!isBinaryExpression(assignment) || assignment.left !== reference) return undefined;
      // `sql = sql + …`: what is read is the value from before.
      if (encloses(assignment, use)) continue;
      if (functionAround(assignment) !== functionAround(use)) return undefined;
      const operator = assignment.operatorToken;
      if (operator.kind !== SyntaxKind.PlusEqualsToken && operator.kind !== SyntaxKind.EqualsToken)
        return undefined;
      const written = this.read(assignment.right, rangeOf(operator), true, frame);
      text ||= this.#buildsText(assignment.right);
      if (operator.kind === SyntaxKind.EqualsToken) {
        const always = assignment.parent?.parent === blockOf(declaration);
        if (!always && pieces.length > 0) alternatives.push(pieces);
        pieces = [];
      }
      pieces.push(...written);
    }
    if (!text) return undefined;
    if (alternatives.length === 0) return pieces;
    // A value with a default is one hole: checks are made on the variable.
    if ([...alternatives, pieces].some((each) => each.length === 1 && each[0]?.kind === "hole"))
      return undefined;
    return [{ kind: "hole", node: use, at, frame, choices: [...alternatives, pieces] }];
  }
}

function isPlus(expression: Expression): boolean {
  const inner = unwrapAwait(expression);
  return isBinaryExpression(inner) && inner.operatorToken.kind === SyntaxKind.PlusToken;
}

/** The span of a literal's text, without its delimiters. */
function insideOf(literal: Node, before: number, after: number): Range {
  return { start: literal.getStart() + before, end: literal.getEnd() - after };
}

function blockOf(declaration: VariableDeclaration): Node | undefined {
  return declaration.parent?.parent?.parent;
}
