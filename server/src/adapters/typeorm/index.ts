import type { Adapter, ReadContext } from "../adapter.ts";
import { readConnections } from "./connections.ts";
import { readEntity } from "./entities.ts";
import { findCandidates } from "./entities-candidates.ts";
import { entityReader } from "./entities-reader.ts";
import { unknownReasons } from "./entities-unknowns.ts";
import { readEntitySchema } from "./entity-schema.ts";
import { mayConcern, probe } from "./may-concern.ts";
import { readMentions } from "./mentions.ts";
import { readOperations } from "./operations.ts";
import { readSqlTexts } from "./sql-texts.ts";

/** Reads TypeORM 0.3.x and 1.x. */
export const typeormAdapter: Adapter = {
  name: "typeorm",
  packages: ["typeorm"],
  capabilities: new Set([
    "entities",
    "column-types",
    "column-lengths",
    "relations",
    "inverse-relations",
    "eager-relations",
    "cascades",
    "operations",
    "conditions",
    "relation-loading",
    "paging",
    "sql-texts",
    "transactions",
    "connections",
    "schema-synchronisation",
  ]),
  probe,
  mayConcern,
  async read(context) {
    await Promise.all([
      readModel(context),
      readSqlTexts(context).then((sqlByCall) => readOperations(context, sqlByCall)),
      ...(context.mentions ? [readMentions(context)] : []),
    ]);
  },
};

/** Adds the entities and connections of a file, in order of the text. */
export async function readModel(context: ReadContext): Promise<void> {
  const reader = entityReader(context);
  const candidates = findCandidates(context.flow.structure, reader.imports);
  const [entities, connections] = await Promise.all([
    Promise.all([
      ...candidates.classes.map((node) => readEntity(node, reader)),
      ...candidates.schemas.map((node) => readEntitySchema(node, reader)),
    ]),
    readConnections(candidates, reader),
  ]);
  for (const entity of entities) {
    if (!entity) continue;
    context.facts.addEntity(entity);
    for (const reason of unknownReasons(entity)) context.facts.countUnknown(reason);
  }
  for (const connection of connections) context.facts.addConnection(connection);
}
