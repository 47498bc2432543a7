import type { Scene } from "./layout.ts";

export interface Match {
  /** Positions in the scene. */
  readonly box: number;
  readonly row?: number;
}

/** What a search finds, classes by name and table before members; nothing for an empty query. */
export function search(scene: Scene, query: string): readonly Match[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const holds = (...texts: readonly string[]): boolean =>
    words.every((word) => texts.some((text) => text.toLowerCase().includes(word)));
  const boxes: Match[] = [];
  const rows: Match[] = [];
  scene.boxes.forEach(({ name, table, rows: members }, box) => {
    if (holds(name, table)) boxes.push({ box });
    members.forEach(({ label, names }, row) => {
      const path = query.includes(".") ? [`${name}.${label}`] : [];
      if (holds(label, ...names, ...path)) rows.push({ box, row });
    });
  });
  return [...boxes, ...rows];
}

/** The nearest box in a direction, by the middles; `undefined` where there is none. */
export function neighbour(
  scene: Scene,
  from: number,
  direction: "left" | "right" | "up" | "down",
): number | undefined {
  const start = scene.boxes[from];
  if (!start) return undefined;
  const middle = ({ x, y, width, height }: (typeof scene.boxes)[number]) => ({
    x: x + width / 2,
    y: y + height / 2,
  });
  const here = middle(start);
  let best: { index: number; distance: number } | undefined;
  scene.boxes.forEach((box, index) => {
    const there = middle(box);
    const [dx, dy] = [there.x - here.x, there.y - here.y];
    const level = direction === "left" || direction === "right";
    const along =
      direction === "left" ? -dx : direction === "right" ? dx : direction === "up" ? -dy : dy;
    if (index === from || along <= 1) return;
    // What lies aside counts double: a key goes where it points.
    const distance = along + 2 * Math.abs(level ? dy : dx);
    if (!best || distance < best.distance) best = { index, distance };
  });
  return best?.index;
}
