import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { Cancelled } from "../../server/src/base/index.ts";
import { CompilerSession } from "../../server/src/compiler/session.ts";
import {
  adapters,
  allRules,
  LiveFolder,
  type LiveListener,
} from "../../server/src/engine/index.ts";
import { type Blog, blogProject, service } from "../lsp/support/blog.ts";

let blog: Blog | undefined;

afterEach(() => {
  vi.restoreAllMocks();
  blog?.remove();
});

const silent: LiveListener = {
  changed: () => undefined,
  progress: () => undefined,
  compilerFailed: () => undefined,
  compilerRestarted: () => undefined,
  mistaken: () => undefined,
  failed: () => undefined,
};

function open(project: Blog, listener: Partial<LiveListener>): LiveFolder {
  const { folder } = project;
  return new LiveFolder({
    folder,
    rules: allRules,
    adapters,
    listener: { ...silent, ...listener },
  });
}

it("answers everybody when it is closed between the open files and the rest", async () => {
  blog = blogProject();
  let closed: Promise<void> | undefined;
  const folder = open(blog, {
    progress: () => {
      closed ??= folder.close();
    },
  });
  folder.edit(blog.service, service);
  const first = folder.view(blog.service);
  const whole = folder.whole();
  expect((await first)?.complete).toBe(false);
  await expect(whole).rejects.toBeInstanceOf(Cancelled);
  await closed;
  await expect(folder.view()).rejects.toBeInstanceOf(Cancelled);
  folder.edit(blog.service, "");
  folder.reopen();
  await expect(folder.whole()).rejects.toBeInstanceOf(Cancelled);
});

it("opens the programs once when somebody types meanwhile", async () => {
  blog = blogProject();
  const { service: file } = blog;
  const folder = open(blog, {});
  const openPrograms = CompilerSession.prototype.open;
  const opened = vi.spyOn(CompilerSession.prototype, "open").mockImplementation(async function (
    this: CompilerSession,
    ...asked
  ) {
    const snapshot = await openPrograms.apply(this, asked);
    folder.edit(file, `\n${service}`);
    return snapshot;
  });
  const updated = vi.spyOn(CompilerSession.prototype, "update");
  folder.edit(file, service);
  const view = await folder.whole();
  expect(view?.texts.of(file).text).toBe(`\n${service}`);
  expect(view?.diagnosticsOf(file).map(({ rule }) => rule)).toEqual(["no-unloaded-relation"]);
  expect(opened).toHaveBeenCalledTimes(1);
  expect(updated).toHaveBeenCalledTimes(1);
  await folder.close();
});

it("tells once what keeps findings from being found", async () => {
  blog = blogProject({
    "ormlint.json": '{ "baseline": "known.json" }',
    "broken/tsconfig.json": "{ nope",
    "broken/main.ts": "export {};",
  });
  const told: string[] = [];
  const folder = open(blog, { mistaken: (message) => told.push(message) });
  await folder.whole();
  folder.edit(blog.service, `${service}\n`);
  await folder.view(blog.service);
  await folder.close();
  expect(told).toHaveLength(2);
  expect(told.find((line) => line.includes("known.json"))).toBeDefined();
  expect(told.find((line) => line.startsWith("broken/tsconfig.json:1:"))).toBeDefined();
});

it("tells that the dependencies are not installed", async () => {
  blog = blogProject();
  rmSync(join(blog.folder, "node_modules"), { recursive: true });
  const told: string[] = [];
  const folder = open(blog, { mistaken: (message) => told.push(message) });
  await folder.whole();
  await folder.close();
  expect(told).toEqual([
    `typeorm cannot be resolved from ${blog.folder}; install the dependencies`,
  ]);
});
