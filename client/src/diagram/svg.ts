import type { Edge } from "./graph.ts";
import {
  NULL_MARK,
  type PlacedBox,
  type PlacedEdge,
  type PlacedRow,
  type Scene,
  sizes,
} from "./layout.ts";
import { fontSizes } from "./measure.ts";

/** The colours of a diagram, by what they are for. Any colour that CSS knows. */
export interface Palette {
  readonly background: string;
  readonly box: string;
  readonly header: string;
  readonly border: string;
  readonly text: string;
  readonly dim: string;
  readonly line: string;
  readonly key: string;
  readonly foreign: string;
  readonly table: string;
  readonly view: string;
  readonly child: string;
  readonly abstract: string;
  readonly embeddable: string;
  readonly unknown: string;
}

export const paletteNames = [
  "background",
  "box",
  "header",
  "border",
  "text",
  "dim",
  "line",
  "key",
  "foreign",
  "table",
  "view",
  "child",
  "abstract",
  "embeddable",
  "unknown",
] as const satisfies readonly (keyof Palette)[];

export interface Fonts {
  readonly text: string;
  readonly code: string;
}

/** The rules that give a diagram its look, in CSS. */
export function diagramStyle(colours: Palette, fonts: Fonts): string {
  const kinds = (["table", "view", "child", "abstract", "embeddable", "unknown"] as const).map(
    (kind) => `.${kind} .accent{fill:${colours[kind]}}`,
  );
  const size = (style: keyof typeof fontSizes): string => `font-size:${fontSizes[style]}px`;
  return [
    `text{font-family:${fonts.text};fill:${colours.text}}`,
    `.body{fill:${colours.box};stroke:${colours.border}}`,
    `.head{fill:${colours.header}}`,
    `.rule{stroke:${colours.border}}`,
    ...kinds,
    `.abstract .body,.embeddable .body,.unknown .body{stroke-dasharray:4 3}`,
    `.title{${size("title")};font-weight:600}`,
    `.subtitle{${size("subtitle")};fill:${colours.dim}}`,
    `.name{${size("name")}}`,
    `.primary .name{font-weight:600}`,
    `.inherited .name{fill:${colours.dim};font-style:italic}`,
    `.type{${size("type")};font-family:${fonts.code};fill:${colours.dim};text-anchor:end}`,
    `.flag{font-size:9px;font-weight:600;fill:${colours.dim};text-anchor:end}`,
    `.key{fill:none;stroke:${colours.key};stroke-width:1.4}`,
    `.foreign .key{stroke:${colours.foreign}}`,
    `.key.plain{stroke:${colours.dim}}`,
    `.dot{fill:${colours.dim};opacity:.55}`,
    `.line{fill:none;stroke:${colours.line};stroke-width:1.3}`,
    `.inherits .line,.embeds .line{stroke-dasharray:5 3}`,
    `.strokes{fill:none;stroke:${colours.line};stroke-width:1.3}`,
    `.shapes{fill:${colours.background};stroke:${colours.line};stroke-width:1.3}`,
    `.label{${size("label")};fill:${colours.dim};text-anchor:middle;paint-order:stroke;stroke:${colours.background};stroke-width:4px;stroke-linejoin:round}`,
    `.dense .label,.far-title,.hit{display:none}`,
  ].join("\n");
}

export interface SvgOptions {
  /** With a style the picture stands for itself, with a background; without, the page gives it its look. */
  readonly style?: { readonly colours: Palette; readonly fonts: Fonts };
  readonly title: string;
}

