import {
  type CancellationToken as ClientToken,
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type MarkupContent,
} from "vscode-languageserver/node";
import {
  type Completion,
  completionsAt,
  describeSubject,
  subjectOf,
  type WorkspaceView,
} from "../../engine/index.ts";
import type { Feature, ServerContext } from "../feature.ts";
import { toProtocolRange } from "../positions.ts";
import { preferredKind, toMarkup } from "./hover-content.ts";
import { type TextPosition, textPosition } from "./text-position.ts";

/** Names in strings that the ORM or the database reads: relations, properties, aliases, parameters, tables, columns. */
export const completion: Feature = {
  capabilities: () => ({
    completionProvider: { triggerCharacters: ['"', "'", "`", ".", ":"], resolveProvider: true },
  }),
  register(context) {
    context.connection.onCompletion(async (params, token) => {
      const place = await textPosition(params, context, token);
      return place ? answer(place, params.textDocument.uri) : null;
    });
    context.connection.onCompletionResolve((item, token) => resolved(item, context, token));
  },
};

/** What a chosen item is about, to describe it later. */
interface ItemData {
  readonly uri: string;
  readonly entity: string;
  readonly property?: string;
}

function answer({ view, file, offset }: TextPosition, uri: string): CompletionList | null {
  const found = completionsAt(view, file, offset);
  if (!found) return null;
  const range = toProtocolRange(view.texts, file, found.range);
  const items = found.items.map((item, index): CompletionItem => {
    const data = dataOf(item, uri);
    return {
      label: item.label,
      kind: kinds[item.kind],
      detail: item.detail,
      filterText: item.label,
      // The order means something: columns of the query's tables come before all tables.
      sortText: String(index).padStart(4, "0"),
      textEdit: { range, newText: item.insert ?? item.label },
      ...(data && { data }),
    };
  });
  return { isIncomplete: false, items };
}

const kinds: Readonly<Record<Completion["kind"], CompletionItemKind>> = {
  column: CompletionItemKind.Field,
  relation: CompletionItemKind.Reference,
  embedded: CompletionItemKind.Struct,
  alias: CompletionItemKind.Variable,
  entity: CompletionItemKind.Class,
  table: CompletionItemKind.Class,
  parameter: CompletionItemKind.Variable,
};

function dataOf({ entity, member }: Completion, uri: string): ItemData | undefined {
  if (member) return { uri, entity: member.entity.own.id, property: member.property };
  return entity && { uri, entity: entity.own.id };
}

async function resolved(
  item: CompletionItem,
  context: ServerContext,
  token: ClientToken,
): Promise<CompletionItem> {
  const data = readData(item.data);
  const view = data && (await context.viewOf(data.uri, token));
  const documentation = view && documentationOf(data, view, context);
  return documentation ? { ...item, documentation } : item;
}

/** The data of an item that came back from the client; `undefined` when it is none of ours. */
function readData(data: unknown): ItemData | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { uri, entity, property } = data as Partial<Record<keyof ItemData, unknown>>;
  if (typeof uri !== "string" || typeof entity !== "string") return undefined;
  return { uri, entity, ...(typeof property === "string" && { property }) };
}

function documentationOf(
  { entity, property }: ItemData,
  view: WorkspaceView,
  context: ServerContext,
): MarkupContent | undefined {
  const subject = subjectOf(view.project, entity, property);
  if (!subject) return undefined;
  const formats = context.client.textDocument?.completion?.completionItem?.documentationFormat;
  return toMarkup(describeSubject(subject, view.project), preferredKind(formats));
}
