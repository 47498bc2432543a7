// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts of the files are code
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { neverCancelled } from "../../server/src/base/index.ts";
import {
  adapters,
  allRules,
  LiveFolder,
  type WorkspaceView,
} from "../../server/src/engine/index.ts";
import { type TemporaryProject, temporaryProject } from "../support/run-cli.ts";

let folder: LiveFolder | undefined;
let project: TemporaryProject | undefined;

afterEach(async () => {
  await folder?.close();
  project?.remove();
  folder = undefined;
  project = undefined;
});

const search = `import type { Repository } from "typeorm";
import type { Author } from "./author.js";

export async function byName(authors: Repository<Author>, name: string) {
  return authors.createQueryBuilder("a").where(\`a.name = '\${name}'\`).getMany();
}
`;

const author = `import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Author {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 80 })
  name!: string;
}
`;

interface Opened {
  readonly live: LiveFolder;
  readonly view: WorkspaceView;
  readonly file: string;
  /** How often the folder told that something changed. */
  readonly changes: () => number;
}

async function open(): Promise<Opened> {
  project = temporaryProject(undefined, {
    "package.json": '{ "dependencies": { "typeorm": "*" } }',
    "tsconfig.json":
      '{ "compilerOptions": { "experimentalDecorators": true, "strict": true }, "include": ["src"] }',
    "src/search.ts": search,
    "src/author.ts": author,
  });
  let changes = 0;
  const live = new LiveFolder({
    folder: project.folder,
    rules: allRules,
    adapters,
    listener: {
      changed: () => {
        changes++;
      },
      progress: () => {},
      compilerFailed: () => {},
      compilerRestarted: () => {},
      mistaken: () => {},
      failed: (message) => {
        throw new Error(message);
      },
    },
  });
  folder = live;
  live.start();
  const view = await live.whole();
  if (!view) throw new Error("there is an ORM");
  return { live, view, file: join(project.folder, "src/search.ts"), changes: () => changes };
}

function rules(view: WorkspaceView, file: string): readonly string[] {
  return view.diagnosticsOf(file).map(({ rule }) => rule);
}

const mended = search.replace("`a.name = '${name}'`", '"a.name = :name", { name }');

describe("findings as they would be with another text", () => {
  it("are those of that text, and nothing else becomes another", async () => {
    const { live, view, file, changes } = await open();
    const before = changes();
    expect(rules(view, file)).toEqual(["no-string-built-sql"]);
    expect(await view.diagnosticsWith(file, new Map([[file, mended]]), neverCancelled)).toEqual([]);
    expect(await live.view()).toBe(view);
    expect(changes()).toBe(before);
    const source = await view.ask(
      async (programs) => (await programs[0]?.sourceFile(file))?.text,
      neverCancelled,
    );
    expect(source).toBe(search);
  });

  it("see what another file would hold", async () => {
    const { view, file } = await open();
    const other = join(view.folder, "src/author.ts");
    const unbounded = author.replace("{ length: 80 }", "");
    const found = await view.diagnosticsWith(other, new Map([[other, unbounded]]), neverCancelled);
    expect(found.map(({ rule }) => rule)).toEqual(["no-unbounded-string"]);
    expect(rules(view, file)).toEqual(["no-string-built-sql"]);
  });

  it("leave what is read afterwards as it is in the editor", async () => {
    const { live, view, file } = await open();
    await view.diagnosticsWith(file, new Map([[file, mended]]), neverCancelled);
    live.edit(file, `\n${search}`);
    const later = await live.view();
    expect(later && rules(later, file)).toEqual(["no-string-built-sql"]);
    live.edit(file, undefined);
    const last = await live.view();
    expect(last && rules(last, file)).toEqual(["no-string-built-sql"]);
  });

  it("are not given for a view that is no longer the newest", async () => {
    const { live, view, file } = await open();
    live.edit(file, mended);
    await live.view();
    await expect(
      view.diagnosticsWith(file, new Map([[file, search]]), neverCancelled),
    ).rejects.toThrow("cancelled");
  });

  it("give way to an edit, whose findings are right", async () => {
    const { live, view, file } = await open();
    const trial = view.diagnosticsWith(file, new Map([[file, search]]), neverCancelled);
    live.edit(file, mended);
    await expect(trial).rejects.toThrow("cancelled");
    const later = await live.view();
    expect(later && rules(later, file)).toEqual([]);
  });

  it("are several, one after the other", async () => {
    const { view, file } = await open();
    const found = await Promise.all(
      [mended, search, mended].map((text) =>
        view.diagnosticsWith(file, new Map([[file, text]]), neverCancelled),
      ),
    );
    expect(found.map((each) => each.length)).toEqual([0, 1, 0]);
  });

  it("end with the folder", async () => {
    const { live, view, file } = await open();
    const trial = view.diagnosticsWith(file, new Map([[file, mended]]), neverCancelled);
    const ended = expect(trial).rejects.toThrow();
    await live.close();
    await ended;
    await expect(
      view.diagnosticsWith(file, new Map([[file, mended]]), neverCancelled),
    ).rejects.toThrow("cancelled");
  });

  it("leave the folder sound when the compiler's process ends meanwhile", async () => {
    const { live, view, file } = await open();
    const { compilerProcess } = live;
    if (compilerProcess === undefined) throw new Error("no compiler runs");
    // It can answer nothing more: the trial fails, or is made by the process that comes after.
    process.kill(compilerProcess, "SIGSTOP");
    const trial = view.diagnosticsWith(file, new Map([[file, mended]]), neverCancelled);
    const outcome = trial.then(
      (found) => found.map(({ rule }) => rule),
      () => [],
    );
    process.kill(compilerProcess, "SIGKILL");
    expect(await outcome).toEqual([]);
    live.edit(file, `\n${search}`);
    const later = await live.view();
    expect(later && rules(later, file)).toEqual(["no-string-built-sql"]);
    expect(live.compilerProcess).not.toBe(compilerProcess);
  });
});
