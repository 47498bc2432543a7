import "./style.css";
import { graphOf } from "../src/diagram/graph.ts";
import { layout, type PlacedBox, type Scene } from "../src/diagram/layout.ts";
import { type PageMessage, readExtensionMessage } from "../src/diagram/messages.ts";
import type { DiagramEntity, ModelReference } from "../src/diagram/model.ts";
import { type Match, neighbour, search } from "../src/diagram/search.ts";
import { isDetail, type PageState, readState } from "../src/diagram/state.ts";
import { svgOf } from "../src/diagram/svg.ts";
import { centred, fitting, moved, type View, zoomed } from "../src/diagram/viewport.ts";
import { adoptStyle, appearance, fontMeasure } from "./appearance.ts";
import { element } from "./elements.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: PageState): void;
};

const editor = acquireVsCodeApi();
const canvas = element("canvas", HTMLElement);
const message = element("message", HTMLElement);
const searchField = element("search", HTMLInputElement);
const found = element("found", HTMLElement);
const detailField = element("detail", HTMLSelectElement);
const classesField = element("classes", HTMLInputElement);
const zoomButton = element("zoom", HTMLButtonElement);

/** Pixels that a pointer may move in a click. */
const CLICK = 4;
const STEP = 60;
const ZOOM = 1.25;
/** Models with more classes are shown with their keys at first. */
const MANY = 40;
/** Below this the rows cannot be read, and the names of the classes stand alone. */
const FAR = 0.38;

const kept = editor.getState();
let state = readState(kept);
/** Whether it was decided how much is shown. */
let chosen = kept !== undefined && state.view !== undefined;
let entities: readonly DiagramEntity[] = [];
let scene: Scene | undefined;
let matches: readonly Match[] = [];
let current = -1;
let view: View = state.view ?? { x: 0, y: 0, scale: 1 };
let drawing: SVGGElement | undefined;

function keep(changes: Partial<PageState>): void {
  state = { ...state, ...changes };
  editor.setState(state);
}

// Drawing

function draw(focus?: string): void {
  const graph = graphOf(entities, state.options);
  scene = layout(graph, fontMeasure());
  const title = `${graph.boxes.length} classes, ${graph.edges.length} relations`;
  const parsed = new DOMParser().parseFromString(svgOf(scene, { title }), "image/svg+xml");
  const svg = document.importNode(parsed.documentElement, true);
  svg.querySelector(":scope > title")?.remove();
  for (const attribute of ["width", "height", "viewBox"]) svg.removeAttribute(attribute);
  canvas.replaceChildren(svg);
  drawing = svg.querySelector<SVGGElement>("g.diagram") ?? undefined;
  show(graph.boxes.length === 0 ? "No entities were found in this workspace." : undefined);
  findMatches();
  const selected = focus ?? state.selected;
  const index = scene.boxes.findIndex(({ id }) => id === selected);
  if (focus !== undefined && index >= 0) centreOn(index);
  else if (state.view) apply(state.view);
  else showAll();
  select(index >= 0 ? index : undefined);
}

function show(text: string | undefined): void {
  message.hidden = text === undefined;
  message.textContent = text ?? "";
}

function boxElement(index: number): SVGElement | null {
  return canvas.querySelector<SVGElement>(`[data-box="${index}"]`);
}

// The view

function apply(next: View): void {
  view = next;
  drawing?.setAttribute("transform", `translate(${view.x},${view.y}) scale(${view.scale})`);
  canvas.classList.toggle("far", view.scale < FAR);
  zoomButton.textContent = `${Math.round(view.scale * 100)}%`;
  keep({ view });
}

function size(): { width: number; height: number } {
  const { width, height } = canvas.getBoundingClientRect();
  return { width: Math.max(1, width), height: Math.max(1, height) };
}

function showAll(): void {
  if (scene) apply(fitting({ x: 0, y: 0, width: scene.width, height: scene.height }, size()));
}

function zoom(factor: number, at?: { x: number; y: number }): void {
  const { width, height } = size();
  apply(zoomed(view, factor, at ?? { x: width / 2, y: height / 2 }));
}

function centreOn(index: number): void {
  const box = scene?.boxes[index];
  if (box) apply(centred(view, box, size()));
}

/** Moves the view as little as shows all of a box. */
function bringIn({ x, y, width, height }: PlacedBox): void {
  const room = size();
  const edge = 16;
  const [left, top] = [x * view.scale + view.x, y * view.scale + view.y];
  const [right, bottom] = [left + width * view.scale, top + height * view.scale];
  const shift = (low: number, high: number, end: number): number =>
    low < edge ? edge - low : high > end - edge ? Math.max(end - edge - high, edge - low) : 0;
  apply(moved(view, shift(left, right, room.width), shift(top, bottom, room.height)));
}

// Selection

