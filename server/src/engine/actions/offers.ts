import type { Diagnostic, Fix } from "../../base/index.ts";
import type { LineIndex } from "../text/line-index.ts";
import { canDisableForFile } from "./disable-for-file.ts";

/** Something that can be done about findings. What it changes is worked out when somebody chooses it. */
export type Offer =
  | {
      readonly kind: "fix";
      readonly finding: Diagnostic;
      readonly fix: Fix;
      /** The fix's place among those of the finding. */
      readonly index: number;
      readonly title: string;
      /** The first safe fix of its finding. */
      readonly preferred: boolean;
    }
  | {
      readonly kind: "fix-rule" | "disable-line" | "disable-file" | "open-page";
      /** The finding that it is offered for; it concerns the rule of that finding. */
      readonly finding: Diagnostic;
      readonly title: string;
    };

export interface OfferContext {
  /** Text of the findings' file. */
  readonly lines: LineIndex;
  /** All findings of the file. */
  readonly all: readonly Diagnostic[];
  /** Names of the rules that have a page. */
  readonly documented: ReadonlySet<string>;
  /** Whether a fix may change a file; one that would change another is not offered. */
  readonly mayEdit: (file: string) => boolean;
  /** Whether findings of a rule can be silenced by a comment. */
  readonly suppressible: (rule: string) => boolean;
}

/**
 * What can be done about some findings of a file: fixes first, then all fixes of a rule, then suppressions,
 * then pages; each once.
 */
export function offersFor(
  findings: readonly Diagnostic[],
  context: OfferContext,
): readonly Offer[] {
  const byRule = firstBy(findings, ({ rule }) => rule);
  const byLine = firstBy(
    findings,
    ({ rule, range }) => `${rule} ${context.lines.at(range.start).line}`,
  ).filter(({ rule }) => context.suppressible(rule));
  const forRule =
    (kind: "fix-rule" | "disable-file" | "open-page", title: (rule: string) => string) =>
    (finding: Diagnostic): Offer => ({ kind, finding, title: title(finding.rule) });
  return [
    ...fixOffers(findings, context),
    ...byRule
      .filter(({ rule }) => fixableFindings(context, rule) > 1)
      .map(forRule("fix-rule", (rule) => `Fix all ${rule} findings in this file`)),
    ...byLine.map(
      (finding): Offer => ({
        kind: "disable-line",
        finding,
        title: `Disable ${finding.rule} for this line`,
      }),
    ),
    ...byRule
      .filter(({ rule }) => context.suppressible(rule) && canDisableForFile(context.lines.text))
      .map(forRule("disable-file", (rule) => `Disable ${rule} for this file`)),
    ...byRule
      .filter(({ rule }) => context.documented.has(rule))
      .map(forRule("open-page", (rule) => `Open the page of ${rule}`)),
  ];
}

/** The fixes of each finding. Titles that would be the same say where their finding is. */
function fixOffers(findings: readonly Diagnostic[], context: OfferContext): readonly Offer[] {
  const offers = findings.flatMap((finding) =>
    finding.fixes
      .map((fix, index) => ({ finding, fix, index }))
      .filter(({ fix }) => isPossible(fix, context)),
  );
  const titles = offers.map(({ fix }) => fix.title);
  return offers.map(({ finding, fix, index }): Offer => {
    const ambiguous = titles.filter((title) => title === fix.title).length > 1;
    const { line, column } = context.lines.at(finding.range.start);
    return {
      kind: "fix",
      finding,
      fix,
      index,
      title: ambiguous ? `${fix.title} (line ${line}, column ${column})` : fix.title,
      preferred: fix === firstSafe(finding, context),
    };
  });
}

function isPossible({ edits }: Fix, { mayEdit }: OfferContext): boolean {
  return edits.every(({ file }) => mayEdit(file));
}

function firstSafe({ fixes }: Diagnostic, context: OfferContext): Fix | undefined {
  return fixes.find((fix) => fix.kind === "safe" && isPossible(fix, context));
}

/** How many findings of a rule have a safe fix. */
function fixableFindings(context: OfferContext, rule: string): number {
  return context.all.filter((finding) => finding.rule === rule && firstSafe(finding, context))
    .length;
}

function firstBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const own = key(item);
    return seen.has(own) ? false : seen.add(own);
  });
}
