import { homedir } from "node:os";
import { join } from "node:path";
import { root } from "../../../scripts/support/paths.ts";

/** What a run leaves behind to look at: packages, logs, the report, screenshots. */
export const resultsFolder = join(root, ".vscode-test");
export const screenshotsFolder = join(resultsFolder, "screenshots");

/** What is downloaded once for all runs. */
export const cacheFolder = join(
  process.env.XDG_CACHE_HOME || join(homedir(), ".cache"),
  "ormlint-vscode-test",
);
