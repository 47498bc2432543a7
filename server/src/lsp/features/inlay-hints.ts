import {
  type CancellationToken as ClientToken,
  type InlayHint,
  InlayHintRefreshRequest,
  MarkupKind,
} from "vscode-languageserver/node";
import type { Range } from "../../base/index.ts";
import {
  columnHints,
  describeSubject,
  entitiesIn,
  type LineIndex,
  type WorkspaceView,
} from "../../engine/index.ts";
import type { Feature, ServerContext } from "../feature.ts";
import { toOffsetRange, toProtocolRange } from "../positions.ts";
import { pathOf } from "../uris.ts";
import { toMarkup } from "./hover-content.ts";
import { Refresher } from "./refresh.ts";

/** The column that a hint is about, so that its explanation can be made when it is asked for. */
interface HintData {
  readonly uri: string;
  readonly entity: string;
  readonly property: string;
}

/** The type that a column will have, beside a declaration that does not show it. */
export const inlayHints: Feature = {
  capabilities: () => ({ inlayHintProvider: { resolveProvider: true } }),
  register(context) {
    const { connection, client } = context;
    const summary = (view: WorkspaceView, uri: string): string =>
      JSON.stringify(hintsOf(view, uri));
    const refresher = client.workspace?.inlayHint?.refreshSupport
      ? new Refresher(context, summary, () => connection.sendRequest(InlayHintRefreshRequest.type))
      : undefined;
    const resolves = client.textDocument?.inlayHint?.resolveSupport?.properties;
    connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }, token) => {
      const file = pathOf(uri);
      const settings = await context.settings(uri);
      const enabled = settings.enable && settings.inlayHints.enable;
      const view = enabled ? await context.viewOf(uri, token) : undefined;
      if (!view || file === undefined) return [];
      refresher?.told(uri, view);
      const hints = hintsOf(view, uri, toOffsetRange(view.texts, file, range));
      return resolves?.includes("tooltip")
        ? [...hints]
        : hints.map((hint) => explained(hint, view) ?? hint);
    });
    connection.languages.inlayHint.resolve((hint, token) => resolve(hint, context, token));
  },
};

/** @param wanted the part of the document that is seen */
function hintsOf(view: WorkspaceView, uri: string, wanted?: Range): readonly InlayHint[] {
  const file = pathOf(uri);
  const facts = file === undefined ? undefined : view.project.files.get(file);
  if (!facts) return [];
  const { project, texts } = view;
  const lines = texts.of(facts.file);
  return entitiesIn(facts, project).flatMap((entity) =>
    columnHints(entity, project).flatMap(({ column, text }) => {
      const { range, property } = column.member;
      const names = entity.own.columns.map((each) => each.range.end);
      const offset = hintOffset(range.end, names, lines);
      if (wanted && (offset < wanted.start || offset > wanted.end)) return [];
      const data: HintData = { uri, entity: entity.own.id, property };
      const at = toProtocolRange(texts, facts.file, { start: offset, end: offset });
      return [{ position: at.start, label: text, paddingLeft: true, data }];
    }),
  );
}

/** The end of the line, where a hint parts nothing; behind the name where a line declares several columns. */
function hintOffset(end: number, names: readonly number[], lines: LineIndex): number {
  const { line } = lines.at(end);
  if (names.filter((each) => lines.at(each).line === line).length > 1) return end;
  return lines.lineStart(line) + lines.line(line).trimEnd().length;
}

async function resolve(
  hint: InlayHint,
  context: ServerContext,
  token: ClientToken,
): Promise<InlayHint> {
  const data = readData(hint.data);
  const view = data && (await context.viewOf(data.uri, token));
  return (view && explained(hint, view)) ?? hint;
}

/** The hint with what is known of its column; `undefined` when the column is gone. */
function explained(hint: InlayHint, { project }: WorkspaceView): InlayHint | undefined {
  const data = readData(hint.data);
  const entity = data && project.entity(data.entity);
  const column = data && entity?.column(data.property);
  if (!entity || !column) return undefined;
  const description = describeSubject({ kind: "column", entity, column }, project);
  return { ...hint, tooltip: toMarkup(description, MarkupKind.Markdown) };
}

/** The data of a hint that came back from the client; `undefined` when it is none of ours. */
function readData(data: unknown): HintData | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { uri, entity, property } = data as Partial<Record<keyof HintData, unknown>>;
  return typeof uri === "string" && typeof entity === "string" && typeof property === "string"
    ? { uri, entity, property }
    : undefined;
}
