import {
  type CancellationToken as ClientToken,
  type CodeLens,
  CodeLensRefreshRequest,
  type Command,
} from "vscode-languageserver/node";
import type { Range } from "../../base/index.ts";
import {
  entitiesIn,
  entitySummary,
  knownFunctionFacts,
  operationsIn,
  operationsSummary,
  readFunctionFacts,
  type WorkspaceView,
} from "../../engine/index.ts";
import { toEngineToken } from "../cancellation.ts";
import { contentModified } from "../errors.ts";
import type { Feature, ServerContext } from "../feature.ts";
import { toProtocolRange } from "../positions.ts";
import { pathOf } from "../uris.ts";
import { Refresher } from "./refresh.ts";

/** What a lens is about, so that its text can be made when it is seen. */
type LensData =
  | { readonly kind: "entity"; readonly uri: string; readonly id: string }
  /** `function`: position in the facts of the file. */
  | {
      readonly kind: "queries";
      readonly uri: string;
      readonly function: number;
      readonly name: string;
    };

/** Above an entity its table; above a function the queries that it runs. */
export const codeLens: Feature = {
  capabilities: () => ({ codeLensProvider: { resolveProvider: true } }),
  register(context) {
    const { connection, client } = context;
    const summary = (view: WorkspaceView, uri: string): string =>
      JSON.stringify(lensesOf(view, uri).map((lens) => commandOf(lens, view, context)));
    const refresher = client.workspace?.codeLens?.refreshSupport
      ? new Refresher(context, summary, () => connection.sendRequest(CodeLensRefreshRequest.type))
      : undefined;
    connection.onCodeLens(async ({ textDocument: { uri } }, token) => {
      const settings = await context.settings(uri);
      const enabled = settings.enable && settings.codeLens.enable;
      const view = enabled ? await context.viewOf(uri, token) : undefined;
      if (!view) return [];
      await readFunctions(view, uri, token);
      refresher?.told(uri, view);
      return [...lensesOf(view, uri)];
    });
    connection.onCodeLensResolve((lens, token) => resolve(lens, context, token));
  },
};

function lensesOf(view: WorkspaceView, uri: string): readonly CodeLens[] {
  const { project, texts } = view;
  const file = pathOf(uri) ?? "";
  const lens = (range: Range, data: LensData): CodeLens => ({
    range: toProtocolRange(texts, file, range),
    data,
  });
  const facts = project.files.get(file);
  const calling = knownFunctionFacts(view, file);
  return [
    ...(facts ? entitiesIn(facts, project) : []).map(({ own }) =>
      lens(own.range, { kind: "entity", uri, id: own.id }),
    ),
    ...(calling?.functions ?? [])
      .filter((each) => calling && operationsIn(calling, each, project))
      .map(({ at, index, name }) => lens(at, { kind: "queries", uri, function: index, name })),
  ];
}

/** Also the functions of a file that only calls others that query. */
async function readFunctions(view: WorkspaceView, uri: string, token: ClientToken): Promise<void> {
  const file = pathOf(uri);
  if (file !== undefined) await readFunctionFacts(view, file, toEngineToken(token));
}

async function resolve(
  lens: CodeLens,
  context: ServerContext,
  token: ClientToken,
): Promise<CodeLens> {
  const data = readData(lens.data);
  const view = data && (await context.viewOf(data.uri, token));
  if (view && data.kind === "queries") await readFunctions(view, data.uri, token);
  const command = view && commandOf(lens, view, context);
  // The class or function is gone: the client asks for new lenses.
  if (!command) throw contentModified();
  return { ...lens, command };
}

function commandOf(
  lens: CodeLens,
  view: WorkspaceView,
  context: ServerContext,
): Command | undefined {
  const data = readData(lens.data);
  if (!data) return undefined;
  const { project, texts } = view;
  if (data.kind === "entity") {
    const entity = project.entity(data.id);
    return (
      entity && {
        title: entitySummary(entity, project),
        command: "ormlint.showEntityModel",
        arguments: [data.id],
      }
    );
  }
  const facts = knownFunctionFacts(view, pathOf(data.uri) ?? "");
  const summary = facts?.functions[data.function];
  const found = facts && summary?.name === data.name && operationsIn(facts, summary, project);
  if (!found) return undefined;
  const locations = [...found.own, ...found.throughCalls].map(({ facts: of, operation }) => ({
    uri: context.uriOf(of.file),
    range: toProtocolRange(texts, of.file, operation.at),
  }));
  return {
    title: operationsSummary(found),
    command: "ormlint.showQueries",
    arguments: [data.uri, lens.range.start, locations],
  };
}

/** The data of a lens that came back from the client; `undefined` when it is none of ours. */
function readData(data: unknown): LensData | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const read = (key: string): unknown => Reflect.get(data, key);
  const [kind, uri, id, index, name] = ["kind", "uri", "id", "function", "name"].map(read);
  if (typeof uri !== "string") return undefined;
  if (kind === "entity" && typeof id === "string") return { kind, uri, id };
  return kind === "queries" && typeof index === "number" && typeof name === "string"
    ? { kind, uri, function: index, name }
    : undefined;
}
