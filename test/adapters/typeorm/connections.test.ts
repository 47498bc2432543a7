import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { purposeOf } from "../../../server/src/adapters/typeorm/connections.ts";
import type { Connection } from "../../../server/src/model/index.ts";
import { ModelFixtures, printOption, type ReadModel } from "./print-model.ts";

const fixtures = new ModelFixtures();
afterAll(() => fixtures.close());

function print(connection: Connection, text: string): readonly string[] {
  const { dialect, naming, tablePrefix, credentials, synchronize, dropSchema } = connection;
  return [
    `${connection.api} ${dialect.known ? dialect.value : `?${dialect.reason}`}${connection.inMemory ? " in memory" : ""}`,
    naming?.known ? `names ${naming.value}` : `names ?${naming?.reason}`,
    ...(tablePrefix?.known ? [`prefix ${tablePrefix.value}`] : []),
    ...(synchronize ? [`synchronize ${printOption(synchronize, text)}`] : []),
    ...(dropSchema ? [`dropSchema ${printOption(dropSchema, text)}`] : []),
    ...credentials.map((credential) => `secret ${printOption(credential, text)}`),
  ];
}

describe("connections", () => {
  let model: ReadModel;
  beforeAll(async () => {
    model = await fixtures.read("connections.ts");
  });

  it("reads each set of options once", () => {
    const { facts, text } = model;
    expect(facts.connections.map((connection) => print(connection, text))).toMatchInlineSnapshot(`
      [
        [
          "new DataSource postgres",
          "names snake",
          "synchronize true at true",
          "secret literal at "hunter2"",
        ],
        [
          "new DataSource mysql",
          "names ?custom-naming-strategy",
          "prefix app_",
          "synchronize ?dynamic-expression at !isProduction guarded",
          "dropSchema false at false",
          "secret literal at "hunter2" guarded",
        ],
        [
          "new DataSource sqlite in memory",
          "names default",
          "synchronize true at true",
        ],
        [
          "new DataSource postgres",
          "names snake",
          "secret literal at "postgres://me:hunter2@localhost/app"",
        ],
        [
          "createConnection postgres",
          "names default",
          "synchronize true at true guarded",
          "secret literal at "hunter2" guarded",
        ],
        [
          "DataSourceOptions postgres",
          "names default",
        ],
        [
          "DataSourceOptions mssql",
          "names default",
          "synchronize ?dynamic-options at true guarded",
          "secret literal at \`mssql://sa:hunter2@\${process.env.HOST}/app\`",
        ],
      ]
    `);
  });

  it("keeps no secret", () => {
    expect(JSON.stringify(model.facts.connections)).not.toContain("hunter2");
  });
});

describe("purposeOf", () => {
  it.each([
    ["/app/src/data-source.ts", "application"],
    ["/app/test/data-source.ts", "test"],
    ["/app/src/app.e2e-spec.ts", "test"],
    ["/app/src/migrations/source.ts", "migration-tool"],
    ["/app/latest/source.ts", "application"],
  ])("tells what %s is for", (file, purpose) => {
    expect(purposeOf(file, "/app/tsconfig.json")).toBe(purpose);
  });

  it("looks below the project's folder only", () => {
    expect(purposeOf("/test/app/src/source.ts", "/test/app/tsconfig.json")).toBe("application");
  });
});
