import { afterEach, expect, it } from "vitest";
import { Cancelled } from "../../server/src/base/index.ts";
import {
  adapters,
  allRules,
  LiveFolder,
  type LiveListener,
} from "../../server/src/engine/index.ts";
import { type Blog, blogProject, service } from "../lsp/support/blog.ts";

let blog: Blog | undefined;

afterEach(() => blog?.remove());

const silent: LiveListener = {
  changed: () => undefined,
  progress: () => undefined,
  compilerFailed: () => undefined,
  compilerRestarted: () => undefined,
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
