import { join } from "node:path";
import { afterEach } from "vitest";
import { type TemporaryProject, temporaryProject } from "../support/run-cli.ts";
import { type ClientOptions, TestClient } from "./support/client.ts";

/** A project on disk, read by a server that is told to a client. */
export interface OpenedProject {
  readonly client: TestClient;
  readonly folder: string;
  /** Absolute path of a file of the project. */
  path(name: string): string;
}

const opened: { client?: TestClient; project: TemporaryProject }[] = [];

afterEach(async () => {
  for (const { client, project } of opened.splice(0)) {
    try {
      await client?.stop();
    } finally {
      project.remove();
    }
  }
});

const surroundings = {
  "package.json": '{ "dependencies": { "typeorm": "*" } }',
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      target: "es2022",
      module: "preserve",
      moduleResolution: "bundler",
      strict: true,
      strictPropertyInitialization: false,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      skipLibCheck: true,
    },
    include: ["src"],
  }),
};

/** Opens all files of a project in a client, and waits until the server has read them. They go when the test ends. */
export async function openProject(
  files: Readonly<Record<string, string>>,
  options: Partial<ClientOptions> = {},
): Promise<OpenedProject> {
  const project = temporaryProject(undefined, { ...surroundings, ...files });
  const entry: { client?: TestClient; project: TemporaryProject } = { project };
  opened.push(entry);
  const client = await TestClient.start({ folders: [project.folder], ...options });
  entry.client = client;
  const path = (name: string): string => join(project.folder, name);
  for (const name of Object.keys(files)) if (name.startsWith("src/")) client.open(path(name));
  await client.settled();
  return { client, folder: project.folder, path };
}
