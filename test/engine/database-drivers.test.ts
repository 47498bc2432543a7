import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { adapters } from "../../server/src/engine/adapters.ts";
import { check } from "../../server/src/engine/check.ts";
import { loadConfiguration } from "../../server/src/engine/config/load.ts";
import { databaseDrivers } from "../../server/src/engine/database-drivers.ts";
import unbounded from "../../server/src/rules/no-unbounded-string.ts";
import { type TemporaryProject, temporaryProject } from "../support/run-cli.ts";

let project: TemporaryProject | undefined;

afterEach(() => project?.remove());

function manifests(texts: Readonly<Record<string, unknown>>): string {
  project = temporaryProject(
    undefined,
    Object.fromEntries(
      Object.entries(texts).map(([path, manifest]) => [path, JSON.stringify(manifest)]),
    ),
  );
  return project.folder;
}

function driversIn(folder: string, ...configFiles: readonly string[]): readonly string[] {
  return databaseDrivers(
    configFiles.map((path) => ({ configFile: join(folder, path), ownFiles: [] })),
  );
}

describe("databaseDrivers", () => {
  it("takes what runs before what only tests may use", () => {
    const folder = manifests({
      "package.json": { dependencies: { pg: "8" }, devDependencies: { "sql.js": "1" } },
      "b/package.json": { devDependencies: { mysql2: "3", "better-sqlite3": "11" } },
    });
    expect(driversIn(folder, "tsconfig.json")).toEqual(["postgres"]);
    expect(driversIn(folder, "b/tsconfig.json")).toEqual(["mysql", "sqlite"]);
    expect(driversIn(folder, "b/tsconfig.json", "tsconfig.json")).toEqual([
      "mysql",
      "postgres",
      "sqlite",
    ]);
  });

  it("looks upward where a package names none", () => {
    const folder = manifests({
      "package.json": { dependencies: { mssql: "11" } },
      "packages/a/package.json": { dependencies: { typeorm: "0.3" } },
    });
    expect(driversIn(folder, "packages/a/src/tsconfig.json")).toEqual(["mssql"]);
  });

  it("looks from the files where there is no tsconfig", () => {
    const folder = manifests({ "package.json": { optionalDependencies: { oracledb: "6" } } });
    const ownFiles = [join(folder, "src/user.js")];
    expect(databaseDrivers([{ configFile: undefined, ownFiles }])).toEqual(["oracle"]);
  });
});

const entity = `import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
@Entity()
export class User {
  @PrimaryGeneratedColumn() id: number;
  @Column() name: string;
}
`;

async function findings(driver: string): Promise<number> {
  const folder = manifests({
    "package.json": { dependencies: { typeorm: "0.3", [driver]: "*" } },
    "tsconfig.json": {
      compilerOptions: {
        strict: true,
        strictPropertyInitialization: false,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
        types: [],
      },
    },
  });
  project?.write({ "user.ts": entity });
  const loaded = await loadConfiguration({ cwd: folder, rules: [unbounded] });
  if (!loaded.ok) throw new Error("the configuration is wrong");
  const { configuration } = loaded;
  const result = await check({ cwd: folder, configuration, rules: [unbounded], adapters });
  return result.diagnostics.length;
}

it("judges columns by the driver where no connection tells", async () => {
  expect(await findings("mysql")).toBe(0);
  project?.remove();
  expect(await findings("pg")).toBe(1);
});
