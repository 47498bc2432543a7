import { execFileSync } from "node:child_process";
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/support/paths.ts";
import { runCli } from "../support/run-cli.ts";
import { unzip } from "../support/unzip.ts";

const minutes = 60_000;
let scratch: string;
let archive: string;
let extension: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "ormlint-extension-"));
  archive = join(scratch, "ormlint.vsix");
  execFileSync(
    process.execPath,
    ["--import", "tsx", join(root, "scripts/package.ts"), "--out", archive],
    { cwd: root, stdio: "pipe" },
  );
  await unzip(archive, join(scratch, "unpacked"));
  extension = join(scratch, "unpacked/extension");
}, 2 * minutes);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("the packaged extension", () => {
  it("finds in the example what the repository's own build finds", async () => {
    const shop = join(scratch, "shop");
    cpSync(join(root, "examples/shop"), shop, { recursive: true });
    symlinkSync(join(root, "node_modules"), join(shop, "node_modules"), "junction");
    const run = await runCli(
      shop,
      ["check", "--no-cache", "--format", "json"],
      {},
      join(extension, "dist/cli.cjs"),
    );
    expect(run.stderr).toBe("");
    expect(run.status).toBe(1);
    const { findings }: { findings: Finding[] } = JSON.parse(run.stdout);
    const expected: unknown = JSON.parse(
      readFileSync(join(root, "test/examples-shop.expected.json"), "utf8"),
    );
    expect(
      findings.map(
        ({ file, range: { start }, severity, rule }) =>
          `${file}:${start.line}:${start.column} ${severity} ${rule}`,
      ),
    ).toEqual(expected);
  });

  it("brings the pages of the rules", async () => {
    const run = await runCli(
      scratch,
      ["explain", "no-query-in-loop"],
      {},
      join(extension, "dist/cli.cjs"),
    );
    expect(run.stdout).toContain("# no-query-in-loop");
  });

  it("has everything that its manifest names", () => {
    const manifest: Manifest = JSON.parse(readFileSync(join(extension, "package.json"), "utf8"));
    const { contributes } = manifest;
    const named = [
      manifest.main,
      manifest.icon,
      ...(contributes.grammars ?? []).map(({ path }) => path),
      ...contributes.jsonValidation.map(({ url }) => url),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown)),
    ];
    expect(named.filter((path) => !existsSync(join(extension, path)))).toEqual([]);
  });

  it("keeps the compiler executable", () => {
    const name = process.platform === "win32" ? "tsc.exe" : "tsc";
    accessSync(join(extension, "dist/compiler", name), constants.X_OK);
  });

  it("is small, and holds nothing of the workshop", () => {
    expect(statSync(archive).size).toBeLessThan(20_000_000);
    expect(readdirSync(extension).sort()).toEqual([
      "LICENSE.txt",
      "changelog.md",
      "dist",
      "docs",
      "icon.png",
      "package.json",
      "readme.md",
      "schema",
      "syntaxes",
    ]);
    expect(readdirSync(join(extension, "docs")).sort()).toEqual(["rules", "walkthrough"]);
    expect(readdirSync(join(extension, "dist/node_modules"))).toEqual(["libpg-query"]);
    const texts = readdirSync(extension, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:cjs|js|json|md)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name));
    expect(texts.filter((path) => readFileSync(path, "utf8").includes(root))).toEqual([]);
  });

  it("refuses a platform that it does not know", () => {
    const out = join(scratch, "never.vsix");
    expect(() =>
      execFileSync(
        process.execPath,
        [
          "--import",
          "tsx",
          join(root, "scripts/package.ts"),
          "--target",
          "amiga-m68k",
          "--out",
          out,
        ],
        { cwd: root, stdio: "pipe" },
      ),
    ).toThrow(/There is no target amiga-m68k/);
    expect(existsSync(out)).toBe(false);
  });
});

interface Finding {
  readonly file: string;
  readonly rule: string;
  readonly severity: string;
  readonly range: { readonly start: { readonly line: number; readonly column: number } };
}

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly contributes: {
    readonly grammars?: readonly { readonly path: string }[];
    readonly jsonValidation: readonly { readonly url: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly media: { readonly markdown: string } }[];
    }[];
  };
}
