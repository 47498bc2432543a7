import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { CodeServerInstallation } from "./provision-code-server.ts";

/** One user of the editor: settings and extensions of their own. */
export interface Profile {
  readonly folder: string;
}

/** Nothing is asked of a marketplace. */
const withoutGallery = { EXTENSIONS_GALLERY: "{}" };

const settings = {
  "chat.disableAIFeatures": true,
  "editor.minimap.enabled": false,
  // What is offered comes from language servers, not from the words of the file.
  "editor.wordBasedSuggestions": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "js/ts.disableAutomaticTypeAcquisition": true,
  "telemetry.telemetryLevel": "off",
  "typescript.disableAutomaticTypeAcquisition": true,
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** A profile with these extensions installed. */
export function createProfile(
  installation: CodeServerInstallation,
  folder: string,
  extensions: readonly string[],
): Profile {
  const user = join(folder, "data/User");
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, "settings.json"), JSON.stringify(settings, null, 2));
  writeFileSync(join(folder, "config.yaml"), "");
  for (const extension of extensions) {
    execFileSync(
      installation.node,
      [installation.entry, ...profileFlags({ folder }), "--install-extension", extension],
      { env: environmentOf(folder), stdio: "pipe" },
    );
  }
  return { folder };
}

/** A running editor. */
export interface CodeServer {
  /** Address that opens a folder. */
  urlOf(folder: string): string;
  /** Ends it, and all that it started. */
  stop(): Promise<void>;
}

/**
 * @param log file for what it prints
 * @throws Error when it ends before it listens
 */
export async function startCodeServer(
  { node, entry }: CodeServerInstallation,
  profile: Profile,
  log: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<CodeServer> {
  const child = spawn(
    node,
    [
      entry,
      ...profileFlags(profile),
      "--auth=none",
      "--bind-addr=127.0.0.1:0",
      "--disable-telemetry",
      "--disable-update-check",
      "--disable-workspace-trust",
    ],
    {
      env: { ...environmentOf(profile.folder), ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that extension hosts end with it.
      detached: true,
    },
  );
  const file = createWriteStream(log);
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  try {
    const address = await listening(child);
    return {
      urlOf: (folder) => `${address}?folder=${encodeURIComponent(folder)}`,
      stop: () => stop(child),
    };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

function profileFlags({ folder }: Profile): string[] {
  return [
    `--config=${join(folder, "config.yaml")}`,
    `--user-data-dir=${join(folder, "data")}`,
    `--extensions-dir=${join(folder, "extensions")}`,
  ];
}

/** Without what an editor around this run, or its user, has set. */
function environmentOf(folder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:VSCODE_|CODE_SERVER|ELECTRON_|PORT$|PASSWORD$|NODE_OPTIONS$|npm_)/.test(name),
  );
  return { ...Object.fromEntries(kept), XDG_DATA_HOME: join(folder, "xdg"), ...withoutGallery };
}

async function listening(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  const ended = once(child, "exit").then(([status]) => {
    throw new Error(`code-server ended with status ${status} before it listened`);
  });
  const heard = (async () => {
    for await (const line of lines) {
      const address = line.match(/server listening on (http:\S+)/)?.[1];
      if (address) return address.endsWith("/") ? address : `${address}/`;
    }
    throw new Error("code-server closed its output before it listened");
  })();
  // The one that loses may fail later; nobody waits for it then.
  ended.catch(() => {});
  heard.catch(() => {});
  return Promise.race([heard, ended]);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  process.kill(-child.pid, "SIGTERM");
  await exited;
}