/** Marks a class, its lines and the classes at their other ends. */
function select(index: number | undefined): void {
  for (const each of canvas.querySelectorAll(".selected,.near")) {
    each.classList.remove("selected", "near");
  }
  for (const each of canvas.querySelectorAll('[tabindex="0"]')) each.setAttribute("tabindex", "-1");
  const id = index === undefined ? undefined : scene?.boxes[index]?.id;
  canvas.classList.toggle("has-selection", id !== undefined);
  if (!scene || index === undefined || id === undefined) {
    const { selected: _, ...rest } = state;
    state = rest;
    editor.setState(state);
    return;
  }
  keep({ selected: id });
  const box = boxElement(index);
  box?.classList.add("selected");
  box?.setAttribute("tabindex", "0");
  for (const row of box?.querySelectorAll(".row") ?? []) row.setAttribute("tabindex", "0");
  scene.edges.forEach(({ from, to }, edge) => {
    if (from.box !== id && to.box !== id) return;
    canvas.querySelector(`[data-edge="${edge}"]`)?.classList.add("near");
    const other = from.box === id ? to.box : from.box;
    boxElement(scene?.boxes.findIndex((each) => each.id === other) ?? -1)?.classList.add("near");
  });
}

function focusBox(index: number): void {
  const box = scene?.boxes[index];
  if (!box) return;
  select(index);
  bringIn(box);
  boxElement(index)?.focus({ preventScroll: true });
}

function open(reference: ModelReference | undefined): void {
  if (reference) editor.postMessage({ type: "open", ...reference });
}

/** What is drawn where an event happened. */
function referenceAt(target: EventTarget | null): ModelReference | undefined {
  if (!(target instanceof Element) || !scene) return undefined;
  const edge = target.closest("[data-edge]")?.getAttribute("data-edge");
  if (edge) return scene.edges[Number(edge)]?.reference;
  const box = boxAt(target);
  const row = target.closest("[data-row]")?.getAttribute("data-row");
  const placed = box === undefined ? undefined : scene.boxes[box];
  return (row ? placed?.rows[Number(row)]?.reference : undefined) ?? placed?.reference;
}

function boxAt(target: EventTarget | null): number | undefined {
  const box = target instanceof Element ? target.closest("[data-box]") : null;
  return box ? Number(box.getAttribute("data-box")) : undefined;
}

// Search

function findMatches(): void {
  matches = scene ? search(scene, state.query) : [];
  current = -1;
  canvas.classList.toggle("searching", state.query.trim() !== "");
  for (const each of canvas.querySelectorAll(".match,.current")) {
    each.classList.remove("match", "current");
  }
  for (const { box, row } of matches) {
    const element = boxElement(box);
    element?.classList.add("match");
    if (row !== undefined) element?.querySelector(`[data-row="${row}"]`)?.classList.add("match");
  }
  describeMatches();
}

function describeMatches(): void {
  const none = state.query.trim() === "";
  found.textContent = none
    ? ""
    : matches.length === 0
      ? "none"
      : current < 0
        ? `${matches.length} found`
        : `${current + 1} of ${matches.length}`;
}

function goToMatch(step: 1 | -1): void {
  if (matches.length === 0) return;
  const start = current < 0 && step < 0 ? 0 : current;
  current = (start + step + matches.length) % matches.length;
  const match = matches[current];
  canvas.querySelector(".current")?.classList.remove("current");
  if (!match) return;
  const box = boxElement(match.box);
  const target =
    match.row === undefined ? box : (box?.querySelector(`[data-row="${match.row}"]`) ?? box);
  target?.classList.add("current");
  const placed = scene?.boxes[match.box];
  if (placed && view.scale >= FAR) bringIn(placed);
  else centreOn(match.box);
  select(match.box);
  describeMatches();
}

// Events

searchField.addEventListener("input", () => {
  keep({ query: searchField.value });
  findMatches();
});
searchField.addEventListener("keydown", (event) => {
  if (event.key === "Enter") goToMatch(event.shiftKey ? -1 : 1);
  else if (event.key === "Escape") {
    searchField.value = "";
    keep({ query: "" });
    findMatches();
    canvas.focus();
  } else if (event.key === "ArrowDown" && matches.length > 0) {
    if (current < 0) goToMatch(1);
    focusBox(matches[Math.max(0, current)]?.box ?? 0);
  } else return;
  event.preventDefault();
});
element("next", HTMLButtonElement).addEventListener("click", () => goToMatch(1));
element("previous", HTMLButtonElement).addEventListener("click", () => goToMatch(-1));

detailField.addEventListener("change", () => {
  const { value } = detailField;
  if (isDetail(value)) redraw({ options: { ...state.options, detail: value } });
});
classesField.addEventListener("change", () => {
  redraw({ options: { ...state.options, classes: classesField.checked } });
});

/** Draws with other options: everything has another place then, so all is shown. */
function redraw(changes: Partial<PageState>): void {
  keep(changes);
  const { view: _, ...rest } = state;
  state = rest;
  draw();
}

