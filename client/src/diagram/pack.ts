export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Packing extends Size {
  /** Upper left corners, in the order of the sizes. */
  readonly places: readonly { readonly x: number; readonly y: number }[];
}

/** Between parts. */
const GAP = 44;
/** Wished width over height. */
const ASPECT = 1.7;

/** Puts rectangles on shelves, the tallest first, so that all of it is about as wide as a window. */
export function pack(parts: readonly Size[]): Packing {
  const order = parts
    .map(({ width, height }, index) => ({ width, height, index }))
    .sort((a, b) => b.height - a.height || b.width - a.width || a.index - b.index);
  const area = parts.reduce((sum, { width, height }) => sum + (width + GAP) * (height + GAP), 0);
  const shelf = Math.max(Math.sqrt(area * ASPECT), ...parts.map(({ width }) => width));
  const places = parts.map(() => ({ x: 0, y: 0 }));
  let [x, y, tallest, right] = [0, 0, 0, 0];
  for (const { width, height, index } of order) {
    if (x > 0 && x + width > shelf) {
      y += tallest + GAP;
      [x, tallest] = [0, 0];
    }
    places[index] = { x, y };
    x += width + GAP;
    tallest = Math.max(tallest, height);
    right = Math.max(right, x - GAP);
  }
  return { places, width: right, height: y + tallest };
}
