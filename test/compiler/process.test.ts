import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  CompilerFailure,
  CompilerSession,
  type SessionOptions,
} from "../../server/src/compiler/session.ts";
import { fileOf, nameOfVariable } from "./support/opened.ts";
import { Workspace } from "./support/workspace.ts";

let workspace: Workspace;
let session: CompilerSession | undefined;
let waits: number[];

beforeEach(() => {
  waits = [];
  workspace = new Workspace({
    "tsconfig.json": "{}",
    "main.ts": "export const one = 1 as number;",
  });
});

afterEach(async () => {
  await session?.close();
  session = undefined;
  workspace.dispose();
});

function start(options: Partial<SessionOptions> = {}): CompilerSession {
  session = new CompilerSession({
    cwd: workspace.root,
    wait: async (milliseconds) => {
      waits.push(milliseconds);
    },
    ...options,
  });
  return session;
}

function signal(to: CompilerSession, name: NodeJS.Signals): void {
  const id = to.processId;
  if (id === undefined) throw new Error("the compiler does not run");
  process.kill(id, name);
}

/** Stops the process; a signal is delivered some time after it is sent. */
function stop(session: CompilerSession): void {
  signal(session, "SIGSTOP");
  for (let look = 0; look < 100_000; look++) if (stateOf(session.processId).startsWith("T")) return;
  throw new Error("the compiler did not stop");
}

/** A letter for what a process does, as `ps` shows it. */
function stateOf(id: number | undefined): string {
  const linux = `/proc/${id}/stat`;
  if (existsSync(linux)) return readFileSync(linux, "utf8").split(") ")[1] ?? "";
  return execFileSync("ps", ["-o", "state=", "-p", String(id)], { encoding: "utf8" }).trim();
}

/** Puts a program in the place of the compiler. */
function fakeCompiler(script: string): string {
  const path = workspace.write("fake-compiler.cjs", `#!${process.execPath}\n${script}`);
  chmodSync(path, 0o755);
  return path;
}

async function failure(promise: Promise<unknown>): Promise<CompilerFailure> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CompilerFailure)) throw new Error(`no failure, but ${String(error)}`);
  return error;
}

const hereIfNotWindows = describe.skipIf(process.platform === "win32");

hereIfNotWindows("a compiler process that ends on its own", () => {
  it("rejects what is pending, and the next open starts another", async () => {
    const opened = start();
    const snapshot = await opened.open({ cwd: workspace.root });
    const [program] = snapshot.programs;
    if (!program) throw new Error("no program");
    const tree = await fileOf(program, workspace.path("main.ts"));

    // Stopped first, so that the questions are pending for certain when it ends.
    stop(opened);
    const pending = [
      program.checker.typeAt(tree),
      program.checker.symbolAt(nameOfVariable(tree, "one")),
      program.sourceFile(workspace.path("other.ts")),
    ].map(failure);
    signal(opened, "SIGKILL");
    for (const each of await Promise.all(pending)) {
      expect(each.kind).toBe("died");
      expect(each.message).toBe("the TypeScript compiler ended by signal SIGKILL");
    }
    expect((await failure(program.sourceFile(workspace.path("main.ts")))).kind).toBe("died");
    await snapshot.release();

    const again = await opened.open({ cwd: workspace.root });
    const [next] = again.programs;
    if (!next) throw new Error("no program");
    const type = await next.checker.typeAt(
      nameOfVariable(await fileOf(next, workspace.path("main.ts")), "one"),
    );
    expect(await type.text()).toBe("number");
    expect(opened.restarts).toBe(1);
    expect(waits).toEqual([]);
    await again.release();
  });

  it("is started again by the next update, with the unsaved buffers", async () => {
    const opened = start();
    await opened.open({ cwd: workspace.root });
    const path = workspace.path("main.ts");
    await opened.update({ overlays: new Map([[path, "export const one = 'unsaved';"]]) });
    stop(opened);
    const pending = failure(opened.findProjects({ cwd: workspace.root }));
    signal(opened, "SIGKILL");
    await pending;
    const snapshot = await opened.update({ changed: [path] });
    expect((await snapshot.programs[0]?.sourceFile(path))?.text).toBe(
      "export const one = 'unsaved';",
    );
    await snapshot.release();
  });
});

hereIfNotWindows("a compiler process that hangs", () => {
  it("is ended, and rejects what is pending", async () => {
    const opened = start({ answerTimeout: 6000 });
    await opened.open({ cwd: workspace.root });
    stop(opened);
    const failed = await failure(opened.findProjects({ cwd: workspace.root }));
    expect(failed.kind).toBe("hung");
    expect(failed.message).toBe("the TypeScript compiler gave no answer for 6 s and was ended");
    const snapshot = await opened.open({ cwd: workspace.root });
    expect(snapshot.programs).toHaveLength(1);
    await snapshot.release();
  });
});

hereIfNotWindows("a compiler that cannot be started", () => {
  it("says so, and waits longer after each failure", async () => {
    const opened = start({ binary: workspace.path("nowhere") });
    const failures = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      failures.push(await failure(opened.open({ cwd: workspace.root })));
    }
    expect(new Set(failures.map(({ kind }) => kind))).toEqual(new Set(["not-started"]));
    expect(failures[0]?.message).toContain("the TypeScript compiler could not be started");
    expect(failures[0]?.message).toContain("nowhere");
    expect(waits).toEqual([100, 200, 400]);
    expect(opened.restarts).toBe(4);
  });

  it("because it ends at once", async () => {
    const opened = start({ binary: fakeCompiler("process.exit(3)") });
    const failed = await failure(opened.open({ cwd: workspace.root }));
    expect(failed.kind).toBe("not-started");
    expect(failed.message).toBe(
      "the TypeScript compiler ended with exit code 3 as soon as it started",
    );
  });
});

describe("closing", () => {
  it("rejects what is under way and everything later, and leaves no process", async () => {
    const opened = start();
    const snapshot = await opened.open({ cwd: workspace.root });
    const id = opened.processId;
    const [program] = snapshot.programs;
    if (id === undefined || !program) throw new Error("the compiler does not run");
    const pending = failure(program.sourceFile(workspace.path("main.ts")));
    await opened.close();
    expect((await pending).kind).toBe("closed");
    expect((await failure(opened.open({ cwd: workspace.root }))).kind).toBe("closed");
    expect(() => process.kill(id, 0)).toThrow("ESRCH");
    await snapshot.release();
    await opened.close();
  });

  it("is possible before anything was opened", async () => {
    await start().close();
  });
});
