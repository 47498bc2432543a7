/** Where the diagram lies: its origin in pixels of the canvas, and its size. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const SMALLEST = 0.04;
const LARGEST = 3;

/** The view that is so much larger, with the point of the canvas where it was. */
export function zoomed(view: View, factor: number, at: { x: number; y: number }): View {
  const scale = Math.min(LARGEST, Math.max(SMALLEST, view.scale * factor));
  const real = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * real, y: at.y - (at.y - view.y) * real };
}

export function moved(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x + dx, y: view.y + dy };
}

/** All of the area in the middle of the canvas, no larger than it is. */
export function fitting(area: Area, canvas: { width: number; height: number }): View {
  const scale = Math.min(
    1,
    Math.max(SMALLEST, Math.min(canvas.width / area.width, canvas.height / area.height)),
  );
  return {
    scale,
    x: (canvas.width - area.width * scale) / 2 - area.x * scale,
    y: (canvas.height - area.height * scale) / 2 - area.y * scale,
  };
}

/** The view moved so that the area is in the middle, no smaller than can be read. */
export function centred(view: View, area: Area, canvas: { width: number; height: number }): View {
  const readable = Math.min(1, canvas.width / area.width, canvas.height / area.height);
  const scale = Math.max(view.scale, Math.min(readable, 0.8));
  return {
    scale,
    x: canvas.width / 2 - (area.x + area.width / 2) * scale,
    y: canvas.height / 2 - (area.y + area.height / 2) * scale,
  };
}
