import { type Event, type ExtensionContext, window } from "vscode";
import { registerCommands } from "./commands.ts";
import { Lifecycle, type LifecycleState } from "./lifecycle.ts";
import { type StatusText, statusItem, statusText } from "./status-item.ts";

/** What other extensions may ask. */
export interface ExtensionApi {
  /** State of the server, and the status item as it is shown. */
  readonly state: LifecycleState;
  readonly status: StatusText;
  /** Either of them changed. */
  readonly onDidChange: Event<void>;
  /** Resolves when it was looked whether the workspace uses an ORM, and the server was started or stopped for it. */
  settled(): Promise<void>;
}

let lifecycle: Lifecycle | undefined;

/** Called when a file of a supported language is opened, or a workspace with a configuration. */
export async function activate(context: ExtensionContext): Promise<ExtensionApi> {
  const output = window.createOutputChannel("ormlint", { log: true });
  const own = new Lifecycle(context, output);
  lifecycle = own;
  context.subscriptions.push(
    output,
    statusItem(own),
    ...registerCommands({ extension: context, lifecycle: own, output }),
  );
  // The editor does not wait for the server.
  void own.check();
  return {
    get state() {
      return own.state;
    },
    get status() {
      return statusText(own);
    },
    onDidChange: own.onDidChange,
    settled: () => own.check(),
  };
}

/** The editor waits for what is returned, so that no process stays behind. */
export async function deactivate(): Promise<void> {
  await lifecycle?.dispose();
  lifecycle = undefined;
}
