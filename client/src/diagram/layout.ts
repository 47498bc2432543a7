import { graphlib, layout as layOutGraph } from "@dagrejs/dagre";
import { type Line, loopLine, type Point, routedLine, type Side } from "./edge-lines.ts";
import type { Box, Edge, EdgeEnd, Graph, Row } from "./graph.ts";
import { estimate, fitted, fontSizes, type Measure } from "./measure.ts";
import { pack } from "./pack.ts";

/** Sizes in pixels. */
export const sizes = {
  row: 20,
  /** Above the rows, with the class's name alone, and with its table's name below. */
  header: 30,
  tallHeader: 44,
  padding: 10,
  /** Room for the mark of a key before a row's name. */
  mark: 18,
  /** Between a row's name and its type. */
  gap: 18,
  minimum: 130,
  maximum: 330,
  bottom: 5,
  margin: 28,
} as const;

export interface PlacedRow extends Row {
  /** From the box's upper edge to the row's. */
  readonly top: number;
  /** What of the name and the type fits. */
  readonly shownLabel: string;
  readonly shownType: string;
}

export interface PlacedBox extends Omit<Box, "rows"> {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly header: number;
  readonly shownName: string;
  readonly shownTable: string;
  /** Size in which the name fills the box, for a view from far away. */
  readonly farSize: number;
  readonly rows: readonly PlacedRow[];
}

export interface PlacedEdge extends Edge {
  readonly line: Line;
}

/** Everything with its place; the origin is the upper left corner. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  readonly edges: readonly PlacedEdge[];
  /** There are so many lines that their labels would hide more than they tell. */
  readonly dense: boolean;
}

const DENSE = 60;

/** Places the boxes of a graph: what belongs together in layers from left to right, the parts side by side. */
export function layout(graph: Graph, measure: Measure = estimate): Scene {
  const boxes = new Map(graph.boxes.map((box) => [box.id, sizedBox(box, measure)]));
  const dense = graph.edges.length > DENSE;
  const parts = components(graph).map((part) => placePart(part, boxes, dense, measure));
  const { places, width, height } = pack(parts);
  const placed: PlacedBox[] = [];
  const edges: PlacedEdge[] = [];
  parts.forEach((part, index) => {
    const by = places[index] ?? { x: 0, y: 0 };
    const moved = new Map(
      part.boxes.map((box) => [
        box.id,
        { ...box, x: box.x + by.x + sizes.margin, y: box.y + by.y + sizes.margin },
      ]),
    );
    placed.push(...moved.values());
    for (const { edge, points } of part.edges) {
      const line = lineOf(
        edge,
        moved,
        points.map(({ x, y }) => ({ x: x + by.x + sizes.margin, y: y + by.y + sizes.margin })),
      );
      if (line) edges.push({ ...edge, line });
    }
  });
  const order = new Map(graph.boxes.map(({ id }, index) => [id, index]));
  placed.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  return {
    width: Math.ceil(width + 2 * sizes.margin),
    height: Math.ceil(height + 2 * sizes.margin),
    boxes: placed,
    edges,
    dense,
  };
}

interface Part {
  readonly boxes: readonly PlacedBox[];
  readonly edges: readonly { readonly edge: Edge; readonly points: readonly Point[] }[];
  readonly width: number;
  readonly height: number;
}

function sizedBox(box: Box, measure: Measure): PlacedBox {
  const { padding, mark, gap, minimum, maximum } = sizes;
  const header = box.table === "" ? sizes.header : sizes.tallHeader;
  const rowWidth = ({ label, type, nullable, unique }: Row): number =>
    mark +
    measure(label, "name") +
    gap +
    measure(type, "type") +
    (nullable ? NULL_MARK : 0) +
    (unique ? UNIQUE_MARK : 0);
  const wanted = Math.max(
    measure(box.name, "title"),
    measure(box.table, "subtitle"),
    ...box.rows.map(rowWidth),
  );
  const width = Math.ceil(Math.min(maximum, Math.max(minimum, wanted + 2 * padding)));
  const inner = width - 2 * padding;
  const height = header + box.rows.length * sizes.row + (box.rows.length > 0 ? sizes.bottom : 0);
  const farSize = (fontSizes.title * (inner + padding)) / Math.max(1, measure(box.name, "title"));
  return {
    ...box,
    x: 0,
    y: 0,
    width,
    height,
    farSize: Math.floor(Math.min(64, height * 0.7, farSize)),
    header,
    shownName: fitted(box.name, "title", inner, measure),
    shownTable: fitted(box.table, "subtitle", inner, measure),
    rows: box.rows.map((row, index) => {
      const marks = (row.nullable ? NULL_MARK : 0) + (row.unique ? UNIQUE_MARK : 0);
      const free = inner - mark - gap - marks;
      const shownLabel = fitted(row.label, "name", free * 0.75, measure);
      const rest = free - measure(shownLabel, "name");
      return {
        ...row,
        top: header + index * sizes.row,
        shownLabel,
        shownType: fitted(row.type, "type", rest, measure),
      };
    }),
  };
}

/** Widths of the marks behind a type. */
export const NULL_MARK = 12;
export const UNIQUE_MARK = 14;

