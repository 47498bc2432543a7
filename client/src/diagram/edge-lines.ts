import type { Cardinality, Edge } from "./graph.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Side = "left" | "right";

/** A line with the signs at its ends, as path data of SVG. */
export interface Line {
  readonly path: string;
  /** Open strokes: bars, crow's feet. */
  readonly strokes: string;
  /** Shapes that are filled with the background: the circles of "zero", the triangle of inheritance. */
  readonly shapes: string;
  /** Where the label's middle is. */
  readonly label: Point;
}

interface End {
  readonly at: Point;
  readonly side: Side;
}

type Cardinalities = readonly [from: Cardinality | undefined, to: Cardinality | undefined];

/** How far a line leaves a box straight, so that the signs stand on it. */
const STEM = 20;

/** A smooth line through points that lead from one layer to the next. */
export function routedLine(
  from: End,
  to: End,
  points: readonly Point[],
  [fromCount, toCount]: Cardinalities,
  kind: Edge["kind"],
): Line {
  const [first, last] = [stem(from), stem(to)];
  const way = [first, ...points.filter((point) => between(point, first, last)), last];
  const path = [`M${text(from.at)}L${text(first)}`];
  for (let index = 1; index < way.length; index++) {
    const [previous, next] = [way[index - 1], way[index]];
    if (previous && next) path.push(bump(previous, next));
  }
  path.push(`L${text(to.at)}`);
  const signs = [sign(from, fromCount), sign(to, toCount)];
  if (kind === "inherits") signs.push({ strokes: "", shapes: triangle(from) });
  if (kind === "embeds") signs.push({ strokes: "", shapes: diamond(from) });
  return {
    path: path.join(""),
    strokes: signs.map(({ strokes }) => strokes).join(""),
    shapes: signs.map(({ shapes }) => shapes).join(""),
    label: middleOf(way),
  };
}

/** A line from a box to itself, on its right. */
export function loopLine(from: Point, to: Point, [fromCount, toCount]: Cardinalities): Line {
  const apart = Math.abs(to.y - from.y) < 6 ? 7 : 0;
  const start: End = { at: { x: from.x, y: from.y - apart }, side: "right" };
  const end: End = { at: { x: to.x, y: to.y + apart }, side: "right" };
  const [first, last] = [stem(start), stem(end)];
  const out = first.x + 26;
  const signs = [sign(start, fromCount), sign(end, toCount)];
  return {
    path: `M${text(start.at)}L${text(first)}C${text({ x: out, y: first.y })} ${text({ x: out, y: last.y })} ${text(last)}L${text(end.at)}`,
    strokes: signs.map(({ strokes }) => strokes).join(""),
    shapes: signs.map(({ shapes }) => shapes).join(""),
    label: { x: out, y: (first.y + last.y) / 2 },
  };
}

function stem({ at, side }: End): Point {
  return { x: at.x + outward(side) * STEM, y: at.y };
}

function outward(side: Side): 1 | -1 {
  return side === "left" ? -1 : 1;
}

function between({ x }: Point, a: Point, b: Point): boolean {
  return x > Math.min(a.x, b.x) && x < Math.max(a.x, b.x);
}

/** A curve that leaves and arrives level. */
function bump(from: Point, to: Point): string {
  const x = (from.x + to.x) / 2;
  return `C${text({ x, y: from.y })} ${text({ x, y: to.y })} ${text(to)}`;
}

function middleOf(way: readonly Point[]): Point {
  const inner = way.slice(1, -1);
  const only = inner[Math.floor((inner.length - 1) / 2)];
  if (only) return only;
  const [first, last] = [way[0], way.at(-1)];
  if (!first || !last) return { x: 0, y: 0 };
  return { x: (first.x + last.x) / 2, y: (first.y + last.y) / 2 };
}

interface Sign {
  readonly strokes: string;
  readonly shapes: string;
}

/** The signs of a crow's-foot notation, the outer one first: circle or bar for the least, foot or bar for the most. */
function sign({ at, side }: End, cardinality: Cardinality | undefined): Sign {
  const x = (distance: number): number => at.x + outward(side) * distance;
  const bar = (distance: number): string =>
    `M${text({ x: x(distance), y: at.y - 5 })}L${text({ x: x(distance), y: at.y + 5 })}`;
  switch (cardinality) {
    case undefined:
      return { strokes: "", shapes: "" };
    case "one":
      return { strokes: bar(6) + bar(10), shapes: "" };
    case "zero-or-one":
      return { strokes: bar(6), shapes: circle({ x: x(13), y: at.y }, 3.5) };
    case "zero-or-many": {
      const tip = { x: x(10), y: at.y };
      const feet = [-6, 6].map((offset) => `M${text(tip)}L${text({ x: at.x, y: at.y + offset })}`);
      return { strokes: feet.join(""), shapes: circle({ x: x(13.5), y: at.y }, 3.5) };
    }
  }
}

function circle({ x, y }: Point, radius: number): string {
  const half = `a${radius},${radius} 0 1,0 `;
  return `M${text({ x: x - radius, y })}${half}${2 * radius},0${half}${-2 * radius},0Z`;
}

function triangle({ at, side }: End): string {
  const x = at.x + outward(side) * 11;
  return `M${text(at)}L${text({ x, y: at.y - 6 })}L${text({ x, y: at.y + 6 })}Z`;
}

function diamond({ at, side }: End): string {
  const dx = outward(side);
  return `M${text(at)}L${text({ x: at.x + dx * 7, y: at.y - 4 })}L${text({ x: at.x + dx * 14, y: at.y })}L${text({ x: at.x + dx * 7, y: at.y + 4 })}Z`;
}

function text({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