element("in", HTMLButtonElement).addEventListener("click", () => zoom(ZOOM));
element("out", HTMLButtonElement).addEventListener("click", () => zoom(1 / ZOOM));
element("fit", HTMLButtonElement).addEventListener("click", showAll);
zoomButton.addEventListener("click", () => zoom(1 / view.scale));
element("export", HTMLButtonElement).addEventListener("click", () => {
  if (!scene) return;
  const title = `${scene.boxes.length} classes, ${scene.edges.length} relations`;
  editor.postMessage({ type: "export", svg: svgOf(scene, { title, style: appearance() }) });
});

canvas.addEventListener(
  "wheel",
  (event) => {
    event.preventDefault();
    const { left, top } = canvas.getBoundingClientRect();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 18 : 1;
    if (event.ctrlKey || event.metaKey) {
      const at = { x: event.clientX - left, y: event.clientY - top };
      zoom(Math.exp((-event.deltaY * unit) / 240), at);
    } else if (event.shiftKey && event.deltaX === 0) {
      apply(moved(view, -event.deltaY * unit, 0));
    } else apply(moved(view, -event.deltaX * unit, -event.deltaY * unit));
  },
  { passive: false },
);

let pressed: { x: number; y: number; view: View; dragged: boolean } | undefined;
canvas.addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return;
  pressed = { x: event.clientX, y: event.clientY, view, dragged: false };
});
canvas.addEventListener("pointermove", (event) => {
  if (!pressed) return;
  const [dx, dy] = [event.clientX - pressed.x, event.clientY - pressed.y];
  if (!pressed.dragged && Math.hypot(dx, dy) < CLICK) return;
  if (!pressed.dragged) canvas.setPointerCapture(event.pointerId);
  pressed.dragged = true;
  canvas.classList.add("dragging");
  apply(moved(pressed.view, dx, dy));
});
function release(): boolean {
  const dragged = pressed?.dragged === true;
  pressed = undefined;
  canvas.classList.remove("dragging");
  return dragged;
}
canvas.addEventListener("pointercancel", release);
let draggedLast = false;
canvas.addEventListener("pointerup", () => {
  draggedLast = release();
});
canvas.addEventListener("click", (event) => {
  if (draggedLast) {
    draggedLast = false;
    return;
  }
  select(boxAt(event.target));
  open(referenceAt(event.target));
});
canvas.addEventListener("focusin", (event) => {
  const box = boxAt(event.target);
  if (box !== undefined && scene?.boxes[box]?.id !== state.selected) select(box);
});

const arrows = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
} as const;

canvas.addEventListener("keydown", (event) => {
  if (event.altKey) return;
  const box = boxAt(event.target);
  const { key } = event;
  if (key in arrows && !event.ctrlKey && !event.metaKey) {
    const direction = arrows[key as keyof typeof arrows];
    if (event.shiftKey) pan(direction);
    else if (box !== undefined) {
      const next = scene && neighbour(scene, box, direction);
      if (next !== undefined) focusBox(next);
    } else focusBox(Math.max(0, selectedIndex()));
  } else if (key === "Enter" || key === " ") {
    if (box === undefined) focusBox(Math.max(0, selectedIndex()));
    else open(referenceAt(event.target));
  } else if (key === "Escape") {
    select(undefined);
    canvas.focus();
  } else if (event.ctrlKey || event.metaKey) return;
  else if (key === "+" || key === "=") zoom(ZOOM);
  else if (key === "-") zoom(1 / ZOOM);
  else if (key === "0") zoom(1 / view.scale);
  else if (key === "f" || key === "F") showAll();
  else return;
  event.preventDefault();
});

function pan(direction: "left" | "right" | "up" | "down"): void {
  const dx = direction === "left" ? STEP : direction === "right" ? -STEP : 0;
  const dy = direction === "up" ? STEP : direction === "down" ? -STEP : 0;
  apply(moved(view, dx, dy));
}

function selectedIndex(): number {
  return scene?.boxes.findIndex(({ id }) => id === state.selected) ?? -1;
}

document.addEventListener("keydown", (event) => {
  const inField = event.target instanceof HTMLInputElement;
  const wanted = event.key === "/" && !inField;
  if (!wanted && !(event.key === "f" && (event.ctrlKey || event.metaKey))) return;
  event.preventDefault();
  searchField.focus();
  searchField.select();
});

window.addEventListener("message", ({ data }) => {
  const received = readExtensionMessage(data);
  switch (received?.type) {
    case "model":
      entities = received.entities;
      if (!chosen && entities.length > 0) {
        chosen = true;
        keep({ options: { ...state.options, detail: entities.length > MANY ? "keys" : "all" } });
        detailField.value = state.options.detail;
      }
      draw(received.focus);
      break;
    case "focus": {
      const index = scene?.boxes.findIndex(({ id }) => id === received.entity) ?? -1;
      if (index < 0) break;
      centreOn(index);
      select(index);
      break;
    }
    case "problem":
      show(received.message);
      break;
    case undefined:
      break;
  }
});

adoptStyle();
searchField.value = state.query;
detailField.value = state.options.detail;
classesField.checked = state.options.classes;
show("Reading the entities …");
editor.postMessage({ type: "ready" });
