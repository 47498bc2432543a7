import {
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
  ShowDocumentRequest,
} from "vscode-languageserver/node";
import { createBaseline, createConfiguration, type LiveFolder } from "../engine/index.ts";
import type { Diagnostics } from "./diagnostics.ts";
import type { Feature, ServerContext } from "./feature.ts";
import { openRulePage } from "./features/code-actions-page.ts";
import type { Folders } from "./folders.ts";
import { commands } from "./messages.ts";
import { pathOf, uriOf } from "./uris.ts";

/** What a user can have done. The first argument of each command may be the URI of a folder. */
export class Commands implements Feature {
  readonly #folders: Folders;
  readonly #diagnostics: Diagnostics;

  constructor(folders: Folders, diagnostics: Diagnostics) {
    this.#folders = folders;
    this.#diagnostics = diagnostics;
  }

  capabilities(): Partial<ServerCapabilities> {
    return { executeCommandProvider: { commands: Object.values(commands) } };
  }

  register(context: ServerContext): void {
    context.connection.onExecuteCommand(async ({ command, arguments: args }) => {
      const folders = this.#meant(args?.[0]);
      switch (command) {
        case commands.lintWorkspace:
          return this.#lint(folders);
        case commands.createBaseline:
          return this.#createBaselines(folders);
        case commands.createConfiguration:
          return this.#createConfiguration(folders[0], context);
        case commands.openRulePage:
          return openRulePage(args?.[0], context);
        default:
          throw new ResponseError(LSPErrorCodes.RequestFailed, `unknown command ${command}`);
      }
    });
  }

  #meant(folder: unknown): readonly LiveFolder[] {
    const path = typeof folder === "string" ? pathOf(folder) : undefined;
    return this.#folders.all.filter((each) => path === undefined || each.folder === path);
  }

  /** Reads everything anew. @returns counts of what was read and found */
  async #lint(folders: readonly LiveFolder[]): Promise<{ files: number; findings: number }> {
    for (const folder of folders) folder.reopen();
    let files = 0;
    let findings = 0;
    for (const folder of folders) {
      const view = await folder.whole();
      if (!view) continue;
      files += view.files.length;
      for (const file of view.files) findings += view.diagnosticsOf(file).length;
    }
    await this.#diagnostics.lintWorkspace();
    return { files, findings };
  }

  /** @returns the URIs of the baselines that were written, and how many findings they hold */
  async #createBaselines(
    folders: readonly LiveFolder[],
  ): Promise<readonly { uri: string; findings: number }[]> {
    const written: { uri: string; findings: number }[] = [];
    for (const folder of folders) {
      // The editor may not have told yet of a configuration that was written a moment ago.
      folder.reconfigure();
      const view = await folder.whole();
      if (!view) continue;
      const { file, findings } = createBaseline(view);
      written.push({ uri: uriOf(file), findings });
      folder.reconfigure();
    }
    return written;
  }

  /** @returns the URI of the configuration */
  async #createConfiguration(
    folder: LiveFolder | undefined,
    { connection, client }: ServerContext,
  ): Promise<{ uri: string }> {
    if (!folder) throw new ResponseError(LSPErrorCodes.RequestFailed, "no folder is open");
    const uri = uriOf(createConfiguration(folder.folder));
    folder.reconfigure();
    if (client.window?.showDocument?.support)
      await connection.sendRequest(ShowDocumentRequest.type, { uri, takeFocus: true });
    return { uri };
  }
}
