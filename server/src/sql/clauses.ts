import type { SqlSink } from "../model/index.ts";
import type { SqlToken } from "./scanner.ts";

/** The part of a statement that a place in SQL text belongs to. */
export type Clause =
  | "statement"
  | "select"
  | "from"
  | "condition"
  | "order-by"
  | "group-by"
  | "set"
  | "values"
  | "limit"
  | "names"
  | "expression";

const CLAUSE_OF_WORD: Readonly<Record<string, Clause>> = {
  SELECT: "select",
  DISTINCT: "select",
  RETURNING: "select",
  OUTPUT: "select",
  FROM: "from",
  JOIN: "from",
  USING: "from",
  INTO: "from",
  UPDATE: "from",
  TABLE: "from",
  TRUNCATE: "from",
  WHERE: "condition",
  ON: "condition",
  HAVING: "condition",
  ORDER: "order-by",
  GROUP: "group-by",
  PARTITION: "group-by",
  SET: "set",
  VALUES: "values",
  LIMIT: "limit",
  OFFSET: "limit",
};

/** The clause that text starts in, when it is handed over for a part of a statement only. */
const CLAUSE_OF_SINK: Readonly<Record<SqlSink, Clause>> = {
  statement: "statement",
  condition: "condition",
  "join-condition": "condition",
  "order-by": "order-by",
  "group-by": "group-by",
  select: "select",
  table: "from",
  expression: "expression",
};

/** Where a token stands: its clause, and what the parentheses around it are. */
export interface Place {
  readonly clause: Clause;
  /** The token that opens the innermost parentheses or brackets, with its position. */
  readonly opener: number | undefined;
  /** Position of the clause's keyword; `undefined` when the text starts in the clause. */
  readonly keyword: number | undefined;
}

/** @param tokens without comments; @param index position of the token asked about */
export function placeOf(tokens: readonly SqlToken[], index: number, sink: SqlSink): Place {
  let depth = 0;
  for (let at = index - 1; at >= 0; at--) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.text === ")" || token.text === "]") depth++;
    else if (token.text === "(" || token.text === "[") {
      if (depth === 0) return { clause: "expression", opener: at, keyword: undefined };
      depth--;
    } else if (depth === 0 && token.kind === "word") {
      const clause = CLAUSE_OF_WORD[upper(token)];
      if (clause !== undefined) return { clause, opener: openerBefore(tokens, at), keyword: at };
    }
  }
  return { clause: CLAUSE_OF_SINK[sink], opener: undefined, keyword: undefined };
}

function openerBefore(tokens: readonly SqlToken[], index: number): number | undefined {
  let depth = 0;
  for (let at = index - 1; at >= 0; at--) {
    const text = tokens[at]?.text;
    if (text === ")" || text === "]") depth++;
    else if (text === "(" || text === "[") {
      if (depth === 0) return at;
      depth--;
    }
  }
  return undefined;
}

/** The token's text in upper case, for comparison with keywords. */
export function upper(token: SqlToken | undefined): string {
  return token?.kind === "word" ? token.text.toUpperCase() : "";
}

/** Words after which a value is expected. */
export const VALUE_EXPECTING = new Set(
  "LIKE ILIKE RLIKE REGEXP TO LIMIT OFFSET THEN ELSE ESCAPE INTERVAL TOP BETWEEN FIRST NEXT DEFAULT".split(
    " ",
  ),
);

/** Words after which a name is expected. */
export const NAME_EXPECTING = new Set(
  (
    "FROM JOIN INTO UPDATE TABLE ONLY BY AS INDEX VIEW SCHEMA DATABASE COLUMN CONSTRAINT SEQUENCE TYPE " +
    "SELECT DISTINCT ALL RETURNING REFERENCES TRUNCATE ROLE USER EXTENSION FUNCTION TRIGGER EXISTS ADD " +
    "DROP RENAME SET CONCURRENTLY COLLATE WITH RECURSIVE LATERAL USING OWNER CAST IF KEY"
  ).split(" "),
);

/** Words that end what stands before them: none of them can be a name or a value. */
export const BOUNDARY = new Set(
  (
    "SELECT FROM WHERE AND OR NOT HAVING ON GROUP ORDER LIMIT OFFSET UNION INTERSECT EXCEPT JOIN INNER LEFT " +
    "RIGHT FULL CROSS SET VALUES RETURNING FOR WHEN THEN ELSE END AS USING WINDOW FETCH"
  ).split(" "),
);

/** Words that stand between two operands, besides operators. */
export const COMPARING = new Set("LIKE ILIKE IN IS BETWEEN SIMILAR RLIKE REGEXP".split(" "));

/** Functions that are called on a column far more often than on a value. */
export const COLUMN_FUNCTIONS = new Set(
  "COUNT SUM AVG MIN MAX ARRAY_AGG STRING_AGG JSON_AGG JSONB_AGG GROUP_CONCAT".split(" "),
);
