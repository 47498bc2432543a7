import type { Feature } from "../feature.ts";

/** Everything that the server can do beside diagnostics. */
export const features: readonly Feature[] = [];
