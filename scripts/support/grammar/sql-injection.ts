import { type HostLanguage, injectionScope } from "./hosts.ts";
import { type LiteralKind, sqlContent, sqlText } from "./sql-content.ts";
import { clauseStart, condition, statementStart } from "./statement-start.ts";
import type { TextMateGrammar, TextMateRule } from "./textmate.ts";

/** Methods whose first argument is a statement, where it begins like one. */
const statementMethods = [
  "query",
  "execute",
  "raw",
  "rawQuery",
  "queryRaw",
  "executeSql",
  "$queryRawUnsafe",
  "$executeRawUnsafe",
  "unsafe",
  "prepare",
  "exec",
  "stream",
  "queryStream",
];

/** Calls whose first argument is SQL, whatever it begins with. */
const fragmentCalls = [
  "\\bsql\\.raw",
  "\\bSql\\.raw",
  "\\bknex\\.raw",
  "\\bPrisma\\.raw",
  "\\.whereRaw",
  "\\.andWhereRaw",
  "\\.orWhereRaw",
  "\\.havingRaw",
  "\\.orderByRaw",
  "\\.groupByRaw",
  "\\.joinRaw",
  "\\.fromRaw",
  "\\.selectRaw",
];

/** Methods of query builders whose first argument may be a condition in SQL. */
const conditionMethods = ["where", "andWhere", "orWhere", "having", "andHaving", "orHaving"];

const identifier = "[_$[:alpha:]][_$[:alnum:]]*";
/** At the start of a chain of names. */
const chainStart = "(?<![_$[:alnum:]#])(?:(?<=\\.\\.\\.)|(?<!\\.))";

/** Type arguments on one line, nested up to four deep. */
const typeArguments = [1, 2, 3].reduce(
  (inner) => `<(?:[^<>]|(?<==)>|${inner})*>`,
  "<(?:[^<>]|(?<==)>)*>",
);

/** Arguments of a call on one line, with calls among them. */
const callArguments = "\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\)";

const plainTag = "(?:sql|SQL|pgsql|\\$queryRaw|\\$executeRaw)";
const partOfTag = `\\s*\\.\\s*(?:fragment|unsafe|(?:type|typeAlias)\\s*${callArguments})`;
const tag = `(?:${plainTag}|sql${partOfTag})`;

const sqlComment =
  "(/\\*)\\s*(?:(?i:(?:language\\s*=\\s*)?(?:sql|pgsql|postgres(?:ql)?|mysql|sqlite|plpgsql)))\\s*(\\*/)";

/** Space at the start of a literal's text, as it is or escaped. */
const leading = "(?:\\s|\\\\[nrt])*";

/** Scopes inside which text is no code, with the scope of the code that may be inside again. */
const textScopes: readonly (readonly [text: string, code: string])[] = [
  ["string", "meta.template.expression"],
  ["comment", "meta.template.expression"],
  ["source.sql", "meta.template.expression"],
  ["meta.jsx.children", "meta.embedded.expression"],
];

/**
 * Where the rules apply: in the code of the language, also in that inside of templates, never in the texts
 * themselves. A selector sees which scopes are around a place and in what order, not which is the
 * innermost: so it counts how often text and code alternate.
 */
function selector({ scope, except }: HostLanguage): string {
  const inText = textScopes.flatMap(([text, code]) =>
    [0, 1, 2].map((depth) => {
      const path = [...Array.from({ length: depth }, () => code), text].join(" ");
      return `-(${path} -(${path} ${code}))`;
    }),
  );
  const others = except.map((other) => `-${other}`);
  return [`L:${scope}`, ...others, "-meta.function-call", ...inText].join(" ");
}

/**
 * The grammar that colours SQL inside the literals of one language. The rules apply inside of what they
 * begin as well, so each takes at least one character: else it would begin again at the same place.
 */
