import type { Adapter } from "../adapter.ts";
import { readOperations } from "./operations.ts";
import { readSqlTexts } from "./sql-texts.ts";

/** Reads TypeORM 0.3.x and 1.x. */
export const typeormAdapter: Adapter = {
  name: "typeorm",
  packages: ["typeorm"],
  capabilities: new Set(["entities"]),
  mayConcern: () => true,
  async read(context) {
    await readOperations(context, await readSqlTexts(context));
  },
};
