import type { Connection, Dialect, FileFacts } from "../model/index.ts";
import { linkEntities } from "./entities.ts";
import { linkFunctions } from "./functions.ts";
import { type LayerPattern, linkLayers } from "./layers.ts";
import { namingOf } from "./naming.ts";
import type { Project } from "./project.ts";

export interface LinkOptions {
  /** Layers that the configuration names; they go before what the code itself tells. */
  readonly layers?: readonly LayerPattern[];
  /**
   * Databases whose drivers the project depends on. They count where no connection could be read.
   */
  readonly drivers?: readonly Dialect[];
}

/** Ties the facts of all files together. Of two facts of one file the later are taken. */
export function linkProject(files: Iterable<FileFacts>, options: LinkOptions = {}): Project {
  const byFile = new Map<string, FileFacts>();
  for (const facts of files) byFile.set(facts.file, facts);
  const all = [...byFile.values()];
  const connections = tellingConnections(all.flatMap((facts) => facts.connections));
  const naming = namingOf(connections);
  const entities = linkEntities(
    all.flatMap((facts) => facts.entities),
    naming,
  );
  const functions = linkFunctions(byFile);
  return {
    files: byFile,
    entities: entities.all,
    entity: (id) => entities.byId(id),
    dialects: new Set(dialectsOf(connections) ?? options.drivers),
    naming,
    functionById: (id) => functions.functionById(id),
    operationsOf: (facts, index) => functions.operationsOf(facts, index),
    operationsBehind: (call) => functions.operationsBehind(call),
    mayRun: (id, wanted) => functions.mayRun(id, wanted),
    layerOf: linkLayers(options.layers),
  };
}

/**
 * The connections that tell most about the running application: its own, else those of migration
 * tooling, else those of tests.
 */
function tellingConnections(connections: readonly Connection[]): readonly Connection[] {
  const purposes = ["application", "migration-tool", "test"] as const;
  const groups = purposes.map((purpose) =>
    connections.filter((connection) => connection.purpose === purpose),
  );
  return groups.find((group) => group.length > 0) ?? [];
}

/** `undefined` without connections, and when one names a database that could not be read: the others say too little. */
function dialectsOf(connections: readonly Connection[]): readonly Dialect[] | undefined {
  if (connections.length === 0) return undefined;
  const dialects: Dialect[] = [];
  for (const { dialect } of connections) {
    if (!dialect.known) return undefined;
    dialects.push(dialect.value);
  }
  return dialects;
}
