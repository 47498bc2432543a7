import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isSourceFile } from "../../server/src/compiler/ast.ts";
import type { Program } from "../../server/src/compiler/program.ts";
import {
  CompilerSession,
  type FileChanges,
  type Snapshot,
  SnapshotReleased,
} from "../../server/src/compiler/session.ts";
import { fileOf, typeOfVariable } from "./support/opened.ts";
import { Workspace } from "./support/workspace.ts";

let session: CompilerSession;
let workspace: Workspace;
let snapshot: Snapshot;

beforeAll(() => {
  session = new CompilerSession({ cwd: process.cwd() });
});

beforeEach(async () => {
  workspace = new Workspace({
    "tsconfig.json": '{ "compilerOptions": { "types": [] } }',
    "value.ts": "export const value = 1 as number;",
    "main.ts": 'import { value } from "./value"; export const copy = value;',
  });
  snapshot = await session.open({ cwd: workspace.root });
});

afterEach(async () => {
  await snapshot.release();
  workspace.dispose();
});

afterAll(() => session.close());

function programOf(of: Snapshot): Program {
  const [program] = of.programs;
  if (!program) throw new Error("no program");
  return program;
}

async function typeOfCopy(of: Snapshot): Promise<string> {
  const program = programOf(of);
  const tree = await fileOf(program, workspace.path("main.ts"));
  return (await typeOfVariable(program, tree, "copy")).text();
}

/** Takes over the changes; the snapshot with them is the test's from then on. */
async function update(changes: FileChanges): Promise<Snapshot> {
  const next = await session.update(changes);
  await snapshot.release();
  snapshot = next;
  return next;
}

function overlay(name: string, text: string | undefined): Map<string, string | undefined> {
  return new Map([[workspace.path(name), text]]);
}

describe("a snapshot", () => {
  it("stays as it is when files change, while the next one has the change", async () => {
    const earlier = snapshot.acquire();
    workspace.write("value.ts", "export const value = 'x' as string;");
    await update({ changed: [workspace.path("value.ts")] });
    expect(await typeOfCopy(snapshot)).toBe("string");
    expect(await typeOfCopy(earlier)).toBe("number");
    await earlier.release();
  });

  it("cannot be used once released, and says so", async () => {
    const program = programOf(snapshot);
    const tree = await fileOf(program, workspace.path("main.ts"));
    const type = await typeOfVariable(program, tree, "copy");
    await update({ overlays: overlay("value.ts", "export const value = true;") });
    await expect(program.checker.typeAt(tree)).rejects.toThrow(SnapshotReleased);
    await expect(type.property("x")).rejects.toThrow(SnapshotReleased);
    await expect(program.sourceFile(workspace.path("main.ts"))).rejects.toThrow(SnapshotReleased);
  });

  it("lives until its last hold is released", async () => {
    const first = snapshot.acquire();
    const second = first.acquire();
    const program = programOf(first);
    await update({ overlays: overlay("value.ts", "export const value = true;") });
    await first.release();
    await first.release();
    expect(() => first.programs).toThrow(SnapshotReleased);
    expect(() => first.acquire()).toThrow(SnapshotReleased);
    expect(await typeOfCopy(second)).toBe("number");
    await second.release();
    await expect(program.sourceFile(workspace.path("main.ts"))).rejects.toThrow(SnapshotReleased);
  });

  it("is the newest one when acquired, also while a change is under way", async () => {
    const updated = session.update({
      overlays: overlay("value.ts", "export const value = 7n as bigint;"),
    });
    const acquired = await session.acquire();
    if (!acquired) throw new Error("nothing is open");
    expect(await typeOfCopy(acquired)).toBe("bigint");
    await acquired.release();
    await (await updated).release();
  });

  it("is the same when nothing changed", async () => {
    const before = snapshot.programs;
    await update({});
    expect(snapshot.programs).toBe(before);
  });
});

describe("unsaved buffers", () => {
  it("go before the disk, keep their text, and give way when they are closed", async () => {
    await update({ overlays: overlay("value.ts", "export const value = true as boolean;") });
    expect(await typeOfCopy(snapshot)).toBe("boolean");

    workspace.write("value.ts", "export const value = 'x' as string;");
    await update({ changed: [workspace.path("value.ts")] });
    expect(await typeOfCopy(snapshot)).toBe("boolean");

    await update({ overlays: overlay("value.ts", undefined) });
    expect(await typeOfCopy(snapshot)).toBe("string");

    workspace.write("value.ts", "export const value = 2n as bigint;");
    await update({ changed: [workspace.path("value.ts")] });
    expect(await typeOfCopy(snapshot)).toBe("bigint");
  });

  it("stay when projects are opened anew", async () => {
    await update({ overlays: overlay("value.ts", "export const value = true as boolean;") });
    const reopened = await session.open({ cwd: workspace.root });
    expect(await typeOfCopy(reopened)).toBe("boolean");
    await reopened.release();
    await update({ overlays: overlay("value.ts", undefined) });
    expect(await typeOfCopy(snapshot)).toBe("number");
  });

  it("may be there from the start", async () => {
    const opened = await session.open(
      { cwd: workspace.root },
      overlay("value.ts", "export const value = true as boolean;"),
    );
    expect(await typeOfCopy(opened)).toBe("boolean");
    await opened.release();
    await update({ overlays: overlay("value.ts", undefined) });
    expect(await typeOfCopy(snapshot)).toBe("number");
  });

  it("may have half a character", async () => {
    await update({
      overlays: overlay("value.ts", "/* \uD83D */ export const value = 'x' as string;"),
    });
    expect(await typeOfCopy(snapshot)).toBe("string");
    await update({ overlays: overlay("value.ts", undefined) });
  });

  it("may be broken source", async () => {
    await update({ overlays: overlay("main.ts", "export const copy = 1 +; class {") });
    const tree = await fileOf(programOf(snapshot), workspace.path("main.ts"));
    expect(isSourceFile(tree)).toBe(true);
    await update({ overlays: overlay("main.ts", undefined) });
  });
});

