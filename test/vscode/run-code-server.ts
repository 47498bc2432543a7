/**
 * Tests the packaged extension in VS Code, served to a browser by code-server: the suite in the extension host,
 * then what a person sees and does. `--picture` renews the picture of the README, `--only=suite|workbench` runs
 * one part.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../../scripts/support/paths.ts";
import type { SuiteName } from "./suite/run-suite.ts";
import { launchChromium } from "./support/chromium.ts";
import { createProfile, type Profile, startCodeServer } from "./support/code-server.ts";
import { packageCompanion } from "./support/companion-package.ts";
import { resultsFolder, screenshotsFolder } from "./support/places.ts";
import { provisionCodeServer } from "./support/provision-code-server.ts";
import { followReport } from "./support/report.ts";
import { ReportPrinter } from "./support/report-printer.ts";
import { copyOfShop, plainWorkspace } from "./support/workspace.ts";
import { pictureOfReadme, walkThroughWorkbench } from "./workbench/walk-through.ts";

/** In milliseconds: longer than any test of the suite may take. */
const patience = 120_000;

const { values: flags } = parseArgs({
  options: { picture: { type: "boolean", default: false }, only: { type: "string" } },
});

const installation = provisionCodeServer();
rmSync(resultsFolder, { recursive: true, force: true });
mkdirSync(screenshotsFolder, { recursive: true });
const extension = join(resultsFolder, "ormlint.vsix");
execFileSync(
  process.execPath,
  ["--import", "tsx", join(root, "scripts/package.ts"), "--out", extension],
  { cwd: root, stdio: ["ignore", "ignore", "inherit"] },
);
const scratch = mkdtempSync(join(tmpdir(), "ormlint-vscode-"));
const browser = await launchChromium();
const printer = new ReportPrinter();
try {
  if (flags.only !== "workbench") await runSuites();
  if (flags.only !== "suite") await runWorkbench();
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = printer.summary() ? 0 : 1;

async function runSuites(): Promise<void> {
  const companion = await packageCompanion(join(scratch, "companion"));
  const profile = createProfile(installation, join(scratch, "suite"), [extension, companion]);
  await runSuite("plain", profile, plainWorkspace(join(scratch, "plain-workspace")));
  await runSuite("shop", profile, copyOfShop(join(scratch, "suite-workspace")));
}

/** Runs one suite in a window of its own. */
async function runSuite(name: SuiteName, profile: Profile, folder: string): Promise<void> {
  const report = join(resultsFolder, `report-${name}.jsonl`);
  const log = join(resultsFolder, `suite-${name}.log`);
  const server = await startCodeServer(installation, profile, log, {
    ORMLINT_TEST_REPORT: report,
    ORMLINT_TEST_SUITE: name,
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  try {
    // The extension host starts when somebody looks at the folder.
    await page.goto(server.urlOf(folder));
    await followReport(report, patience, (line) => printer.print(line));
  } finally {
    await page.screenshot({ path: join(screenshotsFolder, `suite-${name}.png`) });
    await page.close();
    await server.stop();
    keepLogs(profile, name);
  }
}

/** Keeps what the editor and its extensions logged. */
function keepLogs({ folder }: Profile, name: string): void {
  cpSync(join(folder, "data/logs"), join(resultsFolder, `logs-${name}`), { recursive: true });
}

async function runWorkbench(): Promise<void> {
  const profile = createProfile(installation, join(scratch, "workbench"), [extension]);
  const shop = copyOfShop(join(scratch, "workbench-workspace"));
  const log = join(resultsFolder, "workbench.log");
  const server = await startCodeServer(installation, profile, log);
  try {
    const place = { url: server.urlOf(shop), folder: shop };
    await walkThroughWorkbench(browser, place, (line) => printer.print(line));
  } finally {
    await server.stop();
    keepLogs(profile, "workbench");
  }
  if (flags.picture) copyFileSync(pictureOfReadme, join(root, "docs/images/editor.png"));
}
