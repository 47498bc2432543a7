import type { Severity } from "../base/index.ts";
import type { Hole, Rewrite, SqlText } from "../model/index.ts";
import { fillRewrite } from "../model/index.ts";
import { defineRule } from "./support/define-rule.ts";
import { projectDialects } from "./support/dialects.ts";
import { inDialects } from "./support/placeholders.ts";
import { type Purpose, purposeOf } from "./support/purpose.ts";

/**
 * Forbids text that is not constant in SQL, wherever the ORM or its driver takes SQL.
 *
 * Whoever chooses a piece of the text chooses what the statement does: a value with a quote in it ends
 * the literal and goes on as SQL. Even where no attacker reaches it, a name such as `O'Brien` breaks
 * the query, and the database plans every spelling anew. Pass values as parameters. Names and
 * directions cannot be parameters: choose them from a constant list.
 *
 * A type annotation is no protection, for it is gone at run time. Numbers that were made by `Number(…)`,
 * names from the ORM's metadata, subqueries, and names that were looked up in a constant list are
 * accepted. Values that were read from the database are a warning, names that it listed are accepted.
 *
 * ```ts bad typeorm
 * import type { DataSource } from "typeorm";
 *
 * export const usersByName = (database: DataSource, name: string) =>
 *   database.query(`SELECT id, email FROM users WHERE name = '${name}'`);
 * ```
 *
 * ```ts good typeorm
 * import type { DataSource } from "typeorm";
 *
 * const COLUMNS = { name: "name", joined: "created_at" } as const;
 *
 * export const usersByName = (database: DataSource, name: string, order: keyof typeof COLUMNS) =>
 *   database.query(`SELECT id, email FROM users WHERE name = $1 ORDER BY ${COLUMNS[order]}`, [name]);
 * ```
 */
export default defineRule({
  name: "no-string-built-sql",
  category: "sql",
  severity: "error",
  presets: ["recommended"],
  fix: "safe",
  requires: ["sql-texts"],
  options: {},
  messages: {
    value:
      "`{text}` is pasted into SQL as a value: a quote in it ends the literal and the rest runs as SQL. Pass it as a parameter.",
    "request-value":
      "`{text}` comes from the request and is pasted into SQL: a client can run statements of its own. Pass it as a parameter.",
    "request-text":
      "`{text}` comes from the request and is pasted into SQL: a client can run statements of its own. Choose it from a constant list of allowed ones.",
    stored:
      "`{text}` was read from the database and is pasted into SQL as a value: whoever stored it chooses what the statement does. Pass it as a parameter.",
    typed:
      "`{text}` is pasted into SQL as a value, and only its type says that it is harmless. Pass it as a parameter.",
    name: "`{text}` is pasted into SQL as {role} and can be any text. Choose it from a constant list of allowed ones.",
    fragment:
      "`{text}` is pasted into SQL as it is and can be any text. Build the statement from constant parts, and pass values as parameters.",
  },
  hooks: {
    sql(text, context) {
      const purpose = purposeOf(context.project, context.facts, text.function);
      const found = allHoles(text)
        .map((hole) => ({ hole, verdict: judge(hole, text, purpose) }))
        .filter((each): each is Judged => each.verdict !== undefined)
        .sort((a, b) => RANK[b.verdict.severity] - RANK[a.verdict.severity]);
      const worst = found[0];
      if (!worst) return;
      const { file } = context.facts;
      const written = text.rewrites["bind-parameter"];
      const rewrite =
        written && text.placeholders === "unknown"
          ? inDialects(written, projectDialects(context.project))
          : written;
      context.report({
        at: worst.hole.at,
        message: worst.verdict.message,
        severity: worst.verdict.severity,
        data: {
          text: shorten(worst.hole.text),
          role: ROLES[worst.hole.slot],
        },
        related: [
          ...worst.hole.origin.steps.map((step) => ({ file, ...step })),
          ...found.slice(1).map(({ hole }) => ({
            file,
            range: hole.at,
            message: `\`${shorten(hole.text)}\` is pasted into the same SQL`,
          })),
        ],
        ...(rewrite && found.some(({ hole }) => isValue(hole)) ? { fix: bind(rewrite) } : {}),
      });
    },
  },
});

interface Verdict {
  readonly message:
    | "value"
    | "stored"
    | "request-value"
    | "request-text"
    | "typed"
    | "name"
    | "fragment";
  readonly severity: Severity;
}

interface Judged {
  readonly hole: Hole;
  readonly verdict: Verdict;
}

const RANK: Readonly<Record<Severity, number>> = { error: 2, warning: 1, info: 0 };

const ROLES: Readonly<Record<Hole["slot"], string>> = {
  value: "a value",
  list: "a list",
  identifier: "a name",
  keyword: "a keyword",
  fragment: "it is",
};

/** Types whose values have no quotes; at run time nothing holds them to it. */
const PLAIN_TYPES = new Set(["number", "boolean", "bigint"]);

/** The holes of a text; of a choice between texts, those of each text. */
function allHoles(text: SqlText): readonly Hole[] {
  const leaves = (hole: Hole): readonly Hole[] =>
    hole.nested ? hole.nested.flatMap(leaves) : [hole];
  return text.parts.flatMap((part) => (part.kind === "hole" ? leaves(part.hole) : []));
}

function judge(hole: Hole, text: SqlText, purpose: Purpose): Verdict | undefined {
  switch (hole.origin.kind) {
    case "request":
      return {
        message: isValue(hole) ? "request-value" : "request-text",
        severity: "error",
      };
    case "database":
      return judgeStored(hole, purpose);
    case "environment":
    case "parameter":
    case "unknown":
      break;
    default:
      return undefined;
  }
  if (isValue(hole)) {
    const typed = PLAIN_TYPES.has(elementBase(hole)) || hole.values !== undefined;
    return typed
      ? { message: "typed", severity: "warning" }
      : { message: "value", severity: "error" };
  }
  if (hole.values || hole.names || PLAIN_TYPES.has(hole.valueType.base)) return undefined;
  // A clause that a builder gets from elsewhere was mostly put together from names there.
  if (hole.origin.kind === "unknown" && text.sink !== "statement") return undefined;
  if (hole.slot === "fragment") return { message: "fragment", severity: "warning" };
  // The names that migrations, scripts and tests work on are their authors'.
  return purpose === "application" ? { message: "name", severity: "warning" } : undefined;
}

/**
 * A name that the database gave is one of its own. A value can hold quotes; what stands outside of quotes is
 * a number, or the statement would never have worked.
 */
function judgeStored(hole: Hole, purpose: Purpose): Verdict | undefined {
  if (!isValue(hole)) return undefined;
  const base = elementBase(hole);
  const plain = PLAIN_TYPES.has(base) || hole.values !== undefined;
  if ((plain || (!hole.quoted && base !== "string")) && purpose !== "application") return undefined;
  return { message: plain ? "typed" : "stored", severity: "warning" };
}

function isValue(hole: Hole): boolean {
  return hole.slot === "value" || hole.slot === "list";
}

function elementBase(hole: Hole): string {
  return hole.valueType.element?.base ?? hole.valueType.base;
}

function bind(rewrite: Rewrite) {
  return {
    title: "Pass as a parameter",
    kind: rewrite.kind ?? "safe",
    edits: () => fillRewrite(rewrite),
  };
}

const MAX_TEXT = 60;

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= MAX_TEXT ? line : `${line.slice(0, MAX_TEXT - 1)}…`;
}