describe("files that come and go", () => {
  it("a created file belongs to its project, a deleted one no longer", async () => {
    const own = (): (string | undefined)[] =>
      programOf(snapshot).ownFiles.map((file) => workspace.relative(file));
    const created = workspace.write("more.ts", "export const more = 1;");
    await update({ created: [created] });
    expect(own()).toEqual(["main.ts", "more.ts", "value.ts"]);
    workspace.remove("more.ts");
    await update({ deleted: [created] });
    expect(own()).toEqual(["main.ts", "value.ts"]);
  });

  it("a changed tsconfig is read again", async () => {
    const config = workspace.write("tsconfig.json", '{ "compilerOptions": { "strict": false } }');
    await update({ changed: [config] });
    expect(programOf(snapshot).options.strictNullChecks).toBe(false);
  });

  it("a tsconfig that is mended opens its project", async () => {
    const config = workspace.write("tsconfig.json", '{ "compilerOptions": ');
    await update({ changed: [config] });
    expect(snapshot.programs).toEqual([]);
    expect(snapshot.problems.map(({ kind }) => kind)).toEqual(["broken-config"]);
    workspace.write("tsconfig.json", "{}");
    await update({ changed: [config] });
    expect(snapshot.problems).toEqual([]);
    expect(await typeOfCopy(snapshot)).toBe("number");
  });
});

describe("reading many files", () => {
  it("visits each once, several at a time, and keeps no tree", async () => {
    const program = programOf(snapshot);
    const seen: (string | undefined)[] = [];
    const paths = [...program.ownFiles, workspace.path("nowhere.ts")];
    await program.visitFiles(paths, async (file, path) => {
      seen.push(workspace.relative(path));
      expect(await program.checker.typeAt(file)).toBeDefined();
    });
    expect(seen.sort()).toEqual(["main.ts", "value.ts"]);
  });

  it("a released tree is fetched again, a kept one is the same", async () => {
    const program = programOf(snapshot);
    const path = workspace.path("main.ts");
    const first = await fileOf(program, path);
    expect(await fileOf(program, path)).toBe(first);
    program.releaseTree(first);
    const second = await fileOf(program, path);
    expect(second).not.toBe(first);
    expect(second.text).toBe(first.text);
    expect(await (await typeOfVariable(program, second, "copy")).text()).toBe("number");
  });

  it("stops at the first visit that throws, and rejects with its error", async () => {
    const program = programOf(snapshot);
    const visited: string[] = [];
    const visit = async (_: unknown, path: string): Promise<void> => {
      visited.push(path);
      throw new Error("no");
    };
    await expect(program.visitFiles(program.ownFiles, visit, 1)).rejects.toThrow("no");
    expect(visited).toHaveLength(1);
  });

  it("asks in few round trips", async () => {
    const program = programOf(snapshot);
    const tree = await fileOf(program, workspace.path("main.ts"));
    const before = { ...session.counter };
    await Promise.all(tree.statements.map((statement) => program.checker.typeAt(statement)));
    expect(session.counter.questions - before.questions).toBe(2);
    expect(session.counter.roundTrips - before.roundTrips).toBe(1);
  });
});

describe("projects opened one after another", () => {
  it("are each open until the next is asked for, and those opened before stay", async () => {
    for (const name of ["a", "b", "c"]) {
      workspace.write(`more/${name}/tsconfig.json`, "{}");
      workspace.write(`more/${name}/main.ts`, `export const copy = '${name}' as const;`);
    }
    const seen: (string | undefined)[] = [];
    const passed: Snapshot[] = [];
    for await (const each of session.openEach({ cwd: workspace.path("more") }, 2)) {
      for (const before of passed) expect(() => before.programs).toThrow(SnapshotReleased);
      passed.push(each);
      for (const program of each.programs) {
        const [path] = program.ownFiles;
        if (path === undefined) throw new Error("no file");
        const type = await typeOfVariable(program, await fileOf(program, path), "copy");
        seen.push(await type.text());
      }
    }
    expect(seen).toEqual(['"a"', '"b"', '"c"']);
    expect(passed).toHaveLength(2);
    for (const before of passed) expect(() => before.programs).toThrow(SnapshotReleased);
    expect(await typeOfCopy(snapshot)).toBe("number");
  });
});
