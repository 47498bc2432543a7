import type { SqlReading } from "../../flow/sql-expression.ts";
import type { SqlPart, SqlText } from "../../model/index.ts";
import { type Placeholders, readPlaceholders } from "../../sql/placeholders.ts";
import type { SqlSignature } from "./sql-texts-sinks.ts";

/** How the placeholders of a text are written, and how sure that is. */
export interface StyleReading {
  readonly style: SqlText["placeholders"];
  /** The style that a new placeholder would have; `undefined` when none can be told. */
  readonly next: "dollar" | "named" | "question" | undefined;
  /** The text itself, or the builder, tells the style. */
  readonly certain: boolean;
  readonly written: Placeholders;
}

/** The pieces of parts as the SQL scanner takes them. */
export function piecesOf(parts: readonly SqlPart[]): readonly (string | null)[] {
  return parts.map((part) => (part.kind === "text" ? part.text : null));
}

/**
 * Query builders take `:name` whatever the database; `query` hands the text to the driver, so the
 * database decides (TypeORM documentation, "Select using Query Builder" and the `query` methods).
 * @param all the other texts of the file: one that is numbered tells how the driver wants them
 */
export function placeholderStyle(
  parts: readonly SqlPart[],
  kind: SqlSignature["kind"],
  all: readonly SqlReading[],
): StyleReading {
  const written = readPlaceholders(piecesOf(parts));
  if (kind === "builder") return { style: "named", next: "named", certain: true, written };
  if (written.style === "dollar" || written.style === "question")
    return { style: written.style, next: written.style, certain: true, written };
  if (written.style === "named")
    return { style: "unknown", next: undefined, certain: false, written };
  const others = new Set(all.map((reading) => readPlaceholders(piecesOf(reading.parts)).style));
  const questions = written.backticks || (others.has("question") && !others.has("dollar"));
  return {
    style: "unknown",
    next: questions ? "question" : "dollar",
    certain: false,
    written,
  };
}