export function sqlInjection(host: HostLanguage): TextMateGrammar {
  const { suffix } = host;
  return {
    scopeName: injectionScope(host),
    injectionSelector: selector(host),
    patterns: [
      { include: "#marked" },
      { include: "#tagged" },
      { include: "#fragment-call" },
      { include: "#statement-call" },
      { include: "#condition-call" },
    ],
    repository: {
      marked: marked(suffix),
      tagged: tagged(host),
      "statement-call": statementCall(host),
      "fragment-call": call(host, fragmentCalls, argumentStart, "sql-argument"),
      "condition-call": call(
        host,
        conditionMethods.map((method) => `\\.${method}`),
        `(?=\\s*(?:["'\`]${condition}|$))`,
        "condition-argument",
      ),
      // An argument that is SQL if it begins like a statement.
      "statement-argument": {
        patterns: [
          {
            begin: `(?=["'\`]${leading}${statementStart})`,
            end: argumentEnd,
            patterns: [{ include: "#sql-argument" }],
          },
          { include: "#undecided-template" },
          { include: "#choice" },
          { include: `${host.scope}#expression` },
        ],
      },
      "condition-argument": {
        patterns: [
          {
            begin: `(?=["'\`]${condition})`,
            end: argumentEnd,
            patterns: [{ include: "#sql-argument" }],
          },
          { include: `${host.scope}#expression` },
        ],
      },
      // An argument all of whose literals are SQL.
      "sql-argument": {
        patterns: [
          { include: "#literals" },
          { include: "#choice" },
          { include: `${host.scope}#expression` },
        ],
      },
      choice: {
        match: "(?<!\\?)\\?(?![.?])|(?<=\\s):",
        name: `keyword.operator.ternary.${suffix}`,
      },
      "undecided-template": undecidedTemplate(host),
      literals: { patterns: literalKinds.map((kind) => literal(kind, suffix)) },
      ...sqlContent("template", host),
      ...sqlContent("double", host),
      ...sqlContent("single", host),
      ...sqlText,
    },
  };
}

const argumentEnd = "(?=[,)])";
/** Behind `(`: a literal, a comment before one, nothing more on this line, or a choice of literals. */
const argumentBegin = "\\s*(?:[\"'`]|/[*/]|$|[^\"'`,]*\\?\\s*[\"'`])";
const argumentStart = `(?=${argumentBegin})`;

const literalKinds: readonly LiteralKind[] = ["template", "double", "single"];
const quotes: Readonly<Record<LiteralKind, string>> = { template: "`", double: '"', single: "'" };

/** `/* sql *\/` before a literal. */
function marked(suffix: string): TextMateRule {
  return {
    begin: `${sqlComment}(?=\\s*(?:["'\`]|$))`,
    beginCaptures: {
      0: { name: `comment.block.${suffix}` },
      1: { name: `punctuation.definition.comment.${suffix}` },
      2: { name: `punctuation.definition.comment.${suffix}` },
    },
    end: "(?<=[\"'`])|(?=[^\\s\"'`])",
    patterns: [{ include: "#literals" }],
  };
}

/** A template behind a tag: `sql`, `Prisma.sql`, `this.db.$queryRaw<Row[]>`. */
function tagged({ scope, suffix }: HostLanguage): TextMateRule {
  const template = `\\s*(?:${typeArguments}\\s*)?\``;
  const steps = `(?:${identifier}\\s*\\??\\.\\s*)*`;
  const tagName = {
    name: `entity.name.function.tagged-template.${suffix}`,
  };
  const rest = {
    end: "(?<=`)",
    patterns: [
      { match: `${identifier}(?=\\s*[<\`])`, ...tagName },
      { match: `${identifier}(?=\\s*\\()`, name: `entity.name.function.${suffix}` },
      { match: identifier, name: `variable.other.object.${suffix}` },
      { include: `${scope}#type-arguments` },
      { include: `${scope}#paren-expression` },
      literal("template", suffix),
    ],
  };
  return {
    patterns: [
      {
        begin: `${chainStart}(?:(this)|(${identifier}))(?=\\s*\\??\\.\\s*${steps}${tag}${template})`,
        beginCaptures: {
          1: { name: `variable.language.this.${suffix}` },
          2: { name: `variable.other.object.${suffix}` },
        },
        ...rest,
      },
      // Right behind `)` the call ends only here, and would not if this began: that template stays as it is.
      {
        begin: `(?<!\\))(?:(\\?\\.)|(\\.))(?=\\s*${steps}${tag}${template})`,
        beginCaptures: {
          1: { name: `punctuation.accessor.optional.${suffix}` },
          2: { name: `punctuation.accessor.${suffix}` },
        },
        ...rest,
      },
      {
        begin: `${chainStart}(?:(${plainTag})(?=${template})|(sql)(?=${partOfTag}${template}))`,
        beginCaptures: { 1: tagName, 2: { name: `variable.other.object.${suffix}` } },
        ...rest,
      },
    ],
  };
}

