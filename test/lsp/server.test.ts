import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type TemporaryProject, temporaryProject } from "../support/run-cli.ts";
import { TestClient } from "./support/client.ts";

let client: TestClient | undefined;
let project: TemporaryProject | undefined;

afterEach(async () => {
  const running = client;
  client = undefined;
  try {
    await running?.stop();
  } finally {
    project?.remove();
    project = undefined;
  }
});

const entity = `import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
@Entity()
export class Author {
  @PrimaryGeneratedColumn() id!: number;
  @Column() name!: string;
}
`;

describe("the server", () => {
  it("gives the diagnostics of an open document", async () => {
    project = temporaryProject(undefined, {
      "package.json": '{ "dependencies": { "typeorm": "*" } }',
      "tsconfig.json":
        '{ "compilerOptions": { "experimentalDecorators": true, "strict": true }, "include": ["src"] }',
      "src/author.ts": entity,
    });
    const file = join(project.folder, "src/author.ts");
    client = await TestClient.start({ folders: [project.folder] });
    client.open(file);
    const diagnostics = await client.diagnostics(file);
    expect(diagnostics.map(({ code }) => code)).toContain("no-unbounded-string");
    await client.settled();
  });
});
