import { scanSql, sqlSource } from "./scanner.ts";

/** How the parameters of a text are written. */
export type PlaceholderStyle = "dollar" | "named" | "question";

/** The placeholders that SQL text holds. */
export interface Placeholders {
  /** `undefined`: there are none, or several styles are mixed. */
  readonly style: PlaceholderStyle | undefined;
  /** The names of `:name` and `:...name`. */
  readonly names: readonly string[];
  /** The numbers of `$1`. */
  readonly numbers: readonly number[];
  /** How many `?` there are. */
  readonly questions: number;
  /** A placeholder's name or number is itself a hole. */
  readonly computed: boolean;
  /** Identifiers are quoted the MySQL way. */
  readonly backticks: boolean;
}

/** @param pieces text, and `null` for each hole */
export function readPlaceholders(pieces: readonly (string | null)[]): Placeholders {
  const names: string[] = [];
  const numbers: number[] = [];
  let questions = 0;
  let computed = false;
  let backticks = false;
  for (const token of scanSql(sqlSource(pieces))) {
    if (token.kind === "quoted-identifier" && token.text.startsWith("`")) backticks = true;
    if (token.kind !== "placeholder") continue;
    if (token.holes.length > 0) computed = true;
    else if (token.text === "?") questions++;
    else if (token.text.startsWith("$")) numbers.push(Number(token.text.slice(1)));
    else if (token.text.startsWith(":")) names.push(token.text.replace(/^:(?:\.\.\.)?/, ""));
  }
  const styles: PlaceholderStyle[] = [];
  if (numbers.length > 0) styles.push("dollar");
  if (names.length > 0) styles.push("named");
  if (questions > 0) styles.push("question");
  const style = styles.length === 1 ? styles[0] : undefined;
  return { style, names, numbers, questions, computed, backticks };
}
