// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expected lines are code
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const installed = spawnSync("nvim", ["--version"]).status === 0;
const name = installed
  ? "Neovim"
  : "Neovim, which is not installed (Debian: apt-get install neovim)";

let folder: string | undefined;

afterEach(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
});

/** What `neovim.lua` tells. */
interface Outcome {
  readonly problem?: string;
  readonly message: string;
  readonly source: string;
  readonly titles: readonly string[];
  readonly before: string;
  readonly after: string;
  readonly code: number;
}

/** Runs the script on a file of a copy of examples/shop. */
async function edit(file: string): Promise<Outcome> {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "ormlint-neovim-")));
  const shop = join(folder, "shop");
  const result = join(folder, "result.json");
  cpSync(join(root, "examples/shop"), shop, {
    recursive: true,
    filter: (path) => !path.includes("node_modules"),
  });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  const script = join(import.meta.dirname, "neovim.lua");
  const child = spawn("nvim", ["--clean", "--headless", "-n", "-c", `luafile ${script}`], {
    cwd: shop,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      XDG_STATE_HOME: folder,
      XDG_CACHE_HOME: folder,
      ORMLINT_NODE: process.execPath,
      ORMLINT_CLI: join(root, "dist/cli.cjs"),
      ORMLINT_ROOT: shop,
      ORMLINT_FILE: join(shop, file),
      ORMLINT_RESULT: result,
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  await new Promise((done, fail) => child.on("close", done).on("error", fail));
  try {
    return JSON.parse(readFileSync(result, "utf8"));
  } catch {
    throw new Error(`Neovim told nothing:\n${output}`);
  }
}

describe.skipIf(!installed)(name, () => {
  it("shows the findings of a file, and repairs one", { timeout: 200_000 }, async () => {
    const outcome = await edit("src/repositories/order-repository.ts");
    expect(outcome.problem).toBeUndefined();
    expect(outcome.source).toBe("ormlint");
    expect(outcome.message).toContain("term");
    expect(outcome.titles).toEqual(
      expect.arrayContaining([
        "Pass as a parameter",
        "Disable no-string-built-sql for this line",
        "Disable no-string-built-sql for this file",
      ]),
    );
    expect(outcome.before).toContain("`customer.displayName LIKE '%${term}%'`");
    expect(outcome.after).not.toContain("${term}%'");
    expect(outcome.after).toMatch(/customer\.displayName LIKE :term.*\{ term: `%\$\{term\}%` \}/);
    expect(outcome.code).toBe(0);
  });
});
