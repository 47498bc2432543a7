import type { Expression, Node } from "../compiler/ast.ts";
import type { SqlPart, SqlSink } from "../model/index.ts";
import type { FileFlow } from "./file-flow.ts";

/** How an adapter tells the reader what is safe in its ORM. */
export interface SqlKnowledge {
  /** Whether an expression yields text of the ORM's own making: metadata names, escaped identifiers, subqueries of a builder. */
  classify(expression: Expression): Promise<"metadata" | "subquery" | "escaped" | undefined>;
}

/** SQL text as written, with its holes classified. */
export interface SqlReading {
  readonly parts: readonly SqlPart[];
  /** Nodes of the holes, in order, for rewrites. */
  readonly holes: readonly Expression[];
  /** The literal or template that holds the whole text, when it is one expression in place. */
  readonly literal: Node | undefined;
}

/** Reads an expression that holds SQL text. See the implementation in this folder. */
export type ReadSqlExpression = (
  expression: Expression,
  sink: SqlSink,
  flow: FileFlow,
  knowledge: SqlKnowledge,
) => Promise<SqlReading>;
