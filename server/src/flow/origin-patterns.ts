/** Regular expressions of the program under inspection, as far as they bound what a text can hold. */

/**
 * Whether a text that matches can only be made of letters, digits, `_`, `$` and `.`, so that it
 * cannot leave an identifier's place in SQL.
 * @param literal the expression as written, with its slashes and flags
 */
export function admitsNamesOnly(literal: string): boolean {
  const { body, flags } = split(literal);
  if (!body.startsWith("^") || !body.endsWith("$") || flags.includes("m")) return false;
  const inner = body.slice(1, -1);
  // An alternation at the top would leave one of its sides without an anchor.
  let depth = 0;
  for (let at = 0; at < inner.length; ) {
    const item = itemAt(inner, at);
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
  if (negated?.[1] !== undefined) return isSafeClass(negated[1]);
  return /^\\W\+?$/.test(body);
}

function split(literal: string): { body: string; flags: string } {
  const end = literal.lastIndexOf("/");
  return { body: literal.slice(1, end), flags: literal.slice(end + 1) };
}

/** One piece of a pattern, and whether what it matches is harmless. */
function itemAt(pattern: string, at: number): { text: string; safe: boolean } | undefined {
  const rest = pattern.slice(at);
  const set = /^\[(\^?)((?:\\.|[^\]\\])*)\]/.exec(rest);
  if (set) return { text: set[0], safe: set[1] === "" && isSafeClass(set[2] ?? "") };
  const escaped = /^\\(.)/.exec(rest);
  if (escaped) return { text: escaped[0], safe: /^[wd.$]$/.test(escaped[1] ?? "") };
  const other = /^(?:\(\?:|[()|]|[*+?]\??|\{\d+(?:,\d*)?\}\??|[\w-])/.exec(rest);
  return other ? { text: other[0], safe: true } : undefined;
}

/** The inside of a character class. A bare `-` could write the comment sign `--`. */
function isSafeClass(inside: string): boolean {
  let rest = inside;
  while (rest !== "") {
    const item = /^(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|\\[wd.$]|[\w.$])/.exec(rest);
    if (!item) return false;
    rest = rest.slice(item[0].length);
  }
  return true;
}
