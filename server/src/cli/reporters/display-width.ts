const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Scripts whose characters take two cells of a terminal (East Asian Wide and Fullwidth). */
const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u;
const invisible = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u;

/** Cells that a text without control characters takes in a terminal. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text))
    width += invisible.test(segment) ? 0 : wide.test(segment) ? 2 : 1;
  return width;
}

const tabStop = 4;

/** A line as it may be printed: tabs as spaces, control characters (terminal sequences among them) as a mark. */
export function printable(line: string): string {
  let result = "";
  for (const character of line) {
    if (character === "\t") {
      const used = displayWidth(result) % tabStop;
      result += " ".repeat(tabStop - used);
    } else {
      result += /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(character)
        ? "\u00b7"
        : character;
    }
  }
  return result;
}
