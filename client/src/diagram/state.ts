import { type Detail, details, type GraphOptions } from "./graph.ts";
import type { View } from "./viewport.ts";

/** What outlives the page while it is hidden. */
export interface PageState {
  readonly options: GraphOptions;
  readonly query: string;
  /** Id of the class that is selected. */
  readonly selected?: string;
  readonly view?: View;
}

export const initialState: PageState = {
  options: { detail: "all", classes: false },
  query: "",
};

/** The state that an earlier page kept, as far as it is one. */
export function readState(value: unknown): PageState {
  if (typeof value !== "object" || value === null) return initialState;
  const { options, query, selected, view } = value as Readonly<Record<string, unknown>>;
  return {
    options: readOptions(options),
    query: typeof query === "string" ? query : "",
    ...(typeof selected === "string" ? { selected } : {}),
    ...(isView(view) ? { view } : {}),
  };
}

export function isDetail(value: unknown): value is Detail {
  return details.some((detail) => detail === value);
}

function readOptions(value: unknown): GraphOptions {
  if (typeof value !== "object" || value === null) return initialState.options;
  const { detail, classes } = value as Readonly<Record<string, unknown>>;
  return {
    detail: isDetail(detail) ? detail : initialState.options.detail,
    classes: classes === true,
  };
}

function isView(value: unknown): value is View {
  if (typeof value !== "object" || value === null) return false;
  const { x, y, scale } = value as Readonly<Record<string, unknown>>;
  return [x, y, scale].every(Number.isFinite) && (scale as number) > 0;
}
