import type { HostLanguage } from "./hosts.ts";
import type { TextMateRule } from "./textmate.ts";

/** The kinds of literals that hold SQL, by the quote around them. */
export type LiteralKind = "template" | "double" | "single";

/** How SQL is written inside one kind of literal. */
export interface LiteralWriting {
  /** Zero-width: the literal ends here. No rule inside may go on beyond it. */
  readonly end: string;
  /** An SQL quote, escaped where the literal would end at it. */
  readonly quote: string;
  readonly doubleQuote: string;
  readonly backtick: string;
  readonly holes: boolean;
}

export const literalWritings: Readonly<Record<LiteralKind, LiteralWriting>> = {
  template: {
    end: "(?=`)",
    quote: "\\\\?'",
    doubleQuote: '\\\\?"',
    backtick: "\\\\`",
    holes: true,
  },
  double: {
    end: '(?=")|(?<![\\\\\\n])$',
    quote: "\\\\?'",
    doubleQuote: '\\\\"',
    backtick: "\\\\?`",
    holes: false,
  },
  single: {
    end: "(?=')|(?<![\\\\\\n])$",
    quote: "\\\\'",
    doubleQuote: '\\\\?"',
    backtick: "\\\\?`",
    holes: false,
  },
};

/** Words of PostgreSQL that the grammar of SQL lacks. */
const keywords =
  "returning|i?like|similar|lateral|conflict|nothing|materialized|recursive|over|partition|window|filter|within|range|rows|groups|tablesample|using|only|offset|share|skip|locked|nowait|nulls|interval|extract|array|any|some|explain|analy[sz]e|vacuum|listen|notify|generated|stored|enum|extension|policy|publication";
const types =
  "(?:jsonb?|uuid|timestamptz|timetz|citext|hstore|inet|cidr|tsvector|tsquery|regclass|xml|bytea|int[248]|float[48]|bool|(?:small|big)?serial|oid|(?:int[48]|num|ts|tstz|date)(?:multi)?range|geometry|geography)";

/**
 * The rules for text that is SQL inside one kind of literal. Only text without quotes and comments is handed
 * to the grammar of SQL, as a capture: what that begins ends with the capture, so nothing that an
 * SQL text leaves open reaches the code behind the literal.
 */
export function sqlContent(kind: LiteralKind, host: HostLanguage): Record<string, TextMateRule> {
  const { end, quote, doubleQuote, backtick, holes } = literalWritings[kind];
  const include = (rule: string): TextMateRule => ({ include: `#${rule}-${kind}` });
  const hole: readonly TextMateRule[] = holes
    ? [{ include: `${host.scope}#template-substitution-element` }]
    : [];
  const jsEscape: TextMateRule = { include: `${host.scope}#string-character-escape` };
  const quoted = (mark: string, name: string): TextMateRule => ({
    name,
    begin: mark,
    beginCaptures: { 0: { name: "punctuation.definition.string.begin.sql" } },
    // Two of them stand for one.
    end: `(${mark})(?!${mark})|${end}`,
    endCaptures: { 1: { name: "punctuation.definition.string.end.sql" } },
    patterns: [
      ...hole,
      { match: `${mark}${mark}`, name: "constant.character.escape.sql" },
      jsEscape,
    ],
  });
  return {
    [`sql-${kind}`]: {
      patterns: [
        ...hole,
        include("line-comment"),
        include("block-comment"),
        quoted(quote, "string.quoted.single.sql"),
        quoted(doubleQuote, "string.quoted.double.sql"),
        quoted(backtick, "string.quoted.other.backtick.sql"),
        include("dollar-quoted"),
        { include: "#placeholders" },
        { include: "#clause-behind-escape" },
        jsEscape,
        { match: "/", name: "keyword.operator.math.sql" },
        { include: "#text" },
        { include: "#load" },
      ],
    },
    [`line-comment-${kind}`]: {
      name: "comment.line.double-dash.sql",
      begin: "--",
      beginCaptures: { 0: { name: "punctuation.definition.comment.sql" } },
      end: `(?=\\\\n)|$|${end}`,
      patterns: [...hole, jsEscape],
    },
    [`block-comment-${kind}`]: {
      name: "comment.block.sql",
      begin: "/\\*",
      beginCaptures: { 0: { name: "punctuation.definition.comment.sql" } },
      end: `(\\*/)|${end}`,
      endCaptures: { 1: { name: "punctuation.definition.comment.sql" } },
      patterns: [...hole, include("block-comment"), jsEscape],
    },
    // The body of a function or of DO: code in SQL or its procedural language.
    [`dollar-quoted-${kind}`]: {
      name: "meta.dollar-quoted.sql",
      begin: "(\\$(?:[A-Za-z_]\\w*)?\\$)(?!\\{)",
      beginCaptures: { 1: { name: "punctuation.definition.string.begin.sql" } },
      end: `(\\1)|${end}`,
      endCaptures: { 1: { name: "punctuation.definition.string.end.sql" } },
      patterns: [include("sql")],
    },
  };
}

/** The rules that are the same in every kind of literal. */
export const sqlText: Readonly<Record<string, TextMateRule>> = {
  // The letter of \n joins the word behind it, so that this is no word to the grammar of SQL.
  "clause-behind-escape": {
    match:
      "(\\\\[nrt])((?i:select|from|where|(?:order|group)\\s+by|having|limit|offset|(?:(?:left|right|full|inner|cross)\\s+(?:outer\\s+)?)?join|union(?:\\s+all)?|set|values|and|or|on|insert\\s+into|update|delete|returning|with|as)\\b)",
    captures: {
      1: { name: "constant.character.escape.sql" },
      2: { name: "keyword.other.DML.sql" },
    },
  },
  placeholders: {
    patterns: [
      { match: "\\$\\d+", name: "variable.parameter.sql" },
      {
        match: `(::)\\s*([A-Za-z_]\\w*)?`,
        captures: {
          1: { name: "keyword.operator.cast.sql" },
          2: { name: "storage.type.sql" },
        },
      },
      { match: "(?<![\\w:]):(?:\\.\\.\\.)?[A-Za-z_]\\w*", name: "variable.parameter.sql" },
      { match: "\\?(?![|&])", name: "variable.parameter.sql" },
      // A name in brackets, not the place of an element.
      { match: "(?<![\\w\\])])\\[[A-Za-z_][\\w ]*\\]", name: "variable.other.bracketed.sql" },
    ],
  },
  // What only captures include is not loaded. This rule never matches, and has the grammar loaded.
  load: { begin: "(?!)", end: "(?!)", patterns: [{ include: "source.sql" }] },
  text: {
    match: "(?:[^`'\"\\\\$:?/\\[\\]-]|-(?!-))+",
    captures: {
      0: {
        patterns: [
          { match: `\\b(?i:${keywords})\\b`, name: "keyword.other.sql" },
          { match: `\\b(?i:${types})\\b`, name: "storage.type.sql" },
          { include: "source.sql" },
        ],
      },
    },
  },
};
