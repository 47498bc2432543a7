import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const script = resolve(import.meta.dirname, "../../scripts/bootstrap.mjs");

describe.skipIf(process.platform === "win32")("the bootstrap", () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "ormlint-bootstrap-")));
    for (const name of ["scripts", "bin"]) mkdirSync(join(folder, name));
    cpSync(script, join(folder, "scripts/bootstrap.mjs"));
    writeFileSync(join(folder, "package-lock.json"), "{}");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs with a stand-in for npm, which never installs anything. */
  function bootstrap(npm: string) {
    writeFileSync(join(folder, "bin/npm"), `#!/bin/sh\n${npm}\n`, { mode: 0o755 });
    return spawnSync(process.execPath, [join(folder, "scripts/bootstrap.mjs")], {
      encoding: "utf8",
      env: { PATH: `${join(folder, "bin")}:/usr/bin:/bin` },
    });
  }

  it("shows what npm says, and one line, when the dependencies cannot be installed", () => {
    const { status, stderr } = bootstrap('echo "npm error network" >&2; exit 7');
    expect(stderr.trimEnd().split("\n")).toEqual([
      "Installing dependencies…",
      "npm error network",
      "The dependencies could not be installed: npm ci ended with status 7.",
    ]);
    expect(status).toBe(2);
  });

  it("goes on when they are installed", () => {
    expect(bootstrap("exit 0").status).toBe(0);
  });
});
