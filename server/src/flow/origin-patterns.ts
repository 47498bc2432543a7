/** Regular expressions of the program under inspection, as far as they bound what a text can hold. */

/**
 * Whether a text that matches can only be made of letters, digits, `_`, `$` and `.`, so that it
 * cannot leave an identifier's place in SQL.
 * @param literal the expression as written, with its slashes and flags
 */
export function admitsNamesOnly(literal: string): boolean {
  return admitsOnly(literal, NAME);
}

/**
 * Whether a text that matches can hold no quote of any kind and no backslash, so that it cannot leave
 * a place between quotes.
 * @param literal the expression as written, with its slashes and flags
 */
export function admitsNoQuotes(literal: string): boolean {
  return admitsOnly(literal, UNQUOTED);
}

/** What counts as harmless in a pattern. */
interface Alphabet {
  /** Characters that stand for themselves, outside of classes. */
  readonly plain: RegExp;
  /** What follows a backslash. */
  readonly escaped: RegExp;
  /** One item of a class. A bare `-` could write the comment sign `--` where there are no quotes. */
  readonly member: RegExp;
}

const NAME: Alphabet = {
  plain: /^[\w-]/,
  escaped: /^[wd.$]$/,
  member: /^(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|\\[wd.$]|[\w.$])/,
};
const UNQUOTED: Alphabet = {
  plain: /^[\w \-:/@,;#%&=!<>~]/,
  escaped: /^[wds.$+*?()[\]{}|^/-]$/,
  member:
    /^(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|\\[wds.$+*?()[\]{}|^/-]|[\w.$ \-:/@,;#%&=!<>~+*?(){}|])/,
};

function admitsOnly(literal: string, alphabet: Alphabet): boolean {
  const { body, flags } = split(literal);
  if (!body.startsWith("^") || !body.endsWith("$") || flags.includes("m")) return false;
  const inner = body.slice(1, -1);
  // An alternation at the top would leave one of its sides without an anchor.
  let depth = 0;
  for (let at = 0; at < inner.length; ) {
    const item = itemAt(inner, at, alphabet);
    if (!item?.safe) return false;
    if (item.text === "(" || item.text === "(?:") depth++;
    if (item.text === ")") depth--;
    if (item.text === "|" && depth === 0) return false;
    at += item.text.length;
  }
  return depth === 0;
}

/**
 * Whether replacing every match by `replacement` leaves nothing but letters, digits, `_`, `$` and `.`.
 */
export function stripsToNames(literal: string, replacement: string): boolean {
  const { body, flags } = split(literal);
  if (!flags.includes("g") || !/^[\w.]*$/.test(replacement)) return false;
  const negated = /^\[\^((?:\\.|[^\]\\])*)\]\+?$/.exec(body);
  if (negated?.[1] !== undefined) return isSafeClass(negated[1], NAME.member);
  return /^\\W\+?$/.test(body);
}

function split(literal: string): { body: string; flags: string } {
  const end = literal.lastIndexOf("/");
  return { body: literal.slice(1, end), flags: literal.slice(end + 1) };
}

/** One piece of a pattern, and whether what it matches is harmless. */
function itemAt(
  pattern: string,
  at: number,
  { plain, escaped: sequences, member }: Alphabet,
): { text: string; safe: boolean } | undefined {
  const rest = pattern.slice(at);
  const set = /^\[(\^?)((?:\\.|[^\]\\])*)\]/.exec(rest);
  if (set) return { text: set[0], safe: set[1] === "" && isSafeClass(set[2] ?? "", member) };
  const escaped = /^\\(.)/.exec(rest);
  if (escaped) return { text: escaped[0], safe: sequences.test(escaped[1] ?? "") };
  const other = /^(?:\(\?:|[()|]|[*+?]\??|\{\d+(?:,\d*)?\}\??)/.exec(rest) ?? plain.exec(rest);
  return other ? { text: other[0], safe: true } : undefined;
}

/** The inside of a character class. */
function isSafeClass(inside: string, member: RegExp): boolean {
  let rest = inside;
  while (rest !== "") {
    const item = member.exec(rest);
    if (!item) return false;
    rest = rest.slice(item[0].length);
  }
  return true;
}

/** Whether replacing every match by `replacement` doubles a quote, the way SQL writes one between such quotes. */
export function doublesQuote(
  pattern: string,
  replacement: string,
  around: "value" | "name",
): boolean {
  const quote = /^\/(['"`])\/g$/.exec(pattern)?.[1];
  if (quote === undefined || replacement !== quote + quote) return false;
  return around === "value" ? quote === "'" : quote !== "'";
}
