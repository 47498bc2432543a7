import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CodeCache } from "../../server/launch/code-cache.ts";
import { optimisingLater } from "../../server/launch/optimising-later.ts";
import { runBundle } from "../../server/launch/run-bundle.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ormlint-launch-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("optimisingLater", () => {
  it("names a flag that this Node knows", () => {
    const flag = optimisingLater(process.versions.v8);
    const script = flag ? `require("node:v8").setFlagsFromString("${flag}")` : "";
    const { status, stderr } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
  });

  it("names none for versions that are not known", () => {
    expect(optimisingLater("99.1.2")).toBeUndefined();
  });
});

describe("CodeCache", () => {
  it("gives back what was kept for the same build", () => {
    const cache = new CodeCache(join(folder, "code-cache"), "one");
    cache.write(Buffer.from("compiled"));
    expect(cache.read()?.toString()).toBe("compiled");
    expect(new CodeCache(join(folder, "code-cache"), "two").read()).toBeUndefined();
  });

  it("takes nothing that is damaged, cut off or empty", () => {
    const cache = new CodeCache(folder, "one");
    cache.write(Buffer.from("compiled"));
    const [name = ""] = readdirSync(folder);
    for (const text of ["    compiled", "abc", ""]) {
      writeFileSync(join(folder, name), text);
      expect(cache.read()).toBeUndefined();
    }
  });

  it("keeps nothing where nothing can be written", () => {
    writeFileSync(join(folder, "file"), "");
    const cache = new CodeCache(join(folder, "file/code-cache"), "one");
    cache.write(Buffer.from("compiled"));
    expect(cache.read()).toBeUndefined();
  });
});

describe("runBundle", () => {
  it("runs the bundle as a module of its own", () => {
    const written = join(folder, "written.json");
    writeFileSync(
      join(folder, "main.cjs"),
      `const { writeFileSync } = require("node:fs");
writeFileSync(${JSON.stringify(written)}, JSON.stringify([__filename, __dirname, module.exports === exports, "\u00ab"]));`,
    );
    runBundle({ folder, build: "test", keep: false });
    expect(JSON.parse(readFileSync(written, "utf8"))).toEqual([
      join(folder, "main.cjs"),
      folder,
      true,
      "\u00ab",
    ]);
    expect(existsSync(join(folder, "code-cache"))).toBe(false);
  });
});
