import type { Adapter } from "../../server/src/adapters/adapter.ts";
import { typeormAdapter } from "../../server/src/adapters/typeorm/index.ts";

/** The adapters that fixtures are read with. */
export const adapters: readonly Adapter[] = [typeormAdapter];
