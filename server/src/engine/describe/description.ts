/** Text with names and code in it: code is set apart where the reader's surface can do that. */
export type Inline = readonly (string | { readonly code: string })[];

/** What is said about one thing of the data layer. How it looks is for the editor or terminal to choose. */
export interface Description {
  /** One sentence. */
  readonly summary?: Inline;
  /** Lines in the manner of SQL, aligned with spaces. Empty: nothing to show. */
  readonly block: readonly string[];
  /** One fact each, in the order of their weight. */
  readonly details: readonly Inline[];
  /** What could not be read, and why. */
  readonly unknowns: readonly Inline[];
  /** What the connected database says of it; absent when nothing is connected. */
  readonly database?: readonly Inline[];
}

/** Code inside of text: a name, a type, a piece of SQL. */
export function code(text: string): { readonly code: string } {
  return { code: text };
}

/** Text with names in it: inline`inverse ${"Post.author"}` sets the values apart as code. */
export function inline(
  strings: TemplateStringsArray,
  ...values: readonly (string | Inline)[]
): Inline {
  return strings.flatMap((text, index) => {
    const value = values[index];
    const parts: Inline =
      value === undefined ? [] : typeof value === "string" ? [code(value)] : value;
    return text === "" ? [...parts] : [text, ...parts];
  });
}

/** `a`, `b` and `c`. */
export function listed(items: readonly Inline[], last = "and"): Inline {
  return items.flatMap((item, index) => {
    if (index === 0) return [...item];
    return [index === items.length - 1 ? ` ${last} ` : ", ", ...item];
  });
}

/** The text without what sets code apart. */
export function plainText(text: Inline): string {
  return text.map((part) => (typeof part === "string" ? part : part.code)).join("");
}

/** Rows of cells as lines, each column as wide as its widest cell. Empty columns leave no gap. */
export function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, index) =>
    Math.max(0, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  return rows.map((row) =>
    widths
      .flatMap((width, index) => (width === 0 ? [] : [(row[index] ?? "").padEnd(width)]))
      .join("  ")
      .trimEnd(),
  );
}

/** `1 column`, `2 columns`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
