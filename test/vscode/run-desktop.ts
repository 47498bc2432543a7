/**
 * Runs the suite in the desktop VS Code that `@vscode/test-electron` downloads; `--vscode=<version>` names
 * another version than the stable one. Needs a display (or xvfb-run).
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  downloadAndUnzipVSCode,
  resolveCliArgsFromVSCodeExecutablePath,
  runTests,
} from "@vscode/test-electron";
import { root } from "../../scripts/support/paths.ts";
import { bundleSuite } from "./support/companion-package.ts";
import { cacheFolder, resultsFolder } from "./support/places.ts";
import type { ReportLine } from "./support/report.ts";
import { ReportPrinter } from "./support/report-printer.ts";
import { copyOfShop } from "./support/workspace.ts";

const { values: flags } = parseArgs({
  options: { vscode: { type: "string", default: "stable" } },
});

const executable = await download();
if (executable !== undefined) process.exitCode = (await run(executable)) ? 0 : 1;

/** @returns `undefined`, after telling why, when it cannot be downloaded */
async function download(): Promise<string | undefined> {
  try {
    return await downloadAndUnzipVSCode({
      version: flags.vscode,
      cachePath: join(cacheFolder, "desktop"),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(
      `VS Code could not be downloaded: ${reason}\nWhere only a package registry can be reached, npm run test:vscode runs the same suite.`,
    );
    process.exitCode = 2;
    return undefined;
  }
}

/** @returns whether all tests passed */
async function run(vscodeExecutablePath: string): Promise<boolean> {
  mkdirSync(resultsFolder, { recursive: true });
  const extension = join(resultsFolder, "ormlint.vsix");
  execFileSync(
    process.execPath,
    ["--import", "tsx", join(root, "scripts/package.ts"), "--out", extension],
    { cwd: root, stdio: ["ignore", "ignore", "inherit"] },
  );
  const scratch = mkdtempSync(join(tmpdir(), "ormlint-desktop-"));
  try {
    const profile = [
      `--user-data-dir=${join(scratch, "data")}`,
      `--extensions-dir=${join(scratch, "extensions")}`,
    ];
    const [cli, ...cliFlags] = resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath);
    if (cli === undefined) throw new Error("VS Code has no command line.");
    const installed = spawnSync(
      cli,
      [
        ...cliFlags.filter((flag) => !/^--(?:user-data|extensions)-dir=/.test(flag)),
        ...profile,
        "--install-extension",
        extension,
      ],
      { encoding: "utf8", shell: process.platform === "win32" },
    );
    if (installed.status !== 0) {
      throw new Error(`The extension could not be installed: ${installed.stderr}`);
    }
    const suite = join(scratch, "suite");
    await bundleSuite(suite);
    // The editor runs tests only where it develops an extension: this one does nothing.
    writeFileSync(
      join(suite, "package.json"),
      JSON.stringify({
        name: "ormlint-tests",
        publisher: "ormlint",
        version: "0.0.1",
        engines: { vscode: "^1.100.0" },
      }),
    );
    const report = join(scratch, "report.jsonl");
    // A failing suite makes this fail as well; the report says more.
    const ended = await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: suite,
      extensionTestsPath: join(suite, "suite.cjs"),
      extensionTestsEnv: { ORMLINT_TEST_REPORT: report },
      launchArgs: [copyOfShop(join(scratch, "workspace")), ...profile, "--disable-workspace-trust"],
    }).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
    const printer = new ReportPrinter();
    for (const text of readFileSync(report, "utf8").split("\n")) {
      if (text === "") continue;
      const line: ReportLine = JSON.parse(text);
      printer.print(line);
    }
    if (ended instanceof Error) console.error(ended.message);
    return printer.summary() && ended === 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
