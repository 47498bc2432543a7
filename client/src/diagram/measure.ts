/** The kinds of text in the diagram. */
export type TextStyle = "title" | "subtitle" | "name" | "type" | "label";

/** Size of each kind in pixels. Types are in a font of fixed width, titles are bold. */
export const fontSizes: Readonly<Record<TextStyle, number>> = {
  title: 13,
  subtitle: 11,
  name: 12,
  type: 11,
  label: 10,
};

/** The width of a text in pixels. */
export type Measure = (text: string, style: TextStyle) => number;

const narrow = /[ijlt.,:;'`|!()[\]{}fIr\s-]/;
const wide = /[mwMW@%]/;
const capital = /[A-Z0-9_]/;

/** A measure for where no font is at hand: widths that common fonts of user interfaces do not exceed. */
export const estimate: Measure = (text, style) => {
  const size = fontSizes[style];
  if (style === "type") return Array.from(text).length * size * 0.61;
  const bold = style === "title" ? 1.06 : 1;
  let width = 0;
  for (const character of text) {
    if ((character.codePointAt(0) ?? 0) > 0x2e7f) width += 1;
    else if (narrow.test(character)) width += 0.36;
    else if (wide.test(character)) width += 0.92;
    else if (capital.test(character)) width += 0.68;
    else width += 0.57;
  }
  return width * size * bold;
};

/** The text, or as much of its beginning as fits a width, with an ellipsis. */
export function fitted(text: string, style: TextStyle, width: number, measure: Measure): string {
  if (measure(text, style) <= width) return text;
  const characters = Array.from(text);
  let [low, high] = [0, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${characters.slice(0, middle).join("")}…`, style) <= width) low = middle;
    else high = middle - 1;
  }
  return `${characters.slice(0, low).join("")}…`;
}
