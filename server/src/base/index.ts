export * from "./cancellation.ts";
export * from "./diagnostic.ts";
export * from "./edit.ts";
export * from "./known.ts";
export * from "./nearest-name.ts";
export * from "./range.ts";
