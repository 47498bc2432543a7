export * from "./range.ts";
export * from "./edit.ts";
export * from "./known.ts";
export * from "./diagnostic.ts";
export * from "./cancellation.ts";