/** The diagram as an SVG document. Every text of the model is escaped. */
export function svgOf(scene: Scene, { style, title }: SvgOptions): string {
  const { width, height, boxes, edges } = scene;
  const own = style
    ? `<style>${escaped(diagramStyle(style.colours, style.fonts))}</style><rect width="${width}" height="${height}" fill="${escaped(style.colours.background)}"/>`
    : "";
  const groups = [
    `<g class="edges">${edges.map((edge, index) => edgeGroup(edge, index)).join("")}</g>`,
    `<g class="boxes">${boxes.map((box, index) => boxGroup(box, index)).join("")}</g>`,
  ].join("");
  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="group" aria-label="${escaped(title)}">`;
  return `${open}<title>${escaped(title)}</title>${own}<g class="diagram${scene.dense ? " dense" : ""}">${groups}</g></svg>`;
}

function boxGroup(box: PlacedBox, index: number): string {
  const { x, y, width, height, header, kind, shownName, shownTable } = box;
  const { padding } = sizes;
  const middle = width / 2;
  const baseline = shownTable === "" ? header / 2 + 5 : 19;
  const head = `M0.5,${header}V6.5a6,6 0 0,1 6,-6H${width - 6.5}a6,6 0 0,1 6,6V${header}Z`;
  return [
    `<g class="box ${kind}" data-box="${index}" transform="translate(${round(x)},${round(y)})" role="button" tabindex="-1" aria-label="${escaped(box.title)}">`,
    `<title>${escaped(box.title)}</title>`,
    `<rect class="body" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>`,
    `<path class="head" d="${head}"/>`,
    `<rect class="accent" x="0" y="9" width="3" height="${header - 18}" rx="1.5"/>`,
    box.rows.length > 0
      ? `<line class="rule" x1="0.5" x2="${width - 0.5}" y1="${header}" y2="${header}"/>`
      : "",
    `<text class="title" x="${padding}" y="${baseline}">${escaped(shownName)}</text>`,
    shownTable === ""
      ? ""
      : `<text class="subtitle" x="${padding}" y="35">${escaped(shownTable)}</text>`,
    ...box.rows.map((row, number) => rowGroup(row, number, width)),
    `<text class="far-title" x="${middle}" y="${height / 2}" font-size="${box.farSize}">${escaped(box.name)}</text>`,
    "</g>",
  ].join("");
}

function rowGroup(row: PlacedRow, index: number, width: number): string {
  const { padding, mark } = sizes;
  const classes = [
    "row",
    row.kind,
    ...(row.key === "none" ? [] : [row.key]),
    ...(row.inherited ? ["inherited"] : []),
  ];
  const baseline = row.top + sizes.row / 2 + 4;
  const right = width - padding;
  const nulls = row.nullable ? NULL_MARK : 0;
  return [
    `<g class="${classes.join(" ")}" data-row="${index}" role="button" tabindex="-1" aria-label="${escaped(row.title)}">`,
    `<title>${escaped(row.title)}</title>`,
    `<rect class="hit" x="1" y="${row.top + 0.5}" width="${width - 2}" height="${sizes.row - 1}" rx="3"/>`,
    markOf(row, padding, row.top + sizes.row / 2),
    `<text class="name" x="${padding + mark}" y="${baseline}">${escaped(row.shownLabel)}</text>`,
    row.unique ? `<text class="flag" x="${right - nulls}" y="${baseline - 1}">U</text>` : "",
    row.nullable ? `<text class="flag" x="${right}" y="${baseline - 1}">?</text>` : "",
    `<text class="type" x="${right - nulls - (row.unique ? 14 : 0)}" y="${baseline}">${escaped(row.shownType)}</text>`,
    "</g>",
  ].join("");
}

/** A key for a primary key, a link for a foreign one, an arrow for other relations, a dot for columns. */
function markOf({ key, kind }: PlacedRow, x: number, y: number): string {
  if (key === "primary") {
    return `<path class="key" d="M${x + 6.5},${y}a3,3 0 1,0 -6,0a3,3 0 1,0 6,0H${x + 13}v3M${x + 10.5},${y}v2.5"/>`;
  }
  if (key === "foreign") {
    return `<path class="key" d="M${x + 5},${y - 2.5}h-2a2.5,2.5 0 0,0 0,5h2M${x + 8},${y - 2.5}h2a2.5,2.5 0 0,1 0,5h-2M${x + 4.5},${y}h4"/>`;
  }
  if (kind === "column") return `<circle class="dot" cx="${x + 6.5}" cy="${y}" r="1.8"/>`;
  return `<path class="key plain" d="M${x + 1.5},${y}h9m-3.5,-3l3.5,3l-3.5,3"/>`;
}

const kindClasses: Readonly<Record<Edge["kind"], string>> = {
  relation: "relation",
  inherits: "inherits",
  embeds: "embeds",
};

function edgeGroup({ kind, line, label, title }: PlacedEdge, index: number): string {
  return [
    `<g class="edge ${kindClasses[kind]}" data-edge="${index}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<path class="hit" d="${line.path}"/>`,
    `<path class="line" d="${line.path}"/>`,
    line.shapes === "" ? "" : `<path class="shapes" d="${line.shapes}"/>`,
    line.strokes === "" ? "" : `<path class="strokes" d="${line.strokes}"/>`,
    label === ""
      ? ""
      : `<text class="label" x="${round(line.label.x)}" y="${round(line.label.y) + 3}">${escaped(label)}</text>`,
    "</g>",
  ].join("");
}

/** Text as it may stand in XML, in quotes too. What XML cannot hold is replaced. */
export function escaped(text: string): string {
  return text
    .replaceAll(unholdable, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML does not allow
const unholdable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\p{Surrogate}]/gu;

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