/** The parts of a graph that no line ties together, in the order of their first boxes. */
function components({ boxes, edges }: Graph): Graph[] {
  const parent = new Map(boxes.map(({ id }) => [id, id]));
  const root = (id: string): string => {
    let current = id;
    for (let next = parent.get(current); next !== undefined && next !== current; ) {
      parent.set(current, parent.get(next) ?? next);
      current = next;
      next = parent.get(current);
    }
    return current;
  };
  for (const { from, to } of edges) parent.set(root(from.box), root(to.box));
  const parts = new Map<string, { boxes: Box[]; edges: Edge[] }>();
  for (const box of boxes) {
    const part = parts.get(root(box.id)) ?? { boxes: [], edges: [] };
    part.boxes.push(box);
    parts.set(root(box.id), part);
  }
  for (const edge of edges) parts.get(root(edge.from.box))?.edges.push(edge);
  return [...parts.values()];
}

function placePart(
  { boxes, edges }: Graph,
  sized: ReadonlyMap<string, PlacedBox>,
  dense: boolean,
  measure: Measure,
): Part {
  const own = boxes.map(({ id }) => sized.get(id)).filter((box) => box !== undefined);
  const [only] = own;
  if (only && own.length === 1 && edges.length === 0) {
    return { boxes: own, edges: [], width: only.width, height: only.height };
  }
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: "LR",
    nodesep: 26,
    edgesep: 12,
    ranksep: dense ? 70 : 60,
    // Cycles are common between classes: few lines turned round keep the layers few.
    acyclicer: "greedy",
    ranker: dense ? "tight-tree" : "network-simplex",
  });
  for (const { id, width, height } of own) graph.setNode(id, { width, height });
  const bases = new Set(own.filter(({ kind }) => kind === "abstract").map(({ id }) => id));
  for (const edge of edges) {
    if (edge.from.box === edge.to.box) continue;
    const room = dense || edge.label === "" ? {} : labelRoom(edge.label, measure);
    // Subclasses stay close to their base, but not all of them to a base of everything.
    const weight = edge.kind === "relation" ? 1 : bases.has(edge.from.box) ? 0 : 3;
    graph.setEdge(edge.from.box, edge.to.box, { ...room, weight }, edge.id);
  }
  layOutGraph(graph);
  const placed = own.map((box) => {
    const { x, y } = pointOf(graph.node(box.id));
    return { ...box, x: x - box.width / 2, y: y - box.height / 2 };
  });
  const lines = edges.map((edge) => ({
    edge,
    points:
      edge.from.box === edge.to.box
        ? []
        : pointsOf(graph.edge({ v: edge.from.box, w: edge.to.box, name: edge.id })).slice(1, -1),
  }));
  const loops = own.some(({ id }) =>
    edges.some(({ from, to }) => from.box === id && to.box === id),
  );
  const all = [
    ...placed.map(({ x, y, width, height }) => ({ x, y, right: x + width, bottom: y + height })),
    ...lines.flatMap(({ points }) => points.map(({ x, y }) => ({ x, y, right: x, bottom: y }))),
  ];
  const left = Math.min(...all.map(({ x }) => x));
  const top = Math.min(...all.map(({ y }) => y));
  const moved = ({ x, y }: Point): Point => ({ x: x - left, y: y - top });
  return {
    boxes: placed.map((box) => ({ ...box, ...moved(box) })),
    edges: lines.map(({ edge, points }) => ({ edge, points: points.map(moved) })),
    width: Math.max(...all.map(({ right }) => right)) - left + (loops ? LOOP_ROOM : 0),
    height: Math.max(...all.map(({ bottom }) => bottom)) - top,
  };
}

const LOOP_ROOM = 46;

function labelRoom(label: string, measure: Measure): { width: number; height: number } {
  return { width: Math.min(160, measure(label, "label")) + 8, height: fontSizes.label + 4 };
}

/** A place of dagre's: it describes its answers loosely. */
function pointOf(value: unknown): Point {
  if (typeof value === "object" && value !== null && "x" in value && "y" in value) {
    const { x, y } = value;
    if (typeof x === "number" && typeof y === "number") return { x, y };
  }
  throw new Error("the layout gave no place");
}

function pointsOf(value: unknown): Point[] {
  if (typeof value === "object" && value !== null && "points" in value) {
    if (Array.isArray(value.points)) return value.points.map(pointOf);
  }
  throw new Error("the layout gave no line");
}

function lineOf(
  edge: Edge,
  boxes: ReadonlyMap<string, PlacedBox>,
  points: readonly Point[],
): Line | undefined {
  const [from, to] = [boxes.get(edge.from.box), boxes.get(edge.to.box)];
  if (!from || !to) return undefined;
  const cards = [edge.from.cardinality, edge.to.cardinality] as const;
  if (from === to) {
    const x = from.x + from.width;
    return loopLine({ x, y: rowMiddle(from, edge.from) }, { x, y: rowMiddle(to, edge.to) }, cards);
  }
  // Between neighbouring layers the only point is that of the label, and no box is in the way.
  const way = points.length > 1 ? points : [];
  const first = way[0] ?? middle(to);
  const last = way.at(-1) ?? middle(from);
  const start = anchor(from, edge.from, first.x < middle(from).x ? "left" : "right");
  const end = anchor(to, edge.to, last.x < middle(to).x ? "left" : "right");
  return routedLine(start, end, way, cards, edge.kind);
}

function middle({ x, y, width, height }: PlacedBox): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

function anchor(box: PlacedBox, end: EdgeEnd, side: Side): { at: Point; side: Side } {
  return { at: { x: side === "left" ? box.x : box.x + box.width, y: rowMiddle(box, end) }, side };
}

/** Lines end at the row of the property, else at the header. */
function rowMiddle(box: PlacedBox, { row }: EdgeEnd): number {
  const found = box.rows.find(({ property }) => property === row);
  return box.y + (found ? found.top + sizes.row / 2 : box.header / 2);
}
