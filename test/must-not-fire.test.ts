import { basename, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Program } from "../server/src/compiler/program.ts";
import { CompilerSession, type Snapshot } from "../server/src/compiler/session.ts";
import { readFileFacts } from "../server/src/engine/read-file.ts";
import type { FileFacts } from "../server/src/model/index.ts";
import { linkProject } from "../server/src/project/link.ts";
import type { Rule } from "../server/src/rules/support/define-rule.ts";
import { adapters } from "./support/adapters.ts";
import { loadRule, ruleFileNames } from "./support/all-rules.ts";
import { judgeFile } from "./support/judge.ts";

const folder = resolve(import.meta.dirname, "rules/must-not-fire");
/** The only file that uses the ORM at all, rightly. */
const USES_THE_ORM = "beside-typeorm.ts";

const session = new CompilerSession({ cwd: folder });
let snapshot: Snapshot;
let rules: readonly Rule[];
const factsOf = new Map<string, FileFacts | undefined>();

beforeAll(async () => {
  snapshot = await session.open([join(folder, "tsconfig.json")]);
  rules = await Promise.all(ruleFileNames().map(loadRule));
  const program = programOf(snapshot);
  for (const file of program.ownFiles) {
    if (!file.startsWith(`${folder}/`)) continue;
    factsOf.set(basename(file), await readFileFacts(program, file, adapters));
  }
});

afterAll(async () => {
  await snapshot.release();
  await session.close();
});

function programOf({ programs }: Snapshot): Program {
  const [program] = programs;
  if (!program) throw new Error("the fixtures make no program");
  return program;
}

const FILES = [
  "axios-client.ts",
  "beside-typeorm.ts",
  "elasticsearch-client.ts",
  "electrodb-service.ts",
  "express-application.ts",
  "knex-queries.ts",
  "lodash-collections.ts",
  "look-alike-decorators.ts",
  "map-and-set.ts",
  "missing-types.ts",
  "module-script.mjs",
  "mongoose-models.ts",
  "nest-service.ts",
  "nock-requests.ts",
  "own-query-builder.ts",
  "prisma-client.ts",
  "sequelize-replacements.ts",
  "static-repository.ts",
  "team-service.ts",
  "untyped-client.js",
  "web-objects.ts",
];

test("the files are those of the folder", () => {
  expect([...factsOf.keys()].sort()).toEqual(FILES);
});

describe.each(FILES)("%s", (file) => {
  test("holds nothing of an ORM", () => {
    const facts = factsOf.get(file);
    if (!facts || file === USES_THE_ORM) return;
    const { operations, sqlTexts, transactions, connections } = facts;
    // A class whose decorators are the project's own is kept as one that may mean anything.
    const entities = facts.entities.filter(
      (entity) => entity.kind !== "abstract" || entity.columns.length + entity.relations.length > 0,
    );
    expect({ entities, operations, sqlTexts, transactions, connections }).toEqual({
      entities: [],
      operations: [],
      sqlTexts: [],
      transactions: [],
      connections: [],
    });
  });

  test("is right by every rule", () => {
    const facts = factsOf.get(file);
    if (!facts) return;
    const project = linkProject([...factsOf.values()].filter((each) => each !== undefined));
    const findings = rules.flatMap((rule) =>
      judgeFile(rule, facts, project, { includeScripts: true }).map(
        (finding) => `${rule.name}: ${finding.message}`,
      ),
    );
    expect(findings).toEqual([]);
  });
});
