import { isDeepStrictEqual } from "node:util";
import {
  type ClientCapabilities,
  type CancellationToken as ClientToken,
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type ServerCapabilities,
} from "vscode-languageserver/node";
import type { Diagnostic as Finding, Range } from "../../base/index.ts";
import { hasFixes, type Offer, offersIn, type WorkspaceView } from "../../engine/index.ts";
import type { Feature, ServerContext } from "../feature.ts";
import { commands } from "../messages.ts";
import { toOffsetRange, toProtocolRange } from "../positions.ts";
import { readDiagnosticData, toDiagnostic } from "../to-diagnostic.ts";
import { pathOf } from "../uris.ts";
import { type ActionData, readActionData } from "./code-actions-data.ts";
import { fixAllKind, wantsFixAll, wantsKind } from "./code-actions-kinds.ts";
import { canOpenPages } from "./code-actions-page.ts";
import { resolveEdit } from "./code-actions-resolve.ts";

/** Fixes of findings, suppressions, and the pages of rules. Edits are worked out when an action is chosen. */
export const codeActions: Feature = {
  capabilities(client: ClientCapabilities): Partial<ServerCapabilities> {
    if (!client.textDocument?.codeAction?.codeActionLiteralSupport) return {};
    return {
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, fixAllKind],
        resolveProvider: resolvesEdits(client),
      },
    };
  },

  register(context: ServerContext): void {
    const { connection } = context;
    connection.onCodeAction((params, token) => actionsFor(params, context, token));
    connection.onCodeActionResolve(async (action, token) => {
      const data = readActionData(action.data);
      return data ? { ...action, edit: await resolveEdit(data, context, token) } : action;
    });
  },
};

async function actionsFor(
  params: CodeActionParams,
  context: ServerContext,
  token: ClientToken,
): Promise<CodeAction[]> {
  const { uri } = params.textDocument;
  const file = pathOf(uri);
  if (file === undefined || !(await context.settings(uri)).enable) return [];
  const view = await context.viewOf(uri, token);
  if (!view) return [];
  const actions: CodeAction[] = [];
  if (wantsKind(params.context, CodeActionKind.QuickFix)) {
    const findings = chosenFindings(view, file, params);
    const diagnosticOf = (finding: Finding): Diagnostic =>
      asSent(finding, params.context, view) ??
      toDiagnostic(finding, view, (path) => context.uriOf(path));
    for (const offer of offersIn(view, file, findings)) {
      if (offer.kind === "open-page" && !canOpenPages(context.client)) continue;
      actions.push(quickFix(offer, uri, view, diagnosticOf(offer.finding)));
    }
  }
  if (wantsFixAll(params.context) && hasFixes(view, file))
    actions.push({
      title: "Fix all safe ormlint findings",
      kind: fixAllKind,
      data: { kind: "fix-all", uri } satisfies ActionData,
    });
  if (resolvesEdits(context.client)) return actions;
  return Promise.all(actions.map((action) => withEdit(action, context, token)));
}

/** The findings that the range touches, and those that the client names. Only what has an identity is found again. */
function chosenFindings(
  view: WorkspaceView,
  file: string,
  { range, context }: CodeActionParams,
): readonly Finding[] {
  const asked = toOffsetRange(view.texts, file, range);
  const identified = view.fingerprintsOf(file);
  return view
    .diagnosticsOf(file)
    .filter(
      (finding) =>
        identified.has(finding) &&
        (touches(finding.range, asked) || asSent(finding, context, view)),
    );
}

/** Touching ends count: the cursor stands between two characters. */
function touches(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** The diagnostic of a finding among those that the client sent; not every client keeps their data. */
function asSent(
  finding: Finding,
  { diagnostics }: CodeActionContext,
  view: WorkspaceView,
): Diagnostic | undefined {
  const fingerprint = view.fingerprintsOf(finding.file).get(finding);
  const range = toProtocolRange(view.texts, finding.file, finding.range);
  return diagnostics.find(({ source, code, data, range: sent }) => {
    const known = readDiagnosticData(data);
    if (known) return known.fingerprint === fingerprint;
    return source === "ormlint" && code === finding.rule && isDeepStrictEqual(sent, range);
  });
}

function quickFix(
  offer: Offer,
  uri: string,
  view: WorkspaceView,
  diagnostic: Diagnostic,
): CodeAction {
  const { kind, title, finding } = offer;
  const action = { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  if (kind === "open-page") {
    const command = { title, command: commands.openRulePage, arguments: [finding.rule] };
    return { ...action, command };
  }
  const fingerprint = view.fingerprintsOf(finding.file).get(finding) ?? "";
  if (kind !== "fix") return { ...action, data: { kind, uri, fingerprint } satisfies ActionData };
  const fix = { index: offer.index, title: offer.fix.title };
  const data: ActionData = { kind, uri, fingerprint, fix };
  return { ...action, ...(offer.preferred && { isPreferred: true }), data };
}

async function withEdit(
  { data, ...action }: CodeAction,
  context: ServerContext,
  token: ClientToken,
): Promise<CodeAction> {
  const known = readActionData(data);
  return known ? { ...action, edit: await resolveEdit(known, context, token) } : action;
}

function resolvesEdits({ textDocument }: ClientCapabilities): boolean {
  const { dataSupport, resolveSupport } = textDocument?.codeAction ?? {};
  return dataSupport === true && (resolveSupport?.properties.includes("edit") ?? false);
}
