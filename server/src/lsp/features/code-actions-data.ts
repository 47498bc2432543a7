import type { Diagnostic as Finding } from "../../base/index.ts";
import type { Offer, WorkspaceView } from "../../engine/index.ts";

type EditingKind = Exclude<Offer["kind"], "open-page">;

/** What an action carries so that its edit can be worked out later. */
export type ActionData =
  | { readonly kind: "fix-all"; readonly uri: string }
  | {
      readonly kind: EditingKind;
      readonly uri: string;
      /** Of the finding that it was offered for: see `WorkspaceView.fingerprintsOf`. */
      readonly fingerprint: string;
      /** Of a fix: its title and its place among those of the finding. */
      readonly fix?: { readonly index: number; readonly title: string };
    };

const kinds: ReadonlySet<unknown> = new Set<EditingKind>([
  "fix",
  "fix-rule",
  "disable-line",
  "disable-file",
]);

/** What an action that came back from a client carries; `undefined` when it is none of ours. */
export function readActionData(data: unknown): ActionData | undefined {
  const { kind, uri, fingerprint, fix } = fieldsOf(data);
  if (typeof uri !== "string") return undefined;
  if (kind === "fix-all") return { kind, uri };
  if (!kinds.has(kind) || typeof fingerprint !== "string") return undefined;
  const { index, title } = fieldsOf(fix);
  return {
    kind: kind as EditingKind,
    uri,
    fingerprint,
    ...(typeof index === "number" && typeof title === "string" && { fix: { index, title } }),
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** The finding of a file that is the one that an action was offered for, also when its lines moved. */
export function findingOf(
  view: WorkspaceView,
  file: string,
  fingerprint: string,
): Finding | undefined {
  for (const [finding, own] of view.fingerprintsOf(file)) if (own === fingerprint) return finding;
  return undefined;
}
