export * from "./parse.ts";
export * from "./placeholders.ts";
export * from "./position-map.ts";
export * from "./scanner.ts";
export * from "./slots.ts";
