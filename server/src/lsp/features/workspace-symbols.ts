import {
  type CancellationToken as ClientToken,
  type ResultProgressReporter,
  SymbolKind,
  type WorkspaceSymbol,
} from "vscode-languageserver/node";
import { findSymbols, type ModelSymbol, type WorkspaceView } from "../../engine/index.ts";
import { requestCancelled } from "../errors.ts";
import type { Feature, ServerContext } from "../feature.ts";
import { toProtocolRange } from "../positions.ts";

/** Symbols that are sent together to a client that takes partial results. */
const SENT_TOGETHER = 200;

const kinds: Readonly<Record<ModelSymbol["kind"], SymbolKind>> = {
  entity: SymbolKind.Class,
  table: SymbolKind.Struct,
  column: SymbolKind.Field,
  relation: SymbolKind.Property,
};

/** Entities and tables by their names; columns and relations where the query has a dot. */
export const workspaceSymbols: Feature = {
  capabilities: () => ({ workspaceSymbolProvider: true }),
  register(context) {
    context.connection.onWorkspaceSymbol(async ({ query }, token, _progress, partial) => {
      const symbols = await find(query, context, token);
      return partial ? sendParts(symbols, partial, token) : symbols;
    });
  },
};

async function find(
  query: string,
  context: ServerContext,
  token: ClientToken,
): Promise<WorkspaceSymbol[]> {
  const views: WorkspaceView[] = [];
  for (const view of await context.views(token)) {
    const { enable, workspaceSymbols: own } = await context.settings(context.uriOf(view.folder));
    if (enable && own.enable) views.push(view);
  }
  const projects = views.map(({ project }) => project);
  return findSymbols(query, projects).flatMap(({ kind, name, container, file, range, project }) => {
    const view = views.find((each) => each.project === project);
    if (!view) return [];
    return [
      {
        name,
        kind: kinds[kind],
        containerName: container,
        location: { uri: context.uriOf(file), range: toProtocolRange(view.texts, file, range) },
      },
    ];
  });
}

/** The best symbols first. @returns none: with a token for partial results all are sent as parts */
function sendParts(
  symbols: readonly WorkspaceSymbol[],
  partial: ResultProgressReporter<WorkspaceSymbol[]>,
  token: ClientToken,
): WorkspaceSymbol[] {
  for (let start = 0; start < symbols.length; start += SENT_TOGETHER) {
    if (token.isCancellationRequested) throw requestCancelled();
    partial.report(symbols.slice(start, start + SENT_TOGETHER));
  }
  return [];
}
