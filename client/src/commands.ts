import {
  commands,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  type WorkspaceFolder,
  window,
  workspace,
} from "vscode";
import { commands as serverCommands } from "../../server/src/lsp/messages.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { openRulePage } from "./rule-pages.ts";
import type { Session } from "./session.ts";

/** What commands work with. */
export interface CommandContext {
  readonly extension: ExtensionContext;
  readonly lifecycle: Lifecycle;
  readonly output: LogOutputChannel;
}

type Command = (...parameters: readonly unknown[]) => unknown;

/** Registers the extension's commands. A failure is shown to the person and thrown to the caller. */
export function registerCommands(context: CommandContext): Disposable[] {
  const { extension, lifecycle, output } = context;
  const all: Readonly<Record<string, Command>> = {
    "ormlint.lintWorkspace": () => lintWorkspace(lifecycle),
    "ormlint.restartServer": () => lifecycle.restart(),
    "ormlint.showOutput": () => output.show(),
    "ormlint.openRulePage": (rule) => openRulePage(extension, rule),
    "ormlint.createConfiguration": () => createConfiguration(lifecycle),
    "ormlint.createBaseline": () => createBaseline(lifecycle),
    "ormlint.showEntityModel": (focus) => showEntityModel(context, focus),
    "ormlint.showQueries": (...parameters) => showQueries(lifecycle, parameters),
  };
  return Object.entries(all).map(([name, command]) =>
    commands.registerCommand(name, async (...parameters: readonly unknown[]) => {
      try {
        return await command(...parameters);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        output.error(`${name}: ${message}`);
        void window.showErrorMessage(message);
        throw error;
      }
    }),
  );
}

/** The running session; the server is started when it does not run. @throws Error when it cannot be */
async function sessionOf(lifecycle: Lifecycle): Promise<Session> {
  if (!lifecycle.session) await lifecycle.check();
  if (!lifecycle.session) await lifecycle.restart();
  if (!lifecycle.session) {
    throw new Error("ormlint's server does not run; its output says more.");
  }
  return lifecycle.session;
}

async function lintWorkspace(lifecycle: Lifecycle): Promise<void> {
  const session = await sessionOf(lifecycle);
  await session.execute(serverCommands.lintWorkspace);
  await commands.executeCommand("workbench.actions.view.problems");
}

async function createConfiguration(lifecycle: Lifecycle): Promise<void> {
  const session = await sessionOf(lifecycle);
  const folder = await chooseFolder();
  if (folder) await session.execute(serverCommands.createConfiguration, folder.uri.toString());
}

async function createBaseline(lifecycle: Lifecycle): Promise<void> {
  const session = await sessionOf(lifecycle);
  const folder = await chooseFolder();
  if (folder) await session.execute(serverCommands.createBaseline, folder.uri.toString());
}

/** The folder that is meant: the only one, or the one that the person chooses. */
async function chooseFolder(): Promise<WorkspaceFolder | undefined> {
  const [first, ...others] = workspace.workspaceFolders ?? [];
  if (!first) throw new Error("ormlint needs an open folder.");
  return others.length === 0 ? first : window.showWorkspaceFolderPick();
}

async function showQueries(lifecycle: Lifecycle, parameters: readonly unknown[]): Promise<void> {
  const session = await sessionOf(lifecycle);
  const { showQueries } = await import("./show-queries.ts");
  await showQueries(session.client, parameters);
}

/** @param focus id of the entity to show first */
async function showEntityModel(
  { extension, lifecycle }: CommandContext,
  focus: unknown,
): Promise<void> {
  const session = await sessionOf(lifecycle);
  const { showEntityDiagram } = await import("./diagram/index.ts");
  showEntityDiagram(extension, session.client, typeof focus === "string" ? focus : undefined);
}
