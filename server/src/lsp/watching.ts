import {
  type ClientCapabilities,
  type Connection,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileEvent,
} from "vscode-languageserver/node";
import { isConfiguration, isSource } from "./documents.ts";
import type { Folders } from "./folders.ts";
import { pathOf } from "./uris.ts";

const watched = [
  "**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}",
  "**/{tsconfig,jsconfig}*.json",
  "**/ormlint.json",
  "**/ormlint-baseline.json",
  "**/package.json",
  "**/{package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,bun.lock,bun.lockb}",
];

const lockFile =
  /\/(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/;
const manifest = /\/package\.json$/;
const tsconfig = /\/[tj]sconfig[^/]*\.json$/;

/** Has the editor tell of files that change outside of it, and tells the folders. */
export async function watchFiles(
  connection: Connection,
  client: ClientCapabilities,
  folders: Folders,
): Promise<void> {
  connection.onDidChangeWatchedFiles(({ changes }) => takeOver(changes, folders));
  if (!client.workspace?.didChangeWatchedFiles?.dynamicRegistration) return;
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: watched.map((globPattern) => ({ globPattern })),
  });
}

function takeOver(events: readonly FileEvent[], folders: Folders): void {
  for (const folder of folders.all) {
    const changed: string[] = [];
    const created: string[] = [];
    const deleted: string[] = [];
    let configured = false;
    let installed = false;
    for (const { uri, type } of events) {
      const path = pathOf(uri);
      if (path === undefined || !folders.touching(path).includes(folder)) continue;
      if (path.includes("/node_modules/")) continue;
      const baseline = folder.configuration?.configuration.baseline === path;
      if (isConfiguration(path) || baseline) configured = true;
      // What is installed may be another: types of dependencies, perhaps the ORM itself.
      else if (lockFile.test(path) || manifest.test(path)) installed = true;
      else if (tsconfig.test(path) || isSource(path)) {
        if (type === FileChangeType.Created) created.push(path);
        else if (type === FileChangeType.Deleted) deleted.push(path);
        else changed.push(path);
      }
    }
    if (installed) folder.reopen();
    else if (configured) folder.reconfigure();
    if (changed.length + created.length + deleted.length > 0)
      folder.filesChanged({ changed, created, deleted });
  }
}
