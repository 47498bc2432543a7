import type { Adapter } from "../adapters/adapter.ts";
import { typeormAdapter } from "../adapters/typeorm/index.ts";

/** The adapters of all supported ORMs. */
export const adapters: readonly Adapter[] = [typeormAdapter];