function statementCall(host: HostLanguage): TextMateRule {
  const { scope, suffix } = host;
  const methods = statementMethods.map((method) => `\\.${method.replace("$", "\\$")}`);
  const afterLines = "(?<=[}\\])]>\\()";
  const begins = `${leading}${statementStart}`;
  const [open = "", ...inner] = [typeArguments.slice(0, 1), typeArguments.slice(1)];
  return {
    patterns: [
      call(host, methods, argumentStart, "statement-argument"),
      {
        begin: `(?<=${methods.join("|")})(${open})(?=${inner.join("")}\\(${argumentBegin})`,
        beginCaptures: {
          1: {
            name: `meta.type.parameters.${suffix} punctuation.definition.typeparameters.begin.${suffix}`,
          },
        },
        end: "(?<=\\))",
        patterns: [
          {
            name: `meta.type.parameters.${suffix}`,
            begin: "\\G",
            end: ">",
            endCaptures: { 0: { name: `punctuation.definition.typeparameters.end.${suffix}` } },
            patterns: [{ include: `${scope}#type-arguments-body` }],
          },
          parentheses(host, "", argumentStart, "statement-argument"),
        ],
      },
      // Behind type arguments on lines of their own what is called is out of sight: the text alone tells.
      ...literalKinds.map((kind) => literal(kind, suffix, afterLines, `(?=${begins})`)),
      // It may be the list of a function's parameters: nothing is taken but a literal.
      {
        begin: `${afterLines}\\n`,
        end: `(?=[^\\s"'\`])|(?<=["'\`])|(?=["'](?!${begins}))|(?=\`(?!\\s*$|${begins}))`,
        patterns: [{ include: "#undecided-template" }, { include: "#literals" }],
      },
    ],
  };
}

/** The parentheses of a call of one of the methods, whose first argument has rules of its own. */
function call(
  host: HostLanguage,
  callees: readonly string[],
  start: string,
  argument: string,
): TextMateRule {
  return parentheses(host, `(?<=${callees.join("|")})`, start, argument);
}

function parentheses(
  { scope, suffix }: HostLanguage,
  before: string,
  start: string,
  argument: string,
): TextMateRule {
  const brace = { 0: { name: `meta.brace.round.${suffix}` } };
  return {
    begin: `${before}\\(${start}`,
    beginCaptures: brace,
    end: "\\)",
    endCaptures: brace,
    patterns: [
      { begin: "\\G", end: argumentEnd, patterns: [{ include: `#${argument}` }] },
      { include: `${scope}#expression` },
    ],
  };
}

/** A template whose first line tells nothing: its first word does. */
function undecidedTemplate({ scope, suffix }: HostLanguage): TextMateRule {
  const hole = { include: `${scope}#template-substitution-element` };
  const [begin, end] = punctuation("template", suffix);
  return {
    begin: "`(?=\\s*(?:$|\\$\\{))",
    beginCaptures: { 0: begin },
    end: "`",
    endCaptures: { 0: end },
    patterns: [
      hole,
      // What stands in parentheses begins on a later line.
      { match: "\\((?=[\\s(]*$)" },
      {
        name: "meta.embedded.block.sql source.sql",
        begin: `(?=${statementStart}|${clauseStart})`,
        end: "(?=`)",
        patterns: [{ include: "#sql-template" }],
      },
      {
        name: `string.template.${suffix}`,
        begin: "(?=[^\\s`])",
        end: "(?=`)",
        patterns: [hole, { include: `${scope}#string-character-escape` }],
      },
    ],
  };
}

/** A literal that is SQL. One in quotes ends with its line unless that ends in a backslash. */
function literal(kind: LiteralKind, suffix: string, before = "", start = ""): TextMateRule {
  const quote = quotes[kind];
  const [begin, end] = punctuation(kind, suffix);
  const place = kind === "template" ? "block" : "inline";
  return {
    begin: `${before}${quote}${start}`,
    beginCaptures: { 0: begin },
    end: kind === "template" ? "(`)" : `(${quote})|(?<![\\\\\\n])$`,
    endCaptures: { 1: end },
    contentName: `meta.embedded.${place}.sql source.sql`,
    patterns: [{ include: `#sql-${kind}` }],
  };
}

/** The scopes that the language itself gives to the quotes of a literal. */
function punctuation(kind: LiteralKind, suffix: string): [begin: TextMateRule, end: TextMateRule] {
  const string = kind === "template" ? "string.template" : `string.quoted.${kind}`;
  const mark = kind === "template" ? "string.template" : "string";
  const scopes = (side: string): TextMateRule => ({
    name: `${string}.${suffix} punctuation.definition.${mark}.${side}.${suffix}`,
  });
  return [scopes("begin"), scopes("end")];
}
