import { spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const cli = join(root, "dist/cli.cjs");

export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line in a folder, without a terminal. @param program another build than the repository's */
export function runCli(
  cwd: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  program: string = cli,
): Promise<CliResult> {
  const {
    NO_COLOR: _no,
    FORCE_COLOR: _force,
    GITHUB_WORKSPACE: _workspace,
    ...inherited
  } = process.env;
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd,
      env: { ...inherited, ...environment },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      stderr += chunk;
    });
    child.on("error", fail);
    child.on("close", (status) => done({ status, stdout, stderr }));
  });
}

/** A project in a folder of its own, with this package's dependencies at hand. */
export interface TemporaryProject {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): void;
  remove(): void;
}

/**
 * @param fixture folder of test/cli/fixtures to start from
 * @param files texts by path, on top of it
 */
export function temporaryProject(
  fixture: string | undefined,
  files: Readonly<Record<string, string>> = {},
): TemporaryProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "ormlint-test-")));
  if (fixture !== undefined)
    cpSync(join(root, "test/cli/fixtures", fixture), folder, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  const write = (texts: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  write(files);
  return { folder, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
