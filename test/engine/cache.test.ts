import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cacheLocation } from "../../server/src/engine/cache/cache-location.ts";
import { type CheckOptions, check } from "../../server/src/engine/check.ts";
import { loadConfiguration } from "../../server/src/engine/config/load.ts";
import { adapters, allRules } from "../../server/src/engine/index.ts";

const root = resolve(import.meta.dirname, "../..");

describe("the cache of facts", () => {
  let folder: string;
  let location: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "ormlint-cache-test-")));
    location = join(folder, "node_modules/.cache/ormlint");
    cpSync(join(root, "test/cli/fixtures/basic"), folder, { recursive: true });
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(join(root, "node_modules/typeorm"), join(folder, "node_modules/typeorm"));
    write({
      "node_modules/dep/package.json":
        '{ "name": "dep", "version": "1.0.0", "types": "index.d.ts" }',
      "node_modules/dep/index.d.ts": "export type Id = number;\n",
      "src/uses.ts": 'import type { Id } from "dep";\nexport const id: Id = 1;\n',
      "lib/outside.ts": "export const outside = 1;\n",
    });
    // What is written while a run begins is not kept: for these runs the project is a minute old.
    const { timeOrigin } = performance;
    vi.spyOn(Date, "now").mockImplementation(() => timeOrigin + performance.now() + 60_000);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  function write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }

  async function run(
    extra: Partial<CheckOptions> = {},
    cache: CheckOptions["cache"] | null = { build: "test" },
  ) {
    const loaded = await loadConfiguration({ cwd: folder, rules: allRules });
    if (!loaded.ok) throw new Error("the configuration is wrong");
    const result = await check({
      cwd: folder,
      configuration: loaded.configuration,
      rules: allRules,
      adapters,
      ...(cache && { cache }),
      ...extra,
    });
    const { diagnostics, notes } = result;
    return { cached: result.stats?.cached, found: JSON.stringify({ diagnostics, notes }) };
  }

  it("gives the same findings without opening the programs", async () => {
    const first = await run();
    const second = await run();
    expect([first.cached, second.cached]).toEqual([false, true]);
    expect(second.found).toBe(first.found);
    expect(first.found).toContain("no-mutation-without-where");
  });

  it("serves other rules and paths than it was filled with", async () => {
    await run({ paths: ["src/model.ts"] });
    const { cached, found } = await run({ paths: ["src/posts.ts"] });
    expect(cached).toBe(true);
    expect(found).toContain("posts.ts");
  });

  it.each<[string, () => void]>([
    ["an own file", () => write({ "src/posts.ts": "export {};\n" })],
    [
      "an own file of the same length",
      () => {
        const posts = readFileSync(join(folder, "src/posts.ts"), "utf8");
        write({ "src/posts.ts": posts.replace("delete", "DELETE") });
      },
    ],
    [
      "a declaration file of a dependency",
      () => write({ "node_modules/dep/index.d.ts": "export type Id = string;\n" }),
    ],
    [
      "the version of a dependency",
      () =>
        write({
          "node_modules/dep/package.json":
            '{ "name": "dep", "version": "1.0.1", "types": "index.d.ts" }',
        }),
    ],
    ["a new dependency", () => write({ "node_modules/other/index.d.ts": "export {};\n" })],
    ["what was installed", () => write({ "node_modules/.package-lock.json": "{}" })],
    ["the lock file", () => write({ "package-lock.json": "{}" })],
    [
      "the tsconfig",
      () => {
        const text = readFileSync(join(folder, "tsconfig.json"), "utf8");
        write({ "tsconfig.json": text.replace("{", '{\n  "compileOnSave": false,') });
      },
    ],
    ["a new file", () => write({ "src/new.ts": "export {};\n" })],
    ["a new file outside the program", () => write({ "lib/new.ts": "export {};\n" })],
    ["a deleted file", () => rmSync(join(folder, "src/posts.ts"))],
    ["a new package.json", () => write({ "src/package.json": '{ "name": "inner" }' })],
    [
      "a damaged cache",
      () => {
        const [name = ""] = readdirSync(location);
        const bytes = readFileSync(join(location, name));
        bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
        writeFileSync(join(location, name), bytes);
      },
    ],
    [
      "a cut cache",
      () => {
        const [name = ""] = readdirSync(location);
        writeFileSync(join(location, name), "x");
      },
    ],
  ])("is not used after a change of %s", async (_name, change) => {
    await run();
    expect((await run()).cached).toBe(true);
    change();
    expect((await run()).cached).toBe(false);
    const [after, anew] = [await run(), await run({}, null)];
    expect(after.found).toBe(anew.found);
  });

  it("is not used by another build", async () => {
    await run();
    expect((await run({}, { build: "other" })).cached).toBe(false);
  });

  it("is not used with fixes, nor kept by them", async () => {
    expect((await run({ fix: new Set(["safe"] as const) })).cached).toBe(false);
    expect((await run()).cached).toBe(false);
    expect((await run({ fix: new Set(["safe"] as const) })).cached).toBe(false);
  });

  it("keeps nothing of a run that could not read everything", async () => {
    rmSync(join(folder, "node_modules/typeorm"));
    await run();
    expect((await run()).cached).toBe(false);
  });

  it("does without when nothing can be written", async () => {
    write({ "node_modules/.cache": "a file" });
    const { cached, found } = await run();
    expect(cached).toBe(false);
    expect(found).toContain("no-mutation-without-where");
    expect(cacheLocation(folder, undefined)).toBeUndefined();
  });
});
