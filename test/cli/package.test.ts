import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

it("the npm package has what an installed ormlint needs, and nothing of the workshop", () => {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  // Scripts would install and build: the bundle is there already.
  const output = execFileSync(npm, ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    shell: process.platform === "win32",
  });
  const [{ files }] = JSON.parse(output);
  const paths: string[] = files.map((file: { path: string }) => file.path);
  for (const wanted of [
    "dist/cli.cjs",
    "docs/rules/unused-suppression.md",
    "schema/ormlint.schema.json",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "package.json",
  ])
    expect(paths).toContain(wanted);
  const folders = new Set(
    paths.filter((path) => path.includes("/")).map((path) => path.split("/")[0]),
  );
  expect([...folders].sort()).toEqual(["dist", "docs", "schema"]);
});
