import {
  type Expression,
  isNoSubstitutionTemplateLiteral,
  isStringLiteral,
  isTemplateExpression,
  type Node,
} from "../compiler/ast.ts";
import type { Hole, SqlPart, SqlSink } from "../model/index.ts";
import { readSlots, type SlotReading } from "../sql/slots.ts";
import type { FileFlow } from "./file-flow.ts";
import { CONSTANT, worst } from "./origin-kinds.ts";
import { Origins } from "./origins.ts";
import { type Piece, PieceReader } from "./sql-pieces.ts";
import { rangeOf, unwrapAwait } from "./syntax.ts";

/** The origins that only an adapter can tell. */
export type OrmText = "metadata" | "subquery" | "escaped" | "numeric" | "database";

/** How an adapter tells the reader what is safe in its ORM. */
export interface SqlKnowledge {
  /** Whether an expression yields text of the ORM's own making (metadata names, escaped identifiers, subqueries of a builder), or what the ORM read from the database. */
  classify(expression: Expression): Promise<OrmText | undefined>;
}

/** SQL text as written, with its holes classified. */
export interface SqlReading {
  readonly parts: readonly SqlPart[];
  /** Nodes of the holes, in order, for rewrites. */
  readonly holes: readonly Expression[];
  /** The literal or template that holds the whole text, when it is one expression in place. */
  readonly literal: Node | undefined;
}

/** Reads an expression that holds SQL text. */
export type ReadSqlExpression = (
  expression: Expression,
  sink: SqlSink,
  flow: FileFlow,
  knowledge: SqlKnowledge,
) => Promise<SqlReading>;

/**
 * Reads an expression that holds SQL text: literals, templates, `+`, `join`, `concat`, variables that are
 * built up in place, and helpers of the same file that return a text.
 */
export const readSqlExpression: ReadSqlExpression = async (expression, sink, flow, knowledge) => {
  const pieces = new PieceReader(flow).read(expression, rangeOf(expression), true);
  const reader = new HoleReader(sink, flow, new Origins(flow, knowledge));
  const parts = await reader.parts(pieces);
  const inner = unwrapAwait(expression);
  const inPlace =
    isStringLiteral(inner) || isNoSubstitutionTemplateLiteral(inner) || isTemplateExpression(inner);
  return {
    parts,
    holes: pieces.flatMap((piece) => (piece.kind === "hole" ? [piece.node] : [])),
    literal: inPlace ? inner : undefined,
  };
};

type HolePiece = Extract<Piece, { kind: "hole" }>;

class HoleReader {
  readonly #sink: SqlSink;
  readonly #flow: FileFlow;
  readonly #origins: Origins;

  constructor(sink: SqlSink, flow: FileFlow, origins: Origins) {
    this.#sink = sink;
    this.#flow = flow;
    this.#origins = origins;
  }

  async parts(pieces: readonly Piece[]): Promise<readonly SqlPart[]> {
    const values = await Promise.all(pieces.map((piece) => this.#values(piece)));
    return Promise.all(
      pieces.map(async (piece, index): Promise<SqlPart> => {
        if (piece.kind === "text") return piece;
        const text = pieces.map((each, other) => textOf(each, other === index, values[other]));
        const before = text.slice(0, index).filter((each) => each === null).length;
        const slot = readSlots(text, this.#sink)[before];
        const nested = await this.#nested(piece, pieces, index, values);
        return { kind: "hole", hole: await this.#hole(piece, slot, values[index], nested) };
      }),
    );
  }

  async #hole(
    piece: HolePiece,
    slot: SlotReading | undefined,
    values: readonly string[] | undefined,
    nested: readonly Hole[],
  ): Promise<Hole> {
    // A column or a direction is rightly chosen from a union of literals; a value belongs into a parameter.
    const trustTypes = slot?.slot !== "value" && slot?.slot !== "list";
    const quotes = slot?.quoted
      ? { quoted: slot.slot === "identifier" ? ("name" as const) : ("value" as const) }
      : {};
    const [valueType, found] = await Promise.all([
      this.#flow.valueTypeOf(piece.node),
      piece.choices
        ? CONSTANT
        : this.#origins.of(piece.node, { ...piece.frame, trustTypes, ...quotes }),
    ]);
    return {
      range: rangeOf(piece.node),
      text: piece.node.getText(),
      at: piece.at,
      slot: slot?.slot ?? "fragment",
      quoted: slot?.quoted ?? false,
      ...(slot?.names === undefined ? {} : { names: slot.names }),
      ...(nested.length === 0 ? {} : { nested }),
      ...(values === undefined ? {} : { values }),
      valueType,
      origin: piece.choices ? worst(nested.map((hole) => hole.origin)) : found,
    };
  }

  /** The holes of each text that a choice can be, read as if that text stood in its place. */
  async #nested(
    piece: HolePiece,
    around: readonly Piece[],
    index: number,
    values: readonly (readonly string[] | undefined)[],
  ): Promise<readonly Hole[]> {
    if (!piece.choices || values[index]) return [];
    const fixed = (from: readonly Piece[], offset: number): Piece[] =>
      from.map((each, position) => ({
        kind: "text",
        text: textOf(each, false, values[position + offset]) ?? "x",
        range: each.kind === "text" ? each.range : rangeOf(each.node),
      }));
    const holes = await Promise.all(
      piece.choices.map((choice) =>
        this.parts([
          ...fixed(around.slice(0, index), 0),
          ...choice,
          ...fixed(around.slice(index + 1), index + 1),
        ]),
      ),
    );
    return holes.flat().flatMap((part) => (part.kind === "hole" ? [part.hole] : []));
  }

  /** Every text that a hole can have; `undefined` when they are not all known. */
  async #values(piece: Piece): Promise<readonly string[] | undefined> {
    if (piece.kind === "text") return undefined;
    if (piece.choices) {
      const texts = await Promise.all(piece.choices.map((choice) => this.#textsOf(choice)));
      return texts.every((each) => each !== undefined) ? texts.flat() : undefined;
    }
    if (piece.frame.bindings.size > 0) return undefined;
    const found = await this.#origins.of(piece.node, piece.frame);
    if (found.kind === "request" || found.kind === "environment") return undefined;
    const [constant, type] = await Promise.all([
      this.#flow.constantOf(piece.node),
      this.#flow.valueTypeOf(piece.node),
    ]);
    if (constant.known && isScalar(constant.value)) return [String(constant.value)];
    return type.literals && !type.nullable && !type.optional
      ? type.literals.map(String)
      : undefined;
  }

  async #textsOf(pieces: readonly Piece[]): Promise<readonly string[] | undefined> {
    let texts: readonly string[] = [""];
    for (const piece of pieces) {
      const next = piece.kind === "text" ? [piece.text] : await this.#values(piece);
      if (!next || texts.length * next.length > MAX_VALUES) return undefined;
      texts = texts.flatMap((text) => next.map((more) => text + more));
    }
    return texts;
  }
}

const MAX_VALUES = 64;

/** The text of a piece, as far as the slots of others are concerned; `null` for a hole. */
function textOf(
  piece: Piece,
  asked: boolean,
  values: readonly string[] | undefined,
): string | null {
  if (piece.kind === "text") return piece.text;
  return !asked && values?.length === 1 ? (values[0] ?? null) : null;
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
